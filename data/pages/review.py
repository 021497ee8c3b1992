"""复核：takes the form of the finding page and of 我的待办, writes it down, leads back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import quote

from datasette import Forbidden, Response

from data.desk import decisions
from data.desk.asking import Asked
from data.desk.refusals import Refused
from data.desk.times import today

ADDRESS = r"/review$"
PICKED = "pick:"


async def page(asked: Asked) -> Response:
    """Write a decision or an assignment for every finding ticked."""
    officer, form = asked.officer, await asked.form()
    if officer is None:
        raise Forbidden("only officers decide")
    picked = [name.removeprefix(PICKED) for name in form if name.startswith(PICKED)]
    try:
        if form.get("do") == "assign":
            note, other = form.get("note", ""), form.get("assignee", "")
            done = await asyncio.to_thread(decisions.assign, asked.folder, picked, officer, other, note)
            said = f"已将{done}条问题移交{other}。"
        else:
            decided = decisions.read_verdict(form, today())
            done = await asyncio.to_thread(decisions.review, asked.folder, picked, officer, decided)
            said = f"已记录{done}条复核结论。"
    except Refused as refusal:
        return asked.back(_from(form, picked), f"未保存：{refusal}", refused=True)
    return asked.back(_from(form, picked), said)


def _from(form: Mapping[str, str], picked: list[str]) -> str:
    """Lead back to where the form stood: the list with its filters, or the finding."""
    if form.get("list", "").startswith("?") or form.get("list") == "/todo":
        return "/todo" + form["list"].removeprefix("/todo")
    return f"/finding/{quote(picked[0])}" if len(picked) == 1 else "/todo"
