"""What it checks: from 2021 on, the report says whether 信息处理费 was charged, as a rule in section 6.

Legal basis: 国办函〔2020〕109号 (政府信息公开信息处理费管理办法); 国办公开办函〔2021〕30号 (其他需要报告
的事项).

Why it matters: what was asked of applicants has to be told, also that it was nothing.

Example message: 未说明信息处理费情况，第六部分为“无”，没有收取的可写明“未收取”。

Known false alarms: 处理费 anywhere in the text is enough, and in section 6 any word of charging (收费, 收
取…费, 不存在相关收费业务). A unit without applications had nobody to charge: only mentioned, and so where
the table does not tell.
"""

import re
from collections.abc import Iterator

from data.lexicon.topics import FEE, FEE_IN_SECTION_6
from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier, Filed
from monitor.narrative.prose import fold, whole
from monitor.narrative.remarks import FIRST_WITH_TOPICS, Remark, remarked, year_of

ID = "no-fee-statement"
NAME_ZH = "未说明信息处理费情况"
NAME_EN = "Whether fees were charged is not said"
ABOUT_ZH = (
    "报告自2021年度起应说明信息处理费收取情况（通常在第六部分），写有“处理费”“收费”“收取…费”或“不存在相关"
    "收费业务”的均视为已说明。有申请而未说明的为疑点，零申请单位仅提示。未识别到第六部分的不判断。"
)
SEVERITY: Severity = "warning"
BASIS = "国办函〔2020〕109号；国办公开办函〔2021〕30号"
UNJUDGED = (report, section("other"))

SHORT = 12


def check(dossier: Dossier) -> Iterator[Finding]:
    """Look for a word on fees in every report."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    other = filed.sections.get("other")
    if other is None or year_of(filed) < FIRST_WITH_TOPICS or not whole(other):
        return None
    said_anywhere = re.search(FEE, fold("".join((filed.preamble, *filed.sections.values()))))
    if said_anywhere or re.search(FEE_IN_SECTION_6, fold(other)):
        return None
    applied = any(filed.cells.get(f"t3.{row}.total") for row in ("new_received", "carried_in"))
    said = f"，第六部分为“{fold(other)}”" if 0 < len(fold(other)) <= SHORT else ""
    return Remark(
        severity=SEVERITY if applied else "info",
        message=f"未说明信息处理费情况{said}，没有收取的可写明“未收取”。",
    )
