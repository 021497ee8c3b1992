"""What a report says now beside what it said before: figures cell by cell, and the texts that differ."""

from __future__ import annotations

from data.desk.asking import Asked, Row
from data.desk.passages import marked
from data.forms import all_cells
from data.words import cell_name

CHANGED = ("changed-after-publication", "versions-differ")


async def before_and_after(asked: Asked, finding: Row) -> Row | None:
    """Give the document before the one a finding is about, and what is different; None where there is none.

    `cells` are the figures printed otherwise, as (name, before, after); `parts` the texts that differ.
    """
    report = finding["report_id"]
    if finding["rule_id"] not in CHANGED or not report:
        return None
    found = await asked.ask("version_before", report=report)
    if not found:
        return None
    before = found[0]
    parts = await asked.ask("version_parts", report=report, before=before["id"])
    return {
        "before": before,
        "after": await asked.one("SELECT * FROM reports WHERE id = :id", id=report),
        "cells": await _cells(asked, before["id"], report),
        "parts": [{**part, **marked(part["earlier"], part["later"])} for part in parts],
    }


async def _cells(asked: Asked, before: str, after: str) -> list[tuple[str, str, str]]:
    """List the cells that are printed otherwise, in the order of the form."""
    old, new = await _printed(asked, before), await _printed(asked, after)
    return [
        (cell_name(cell), old.get(cell, ""), new.get(cell, ""))
        for cell in all_cells()
        if old.get(cell, "") != new.get(cell, "")
    ]


async def _printed(asked: Asked, report: str) -> dict[str, str]:
    """Give every cell of a report as it is printed; what is no figure as it stands there."""
    figures = await asked.one("SELECT * FROM figures WHERE report_id = :id", id=report) or {}
    odd = await asked.rows("SELECT cell, raw FROM odd_cells WHERE report_id = :id", id=report)
    printed = {cell: f"{value}" for cell, value in figures.items() if isinstance(value, int | float)}
    return printed | {row["cell"]: row["raw"] or "（空白）" for row in odd}
