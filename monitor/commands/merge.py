"""`nianjian merge OTHER_DATA`: Add what another machine has seen."""

from pathlib import Path

import click

from data.merging import merge
from data.registry import load_registry
from data.store import Store
from monitor.settings import Settings
from monitor.stages import check, parse


@click.command()
@click.argument("other", metavar="OTHER_DATA", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.pass_obj
def command(settings: Settings, other: Path) -> int:
    """Add the logs and snapshots of another data folder to this one, then read and judge anew."""
    registry = load_registry(settings.registry)
    with Store(settings.data) as store:
        rows, bodies = merge(store, other)
    click.echo(f"merge: {rows} log rows and {bodies} snapshots were new", err=True)
    status = parse(settings)
    check(settings, registry)
    return status
