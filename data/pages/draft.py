"""生成文书草稿: the buttons of the finding, the receipt and the ledger lead here and get the paper."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import quote

from datasette import Forbidden, Response

from data.desk import addresses, drafts
from data.desk.asking import Asked
from data.desk.commands import Busy
from data.desk.files import download
from data.desk.refusals import Refused

ADDRESS = r"/draft$"


async def page(asked: Asked) -> Response | Mapping[str, object]:
    """Give the paper as a download, a reminder as text to copy, or the reasons why there is none."""
    officer, form = asked.officer, await asked.form()
    if officer is None:
        raise Forbidden("only officers draft papers")
    if not asked.sent:
        return asked.back("/letters", "请在单位、问题或文书台账页面生成文书。", refused=True)
    shown = {"title": drafts.TITLES.get(form.get("kind", ""), "文书"), "back": _from(form)}
    try:
        made = await asyncio.to_thread(drafts.draft, asked.folder, officer, drafts.read(form))
    except Refused as refusal:
        return {**shown, "reasons": [str(refusal)]}
    except drafts.Declined as declined:
        return {**shown, "reasons": declined.reasons}
    except Busy:
        return {**shown, "reasons": ["正在生成另一份文书，请稍后再试。"]}
    if form["kind"] == drafts.REMINDER:
        return {**shown, "text": made.body.decode("utf-8"), "reasons": []}
    return download(made.body, made.name)


def _from(form: Mapping[str, str]) -> str:
    """Lead back to where the button stood."""
    if form.get("finding"):
        return f"/finding/{quote(form['finding'])}"
    if form.get("unit") and form.get("year", "").isdecimal():
        return addresses.receipt(form["unit"], int(form["year"]))
    return "/letters"
