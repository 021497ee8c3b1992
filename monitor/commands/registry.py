"""`nianjian registry import FILE.xlsx`: Take over the office's own Excel list."""

import click

from monitor.later import later


@click.group()
def command() -> None:
    """Take over the office's own Excel list into the registry (not in this version)."""


command.add_command(later("Import an Excel list", "write units.csv by hand (data/seeds/README.md)"), "import")
