"""`nianjian verify`: Check that no kept page and no look was altered or lost."""

import click

from data.evidence import damages
from data.store import Store
from monitor.settings import Settings


@click.command()
@click.pass_obj
def command(settings: Settings) -> int:
    """Check that no kept page and no look was altered or lost; name each damaged piece."""
    with Store(settings.data) as store:
        found = list(damages(store))
        looks = store.db["looks"].count
    for damage in found:
        click.echo(damage)
    if not found:
        click.echo(f"{looks} looks and their snapshots are whole", err=True)
    return 1 if found else 0
