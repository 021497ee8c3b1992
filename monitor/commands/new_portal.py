"""`nianjian new-portal URL`: Look at a portal politely and print its registry rows."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from crawler.addresses import host_port, origin
from crawler.crawl import crawl
from crawler.orders import ColumnResult, CrawlOrder, PortalResult
from crawler.pages import Page
from data.errors import Complaint
from data.records import Look, Portal, Sighting
from data.store import Store
from monitor.new_portal import (
    PORTAL_COLUMNS,
    UNIT_COLUMNS,
    as_csv,
    portal_id,
    portal_row,
    unit_names,
    unit_rows,
)
from monitor.settings import Settings

# A survey asks for the way to the column and its lists, not for reports.
MOST_REQUESTS = 400
PAGES = "purpose IN ('home', 'column', 'list', 'api') AND reason IS NULL AND status = 200"


@click.command()
@click.argument("url")
@click.option(
    "--delay", type=click.FloatRange(min=0), default=2.0, show_default=True, help="Seconds between requests."
)
@click.option(
    "--save", type=click.Path(path_type=Path), help="Where its pages go (default: in the data folder)."
)
@click.pass_obj
def command(settings: Settings, url: str, delay: float, save: Path | None) -> int:
    """Look at a portal politely, name its family and why, find its report column, print the registry rows."""
    if host_port(url) is None:
        raise Complaint("new-portal", url, "a web address", "write it like http://www.liuxi.gov.cn/")
    name = portal_id(url)
    portal = Portal(id=name, name=name, home_url=url, delay_seconds=delay)
    data = settings.data / "new-portals" / name
    found = _survey(settings, portal, data)
    if found.failure or not found.columns:
        raise Complaint(
            "new-portal", found.failure or url, "a portal that can be looked at", "try again later"
        )
    column = found.columns[0]
    with Store(data) as store:
        _tell(found, column)
        _print_rows(store, portal, column)
        folder = save or settings.data / "new-portals" / name / "fixtures"
        click.echo(f"pages saved: {_save(store, folder)} in {folder}", err=True)
    return 0 if column.outcome in ("complete", "unknown_template") and column.seen else 1


def _survey(settings: Settings, portal: Portal, data: Path) -> PortalResult:
    order = CrawlOrder(
        data=data,
        portals=(portal,),
        units=(),
        clock_start=settings.clock.now(),
        contact=settings.contact,
        proxy=settings.proxy,
        requests=MOST_REQUESTS,
        survey=True,
    )
    return crawl(order, lambda line: click.echo(line, err=True)).portals[0]


def _tell(found: PortalResult, column: ColumnResult) -> None:
    """Say what was found and on what grounds."""
    click.echo(f"family: {column.family or 'none known'}", err=True)
    click.echo(f"why: {column.why or column.outcome}", err=True)
    declared = "no total declared" if column.declared is None else f"{column.declared} declared"
    where = f"{column.column_url} ({column.seen} entries, {declared})" if column.seen else "none found"
    click.echo(f"column: {where}", err=True)
    click.echo(f"list: {column.outcome}; address that cannot exist: {column.probe or 'not asked'}", err=True)
    click.echo(f"looks: {found.looks} {' '.join(f'{code} {n}' for code, n in found.reasons)}", err=True)


def _print_rows(store: Store, portal: Portal, column: ColumnResult) -> None:
    sightings = list(store.rows(Sighting))
    known = replace(
        portal,
        name=_site_name(store) or portal.name,
        home_url=f"{origin(portal.home_url)}/",
        column_url=column.column_url if column.seen else None,
        family=column.family if column.family != "generic" else None,
        notes=column.why if column.seen else f"未找到年报栏目（{column.outcome}）",
    )
    click.echo("portals.csv")
    click.echo(as_csv(PORTAL_COLUMNS, [portal_row(known)]))
    click.echo("units.csv")
    click.echo(as_csv(UNIT_COLUMNS, unit_rows(known, unit_names(each.title for each in sightings))), nl=False)


def _site_name(store: Store) -> str:
    """What the portal calls itself on the first page that was looked at."""
    look = next(store.rows(Look, f"{PAGES} ORDER BY rowid LIMIT 1"), None)
    if look is None or look.sha256 is None:
        return ""
    page = Page(url=look.url, body=store.body(look.sha256), content_type=look.content_type)
    return page.meta("SiteName") or page.title


def _save(store: Store, folder: Path) -> int:
    """Save the pages as the family tests want them: the body, and beside it where it came from."""
    folder.mkdir(parents=True, exist_ok=True)
    looks = {look.sha256: look for look in store.rows(Look, PAGES) if look.sha256}
    for number, (sha256, look) in enumerate(looks.items()):
        kind = "json" if "json" in (look.content_type or "") else "html"
        path = folder / f"{look.purpose}_{number}.{kind}"
        path.write_bytes(store.body(sha256))
        facts = {"url": look.final_url or look.url} | ({"sent": look.body} if look.body else {})
        path.with_suffix(".expected.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return len(looks)
