"""名录核定: the list of who owes a report, fixed once a year; every later change leaves a trace."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from datasette import Forbidden, Response

from data.desk import rosters
from data.desk.asking import Asked
from data.desk.commands import Busy
from data.desk.refusals import Refused
from data.desk.times import today

ADDRESS = r"/roster$"


async def page(asked: Asked) -> Response | Mapping[str, object]:
    """Show each year's confirmation and its changes; a form sent here confirms a year."""
    officer = asked.officer
    if officer is None:
        raise Forbidden("only officers confirm the list")
    if asked.sent:
        form = await asked.form()
        year = form.get("year", "")
        try:
            if not (year.isdecimal() and len(year) == 4):
                raise Refused("请填写报告年度，如2026。")
            notes = form.get("notes", "").strip()
            said = await asyncio.to_thread(rosters.confirm, asked.folder, officer, int(year), notes)
        except Refused as refusal:
            return asked.back("/roster", f"未核定：{refusal}", refused=True)
        except Busy:
            return asked.back("/roster", "未核定：系统正忙，请稍后再试。", refused=True)
        return asked.back("/roster", said)
    waiting = await asyncio.to_thread(rosters.to_confirm, asked.folder, today())
    return {
        "waiting": waiting,
        "offered": waiting or today().year,
        "may_confirm": await asyncio.to_thread(rosters.may_confirm, asked.folder, officer),
        "years": await asyncio.to_thread(rosters.rosters, asked.folder),
        "kinds": await asked.ask("roster_kinds", today=today().isoformat()),
    }
