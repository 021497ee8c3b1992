"""`nianjian remind UNIT`: Note that a unit was reminded of its report (催报记录)."""

from __future__ import annotations

from dataclasses import replace

import click

from data.clock import OFFICE_ZONE
from data.errors import Complaint
from data.records import Reminder
from data.registry import load_registry
from data.runs import row_hash
from data.store import Store
from monitor.digest.words import moment_words
from monitor.settings import Settings


@click.command()
@click.argument("unit")
@click.option("--year", type=int, metavar="N", help="The report year (default: last year).")
@click.option(
    "--by", "actor", metavar="NAME", help="Who reminded; without it the reminders so far are listed."
)
@click.option("--how", default="电话", metavar="WORDS", help="By which means (default: 电话).")
@click.option("--notes", metavar="TEXT", help="What was said.")
@click.pass_obj
def command(  # noqa: PLR0913 - one parameter an option
    settings: Settings, unit: str, year: int | None, actor: str | None, how: str, notes: str | None
) -> int:
    """Note that a unit was reminded of the report it owes, or list when it was; kept internally."""
    registry = load_registry(settings.registry)
    known = registry.unit(unit) or next((each for each in registry.units if each.name == unit), None)
    if known is None:
        raise Complaint("UNIT", unit, "a unit of the registry", "name its id or its full name")
    about = year or settings.clock.today().year - 1
    with Store(settings.data) as store:
        if actor:
            reminder = Reminder(
                id="",
                unit_id=known.id,
                year=about,
                at=settings.clock.now(),
                actor=actor,
                how=how,
                notes=notes,
            )
            store.append(replace(reminder, id=row_hash(reminder)))
        for each in store.rows(Reminder, "unit_id = ? AND year = ? ORDER BY at", (known.id, about)):
            when = moment_words(each.at.astimezone(OFFICE_ZONE))
            click.echo(
                f"{known.name}　{about}年度　{when}　{each.how}　{each.actor}　{each.notes or ''}".rstrip()
            )
    return 0
