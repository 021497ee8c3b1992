"""`nianjian rehearse RULE`: Run a changed rule over the archive and show what would appear and disappear."""

from __future__ import annotations

from datetime import date

import click

from data.errors import Complaint
from data.records import Finding
from data.registry import load_registry
from data.store import Store
from data.words import said
from monitor.check import judge, last_check
from monitor.commands.check import day_of
from monitor.evidence import day_words
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
        day = day_of(as_of) if as_of else last_check(store) or settings.clock.today()
        stored = {each.id: each for each in store.rows(Finding, "rule_id = ?", (rule,))}
        judged = judge(store, load_registry(settings.registry), day).findings
    fresh = {each.id: each for each in judged if each.rule_id == rule}
    for line in _differences(stored, fresh):
        click.echo(line)
    click.echo(_summary(stored, fresh, day))
    return 0


def _differences(stored: dict[str, Finding], fresh: dict[str, Finding]) -> list[str]:
    """One line a finding that would come, go or read otherwise; what it was follows what it would be."""
    lines = []
    for finding_id in sorted(stored.keys() | fresh.keys()):
        old, new = stored.get(finding_id), fresh.get(finding_id)
        if old is None and new is not None:
            lines.append(f"新增　{said('severity', new.severity)}  {finding_id}  {new.message}")
        elif new is None and old is not None:
            lines.append(f"消失　{_as_stored(old)}")
        elif old is not None and new is not None and _said(old) != _said(new):
            lines.append(f"改变　{said('severity', new.severity)}  {finding_id}  {new.message}")
            lines.append(f"　原为　{_as_stored(old)}")
    return lines


def _as_stored(old: Finding) -> str:
    """Write a stored finding with what officers decided about it: that is what a change would touch."""
    return f"{said('severity', old.severity)}  {old.id}  {said('status', old.status)}  {old.message}"


def _said(finding: Finding) -> tuple[object, ...]:
    return finding.severity, finding.message, finding.cells, finding.lines, finding.repair


def _summary(stored: dict[str, Finding], fresh: dict[str, Finding], day: date) -> str:
    both = stored.keys() & fresh.keys()
    changed = sum(_said(stored[each]) != _said(fresh[each]) for each in both)
    return (
        f"截至{day_words(day)}：新增{len(fresh.keys() - both)}条，消失{len(stored.keys() - both)}条，"
        f"改变{changed}条，不变{len(both) - changed}条"
    )
