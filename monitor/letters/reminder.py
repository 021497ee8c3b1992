"""The reminder (催报提醒): a short text to copy into a message, before a due day. Pure."""

from __future__ import annotations

from data.errors import Complaint
from data.records import Coverage
from data.words import said
from monitor.digest.words import day_words
from monitor.letters.values import Material
from monitor.letters.words import hour

OWING = ("not_due", "not_seen", "absent")


def reminder(told: Coverage, material: Material) -> str:
    """Write the text for one unit's year.

    Raises Complaint when the report was seen, nothing is owed, or the site could not be examined.
    """
    unit = material.units[told.unit_id]
    if told.state not in OWING or told.due_on is None:
        cure = "ask by hand: what could not be examined is nobody's omission"
        raise Complaint("--reminder", f"{unit.id} {told.year} {told.state}", "a report still owed", cure)
    return (
        f"{unit.name}政府信息公开工作联络员：{told.year}年政府信息公开工作年度报告应于{day_words(told.due_on)}前公布。"
        f"{_seen(told, material)}公布前可用自查功能核对数据。{material.head.phone}"
    )


def _seen(told: Coverage, material: Material) -> str:
    """Say that nothing was found only where the column was read; else why it could not be."""
    name, _ = material.columns.get(told.unit_id, ("政府信息公开年报栏目", ""))
    walk = material.walks.get(told.unit_id)
    if told.state == "not_due" and (told.reason or walk is None or not walk.complete):
        reason = told.reason or (walk.outcome if walk else None)
        why = f"因{said('reason', reason)}，" if reason else ""
        return f"{why}我们尚未能核实{name}；如已公布请告知网址。"
    at = walk.at if walk and walk.complete else material.at
    return f"截至{hour(at)}，在{name}暂未检索到你单位年报；如已公布请告知网址，如属页面访问问题请协助核实。"
