"""The stages one after another: crawl, parse, check. The composition root: may import everything.

Each writes that it began and how it ended; each gives an exit status (0 done, 1 something that matters could
not be fetched or read).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import click

from crawler.crawl import crawl as crawl_portals
from crawler.orders import MOST_REQUESTS, CrawlOrder, CrawlResult, Unexamined, addresses, night, select
from data.records import Deadline, Holiday, Portal, Unit
from data.registry import Registry, load_registry
from data.runs import Run
from data.search import rebuild_search
from data.store import Store
from data.summaries import measure
from monitor.check import Judgement, judge, newest_look, write
from monitor.due import obligation, years
from monitor.filing.attribution import attribute
from monitor.filing.filing import names_on
from monitor.memory import Memory
from monitor.reading import read_snapshots
from monitor.season.roster import trace
from monitor.settings import Settings

DONE, PARTLY = 0, 1


def crawl(
    settings: Settings,
    registry: Registry,
    portal_ids: Iterable[str] = (),
    unit_ids: Iterable[str] = (),
    jobs: int = 1,
) -> tuple[CrawlResult, int]:
    """Look at the portals of a registry under its policy; what matters and failed is named on stderr."""
    policy, now = registry.policy, settings.clock.now()
    open_now, until = night(now, policy.night_from, policy.night_to)
    if not open_now:
        _tell("crawl", f"portals may be looked at from {policy.night_from} to {policy.night_to} only")
        return CrawlResult(portals=()), PARTLY
    portals, units = select(registry, settings.clock.today(), portal_ids, unit_ids)
    order = CrawlOrder(
        data=settings.data,
        portals=portals,
        units=units,
        clock_start=now,
        contact=settings.contact,
        proxy=settings.proxy,
        jobs=jobs,
        requests=policy.portal_requests or MOST_REQUESTS,
        minutes=policy.portal_minutes,
        until=until,
        registered=addresses(registry),
        checks_clock=not settings.clock.rehearsed,
        trust_days=max(0, policy.absent_span_days - 1),
    )
    result = crawl_portals(order, lambda line: _tell("crawl", line))
    return result, _crawl_status(result, registry, settings.clock.today())


def _crawl_status(result: CrawlResult, registry: Registry, today: date) -> int:
    matters = [each for each in result.unexamined if _is_owed(each, registry, today)]
    for each in matters:
        _tell("crawl", f"{each.reason}: {each.title or each.portal_id} {each.url}")
    for portal in result.portals:
        if portal.failure:
            _tell("crawl", f"{portal.portal_id}: {portal.failure}")
    return DONE if result.lists_examined and not matters else PARTLY


def _is_owed(missed: Unexamined, registry: Registry, today: date) -> bool:
    """Tell whether something not examined is a list, or a document that is or may be an owed report."""
    portal = registry.portal(missed.portal_id)
    if missed.purpose == "column" or portal is None:
        return True
    whose = attribute(names_on(registry, portal), [missed.title or ""], column_unit=missed.unit_id)
    units = [registry.unit(unit_id) for unit_id in ({whose.unit_id} if whose.unit_id else whose.maybe)]
    return any(unit is not None and _owes(unit, whose.year, registry, today) for unit in units)


def _owes(unit: Unit, year: int | None, registry: Registry, today: date) -> bool:
    if year is None:
        return True
    owed = year in years(unit, registry.deadlines, today)
    return owed and not obligation(unit, year, registry.deadlines).exempt


def parse(settings: Settings, *, everything: bool = False) -> int:
    """Read the snapshots this parser version has not read; status 1 if one could not be read."""
    with Store(settings.data) as store:
        run = Run.start(store, "parse", settings.clock)
        result = read_snapshots(store, everything=everything, tell_change=click.echo)
        run.finish("partly" if result.troubles else "done")
    for trouble in result.troubles:
        _tell("parse", trouble)
    counted = ", ".join(f"{outcome} {count}" for outcome, count in sorted(result.outcomes.items()))
    _tell("parse", counted or "nothing new")
    return PARTLY if result.troubles else DONE


def check(
    settings: Settings, registry: Registry, as_of: date | None = None, *, keep: bool = False
) -> Judgement:
    """Judge every unit and year, and keep it; a day before the newest look is only judged, unless `keep`."""
    day = as_of or settings.clock.today()
    with Store(settings.data) as store:
        memory = Memory(store)
        judgement = judge(store, registry, day, memory)
        newest = newest_look(store)
        if not keep and newest is not None and day < newest:
            _tell("check", f"{day} is before the newest look ({newest}): printed only")
            return judgement
        run = Run.start(store, "check", settings.clock)
        with store.atomic():
            copy_registry(store, registry)
            write(store, judgement)
        memory.keep()
        trace(store, registry, settings.clock.now())
        rebuild_search(store)
        measure(store)
        run.finish("done")
    return judgement


def copy_registry(store: Store, registry: Registry) -> None:
    """Copy what the desk shows of the registry into the database."""
    store.replace(Portal, registry.portals)
    store.replace(Unit, registry.units)
    store.replace(Deadline, registry.deadlines)
    store.replace(Holiday, registry.holidays)


def run(settings: Settings, show: Callable[[CrawlResult], None] = lambda result: None) -> int:
    """Crawl, show what that gave, parse, check; a stage that could not do all of its work stops no other."""
    registry = load_registry(settings.registry)
    result, looked = crawl(settings, registry)
    show(result)
    read = parse(settings)
    judgement = check(settings, registry)
    _tell("check", f"{len(judgement.coverage)} unit-years, {len(judgement.findings)} findings")
    return max(looked, read)


def _tell(stage: str, line: str) -> None:
    if line:
        click.echo(f"{stage}: {line}", err=True)
