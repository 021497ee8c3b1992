"""问题详情：one finding with its whole evidence: sentence, basis, ledger, tables, stored page, looks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping

from data.desk import beside, entries, explanations, notes
from data.desk.asking import Asked, Row
from data.desk.grids import Grid, Printed, grids
from data.desk.officers import may_decide, officers
from data.desk.times import today
from data.desk.versions import before_and_after
from data.reviewing import TWO
from data.words import VERDICTS, cell_name, lines

ADDRESS = r"/finding/(?P<id>.+)$"

ORIGINALITY = ("unchanged", "numbers-only", "near-copy", beside.FROM_OTHERS)


async def page(asked: Asked) -> Mapping[str, object]:
    """Gather everything one finding rests on."""
    finding = await asked.must("finding_one", id=asked.part("id"), officer=bool(asked.officer))
    looks = await asked.ask("finding_looks", sha256=finding["sha256"] or "", url=finding["url"] or "")
    return {
        "finding": finding,
        "lines": json.loads(finding["lines"] or "[]"),
        "cells": [cell_name(cell) for cell in json.loads(finding["cells"] or "[]")],
        "repair": _repair(finding),
        "grids": await _grids(asked, finding),
        "parts": await _parts(asked, finding),
        "versions": await before_and_after(asked, finding),
        "looks": looks,
        "place": _place(finding),
        "reviews": await asked.ask("finding_reviews", id=finding["id"]),
        **await _office(asked, finding),
    }


async def _office(asked: Asked, finding: Row) -> Row:
    """Gather what an officer may read and do here; nothing for anybody else."""
    officer = asked.officer
    if officer is None:
        return {}
    kept = await asyncio.to_thread(notes.notes, asked.folder, finding["id"])
    mine = may_decide(officer, finding["division_code"] or "")
    return {
        "finding": {**finding, "message": finding["message"] or kept.message},
        "notes": kept,
        "explained": explanations.together(kept.explanations),
        "ways": explanations.WAYS,
        "today": today().isoformat(),
        "may_decide": mine,
        "entered": await _entered(asked, finding) if mine else "",
        "verdicts": VERDICTS,
        "colleagues": [each.name for each in officers()],
    }


async def _entered(asked: Asked, finding: Row) -> str:
    """Say that the report nobody saw on the web was handed in, where it was."""
    if finding["rule_id"] not in TWO:
        return ""
    history = await asyncio.to_thread(entries.history, asked.folder, finding["unit_id"], finding["year"])
    entered = entries.standing(history)
    return entries.source_words(entered) if entered else ""


def _place(finding: Row) -> str:
    """Name the printed lines concerned, to be marked in the stored page."""
    cells = json.loads(finding["cells"] or "[]")
    labels = dict.fromkeys(lines().get(cell.split(".")[1], "") for cell in cells if cell.count(".") == 2)
    return " ".join(label for label in labels if label)


def _repair(finding: Row) -> Row | None:
    repair = json.loads(finding["repair"] or "null")
    if not repair:
        return None
    changes = [(cell_name(cell), value) for cell, value in repair["cells"].items()]
    return {"changes": changes, "unique": repair["unique"], "cells": repair["cells"]}


async def _grids(asked: Asked, finding: Row) -> list[Grid]:
    concerned = frozenset(json.loads(finding["cells"] or "[]"))
    if not concerned or not finding["form"]:
        return []
    report = finding["report_id"]
    figures = await asked.one("SELECT * FROM figures WHERE report_id = :id", id=report)
    odd = await asked.rows("SELECT cell, raw, state FROM odd_cells WHERE report_id = :id", id=report)
    repair = json.loads(finding["repair"] or "null") or {"cells": {}}
    printed = Printed(
        cells=figures or {},
        odd={row["cell"]: (row["raw"], row["state"]) for row in odd},
        concerned=concerned,
        repair=repair["cells"],
    )
    return [grid for grid in grids(finding["form"], printed) if grid.marked]


async def _parts(asked: Asked, finding: Row) -> list[Row]:
    """Give sections one and five of a copied report beside those of the report the finding names."""
    return await beside.named(asked, finding) if finding["rule_id"] in ORIGINALITY else []
