"""`nianjian parse`: Read the kept pages that were not read yet."""

import click

from monitor.settings import Settings
from monitor.stages import parse


@click.command()
@click.option("--all", "everything", is_flag=True, help="Read all snapshots again.")
@click.pass_obj
def command(settings: Settings, everything: bool) -> int:
    """Turn kept pages into records; reads stored bytes only, no network."""
    return parse(settings, everything=everything)
