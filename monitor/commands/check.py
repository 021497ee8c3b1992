"""`nianjian check`: Judge every unit and year from what had been seen."""

from __future__ import annotations

from collections import Counter
from datetime import date

import click

from data.errors import Complaint
from data.registry import load_registry
from data.store import Store
from data.words import PRIVATE_RULES, STATES, said
from monitor.check import Judgement
from monitor.evidence import day_words
from monitor.explain import explain
from monitor.settings import Settings
from monitor.stages import check


@click.command()
@click.option("--as-of", metavar="DATE", help="Judge as this day (YYYY-MM-DD) knew it.")
@click.option("--write", "keep", is_flag=True, help="Keep the judgement although it is of a past day.")
@click.option("--explain", "finding_id", metavar="FINDING", help="Show one finding from bytes to verdict.")
@click.pass_obj
def command(settings: Settings, as_of: str | None, keep: bool, finding_id: str | None) -> int:
    """Judge every unit and year from what had been seen by a day."""
    today = settings.clock.today()
    day = day_of(as_of) if as_of else today
    if day > today:
        raise Complaint("--as-of", day.isoformat(), f"a day up to today ({today})", "name an earlier day")
    if finding_id is not None:
        with Store(settings.data) as store:
            for line in explain(store, load_registry(settings.registry), finding_id):
                click.echo(line)
        return 0
    _show(check(settings, load_registry(settings.registry), day, keep=keep), day)
    return 0


def day_of(text: str) -> date:
    """Read `YYYY-MM-DD`; raises Complaint for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Complaint("--as-of", text, "a day", "write it like 2026-02-10") from error


def _show(judgement: Judgement, day: date) -> None:
    states = Counter[str](each.state for each in judgement.coverage)
    told = "，".join(f"{words}{states[state]}" for state, words in STATES.items() if states[state])
    click.echo(f"截至{day_words(day)}：{told or '没有应公布的单位和年度'}")
    if judgement.templates:
        click.echo(f"县级统一下发、不计入各单位的语句：{len(judgement.templates)}句")
    for finding in judgement.findings:
        if finding.rule_id in PRIVATE_RULES:  # shown on the desk only, to officers who are logged in
            continue
        click.echo(f"{said('severity', finding.severity)}  {finding.id}  {finding.message}")
