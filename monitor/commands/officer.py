"""`nianjian officer add|password NAME`: Name the officers who may review findings."""

import click

from monitor.later import later


@click.group()
def command() -> None:
    """Name the officers who may review findings (not in this version)."""


instead = "the desk is open on this machine only, without officers"
command.add_command(later("Add an officer", instead), "add")
command.add_command(later("Change an officer's password", instead), "password")
