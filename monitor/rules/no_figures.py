"""What it checks: section 1 holds at least one figure of the year's work.

Legal basis: 国办公开办函〔2021〕30号第（四）项 (内容不全面); 《政府信息公开条例》第五十条.

Why it matters: work that is nowhere counted cannot be compared with last year's.

Example message: “总体情况”无一项工作数据。

Known false alarms: years, document numbers, ordinals and meetings are no figures; a text under 100
characters or of which something was left out is not judged; townships and streets are only given a hint.
"""

import re
from collections.abc import Iterator

from data.lexicon.topics import HAN_COUNTED
from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier, Filed
from monitor.narrative.prose import fold, whole
from monitor.narrative.remarks import FIRST_WITH_FORM, Remark, remarked, year_of

ID = "no-figures"
NAME_ZH = "“总体情况”无数据支撑"
NAME_EN = "Section 1 holds no figure"
ABOUT_ZH = (
    "总体情况中除年份、文号、序号、会议届次外没有任何数据的为疑点，乡镇街道仅提示。不足100字、未识别到或"
    "内容不完整的不判断。"
)
SEVERITY: Severity = "warning"
BASIS = "国办公开办函〔2021〕30号第（四）项“内容不准确不全面”"
UNJUDGED = (report, section("overview"))

SHORTEST = 100
SMALL = ("township_gov", "subdistrict_office")
_NO_FIGURES = re.compile(
    r"20\d\d年(?:度)?|\d{1,2}月\d{1,2}日|\d{1,2}月|〔20\d\d〕\d+号|第\d+号|第\d+条|《[^》]*》|“[^”]*”|[（(]\d{1,2}[)）]|"
    r"(?:^|[。；])\d{1,2}[、.．]|\d+小时|0\d{2,3}-?\d{7,8}|https?\S+"
)
_FIGURE = re.compile(r"\d")


def check(dossier: Dossier) -> Iterator[Finding]:
    """Look for figures in section 1 of every report."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    text = fold(filed.sections.get("overview", ""))
    if len(text) < SHORTEST or not whole(text) or year_of(filed) < FIRST_WITH_FORM:
        return None
    if _FIGURE.search(_NO_FIGURES.sub("", text)) or re.search(HAN_COUNTED, text):
        return None
    return Remark(
        severity="info" if dossier.unit.kind in SMALL else SEVERITY, message="“总体情况”无一项工作数据。"
    )
