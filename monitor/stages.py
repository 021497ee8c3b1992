"""The stages one after another: crawl, parse, check. The composition root: may import everything."""

from __future__ import annotations

import click

from data.runs import Run
from data.store import Store
from monitor.reading import read_snapshots
from monitor.settings import Settings

DONE, PARTLY = 0, 1


def parse(store: Store, settings: Settings, *, everything: bool = False) -> int:
    """Read the snapshots this parser version has not read; status 1 if one could not be read."""
    run = Run.start(store, "parse", settings.clock)
    result = read_snapshots(store, everything=everything)
    run.finish("partly" if result.troubles else "done")
    for trouble in result.troubles:
        click.echo(f"parse: {trouble}", err=True)
    counted = ", ".join(f"{outcome} {count}" for outcome, count in sorted(result.outcomes.items()))
    click.echo(f"parse: {counted or 'nothing new'}", err=True)
    return PARTLY if result.troubles else DONE
