"""What it checks: section 5 names problems and what is done about them.

Legal basis: 《政府信息公开条例》第五十条第一款第四项 (主要问题及改进情况); 国办公开办函〔2021〕30号第（四）
项 (敷衍塞责).

Why it matters: a year without a problem is a year nobody looked at.

Example message: 第五部分仅42字，未写改进措施。

Known false alarms: a section that was not found, or of which something was left out, is not judged.
Nothing at all is an error, too little a doubt.
"""

import re
from collections.abc import Iterator

from data.lexicon.topics import MEASURE, PROBLEM
from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier, Filed
from monitor.narrative.prose import fold, whole
from monitor.narrative.remarks import CONTENTS, FIRST_WITH_FORM, Remark, remarked, year_of

ID = "empty-problems"
NAME_ZH = "“问题及改进”内容过简"
NAME_EN = "Problems and improvements say little or nothing"
ABOUT_ZH = (
    "第五部分为空或只写“无”的为问题；不足80字、未写问题或未写改进措施的为疑点。未识别到第五部分或内容不完"
    "整的不判断。"
)
SEVERITY: Severity = "warning"
BASIS = f"{CONTENTS}第四项；国办公开办函〔2021〕30号第（四）项"
UNJUDGED = (report, section("problems"))

SHORTEST = 80
_NOTHING = re.compile(r"^(?:暂?无|没有)?(?:相关|其他)?(?:问题|情况|内容)?。?$")


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge section 5 of every report."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    if "problems" not in filed.sections or year_of(filed) < FIRST_WITH_FORM:
        return None
    text = fold(filed.sections["problems"])
    if not whole(text):
        return None
    if _NOTHING.match(text):
        return Remark(severity="error", message=f"第五部分{f'只写“{text}”' if text else '没有内容'}。")
    wanting = [f"仅{len(text)}字"] if len(text) < SHORTEST else []
    wanting += [] if re.search(PROBLEM, text) else ["未写存在的问题"]
    wanting += [] if re.search(MEASURE, text) else ["未写改进措施"]
    return Remark(severity=SEVERITY, message=f"第五部分{'，'.join(wanting)}。") if wanting else None
