"""From what was filed and ruled to the dossier of every unit: everything a rule may know, in one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from data.clock import OFFICE_ZONE, office_day
from data.records import Copy, Coverage, OddCell, Reading, Report, Section, Unit
from data.registry import Registry
from data.store import Store
from monitor.arithmetic.balance import balanced
from monitor.cases import Ruled
from monitor.coverage import COMPLETE, PROBE_PASSED, Ruling, Visit
from monitor.dossier import Dossier, Filed, Nearly, Year
from monitor.exhibits import DeadLink, Place, Rank
from monitor.filing.filing import Filing
from monitor.filing.nearly import nearly
from monitor.filing.traces import Trace
from monitor.filing.versions import Owed, Version
from monitor.peers import ranks
from monitor.surroundings import Surroundings, masked_names, surroundings

ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """All that dossiers are made from. `balanced` are the reports whose tables the store found to add up."""

    store: Store
    registry: Registry
    filing: Filing
    ruled: Ruled
    as_of: date
    balanced: frozenset[str]
    around: Surroundings
    by_unit: Mapping[str, Sequence[Ruling]]
    nearly: Mapping[Owed, tuple[Nearly, ...]] = field(default_factory=dict)
    copies: Mapping[str, tuple[Copy, ...]] = field(default_factory=dict)
    ranks: Mapping[Owed, tuple[Rank, ...]] = field(default_factory=dict)


def archive(store: Store, registry: Registry, filing: Filing, ruled: Ruled, as_of: date) -> Archive:
    """Gather what all dossiers share."""
    by_unit: dict[str, list[Ruling]] = {}
    for (unit_id, _), ruling in sorted(ruled.rulings.items()):
        by_unit.setdefault(unit_id, []).append(ruling)
    complete = balanced(store)
    missing = [owed for owed, ruling in ruled.rulings.items() if ruling.coverage.state == "absent"]
    return Archive(
        store=store,
        registry=registry,
        filing=filing,
        ruled=ruled,
        as_of=as_of,
        balanced=complete,
        around=surroundings(store, registry, filing, ruled, as_of),
        by_unit=by_unit,
        nearly=nearly(registry, filing.log, missing),
        ranks=ranks(store, registry, filing.versions, complete),
    )


def dossiers(shelf: Archive) -> Iterator[Dossier]:
    """Make the dossier of every unit that owes, or once owed, anything."""
    for unit in shelf.registry.units:
        if unit.id in shelf.by_unit:
            yield _dossier(shelf, unit, shelf.by_unit[unit.id])


def _dossier(shelf: Archive, unit: Unit, rulings: Sequence[Ruling]) -> Dossier:
    visits = shelf.ruled.visits_of(unit)
    portal = shelf.registry.portal(unit.portal_id or "")
    complete = [visit.at.date() for visit in visits if visit.outcome == COMPLETE]
    return Dossier(
        unit=unit,
        as_of=shelf.as_of,
        years=tuple(_year(shelf, unit, each, visits) for each in rulings),
        column_name=f"{portal.name if portal else ''}政府信息公开年报栏目",
        first_complete_on=min(complete, default=None),
        neighbours=shelf.around.neighbours[unit.portal_id],
        masked_names=masked_names(unit, shelf.registry),
        copies=shelf.copies.get(unit.id, ()),
        holidays=shelf.registry.holidays,
        absorbed=shelf.around.absorbed.get(unit.id, frozenset()),
        members=_members(shelf, unit),
        letters=shelf.around.letters.get(unit.id, ()),
        strangers=shelf.around.strangers.get(unit.id, ()),
        ranks={
            owed[1]: shelf.ranks[owed]
            for owed in ((unit.id, each.coverage.year) for each in rulings)
            if owed in shelf.ranks
        },
    )


def as_known(dossier: Dossier, at: datetime) -> Dossier:
    """Give the dossier with the documents that were there at an earlier moment; all else stays as it is."""
    return replace(dossier, years=tuple(_year_as_known(year, at) for year in dossier.years))


def as_missed(dossier: Dossier, year: Year) -> Dossier:
    """Give the dossier of the last healthy look that did not show a report which came later."""
    if year.unseen_at is None:
        return dossier
    then = Year(
        coverage=replace(year.coverage, state="absent", report_id=None, published_on=None, days_late=None),
        healthy=year.misses,
        last_healthy_at=year.unseen_at,
        decided_on=year.absent_on,
        list_url=year.list_url,
        list_sha256=year.list_sha256,
    )
    return replace(dossier, as_of=year.unseen_at.date(), years=(then,))


def _year_as_known(year: Year, at: datetime) -> Year:
    then = tuple(each for each in year.documents if each.report.first_seen_at <= at)
    if year.filed is None or not then or then[0].report.id == year.filed.report.id:
        return year
    return replace(year, filed=replace(then[0], dates=year.filed.dates), documents=then)


# ------------------------------------------------------------------ one year


def _year(shelf: Archive, unit: Unit, ruling: Ruling, visits: Sequence[Visit]) -> Year:
    coverage = ruling.coverage
    owed = (coverage.unit_id, coverage.year)
    versions = shelf.filing.versions.get(owed, ())
    documents = tuple(_filed(shelf, version) for version in versions)
    last = (ruling.healthy or visits)[-1:]
    seen = min((version.report.first_seen_at for version in versions), default=None)
    return Year(
        coverage=coverage,
        filed=_counting(documents),
        healthy=len(ruling.healthy),
        last_healthy_at=ruling.healthy[-1].at if ruling.healthy else None,
        unseen_at=ruling.unseen_at,
        seen_at=seen.astimezone(OFFICE_ZONE) if seen else None,
        decided_on=ruling.decided_on,
        list_url=last[0].url if last else None,
        list_sha256=last[0].list_sha256 if last else None,
        healthy_on=tuple(visit.at.date() for visit in ruling.healthy),
        absent_on=ruling.absent_on,
        misses=ruling.misses,
        documents=documents,
        nearly=shelf.nearly.get(owed, ()),
        dead=tuple(_dead_links(shelf.filing.dead.get(owed, ()))),
        in_own=_shown(shelf, unit, coverage, own=True),
        in_central=_shown(shelf, unit, coverage, own=False),
    )


def _counting(documents: Sequence[Filed]) -> Filed | None:
    """The document that counts, with the dates of all of them: put right later is not published later."""
    if not documents:
        return None
    return replace(documents[0], dates=tuple(dict.fromkeys(day for each in documents for day in each.dates)))


def _filed(shelf: Archive, version: Version) -> Filed:
    report, store = version.report, shelf.store
    mine = "report_id = ?", (report.id,)
    reading = next(store.rows(Reading, "sha256 = ?", (report.sha256,)))
    return Filed(
        report=report,
        seen_on=office_day(report.first_seen_at),
        cells=store.cells(report.id),
        odd_cells={odd.cell: odd for odd in store.rows(OddCell, *mine)},
        sections={section.key: section.text for section in store.rows(Section, *mine)},
        dates=version.dates,
        kind=reading.kind,
        preamble=reading.preamble or "",
        headings=reading.headings,
        labels=reading.labels,
        notes=reading.notes,
        own_names=reading.own_names,
        balances=report.id in shelf.balanced,
        places=tuple(_place(trace, report) for trace in version.traces),
    ).as_printed()


def _place(trace: Trace, report: Report) -> Place:
    """Where an address answered with this very document, and on which days."""
    days = {office_day(look.at) for look in trace.looks if look.sha256 == report.sha256}
    listed = bool(trace.listed) and trace.vanished_at is None
    return Place(
        url=trace.url,
        days=tuple(sorted(days)),
        listed=listed,
        attachment=_is_attachment(trace),
    )


def _is_attachment(trace: Trace) -> bool:
    return any(look.purpose == ATTACHMENT for look in trace.looks)


def _dead_links(traces: Sequence[Trace]) -> Iterator[DeadLink]:
    for trace in traces:
        attachment = _is_attachment(trace)
        if attachment or (trace.listed and trace.vanished_at is None):
            days = [office_day(look.at) for look in trace.looks]
            yield DeadLink(
                url=trace.url,
                tries=len(trace.looks),
                first_on=days[0],
                last_on=days[-1],
                attachment=attachment,
            )


def _shown(shelf: Archive, unit: Unit, coverage: Coverage, *, own: bool) -> bool | None:
    """Tell whether a column shows a report of the year, if its last look is sound and it carries the unit."""
    if unit.column_url is None:
        return None
    visits = shelf.ruled.visits.get((unit.portal_id or "", unit.id if own else None), ())
    last = visits[-1] if visits else None
    if last is None or last.outcome != COMPLETE or last.probe != PROBE_PASSED:
        return None
    if (unit.id, coverage.year) in last.items:
        return True
    due = coverage.due_on
    carries = any(unit_id == unit.id for unit_id, _ in last.items)
    return False if carries and due is not None and last.at.date() > due else None


# ------------------------------------------------------------------ around the unit


def _members(shelf: Archive, unit: Unit) -> Mapping[int, Mapping[str, Filed | None]]:
    """Give the reports of the units directly below a government, by year and name, where one is owed."""
    if unit.kind != "government":
        return {}
    found: dict[int, dict[str, Filed | None]] = {}
    for below in shelf.around.below.get(unit.id, ()):
        for ruling in shelf.by_unit.get(below.id, ()):
            told = ruling.coverage
            if told.state != "exempt":
                versions = shelf.filing.versions.get((below.id, told.year), ())
                member = _filed(shelf, versions[0]) if versions and versions[0].defect is None else None
                found.setdefault(told.year, {})[below.name] = member
    return found
