"""One of the questions most asked (data/queries/), a page of its answer at a time."""

from __future__ import annotations

from collections.abc import Mapping, Set
from urllib.parse import urlencode

from markupsafe import Markup

from data.desk import addresses
from data.desk.asking import Asked, Row
from data.desk.cells import shown
from data.desk.questions import PAGING, questions

ADDRESS = rf"/nianjian/(?P<name>{'|'.join(questions())})$"

SIZE = 100
# What stands in the rows to be followed, not to be read.
KEYS = ("单位编号", "报告编号", "问题编号")


async def page(asked: Asked) -> Mapping[str, object]:
    """Answer the question for what was chosen."""
    name = asked.part("name")
    question = questions()[name]
    chosen = {param: asked.arg(param) for param in question["params"] if param not in PAGING}
    start, hidden = asked.number("start") or 0, {*KEYS, *question["folded"]}
    found = await asked.rows(question["sql"], **chosen, size=SIZE + 1, start=start)
    given = {param: value for param, value in chosen.items() if value}
    return {
        "name": name,
        "question": question,
        "chosen": chosen,
        "heads": [head for head in (found[0] if found else ()) if head not in hidden],
        "rows": [_row(row, hidden) for row in found[:SIZE]],
        "start": start,
        "more": len(found) > SIZE,
        "next": urlencode({**given, "start": start + SIZE}) if len(found) > SIZE else None,
        "previous": urlencode({**given, "start": max(start - SIZE, 0)}) if start else None,
        "given": urlencode(given),
    }


def _row(row: Row, hidden: Set[str]) -> Row:
    links = [
        ("查看", addresses.of_row("findings", row["问题编号"])) if row.get("问题编号") else None,
        ("核查记录", addresses.receipt(row["单位编号"], row["报告年度"])),
    ]
    return {
        "unit": addresses.of_row("units", row["单位编号"]),
        "cells": [_cell(head, value) for head, value in row.items() if head not in hidden],
        "links": [link for link in links if link],
    }


def _cell(head: str, value: object) -> tuple[str, str, object]:
    """Make one cell ready: how it stands, the words beside it, what is in it."""
    if isinstance(value, int | float):
        return ("figure" if head != "报告年度" else "short"), head, value
    text = str(value or "")
    tone = "short" if len(text) <= 14 else "wide" if len(text) > 40 else ""
    return tone, head, shown(None, head, text, {}) or Markup("")
