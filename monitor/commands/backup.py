"""`nianjian backup FILE`: One file with databases and snapshots, read back."""

from pathlib import Path

import click

from data.backup import backup
from monitor.settings import Settings


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def command(settings: Settings, file: Path) -> int:
    """Write databases and snapshots into one tar file and read it back; safe while others write."""
    bodies = backup(settings.data, file)
    click.echo(f"{file}: both databases and {bodies} snapshots, read back and whole", err=True)
    return 0
