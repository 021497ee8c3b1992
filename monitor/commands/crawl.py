"""`nianjian crawl`: Look at the portals and keep every answer."""

from __future__ import annotations

from collections.abc import Iterable

import click
from rich.console import Console
from rich.table import Table

from crawler.orders import CrawlResult, PortalResult
from data.errors import Complaint
from data.registry import load_registry
from monitor.settings import Settings
from monitor.stages import crawl


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
    result, status = crawl(settings, registry, portal_ids, unit_ids, jobs)
    show(result)
    return status


def _must_know(option: str, given: Iterable[str], known: Iterable[str]) -> None:
    for name in given:
        if name not in set(known):
            raise Complaint(option, name, "an id of the registry", "look it up in portals.csv or units.csv")


def show(result: CrawlResult) -> None:
    """Print what each portal gave: looks, lists, reports, why something was not had; and what changed."""
    table = Table(title="crawl", title_justify="left")
    for heading in ("portal", "looks", "lists", "new", "changed", "gone", "known", "reasons"):
        table.add_column(heading)
    for portal in result.portals:
        table.add_row(*_cells(portal))
    Console().print(table)
    for delta in result.deltas:
        click.echo(f"{delta.kind}: {delta.title or ''} {delta.url}")


def _cells(portal: PortalResult) -> tuple[str, ...]:
    columns = portal.columns
    whole = sum(column.outcome == "complete" for column in columns)
    return (
        portal.portal_id,
        str(portal.looks),
        f"{whole}/{len(columns)}",
        str(sum(column.new for column in columns)),
        str(sum(delta.kind == "changed" for column in columns for delta in column.deltas)),
        str(sum(column.gone for column in columns)),
        str(sum(column.known for column in columns)),
        " ".join(f"{reason} {count}" for reason, count in portal.reasons),
    )
