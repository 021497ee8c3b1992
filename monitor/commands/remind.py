"""`nianjian remind [UNIT]`: Who still owes a report; note that a unit was reminded of it (催报记录)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import click

from data.clock import OFFICE_ZONE
from data.errors import Complaint
from data.records import Reminder
from data.registry import load_registry
from data.runs import row_hash
from data.store import Store
from data.words import said
from monitor.digest.words import day_words, moment_words
from monitor.letters.material import gather, letterhead
from monitor.letters.reminder import reminder
from monitor.season.owing import Owing, owing
from monitor.settings import Settings


@click.command()
@click.argument("unit", required=False)
@click.option("--year", type=int, metavar="N", help="The report year (default: last year).")
@click.option(
    "--by", "actor", metavar="NAME", help="Who reminded; without it the reminders so far are listed."
)
@click.option("--how", default="电话", metavar="WORDS", help="By which means (default: 电话).")
@click.option("--notes", metavar="TEXT", help="What was said.")
@click.option("--text", is_flag=True, help="With the list: a text to copy for each unit (催报短文).")
@click.pass_obj
def command(  # noqa: PLR0913 - one parameter an option
    settings: Settings,
    unit: str | None,
    year: int | None,
    actor: str | None,
    how: str,
    notes: str | None,
    text: bool,
) -> int:
    """List who still owes a report within a month (催报名单), or note or list one unit's reminders."""
    if unit is None:
        if actor:
            raise Complaint("UNIT", "", "a unit's id", "say who was reminded")
        return _list(settings, with_text=text)
    registry = load_registry(settings.registry)
    known = registry.unit(unit) or next((each for each in registry.units if each.name == unit), None)
    if known is None:
        raise Complaint("UNIT", unit, "a unit of the registry", "name its id or its full name")
    about = year or settings.clock.today().year - 1
    with Store(settings.data) as store:
        if actor:
            made = Reminder(
                id="",
                unit_id=known.id,
                year=about,
                at=settings.clock.now(),
                actor=actor,
                how=how,
                notes=notes,
            )
            store.append(replace(made, id=row_hash(made)))
        for each in store.rows(Reminder, "unit_id = ? AND year = ? ORDER BY at", (known.id, about)):
            click.echo(f"{known.name}　{about}年度　{_told(each)}　{each.notes or ''}".rstrip())
    return 0


def _list(settings: Settings, *, with_text: bool) -> int:
    registry = load_registry(settings.registry)
    with Store(settings.data) as store:
        found = owing(store, registry, settings.clock.today())
        material = (
            gather(store, registry, settings.clock, letterhead(settings.registry)) if with_text else None
        )
    for _, group in groupby(found, key=lambda each: each.coverage.due_on):
        mine = list(group)
        click.echo(f"{_heading(mine[0])}：")
        for each in mine:
            click.echo(f"  {'　'.join(_line(each))}")
            if material:
                click.echo(f"    {reminder(each.coverage, material)}")
    if not found:
        click.echo("一个月内没有到期而尚未检索到年报的单位。")
    return 0


def _heading(each: Owing) -> str:
    due = day_words(each.coverage.due_on) if each.coverage.due_on else ""
    left = each.days_left
    when = f"还有{left}天" if left > 0 else "今日到期" if left == 0 else f"已过{-left}天"
    return f"应于{due}前公布（{when}）"


def _line(each: Owing) -> Iterator[str]:
    yield from (each.unit.name, said("kind", each.unit.kind), each.looked)
    if each.contact:
        yield f"联系人{each.contact.name} {each.contact.phone}"
    if each.reminded:
        yield f"最近催报：{_told(each.reminded)}"


def _told(each: Reminder) -> str:
    return f"{moment_words(each.at.astimezone(OFFICE_ZONE))}　{each.how}　{each.actor}"
