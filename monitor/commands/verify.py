"""`nianjian verify`: Check that no kept page and no look was altered or lost."""

import click

from monitor.service.upkeep import verified
from monitor.settings import Settings


@click.command()
@click.pass_obj
def command(settings: Settings) -> int:
    """Check that no kept page and no look was altered or lost; name each damaged piece.

    How it stood is noted in the log of runs, where `nianjian status` finds it.
    """
    found = verified(settings)
    for damage in found:
        click.echo(damage)
    if not found:
        click.echo("every look and every snapshot is whole", err=True)
    return 1 if found else 0
