"""`nianjian run`: crawl, parse, check."""

import click

from monitor.commands.crawl import show
from monitor.settings import Settings
from monitor.stages import run


@click.command()
@click.pass_obj
def command(settings: Settings) -> int:
    """Look at the portals, read what was found, judge: crawl, parse, check."""
    return run(settings, show)
