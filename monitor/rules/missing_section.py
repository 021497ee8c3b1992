"""What it checks: the report has the six sections of the national form, in its order, and no more.

Legal basis: 《政府信息公开条例》第五十条; 国办公开办函〔2021〕30号 (严格按照第五十条的规定确定，不能遗漏，
也不宜泛化).

Why it matters: a section left out is a duty not reported on.

Example message: 缺少规定部分：六、其他需要报告的事项。

Known false alarms: text copied out of a page may have lost headings (not judged); fewer than four
headings found is our doubt; a section whose table or like-named line is there is taken as there. Report
year 2019 was free to differ (only mentioned), as are order and further parts. 2 to 4 without heading are
reported only with their table.
"""

import re
from collections.abc import Iterator

from data.records import Finding, Severity
from data.words import SECTIONS
from monitor.dossier import Dossier, Filed
from monitor.narrative.prose import fold, paragraphs
from monitor.narrative.remarks import AS_FORM, FIRST_WITH_FORM, FIRST_WITH_TOPICS, Remark, remarked, year_of

ID = "missing-section"
NAME_ZH = "缺少规定部分"
NAME_EN = "A section of the form is missing"
ABOUT_ZH = (
    "核对六个规定部分是否齐全、次序是否正确、有无另加部分。缺第一至五部分为问题，缺第六部分为疑点，次序和"
    "另加部分仅提示。只对网页、PDF、DOCX原件判断；识别出的标题不足四个、同名内容已在他处的不判断。"
)
SEVERITY: Severity = "error"
BASIS = AS_FORM

ENOUGH = 4
LONGEST_HEAD = 25
_TABLES = {"proactive": "t2.", "applications": "t3.", "review_litigation": "t4."}
_ALIKE = {
    "overview": r"总体|概述|概况|基本情况",
    "proactive": r"主动公开",
    "applications": r"申请",
    "review_litigation": r"复议|诉讼",
    "problems": r"问题|不足|改进|措施",
    "other": r"其他|需要报告|需要说明",
}
_FURTHER = re.compile(r"^[七八九十][、.．]\S{2,20}$")


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge the sections of every report that still has its layout."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    year = year_of(filed)
    if not filed.as_laid_out or year < FIRST_WITH_FORM or len(filed.sections) < ENOUGH:
        return None
    missing = [key for key in SECTIONS if key not in filed.sections and not _elsewhere(filed, key)]
    if missing:
        severity: Severity = "error" if any(key != "other" for key in missing) else "warning"
        names = "、".join(SECTIONS[key] for key in missing)
        return Remark(
            severity="info" if year < FIRST_WITH_TOPICS - 1 else severity, message=f"缺少规定部分：{names}。"
        )
    further = [head for head in map(fold, filed.headings) if _FURTHER.match(head)]
    return Remark(severity="info", message=f"六个规定部分之外另有“{further[0]}”。") if further else None


def _elsewhere(filed: Filed, key: str) -> bool:
    """Tell whether what a section holds is there although its heading was not recognised."""
    prefix = _TABLES.get(key)
    if prefix and any(cell.startswith(prefix) for cell in (*filed.cells, *filed.odd_cells)):
        return True
    lines = [line for text in (filed.preamble, *filed.sections.values()) for line in paragraphs(text)]
    lines += map(fold, filed.headings)
    heads = [line for line in lines if len(line) <= LONGEST_HEAD and not line.startswith("（")]
    return any(re.search(_ALIKE[key], head) and not _opens_other(filed, head) for head in heads)


def _opens_other(filed: Filed, head: str) -> bool:
    """Tell whether a line is the heading of a section that is there."""
    return any(
        re.search(words, head) and key in filed.sections and re.match(r"[一二三四五六]、", head)
        for key, words in _ALIKE.items()
    )
