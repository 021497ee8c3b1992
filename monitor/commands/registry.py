"""`nianjian registry`: The office's own Excel list; a year's list confirmed, and what changed since."""

from __future__ import annotations

from pathlib import Path

import click

from data.clock import OFFICE_ZONE
from data.registry import load_registry
from data.rosters import history
from data.store import Store
from monitor.digest.words import moment_words
from monitor.season import office_list
from monitor.season.roster import Confirmation, confirm, trace
from monitor.settings import Settings


@click.group()
def command() -> None:
    """Take over the office's own Excel list; confirm who owes a report for a year (名录核定)."""


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE.xlsx")
@click.option("--write", is_flag=True, help="Write units.csv and contacts.csv (else only show).")
@click.pass_obj
def take_over(settings: Settings, file: Path, write: bool) -> int:
    """Show what an Excel list would change in the registry, and change it with --write."""
    taken = office_list.take_over(settings.registry, file)
    for line in (*taken.changes, *taken.remarks):
        click.echo(line)
    office_list.check(settings.registry, taken)
    if not taken.changes:
        click.echo("名录与表一致，无须修改。")
    elif write:
        office_list.write(settings.registry, taken)
        click.echo(f"已写入{settings.registry}（原文件另存为 .csv.old）。")
    else:
        click.echo("以上尚未写入；核对无误后加 --write 写入。")
    return 0


@command.command("confirm")
@click.option("--year", type=int, required=True, metavar="N", help="The report year.")
@click.option("--by", "actor", required=True, metavar="NAME", help="Who confirms it.")
@click.option("--notes", metavar="TEXT", help="On what basis, under which document number.")
@click.pass_obj
def confirm_year(settings: Settings, year: int, actor: str, notes: str | None) -> int:
    """Fix who owes a report for a year; every later change leaves a trace."""
    registry = load_registry(settings.registry)
    with Store(settings.data) as store:
        event = confirm(store, registry, year, settings.clock, Confirmation(actor=actor, notes=notes))
    click.echo(f"{year}年度名录已核定：应公布{len(event.entries)}家，核定人{event.actor}。")
    return 0


@command.command("changes")
@click.option("--year", type=int, required=True, metavar="N", help="The report year.")
@click.pass_obj
def changes_of_year(settings: Settings, year: int) -> int:
    """Tell when a year's list was confirmed and what has changed since."""
    registry = load_registry(settings.registry)
    with Store(settings.data) as store:
        trace(store, registry, settings.clock.now())
        steps = history(store, year)
    if not steps:
        click.echo(f"{year}年度名录尚未核定（nianjian registry confirm --year {year} --by 姓名）。")
        return 1
    for step in steps:
        when = moment_words(step.event.at.astimezone(OFFICE_ZONE))
        who = f"核定（{step.event.actor}）" if step.event.event == "confirmed" else "名录变动"
        click.echo(f"{when}　{who}：应公布{len(step.event.entries)}家{_because(step.event.notes)}")
        for line in step.lines:
            click.echo(f"  {line}")
    return 0


def _because(notes: str | None) -> str:
    return f"（{notes}）" if notes else ""
