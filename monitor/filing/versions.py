"""The documents of one unit and year: one row each, and which of them counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.records import Reading, Report
from data.store import Store
from monitor.filing.attribution import Attribution
from monitor.filing.traces import Trace

# Days that are not those of publication: the address's is the portal's, the signature's may be weeks before.
# A signature counts only where nothing better is known (cms.md §8).
HINTS = frozenset({"signature", "url"})
# A page that is listed as a report, answers, and holds nothing that reads like one.
NO_REPORT_THERE = "unknown_template"

Owed = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One document of one unit and year, and every credible date of publication that it or a list names.

    `defect` is the reason why it could not be read; `gone`: it was taken off the list and is no longer there.
    `traces` are the addresses at which it was found.
    """

    report: Report
    dates: tuple[tuple[str, date], ...]
    gone: bool
    defect: str | None = None
    traces: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One body as found at one address."""

    trace: Trace
    sha256: str
    reading: Reading
    whose: Attribution

    @property
    def owed(self) -> Owed | None:
        """The unit and year it belongs to, if both are known."""
        return owed_by(self.whose)


def owed_by(whose: Attribution) -> Owed | None:
    """Give unit and year together, None unless both are known."""
    return (whose.unit_id, whose.year) if whose.unit_id is not None and whose.year is not None else None


def versions_of(
    store: Store, papers: Sequence[Paper], doubts: Mapping[tuple[str, int | None], str], as_of: date
) -> tuple[dict[Owed, tuple[Version, ...]], tuple[Report, ...]]:
    """Make the rows: one a document; where several are one unit's for one year, the newest counts."""
    grouped: dict[str, list[Paper]] = {}
    for paper in papers:
        grouped.setdefault(paper.sha256, []).append(paper)
    filed: dict[Owed, list[Version]] = {}
    weak: dict[Owed, list[Version]] = {}
    nobodys = []
    for found in grouped.values():
        # The same bytes may stand at several addresses: one that says whose they are speaks for all.
        paper = next((each for each in found if each.owed), found[0])
        if paper.owed is not None:
            target = weak if paper.reading.outcome == "not_a_report" else filed
            target.setdefault(paper.owed, []).append(_version(paper, found, as_of))
        elif paper.reading.outcome == "read":
            nobodys.append(_report(paper, found))
    for owed, versions in weak.items():
        if owed not in filed and not {owed, (owed[0], None)} & doubts.keys():
            filed[owed] = versions
    return {owed: _in_order(store, versions) for owed, versions in sorted(filed.items())}, tuple(nobodys)


def _version(paper: Paper, found: Sequence[Paper], as_of: date) -> Version:
    report = _report(paper, found)
    signals = [(source, date.fromisoformat(day)) for source, day in paper.reading.dates]
    signals += [("list", each.trace.listed_on) for each in found if each.trace.listed_on is not None]
    best = report.date_source
    if report.published_on is not None and best is not None:
        signals.insert(0, (best, report.published_on))
    credible = (
        (source, day)
        for source, day in signals
        if (source not in HINTS or source == best) and (report.year or 0) <= day.year and day <= as_of
    )
    listed = [each.trace for each in found if each.trace.listed]
    return Version(
        report=report,
        dates=tuple(dict.fromkeys(credible)),
        gone=bool(listed) and all(trace.gone for trace in listed),
        defect=_defect(paper.reading),
        traces=tuple(each.trace for each in found),
    )


def _defect(reading: Reading) -> str | None:
    if reading.outcome == "read":
        return None
    return NO_REPORT_THERE if reading.outcome == "not_a_report" else reading.reason or "unreadable_file"


def _report(paper: Paper, found: Sequence[Paper]) -> Report:
    times = sorted(at for each in found for at in each.trace.times(each.sha256))
    reading = paper.reading
    published_on, source = reading.published_on, reading.date_source
    listed_on = min((each.trace.listed_on for each in found if each.trace.listed_on), default=None)
    if listed_on is not None and (published_on is None or source in HINTS):
        published_on, source = listed_on, "list"
    return Report(
        id=paper.sha256[:16],
        url=paper.trace.url,
        sha256=paper.sha256,
        title=reading.title or paper.trace.title or "",
        first_seen_at=times[0],
        last_seen_at=times[-1],
        unit_id=paper.whose.unit_id,
        year=paper.whose.year,
        unit_name=reading.unit_name,
        form=reading.form,
        published_on=published_on,
        date_source=source,
        doubt=None if paper.owed else paper.whose.reason,
        candidates=() if paper.owed else _candidates(found),
    )


def _candidates(found: Sequence[Paper]) -> tuple[str, ...]:
    """Name the units that a document of nobody's may still be about, wherever it stood."""
    return tuple(sorted({unit for paper in found for unit in paper.whose.maybe}))


def _in_order(store: Store, versions: Sequence[Version]) -> tuple[Version, ...]:
    """Put the version that counts first: readable, newest, with most figures; the others name it."""
    if len(versions) == 1:
        return tuple(versions)

    def weight(version: Version) -> tuple[bool, bool, date, int, str, str]:
        report = version.report
        return (
            version.defect is None,
            not version.gone,
            report.published_on or date.min,
            len(store.cells(report.id)),
            report.first_seen_at.isoformat(),
            report.id,
        )

    first, *others = sorted(versions, key=weight, reverse=True)
    older = (replace(other, report=replace(other.report, superseded_by=first.report.id)) for other in others)
    return (first, *older)
