"""What it checks: the title is 〈unit〉〈year〉政府信息公开工作年度报告.

Legal basis: 《政府信息公开条例》第四十九条、第五十条 (政府信息公开工作年度报告).

Why it matters: a title without unit, year or name of the document is not found by search and mistaken in
lists.

Example message: 标题“2023年政府信息公开工作总结”未写单位名称、未称“年度报告”，宜为“清河县水利局2023年政府
信息公开工作年度报告”。

Known false alarms: text copied out of a page and converted attachments have lost their title (not
judged); titles cut off by the page (…) are not judged; a unit named in the line above is enough. Never
more than a hint.
"""

import re
from collections.abc import Iterator

from data.records import Finding, Severity
from data.wording import normalise, report_year
from monitor.abstaining import laid_out, report, titled
from monitor.dossier import Dossier, Filed
from monitor.narrative.remarks import FIRST_WITH_FORM, Remark, remarked, year_of

ID = "bad-title"
NAME_ZH = "标题不规范"
NAME_EN = "The title is not the usual one"
ABOUT_ZH = (
    "核对标题是否由单位名称、年度和“政府信息公开工作年度报告”组成。只对网页、PDF、DOCX原件判断；标题被截"
    "断的不判断。仅提示。"
)
SEVERITY: Severity = "info"
BASIS = "《中华人民共和国政府信息公开条例》第四十九条、第五十条"
UNJUDGED = (report, laid_out, titled)

_NAMED = re.compile(r"政府信息公开(?:工作)?年度(?:工作)?报告|政务公开(?:工作)?年度报告")
_CUT = re.compile(r"[.…]{1,}$")
# Some mirrors convert into traditional characters: the title is not the unit's.
_CONVERTED = re.compile("[開報資]")


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge the title of every report that still has its layout."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    title = normalise(filed.report.title)
    year = year_of(filed)
    lost = not filed.as_laid_out or not filed.sections or not title
    if lost or year < FIRST_WITH_FORM or _CUT.search(title) or _CONVERTED.search(title):
        return None
    wanting = []
    if not filed.own_names:
        wanting.append("未写单位名称")
    if report_year(title) is None:
        wanting.append("未写年度")
    if not _NAMED.search(title):
        wanting.append("未称“年度报告”")
    if not wanting:
        return None
    usual = f"{dossier.unit.name}{year}年政府信息公开工作年度报告"
    return Remark(severity=SEVERITY, message=f"标题“{title}”{'、'.join(wanting)}，宜为“{usual}”。")
