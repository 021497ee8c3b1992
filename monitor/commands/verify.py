"""`nianjian verify`: Check that no kept page and no look was altered or lost."""

import click

from data.evidence import damages
from data.store import Store
from monitor.service.upkeep import verified
from monitor.settings import Settings


@click.command()
@click.option("--record", is_flag=True, help="Note in the log of runs how it stood, for `nianjian status`.")
@click.pass_obj
def command(settings: Settings, record: bool) -> int:
    """Check that no kept page and no look was altered or lost; name each damaged piece."""
    recorded = verified(settings) if record else None
    with Store(settings.data) as store:
        found = recorded if recorded is not None else list(damages(store))
        looks = store.db["looks"].count
    for damage in found:
        click.echo(damage)
    if not found:
        click.echo(f"{looks} looks and their snapshots are whole", err=True)
    return 1 if found else 0
