"""What it checks: a government's report says whether it counts its own office alone or all bodies below it;
and no count runs both since the regulation came into force and for one year.

Legal basis: 《政府信息公开条例》第四十九条第二款 (本级政府); 国办公开办函〔2021〕30号第（四）项 (内容不准
确).

Why it matters: figures whose scope nobody knows can be neither added up nor compared.

Example message: 未说明数据为本级还是汇总，统计口径待说明。

Known false alarms: any word for the whole (全县, 各级, 汇总) or for the unit alone (本级, 我办) is
enough; reports of departments count themselves and are not asked. A count from two beginnings is only
mentioned.
"""

import re
from collections.abc import Iterator

from data.lexicon.topics import AGGREGATE, OWN_ONLY
from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier, Filed
from monitor.narrative.prose import fold, quoted, sentences, whole
from monitor.narrative.remarks import ACCURATE, FIRST_WITH_FORM, Remark, remarked, year_of

ID = "scope-unclear"
NAME_ZH = "统计口径待说明"
NAME_EN = "Whose figures these are is not said"
ABOUT_ZH = (
    "政府年度报告应能看出数据是本级还是汇总；“自…以来，某年…累计”一类起算时间不一的表述一并提示。部门报告"
    "按本机关数据，不查本级与汇总。总体情况缺失或不完整的不判断。"
)
SEVERITY: Severity = "warning"
BASIS = ACCURATE
UNJUDGED = (report, section("overview"))

_TWO_BEGINNINGS = re.compile(r"[自从][^，。]{2,24}以来，(?:20\d\d年)[^，。]{0,12}[^。]{0,40}(?:累计|共|总计)")


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge the scope of every report."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    overview = fold(filed.sections.get("overview", ""))
    if not overview or not whole(overview) or year_of(filed) < FIRST_WITH_FORM:
        return None
    text = fold(filed.preamble) + overview
    silent = not re.search(f"{AGGREGATE}|{OWN_ONLY}", text)
    if dossier.unit.kind == "government" and silent:
        return Remark(severity=SEVERITY, message="未说明数据为本级还是汇总，统计口径待说明。")
    for sentence in sentences(filed, "overview"):
        if found := _TWO_BEGINNINGS.search(sentence.text):
            return Remark(
                severity="info",
                message=f"{quoted(sentence, found)}既从施行时起算又限于一年，统计口径待说明。",
            )
    return None
