"""One slip, one line in a letter: which findings of a report the same slip explains (practice 乙).

A total left at zero breaks both the balance and the sum of outcomes; more carried out than there was breaks
the balance, too; the text may give the very figures the table lacks. Each finding stays, with its own lines;
all but the first say which one tells the cause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.records import Finding

# In this order one of them speaks for the others.
TABLE_3 = ("intake-balance", "outcome-total", "column-total")
BALANCE, CARRY, TEXT = "intake-balance", "impossible-carry", "text-table"


def linked(found: Sequence[Finding]) -> Iterator[Finding]:
    """Give the findings of one unit, those of one cause with a reference to the one that tells it."""
    by_id = {finding.id: finding for finding in found}
    for finding in found:
        cause = _cause(finding, by_id)
        yield replace(finding, same_cause_as=cause) if cause else finding


def _cause(finding: Finding, by_id: dict[str, Finding]) -> str | None:
    place = f"{finding.unit_id}/{finding.year}"
    if finding.rule_id == CARRY:
        balance = by_id.get(f"{BALANCE}/{place}")
        return balance.id if balance and set(finding.cells) <= set(balance.cells) else None
    if finding.rule_id == TEXT:
        tables = (by_id.get(f"{rule_id}/{place}") for rule_id in TABLE_3)
        return next((table.id for table in tables if table and _text_agrees(finding, table)), None)
    if finding.rule_id not in TABLE_3 or finding.repair is None:
        return None
    for rule_id in TABLE_3[: TABLE_3.index(finding.rule_id)]:
        other = by_id.get(f"{rule_id}/{place}")
        if other is not None and _one_slip(finding, other):
            return other.id
    return None


def _text_agrees(finding: Finding, table: Finding) -> bool:
    """The text gives the very figures that the table would have once it is mended."""
    mended = table.repair.cells if table.repair else {}
    said = {line.left for line in finding.lines}
    return bool(said) and set(finding.cells) <= mended.keys() and said <= set(mended.values())


def _one_slip(finding: Finding, other: Finding) -> bool:
    """The one repair of the table mends both, and by the same cells."""
    if finding.repair is None or finding.repair != other.repair:
        return False
    mine, theirs = (set(each.cells) & set(finding.repair.cells) for each in (finding, other))
    return mine == theirs
