"""`nianjian backup FILE`: One file with databases and snapshots, read back."""

from pathlib import Path

import click

from data.backup import backup
from data.registry import load_registry
from monitor.service.upkeep import weekly_backup
from monitor.settings import Settings


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def command(settings: Settings, file: Path | None) -> int:
    """Write databases and snapshots into one tar file and read it back; safe while others write.

    Without FILE it goes into <data>/backups/ and the oldest beyond policy's `backups_kept` are removed.
    """
    if file is None:
        kept = load_registry(settings.registry).policy.backups_kept
        click.echo(f"{weekly_backup(settings, kept)}: read back and whole", err=True)
        return 0
    bodies = backup(settings.data, file)
    click.echo(f"{file}: both databases and {bodies} snapshots, read back and whole", err=True)
    return 0
