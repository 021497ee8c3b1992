"""What it checks: a government's report tells the results of 工作考核, 社会评议 and 责任追究.

Legal basis: 《政府信息公开条例》第五十条第一款第四项 (各级人民政府), 第四十六条.

Why it matters: governments answer for how they judge those below them.

Example message: 未反映社会评议、责任追究情况。

Known false alarms: departments, streets and zones are no governments and are not asked; any word of the
thing is enough; reports before 2021 had no place for it in their form. A county's or higher government: a
doubt; a township: only mentioned.
"""

import re
from collections.abc import Iterator

from data.lexicon.topics import APPRAISAL
from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier, Filed
from monitor.narrative.prose import fold, whole
from monitor.narrative.remarks import FIRST_WITH_TOPICS, Remark, remarked, year_of

ID = "missing-appraisal"
NAME_ZH = "未反映考核、评议、追究情况"
NAME_EN = "Appraisal, public evaluation, accountability are not told"
ABOUT_ZH = (
    "各级人民政府的年度报告应反映工作考核、社会评议、责任追究结果。县级以上政府缺项为疑点，乡镇仅提示；部"
    "门、街道、开发区不查。2021年度以前不查；总体情况缺失或不完整的不判断。"
)
SEVERITY: Severity = "warning"
BASIS = "《中华人民共和国政府信息公开条例》第五十条第一款第四项"
UNJUDGED = (report, section("overview"))

_ASKED: dict[str, Severity] = {"government": "warning", "township_gov": "info"}


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge every report of a government."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    severity = _ASKED.get(dossier.unit.kind)
    overview = filed.sections.get("overview", "")
    if severity is None or year_of(filed) < FIRST_WITH_TOPICS or not overview or not whole(overview):
        return None
    text = fold("".join((filed.preamble, *filed.sections.values())))
    missing = [each.name for each in APPRAISAL if not re.search(each.anywhere, text)]
    return Remark(severity=severity, message=f"未反映{'、'.join(missing)}情况。") if missing else None
