"""`nianjian restore FILE`: Put a backup into an empty data folder."""

from pathlib import Path

import click

from data.backup import restore
from monitor.settings import Settings


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.pass_obj
def command(settings: Settings, file: Path) -> int:
    """Put a backup into an empty data folder (--data), checked piece by piece; refuses any other folder."""
    bodies = restore(file, settings.data)
    click.echo(f"{settings.data}: restored, both databases and {bodies} snapshots are whole", err=True)
    return 0
