"""`nianjian rehearse RULE`: Run a changed rule over the archive and show what would appear and disappear."""

from __future__ import annotations

from datetime import date

import click

from data.clock import office_day
from data.errors import Complaint
from data.records import Finding, RunEvent
from data.registry import load_registry
from data.store import Store
from monitor.check import judge
from monitor.commands.check import day_of
from monitor.rules import rules
from monitor.settings import Settings


@click.command()
@click.argument("rule", metavar="RULE")
@click.option(
    "--as-of", metavar="DATE", help="Judge as this day (YYYY-MM-DD) knew it; default: the last check."
)
@click.pass_obj
def command(settings: Settings, rule: str, as_of: str | None) -> int:
    """Show what a rule, as it stands in this copy, would find otherwise than the stored findings say."""
    known = [each.ID for each in rules()]
    if rule not in known:
        raise Complaint("RULE", rule, f"one of {', '.join(known)}", "copy an id from docs/rules.md")
    with Store(settings.data) as store:
        day = day_of(as_of) if as_of else _last_check(store) or settings.clock.today()
        stored = {each.id: each for each in store.rows(Finding, "rule_id = ?", (rule,))}
        judged = judge(store, load_registry(settings.registry), day).findings
    fresh = {each.id: each for each in judged if each.rule_id == rule}
    for line in _differences(stored, fresh):
        click.echo(line)
    click.echo(_summary(stored, fresh, day))
    return 0


def _last_check(store: Store) -> date | None:
    """The day of the check whose findings are stored, so that nothing differs but the rule."""
    events = store.rows(RunEvent, "command = 'check' AND event = 'started' ORDER BY at DESC LIMIT 1")
    last = next(events, None)
    return office_day(last.at) if last else None


def _differences(stored: dict[str, Finding], fresh: dict[str, Finding]) -> list[str]:
    """One line a finding that would come, go or read otherwise; `was` follows what it would read."""
    lines = []
    for finding_id in sorted(stored.keys() | fresh.keys()):
        old, new = stored.get(finding_id), fresh.get(finding_id)
        if old is None and new is not None:
            lines.append(f"+ {new.severity:8}{finding_id}  {new.message}")
        elif new is None and old is not None:
            lines.append(f"- {old.severity:8}{finding_id}  {old.status}  {old.message}")
        elif old is not None and new is not None and _said(old) != _said(new):
            lines.append(f"~ {new.severity:8}{finding_id}  {new.message}")
            lines.append(f"  was {old.severity} {old.status}  {old.message}")
    return lines


def _said(finding: Finding) -> tuple[object, ...]:
    return finding.severity, finding.message, finding.cells, finding.lines, finding.repair


def _summary(stored: dict[str, Finding], fresh: dict[str, Finding], day: date) -> str:
    both = stored.keys() & fresh.keys()
    changed = sum(_said(stored[each]) != _said(fresh[each]) for each in both)
    return (
        f"as of {day}: {len(fresh.keys() - both)} appear, {len(stored.keys() - both)} disappear, "
        f"{changed} read otherwise, {len(both) - changed} stay"
    )
