"""What it checks: the report has the six sections of the national form, in its order, and no more.

Legal basis: 《政府信息公开条例》第五十条; 国办公开办函〔2021〕30号 (严格按照第五十条的规定确定，不能遗漏，
也不宜泛化).

Why it matters: a section left out is a duty not reported on.

Example message: 缺少规定部分：六、其他需要报告的事项。

Known false alarms: text copied out of a page may have lost headings (not judged); fewer than four
headings found is our doubt; a section whose table or like-named line is there is taken as there. Report
year 2019 was free to differ (only mentioned), as are order, numbers and further parts; order and numbers
only where all six numbered headings were read in one kind of numbers (automatic numbers get lost). 2 to 4
without heading are reported only with their table.
"""

import re
from collections.abc import Iterator

from data.records import Finding, Severity
from data.words import SECTIONS
from monitor.abstaining import laid_out, report
from monitor.dossier import Dossier, Filed, Year
from monitor.narrative.prose import fold, paragraphs
from monitor.narrative.remarks import AS_FORM, FIRST_WITH_FORM, FIRST_WITH_TOPICS, Remark, remarked, year_of

ID = "missing-section"
NAME_ZH = "缺少规定部分"
NAME_EN = "A section of the form is missing"
ABOUT_ZH = (
    "核对六个规定部分是否齐全、次序是否正确、有无另加部分。缺第一至五部分为问题，缺第六部分为疑点，次序、"
    "编号和另加部分仅提示。只对网页、PDF、DOCX原件判断；识别出的标题不足四个、同名内容已在他处的不判断。"
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
_NUMBERED = re.compile(r"^([一二三四五六1-6])[、.．]")
_NUMBERS = "一二三四五六"


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
    said = [f"六个规定部分之外另有“{further[0]}”。"] if further else []
    said += filter(None, [_disorder(_heads(filed))])
    return Remark(severity="info", message="".join(said)) if said else None


def _heads(filed: Filed) -> dict[str, str]:
    """Give the numbered headings by section, in printed order; left out is what fits several or none.

    Two headings that fit one section (sub-headings, rows of table 3) leave us in doubt about all.
    """
    found: dict[str, str] = {}
    for head in map(fold, filed.headings):
        keys = [key for key, words in _ALIKE.items() if re.search(words, head)]
        if len(keys) == 1 and len(head) <= LONGEST_HEAD and _NUMBERED.match(head):
            if keys[0] in found:
                return {}
            found[keys[0]] = head
    return found


def _disorder(heads: dict[str, str]) -> str | None:
    """Tell of sections in another order or with other numbers than the form's, where all six are known."""
    keys = list(heads)
    if len(keys) < len(SECTIONS):
        return None
    if keys != list(SECTIONS):
        at = next(at for at, key in enumerate(SECTIONS) if keys[at] != key)
        return f"规定部分的次序与格式不一致：“{heads[keys[at]]}”列在“{heads[list(SECTIONS)[at]]}”之前。"
    numbers = [found[1] for head in heads.values() if (found := _NUMBERED.match(head))]
    if numbers in (list(_NUMBERS), list("123456")):
        return None
    return f"规定部分的编号依次为{'、'.join(numbers)}，请核对。" if _one_kind(numbers) else None


def _one_kind(numbers: list[str]) -> bool:
    """Numbers of two kinds (1、 beside 二、) are what a program left of automatic numbering, not the unit."""
    return len({number in _NUMBERS for number in numbers}) == 1


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


# ------------------------------------------------------------------ when it is not judged


def _headings_read(dossier: Dossier, year: Year) -> str | None:
    """Enough headings were read, with the numbers that were printed."""
    if year.filed is None or year_of(year.filed) < FIRST_WITH_FORM:
        return None
    if len(year.filed.sections) < ENOUGH:
        return f"识别出的标题不足{ENOUGH}个"
    heads = _heads(year.filed)
    numbers = [found[1] for head in heads.values() if (found := _NUMBERED.match(head))]
    return None if not numbers or _one_kind(numbers) else "标题序号为自动编号"


UNJUDGED = (report, laid_out, _headings_read)
