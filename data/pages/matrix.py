"""历年一览：every unit and every year, one sign each."""

from __future__ import annotations

import json
from collections.abc import Mapping

from data.desk import addresses
from data.desk.asking import Asked, Row
from data.words import KINDS, SIGNS, STANDINGS, said

ADDRESS = r"/matrix$"

SIZE = 100  # units a page


async def page(asked: Asked) -> Mapping[str, object]:
    """Gather one page of units with all their years."""
    start = asked.number("start") or 0
    chosen = {"kind": asked.arg("kind"), "rule": asked.arg("rule")}
    region = asked.region()
    units = await asked.ask("matrix_units", like=f"{region}*", size=SIZE, offset=start, **chosen)
    more, units = len(units) > SIZE, units[:SIZE]
    ids = json.dumps([unit["id"] for unit in units])
    cells = await asked.ask("matrix_cells", units=ids, rule=chosen["rule"])
    found = {(cell["unit_id"], cell["year"]): _cell(cell) for cell in cells}
    years = sorted({year for _, year in found}, reverse=True)
    rules = await asked.rows("SELECT id, name_zh FROM rules ORDER BY name_zh")
    return {
        "units": [{**unit, "cells": [found.get((unit["id"], year)) for year in years]} for unit in units],
        "years": years,
        "unclear": asked.unclear(),
        "kinds": KINDS,
        "rules": rules,
        "chosen": {**chosen, "region": region},
        "start": start,
        "next": start + SIZE if more else None,
        "previous": max(start - SIZE, 0) if start else None,
        "signs": [(SIGNS[code], words) for code, words in STANDINGS.items()],
    }


def _cell(row: Row) -> Row:
    words = STANDINGS[row["standing"]]
    if row["days_late"] and row["days_late"] > 0:
        words += f"，晚{row['days_late']}天"
    if row["reason"]:
        words += f"：{said('reason', row['reason'])}"
    return {
        "standing": row["standing"],
        "sign": SIGNS[row["standing"]],
        "words": words,
        "findings": row["findings"],
        "url": addresses.receipt(row["unit_id"], row["year"]),
    }
