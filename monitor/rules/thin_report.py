"""What it checks: section 1 has at least 200 characters.

Legal basis: 国办公开办函〔2021〕30号第（四）项 (内容不全面、敷衍塞责).

Why it matters: five topics cannot be told in three lines.

Example message: “总体情况”共86字，内容较为简略。

Known false alarms: small units have little to tell (only mentioned; a doubt under 100 characters); a text
of which something was left out is not judged.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier, Filed
from monitor.narrative.prose import fold, whole
from monitor.narrative.remarks import FIRST_WITH_FORM, Remark, remarked, year_of

ID = "thin-report"
NAME_ZH = "内容较为简略"
NAME_EN = "Section 1 is short"
ABOUT_ZH = "总体情况不足200字的提示，不足100字的为疑点。未识别到总体情况或内容不完整的不判断。"
SEVERITY: Severity = "info"
BASIS = "国办公开办函〔2021〕30号第（四）项“内容不准确不全面”"
UNJUDGED = (report, section("overview"))

SHORT = 200
VERY_SHORT = 100


def check(dossier: Dossier) -> Iterator[Finding]:
    """Measure section 1 of every report."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    text = fold(filed.sections.get("overview", ""))
    if not text or not whole(text) or len(text) >= SHORT or year_of(filed) < FIRST_WITH_FORM:
        return None
    return Remark(
        severity="warning" if len(text) < VERY_SHORT else SEVERITY,
        message=f"“总体情况”共{len(text)}字，内容较为简略。",
    )
