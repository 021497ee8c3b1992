"""催报记录: takes the form of the reminder list and of a unit's receipt, writes it down, leads back."""

from __future__ import annotations

import asyncio

from datasette import Forbidden, Response

from data.desk import addresses, season
from data.desk.asking import Asked
from data.desk.refusals import Refused, one_of

ADDRESS = r"/reminder$"
PICKED = "pick:"


async def page(asked: Asked) -> Response:
    """Note that the units ticked were reminded."""
    officer, form = asked.officer, await asked.form()
    if officer is None:
        raise Forbidden("only officers remind")
    year = form.get("year", "")
    picked = [name.removeprefix(PICKED) for name in form if name.startswith(PICKED)]
    back = "/season" + (form["list"] if form.get("list", "").startswith("?") else "")
    if not form.get("list") and len(picked) == 1 and year.isdecimal():
        back = addresses.receipt(picked[0], int(year))
    try:
        if not (year.isdecimal() and len(year) == 4):
            raise Refused("请填写报告年度。")
        how = one_of(form, "how", "催报方式", season.WAYS)
        told = (how, form.get("notes", "").strip())
        done = await asyncio.to_thread(season.remind, asked.folder, officer, picked, int(year), told)
    except Refused as refusal:
        return asked.back(back, f"未登记：{refusal}", refused=True)
    return asked.back(back, f"已登记{done}家的催报。")
