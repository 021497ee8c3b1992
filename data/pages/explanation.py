"""录入单位说明: takes the form of the finding page; what cannot be kept comes back with its words."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import quote

from datasette import Forbidden, Response

from data.desk import explanations
from data.desk.asking import Asked, Row
from data.desk.refusals import Refused
from data.desk.times import today
from data.desk.uploads import LIMIT, TooLarge

ADDRESS = r"/explanation$"


async def page(asked: Asked) -> Response | Mapping[str, object]:
    """Keep an explanation and lead back to its finding; without one show the empty form."""
    officer = asked.officer
    if officer is None:
        raise Forbidden("only officers write down explanations")
    if not asked.sent:
        return await _form(asked, asked.arg("finding"))
    words: Mapping[str, str] = {}
    try:
        sent = await asked.upload()
        words = sent.words
        said = explanations.read(sent, today())
        await asyncio.to_thread(explanations.keep, asked.folder, officer, said)
    except TooLarge as error:
        limit = f"每份附件不超过{LIMIT // 1024 // 1024}MB。"
        return await _form(asked, error.words.get("finding", ""), error.words, limit)
    except Refused as refusal:
        return await _form(asked, words.get("finding", ""), words, str(refusal))
    return asked.back(f"/finding/{quote(said.finding_id)}", "已保存单位说明。")


async def _form(
    asked: Asked, finding_id: str, typed: Mapping[str, str] | None = None, refused: str = ""
) -> Row:
    finding = await asked.must("finding_one", id=finding_id, officer=True)
    return {
        "finding": finding,
        "typed": typed,
        "refused": refused,
        "ways": explanations.WAYS,
        "today": today().isoformat(),
    }
