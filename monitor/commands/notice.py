"""`nianjian notice UNIT`: the rectification notice of one unit and year, its reminder, and the ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from data.errors import Complaint
from data.store import Store
from monitor.letters.drafting import Order, draft_notice, draft_reminder
from monitor.letters.evidence import one_page
from monitor.letters.ledger import Entry, ledger, note
from monitor.settings import Settings

SHOWN = ("doc_no", "drafted_at", "sent_on", "rectify_by", "returned_on", "result")


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day; anything else is bad usage."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            return self.fail(f"{value!r} is not a day: write it like 2026-02-10", param, ctx)


@click.command()
@click.argument("unit", required=False)
@click.option("--year", type=int, help="The report year (default: last year).")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write (default: <data>/letters/).")
@click.option("--ask", is_flag=True, help="Write a 函 (vertical agencies always get one).")
@click.option("--reminder", is_flag=True, help="Print the reminder text (催报提醒) instead.")
@click.option("--evidence", metavar="FINDING", help="Write one finding as a page of evidence (PDF).")
@click.option("--ledger", "show", is_flag=True, help="List the registered letters (文书台账).")
@click.option("--register", metavar="LETTER", help="Add to a registered letter what the options below say.")
@click.option("--doc-no", metavar="文号", help="Its number.")
@click.option("--sent-on", type=Day(), help="The day it was sent.")
@click.option("--rectify-by", type=Day(), help="Until when to rectify.")
@click.option("--returned-on", type=Day(), help="The day the return slip came.")
@click.option("--result", metavar="TEXT", help="How it ended.")
@click.pass_obj
def command(settings: Settings, /, **given: Any) -> int:
    """Draft a rectification notice (整改通知) of confirmed findings as DOCX, and register it."""
    unit, year, out = given["unit"], given["year"], given["out"]
    if given["show"]:
        return _ledger(settings)
    if given["register"]:
        names = ("doc_no", "sent_on", "rectify_by", "returned_on", "result")
        entry = Entry(**{name: given[name] for name in names})
        with Store(settings.data) as store:
            _show(note(store, given["register"], entry, settings.clock))
        return 0
    if given["evidence"]:
        click.echo(one_page(settings, given["evidence"], out))
        return 0
    if unit is None:
        raise Complaint("UNIT", "", "a unit's id", "name one of units.csv, e.g. `nianjian notice water`")
    order = Order(unit_id=unit, year=year or settings.clock.today().year - 1, out=out, asking=given["ask"])
    drafted = draft_reminder(settings, order) if given["reminder"] else draft_notice(settings, order)
    for line in drafted.left_out:
        click.echo(f"notice: {line}", err=True)
    click.echo(drafted.result)
    click.echo(f"notice: registered as {drafted.letter_id}", err=True)
    return 0


def _ledger(settings: Settings) -> int:
    with Store(settings.data) as store:
        for row in ledger(store):
            _show(row)
    return 0


def _show(row: dict[str, Any]) -> None:
    told = "  ".join(f"{name} {row[name]}" for name in SHOWN if row[name])
    click.echo(f"{row['id']}  {told}")
