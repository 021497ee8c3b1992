"""`nianjian crawl`: Look at the portals and keep every answer."""

from __future__ import annotations

from collections.abc import Iterable

import click
from rich.console import Console
from rich.table import Table

from crawler.crawl import crawl
from crawler.orders import MOST_REQUESTS, CrawlOrder, CrawlResult, PortalResult, Unexamined, select
from data.errors import Complaint
from data.registry import Registry, load_registry
from monitor.attribution import attribute
from monitor.due import obligation, years
from monitor.filing import names_on
from monitor.settings import Settings


@click.command()
@click.option("--portal", "portal_ids", multiple=True, metavar="ID", help="Only this portal (repeatable).")
@click.option("--unit", "unit_ids", multiple=True, metavar="ID", help="Only this unit's pages (repeatable).")
@click.option(
    "--jobs", type=click.IntRange(1, 32), default=1, show_default=True, help="Processes over portals."
)
@click.pass_obj
def command(settings: Settings, portal_ids: tuple[str, ...], unit_ids: tuple[str, ...], jobs: int) -> int:
    """Look at every portal with a unit valid today; 1 if a list or an owed report was not to be had."""
    registry = load_registry(settings.registry)
    _must_know("--portal", portal_ids, [portal.id for portal in registry.portals])
    _must_know("--unit", unit_ids, [unit.id for unit in registry.units])
    result = look(settings, registry, portal_ids, unit_ids, jobs)
    show(result)
    return status(settings, registry, result)


def look(
    settings: Settings,
    registry: Registry,
    portal_ids: Iterable[str] = (),
    unit_ids: Iterable[str] = (),
    jobs: int = 1,
) -> CrawlResult:
    """Crawl the portals of a registry under its policy, with progress on stderr."""
    portals, units = select(registry, settings.clock.today(), portal_ids, unit_ids)
    order = CrawlOrder(
        data=settings.data,
        portals=portals,
        units=units,
        clock_start=settings.clock.now(),
        contact=settings.contact,
        proxy=settings.proxy,
        jobs=jobs,
        requests=registry.policy.portal_requests or MOST_REQUESTS,
        minutes=registry.policy.portal_minutes,
    )
    return crawl(order, lambda line: click.echo(f"crawl: {line}", err=True))


def status(settings: Settings, registry: Registry, result: CrawlResult) -> int:
    """Give the exit status of a crawl and name on stderr what matters and could not be examined."""
    matters = [each for each in result.unexamined if is_owed(each, registry, settings)]
    for each in matters:
        click.echo(f"crawl: {each.reason}: {each.title or each.portal_id} {each.url}", err=True)
    for portal in result.portals:
        if portal.failure:
            click.echo(f"crawl: {portal.portal_id}: {portal.failure}", err=True)
    return 0 if result.lists_examined and not matters else 1


def is_owed(missed: Unexamined, registry: Registry, settings: Settings) -> bool:
    """Tell whether something not examined is a list, or a document that is or may be an owed report."""
    portal = registry.portal(missed.portal_id)
    if missed.purpose == "column" or portal is None:
        return True
    whose = attribute(names_on(registry, portal), [missed.title or ""], column_unit=missed.unit_id)
    units = [registry.unit(unit_id) for unit_id in ({whose.unit_id} if whose.unit_id else whose.maybe)]
    today = settings.clock.today()
    return any(
        whose.year is None
        or (
            whose.year in years(unit, registry.deadlines, today)
            and not obligation(unit, whose.year, registry.deadlines).exempt
        )
        for unit in units
        if unit is not None
    )


def show(result: CrawlResult) -> None:
    """Print what each portal gave: looks, lists, reports, and the reasons why something was not to be had."""
    table = Table(title="crawl", title_justify="left")
    for heading in ("portal", "looks", "lists", "new", "known", "gone", "reasons"):
        table.add_column(heading)
    for portal in result.portals:
        table.add_row(*_cells(portal))
    Console().print(table)


def _cells(portal: PortalResult) -> tuple[str, ...]:
    columns = portal.columns
    whole = sum(column.outcome == "complete" for column in columns)
    return (
        portal.portal_id,
        str(portal.looks),
        f"{whole}/{len(columns)}",
        str(sum(column.new for column in columns)),
        str(sum(column.known for column in columns)),
        str(sum(column.gone for column in columns)),
        " ".join(f"{reason} {count}" for reason, count in portal.reasons),
    )


def _must_know(option: str, given: Iterable[str], known: Iterable[str]) -> None:
    for name in given:
        if name not in set(known):
            raise Complaint(option, name, "an id of the registry", "look it up in portals.csv or units.csv")
