"""`nianjian status`: What ran, what is due, what is ill."""

from __future__ import annotations

import click

from data.registry import load_registry
from data.store import Store
from monitor.season.load import load_season
from monitor.service.status import status
from monitor.settings import Settings


@click.command()
@click.pass_obj
def command(settings: Settings) -> int:
    """Say what ran, what is due and what is ill; exit status 1 if anything is ill."""
    registry = load_registry(settings.registry)
    with Store(settings.data) as store:
        now, season = settings.clock.now(), load_season(settings.registry)
        found = status(store, registry, now, settings.heartbeat_file, season)
    for line in found.lines():
        click.echo(line)
    return 1 if found.ill else 0
