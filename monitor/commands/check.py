"""`nianjian check`: Judge every unit and year from what had been seen."""

from __future__ import annotations

from collections import Counter
from datetime import date

import click

from data.errors import Complaint
from data.registry import load_registry
from data.runs import Run
from data.store import Store
from monitor.check import Judgement, judge, newest_look, write
from monitor.explain import explain
from monitor.settings import Settings


@click.command()
@click.option("--as-of", metavar="DATE", help="Judge as this day (YYYY-MM-DD) knew it.")
@click.option("--write", "keep", is_flag=True, help="Keep the judgement although it is of a past day.")
@click.option("--explain", "finding_id", metavar="FINDING", help="Show one finding from bytes to verdict.")
@click.pass_obj
def command(settings: Settings, as_of: str | None, keep: bool, finding_id: str | None) -> int:
    """Judge every unit and year from what had been seen by a day."""
    day = _day(as_of) if as_of else settings.clock.today()
    registry = load_registry(settings.registry)
    with Store(settings.data) as store:
        if finding_id is not None:
            for line in explain(store, finding_id):
                click.echo(line)
            return 0
        judgement = judge(store, registry, day)
        newest = newest_look(store)
        kept = keep or newest is None or day >= newest
        if kept:
            run = Run.start(store, "check", settings.clock)
            write(store, judgement)
            run.finish("done")
    _show(judgement, day)
    if not kept:
        click.echo(f"check: {day} is before the newest look ({newest}): printed only", err=True)
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Complaint("--as-of", text, "a day", "write it like 2026-02-10") from error


def _show(judgement: Judgement, day: date) -> None:
    states = Counter(each.state for each in judgement.coverage)
    click.echo(f"as of {day}: " + ", ".join(f"{state} {count}" for state, count in sorted(states.items())))
    for finding in judgement.findings:
        click.echo(f"{finding.severity:8}{finding.id}  {finding.message}")
