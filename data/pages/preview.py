"""批量预审: drafts of many units examined at once before they are published; nothing of them is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from datasette import Response

from data.desk import previews
from data.desk.asking import Asked
from data.desk.commands import Busy
from data.desk.files import download
from data.desk.refusals import Refused
from data.desk.times import today
from data.desk.uploads import PACKED, TooLarge

ADDRESS = r"/preview$"


async def page(asked: Asked) -> Response | Mapping[str, object]:
    """Show the form; give the sheets of the drafts sent as one ZIP."""
    shown: dict[str, object] = {"limit": PACKED // 1024 // 1024, "most": previews.MOST, "refused": ""}
    if not asked.sent:
        return shown
    try:
        sent = await asked.upload(PACKED)
        if "drafts" not in sent.files:
            raise Refused("请选择送审稿压缩包。")
        _, drafts = sent.files["drafts"]
        _, previous = sent.files.get("previous", ("", None))
        made = await asyncio.to_thread(previews.examine, drafts, previous)
    except TooLarge:
        return {**shown, "refused": f"压缩包不超过{PACKED // 1024 // 1024}MB，请分批上传。"}
    except Busy:
        return {**shown, "refused": "正在检查另一批文件，请稍后再试。"}
    except Refused as refusal:
        return {**shown, "refused": str(refusal)}
    return download(made.body, f"批量预审_{today().isoformat()}_{len(made.lines)}份.zip")
