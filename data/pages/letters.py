"""文书台账: every letter with its number, days, return slip and result; drafting and registering them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from urllib.parse import urlencode

from datasette import Forbidden, Response

from data.desk import letters
from data.desk.asking import Asked, Row
from data.desk.refusals import Refused
from data.desk.times import today

ADDRESS = r"/letters$"


async def page(asked: Asked) -> Response | Mapping[str, object]:
    """List the letters about the officer's region; a form sent here adds to one of them."""
    officer = asked.officer
    if officer is None:
        raise Forbidden("only officers see the ledger")
    if asked.sent:
        form = await asked.form()
        here = "/letters?" + urlencode({"letter": form.get("letter", "")})
        try:
            await asyncio.to_thread(letters.note, asked.folder, officer, form)
        except Refused as refusal:
            return asked.back(here, f"未登记：{refusal}", refused=True)
        return asked.back(here, "已登记。")
    rows = await asyncio.to_thread(letters.ledger, asked.folder, officer, today())
    years = await asked.ask("years")
    return {
        "rows": [row for row in rows if _chosen(asked, row)],
        "letter": next((row for row in rows if row["id"] == asked.arg("letter")), None),
        "counts": Counter(row["state"] for row in rows),
        "states": letters.STATES,
        "kinds": letters.KINDS,
        "chosen": {name: asked.arg(name) for name in ("state", "kind", "year")},
        "years": [row["year"] for row in years],
        "season": today().year - 1,
        "region": officer.division_code or "",
    }


def _chosen(asked: Asked, row: Row) -> bool:
    wanted = {name: asked.arg(name) for name in ("state", "kind", "year")}
    return all(str(row[name]) == value for name, value in wanted.items() if value)
