"""公布前自查：a unit's report examined with the same rules and words, before anybody else sees it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from data.desk import selfchecks
from data.desk.asking import Asked, Row
from data.desk.commands import Busy
from data.desk.refusals import Refused
from data.desk.uploads import LIMIT, TooLarge
from data.words import READINGS, cell_name, said

ADDRESS = r"/selfcheck$"


async def page(asked: Asked) -> Mapping[str, object]:
    """Show the form, and what was found in the file sent; the file is gone when the page is there."""
    shown: dict[str, object] = {"limit": LIMIT // 1024 // 1024, "said": "", "result": None}
    if not asked.sent:
        return shown
    try:
        form = await asked.upload()
        name, report = form.files["report"]
        _, previous = form.files.get("previous", ("", None))
        answer = await asyncio.to_thread(selfchecks.examine, report, previous)
    except TooLarge:
        return {**shown, "said": f"文件超过{LIMIT // 1024 // 1024}MB，未作检查。"}
    except (Refused, KeyError):
        return {**shown, "said": "请选择要检查的年度报告文件。"}
    except Busy:
        return {**shown, "said": "正在检查另一份报告，请稍后再试。"}
    return {**shown, "result": _result(name, answer)}


def _result(name: str, answer: Row) -> Row:
    rules = [_finding(each) for each in answer["findings"]]
    return {
        "name": name,
        "outcome": answer["outcome"],
        "words": READINGS[answer["outcome"]],
        "reason": said("reason", answer.get("reason")),
        "findings": rules,
    }


def _finding(found: Row) -> Row:
    repair = found["repair"] or {"cells": {}, "unique": True}
    changes = [(cell_name(cell), value) for cell, value in repair["cells"].items()]
    cells = [cell_name(cell) for cell in found["cells"]]
    return {**found, "cells": cells, "changes": changes, "unique": repair["unique"]}
