"""Which document is whose report for which year: reports, and what was listed but could not be examined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.records import Placement, Portal, Reading, Report, Unit
from data.registry import Registry
from data.store import Store
from data.wording import may_be_report
from monitor.filing.attribution import Attribution, attribute
from monitor.filing.names import Names
from monitor.filing.placing import placed, placements_by
from monitor.filing.traces import Log, Trace, read_log
from monitor.filing.versions import NO_REPORT_THERE, Owed, Paper, Version, owed_by, versions_of

NOT_READ_YET = "interrupted"
DEAD = "dead_link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """Everything that was listed or fetched by one day, put where it belongs.

    `versions` are the documents by unit and year, the one that counts first; `nobodys` are reports that are
    no known unit's; `doubts` tell why something listed that is or may be a unit's report (year None: of any
    year) could not be examined; `dead` are the addresses that only ever answered that they are not there;
    `shown` are the unit-years that each walk listed.
    """

    log: Log
    versions: Mapping[Owed, tuple[Version, ...]]
    nobodys: tuple[Report, ...]
    doubts: Mapping[tuple[str, int | None], str]
    dead: Mapping[Owed, tuple[Trace, ...]]
    shown: Mapping[str, frozenset[Owed]]

    @property
    def reports(self) -> tuple[Report, ...]:
        """All rows of the table `reports`."""
        filed = (version.report for versions in self.versions.values() for version in versions)
        return tuple(sorted((*filed, *self.nobodys), key=lambda report: report.id))

    def doubt(self, unit_id: str, year: int) -> str | None:
        """Tell why a listed item that may be this report could not be examined, if there is one."""
        return self.doubts.get((unit_id, year)) or self.doubts.get((unit_id, None))


def file_reports(store: Store, registry: Registry, as_of: date) -> Filing:
    """Put every document and every list item up to the end of a day where it belongs."""
    log = read_log(store, as_of)
    readings = {reading.sha256: reading for reading in store.rows(Reading)}
    names = {portal.id: names_on(registry, portal) for portal in registry.portals}
    nobody = Names(())
    decided = placements_by(store.rows(Placement), as_of)
    papers = {
        trace: tuple(
            replace(paper, whose=placed(paper.whose, decided.get(paper.sha256)))
            for paper in _papers(trace, readings, names.get(trace.portal_id, nobody))
        )
        for trace in log.traces
    }
    listed = {trace: _listed(trace, names.get(trace.portal_id, nobody)) for trace in log.traces}
    doubts = dict(_doubts(papers, listed))
    every = [paper for found in papers.values() for paper in found]
    versions, nobodys = versions_of(store, every, doubts, as_of)
    return Filing(
        log=log,
        versions=versions,
        nobodys=nobodys,
        doubts=doubts,
        dead=_dead(listed),
        shown=_shown(log, papers, listed),
    )


def names_on(registry: Registry, portal: Portal) -> Names:
    """Gather the names of the units that publish on a portal, and of the places they lie in."""
    units = [unit for unit in registry.units if unit.portal_id == portal.id]
    above = {parent.name for unit in units for parent in superiors(registry, unit)}
    rulers = {unit.name for unit in units if unit.kind == "government"}
    return Names(units, places=sorted({portal.name} | above | rulers))


def superiors(registry: Registry, unit: Unit) -> tuple[Unit, ...]:
    """Give the units above a unit, the nearest first; a circle in the registry ends the chain."""
    chain: list[Unit] = []
    parent = registry.unit(unit.parent_id or "")
    while parent is not None and parent not in chain and parent != unit:
        chain.append(parent)
        parent = registry.unit(parent.parent_id or "")
    return tuple(chain)


def _listed(trace: Trace, names: Names) -> Attribution:
    """Attribute an item by its title and place alone."""
    return attribute(names, [trace.title or ""], column_unit=trace.column_unit)


def _papers(trace: Trace, readings: Mapping[str, Reading], names: Names) -> Iterator[Paper]:
    for sha256 in trace.bodies:
        reading = readings.get(sha256)
        if reading is None:
            continue
        titles = [title for title in (trace.title, reading.title) if title]
        if reading.outcome == "read":
            titles = [title for title in titles if may_be_report(title)]
        whose = attribute(
            names,
            titles,
            own_name=reading.unit_name or next(iter(reading.own_names), None),
            column_unit=trace.column_unit,
            stated_year=reading.year,
        )
        yield Paper(trace=trace, sha256=sha256, reading=reading, whose=whose)


def _doubts(
    papers: Mapping[Trace, Sequence[Paper]], listed: Mapping[Trace, Attribution]
) -> Iterator[tuple[tuple[str, int | None], str]]:
    """Name every unit and year that an unexamined item may hide, with the reason."""
    for trace, whose in listed.items():
        if not papers[trace]:
            reason = NOT_READ_YET if trace.bodies else trace.trouble
            yield from _hidden(whose, reason)
        for paper in papers[trace]:
            if paper.owed is None and paper.reading.outcome != "not_a_report":
                yield from _hidden(paper.whose, NO_REPORT_THERE)


def _dead(listed: Mapping[Trace, Attribution]) -> Mapping[Owed, tuple[Trace, ...]]:
    found: dict[Owed, list[Trace]] = {}
    for trace, whose in listed.items():
        owed = owed_by(whose)
        if owed is not None and trace.looks and all(look.reason == DEAD for look in trace.looks):
            found.setdefault(owed, []).append(trace)
    return {owed: tuple(traces) for owed, traces in found.items()}


def _hidden(whose: Attribution, reason: str) -> Iterator[tuple[tuple[str, int | None], str]]:
    units = {whose.unit_id} if whose.unit_id is not None else whose.maybe
    for unit_id in sorted(units):
        yield (unit_id, whose.year), reason


def _shown(
    log: Log, papers: Mapping[Trace, Sequence[Paper]], listed: Mapping[Trace, Attribution]
) -> Mapping[str, frozenset[Owed]]:
    """Give the unit-years each walk listed, by what the documents say, else by their titles."""
    owed: dict[tuple[str, str], frozenset[Owed]] = {}
    for trace, whose in listed.items():
        known = {paper.owed for paper in papers[trace]} or {owed_by(whose)}
        owed[trace.portal_id, trace.url] = frozenset(each for each in known if each is not None)
    same: dict[tuple[str, frozenset[str]], frozenset[Owed]] = {}
    for walk in log.walks:
        urls = log.shown[walk.id]
        if (walk.portal_id, urls) not in same:
            found = (owed[walk.portal_id, url] for url in urls)
            same[walk.portal_id, urls] = frozenset[Owed]().union(*found)
    return {walk.id: same[walk.portal_id, log.shown[walk.id]] for walk in log.walks}
