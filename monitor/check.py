"""Judge every unit and year from what had been seen by one day: reports, coverage, findings.

All is worked out anew from the log and the readings, nothing from an earlier judgement: judging twice gives
the same tables, and any past day can be judged as that day knew it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.clock import OFFICE_ZONE, office_day
from data.records import (
    Coverage,
    Finding,
    FindingStatus,
    Look,
    OddCell,
    PrivateText,
    Reading,
    Report,
    Review,
    Rule,
    Section,
    Unit,
)
from data.registry import Registry
from data.store import Store
from data.words import PRIVATE_RULES
from monitor.cases import Ruled, rule_all
from monitor.coverage import COMPLETE, Ruling, Visit
from monitor.dossier import Dossier, Filed, Year
from monitor.filing import Filing, file_reports, superiors
from monitor.names import place_of
from monitor.rules import catalogue, findings
from monitor.versions import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """All derived rows of one day, each in the order of its key."""

    reports: tuple[Report, ...]
    coverage: tuple[Coverage, ...]
    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...]
    private: tuple[PrivateText, ...] = ()


def judge(store: Store, registry: Registry, as_of: date) -> Judgement:
    """Judge from what had been seen by the end of a day (Asia/Shanghai); writes nothing."""
    filing = file_reports(store, registry, as_of)
    ruled = rule_all(store, registry, filing, as_of)
    statuses = _statuses(store, as_of)
    found = [
        replace(finding, status=statuses.get(finding.id, "open"))
        for dossier in dossiers(store, registry, filing, ruled, as_of)
        for finding in findings(dossier)
    ]
    found.sort(key=lambda finding: finding.id)
    coverage = [ruling.coverage for ruling in ruled.rulings.values()]
    return Judgement(
        reports=filing.reports,
        coverage=tuple(sorted(coverage, key=lambda each: (each.unit_id, each.year))),
        findings=tuple(map(_wordless, found)),
        rules=catalogue(),
        private=tuple(
            PrivateText(finding_id=finding.id, message=finding.message)
            for finding in found
            if finding.rule_id in PRIVATE_RULES
        ),
    )


def _wordless(finding: Finding) -> Finding:
    """Leave out of a finding what only officers may read; id, place and status stay."""
    if finding.rule_id not in PRIVATE_RULES:
        return finding
    return replace(finding, message="", cells=(), lines=(), left=None, right=None, delta=None, repair=None)


def write(store: Store, judgement: Judgement) -> None:
    """Put a judgement in place of the one before, all of it or nothing."""
    with store.atomic("office"), store.atomic():
        store.replace(PrivateText, judgement.private)
        store.replace(Report, judgement.reports)
        store.replace(Coverage, judgement.coverage)
        store.replace(Rule, judgement.rules)
        store.replace(Finding, judgement.findings)


def newest_look(store: Store) -> date | None:
    """Give the day of the newest look, None before the first."""
    newest = next(store.rows(Look, "1 ORDER BY at DESC LIMIT 1"), None)
    return office_day(newest.at) if newest else None


def dossiers(
    store: Store, registry: Registry, filing: Filing, ruled: Ruled, as_of: date
) -> Iterator[Dossier]:
    """Make the dossier of every unit that owes, or once owed, anything."""
    by_unit: dict[str, list[Ruling]] = {}
    for (unit_id, _), ruling in sorted(ruled.rulings.items()):
        by_unit.setdefault(unit_id, []).append(ruling)
    neighbours = _neighbours(registry)
    for unit in registry.units:
        visits = ruled.visits_of(unit)
        portal = registry.portal(unit.portal_id or "")
        complete = [visit.at.date() for visit in visits if visit.outcome == COMPLETE]
        if unit.id in by_unit:
            yield Dossier(
                unit=unit,
                as_of=as_of,
                years=tuple(_year(store, filing, each, visits) for each in by_unit[unit.id]),
                column_name=f"{portal.name if portal else ''}政府信息公开年报栏目",
                first_complete_on=min(complete, default=None),
                masked_names=_masked(unit, registry),
                holidays=registry.holidays,
                neighbours=neighbours[unit.portal_id],
            )


def _neighbours(registry: Registry) -> Mapping[str | None, tuple[Unit, ...]]:
    """The units of each portal."""
    portals: dict[str | None, list[Unit]] = {}
    for unit in registry.units:
        portals.setdefault(unit.portal_id, []).append(unit)
    return {portal_id: tuple(units) for portal_id, units in portals.items()}


def _year(store: Store, filing: Filing, ruling: Ruling, visits: Sequence[Visit]) -> Year:
    coverage = ruling.coverage
    versions = filing.versions.get((coverage.unit_id, coverage.year), ())
    last = (ruling.healthy or visits)[-1:]
    seen = min((version.report.first_seen_at for version in versions), default=None)
    return Year(
        coverage=coverage,
        filed=_filed(store, versions) if versions else None,
        healthy=len(ruling.healthy),
        last_healthy_at=ruling.healthy[-1].at if ruling.healthy else None,
        unseen_at=ruling.unseen_at,
        seen_at=seen.astimezone(OFFICE_ZONE) if seen else None,
        decided_on=ruling.decided_on,
        list_url=last[0].url if last else None,
        list_sha256=last[0].list_sha256 if last else None,
    )


def _filed(store: Store, versions: Sequence[Version]) -> Filed:
    report = versions[0].report
    mine = "report_id = ?", (report.id,)
    reading = next(store.rows(Reading, "sha256 = ?", (report.sha256,)))
    return Filed(
        report=report,
        seen_on=office_day(report.first_seen_at),
        cells=store.cells(report.id),
        odd_cells={odd.cell: odd for odd in store.rows(OddCell, *mine)},
        sections={section.key: section.text for section in store.rows(Section, *mine)},
        dates=tuple(dict.fromkeys(signal for version in versions for signal in version.dates)),
        kind=reading.kind,
        preamble=reading.preamble or "",
        headings=reading.headings,
        labels=reading.labels,
        notes=reading.notes,
        own_names=reading.own_names,
    )


def _masked(unit: Unit, registry: Registry) -> tuple[str, ...]:
    names = [*unit.names, *(name for each in superiors(registry, unit) for name in each.names)]
    return tuple(dict.fromkeys(part for name in names for part in (name, place_of(name))))


def _statuses(store: Store, as_of: date) -> Mapping[str, FindingStatus]:
    """The latest decision on each finding; a claimed cure of what is still found re-opens it."""
    statuses: dict[str, FindingStatus] = {}
    for review in store.rows(Review, "1 ORDER BY at, id"):
        if office_day(review.at) > as_of:
            continue
        statuses[review.finding_id] = _status(review, as_of)
    return statuses


def _status(review: Review, as_of: date) -> FindingStatus:
    if review.verdict == "waived" and review.until is not None and review.until < as_of:
        return "open"
    return "reopened" if review.verdict == "fixed" else review.verdict
