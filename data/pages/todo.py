"""我的待办：what waits for a decision in the officer's region, decided or handed over in bulk."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from urllib.parse import urlencode

from datasette import Forbidden

from data.desk import notes
from data.desk.asking import Asked
from data.desk.officers import officers
from data.desk.times import today
from data.registry.divisions import division_prefix
from data.words import SEVERITIES, STATUSES, VERDICTS

ADDRESS = r"/todo$"

SIZE = 100
MOST = 1_000  # findings counted
FILTERS = ("year", "rule", "severity", "status", "mine")


async def _count(asked: Asked, ids: str | None, **scope: object) -> int:
    (row,) = await asked.ask("todo_count", **scope, ids=ids, most=MOST + 1)
    return int(row["n"])


async def page(asked: Asked) -> Mapping[str, object]:
    """List one page of open findings of the officer's region."""
    officer = asked.officer
    if officer is None:
        raise Forbidden("only officers have work to do")
    chosen = {name: asked.arg(name) for name in FILTERS}
    start = asked.number("start") or 0
    whose = await asyncio.to_thread(notes.assignees, asked.folder)
    mine = [finding for finding, assignee in whose.items() if assignee == officer.name]
    scope = {
        "like": f"{division_prefix(officer.division_code or '')}*",
        "today": today().isoformat(),
        "year": asked.number("year"),
        "rule": chosen["rule"],
        "severity": chosen["severity"],
        "status": chosen["status"],
    }
    ids = json.dumps(mine) if chosen["mine"] else None
    rows = await asked.ask("todo", **scope, ids=ids, size=SIZE, offset=start)
    total = await _count(asked, ids, **scope)
    more, rows = len(rows) > SIZE, rows[:SIZE]
    hidden = [row["id"] for row in rows if not row["message"]]
    private = await asyncio.to_thread(notes.private_messages, asked.folder, hidden)
    kept = {name: value for name, value in chosen.items() if value}
    return {
        "rows": [
            {**row, "message": row["message"] or private.get(row["id"], ""), "assignee": whose.get(row["id"])}
            for row in rows
        ],
        "total": total,
        "handed": await _count(asked, json.dumps(mine), **scope) if mine else 0,
        "most": MOST,
        "chosen": chosen,
        "years": await asked.ask("years"),
        "rules": await asked.rows("SELECT id, name_zh FROM rules ORDER BY name_zh"),
        "severities": SEVERITIES,
        "statuses": STATUSES,
        "verdicts": VERDICTS,
        "colleagues": [each.name for each in officers()],
        "here": "?" + urlencode({**kept, "start": start}),
        "start": start,
        "next": "?" + urlencode({**kept, "start": start + SIZE}) if more else None,
        "previous": "?" + urlencode({**kept, "start": max(start - SIZE, 0)}) if start else None,
    }
