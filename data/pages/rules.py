"""核查规则：what every rule looks for, on what basis, how often it fired and how often officers agreed."""

from __future__ import annotations

from collections.abc import Mapping

from data.desk import addresses
from data.desk.asking import Asked, Row

ADDRESS = r"/rules$"


async def page(asked: Asked) -> Mapping[str, object]:
    """List the rules with their counts; precision is what officers measured, not what we hope."""
    return {"rules": [_rule(row) for row in await asked.ask("rules_counted")]}


def _rule(row: Row) -> Row:
    judged = row["confirmed"] + row["mistaken"]
    precision = "尚无复核"
    if judged:
        precision = f"{100 * row['confirmed'] / judged:.1f}%（{row['confirmed']}／{judged}）"
    return {**row, "precision": precision, "url": addresses.rows("findings", rule_id=row["id"])}
