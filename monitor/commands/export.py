"""`nianjian export DIR`: a publishable copy of what was found."""

from __future__ import annotations

from pathlib import Path

import click

from data.export import export
from data.store import Store
from data.warc import write_warc
from monitor.service.upkeep import alone
from monitor.settings import Settings


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--warc", metavar="FILE", type=click.Path(path_type=Path), help="Also all kept pages, as WARC.")
@click.pass_obj
def command(settings: Settings, folder: Path, warc: Path | None) -> int:
    """Write a publishable copy: SQLite, CSV, XLSX, safe to open in a spreadsheet."""
    with Store(settings.data) as store, alone(settings.data, "export"):
        damaged: list[str] = []
        if warc is not None:  # first: it may have nothing to write with
            count, damaged = write_warc(store, warc)
            click.echo(f"{warc}: {count} looks")
        counts = export(settings.data / "nianjian.db", folder.absolute(), settings.clock.now())
    for name, number in counts.items():
        click.echo(f"{name}: {number}")
    for line in damaged:
        click.echo(f"export: {line}", err=True)
    return 1 if damaged else 0
