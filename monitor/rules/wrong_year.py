"""What it checks: the year in the title is the year that the stated period and section 1 tell of.

Legal basis: 国办公开办函〔2021〕30号第（四）项 (内容不准确); 《政府信息公开条例》第四十九条 (the year
before).

Why it matters: under a wrong year the report counts for no year, and the right year looks missing.

Example message: 标题年份为2022年，正文统计期限和叙述均为2021年，请核实。

Known false alarms: a report on 2023 published in 2024 (only years in which the unit tells its own work
count); fewer than two statements, or statements that disagree, decide nothing.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import titled
from monitor.dossier import Dossier, Filed, Year
from monitor.narrative.remarks import ACCURATE, Remark, remarked
from monitor.narrative.years_told import title_year, year_of_text

ID = "wrong-year"
NAME_ZH = "标题年份与报告年度不符"
NAME_EN = "The title names another year than the text"
ABOUT_ZH = (
    "核对标题年份与正文：统计期限和第一部分以本单位名义叙述的年份一致指向另一年度的，列为问题。正文表述不"
    "足两处或互相不一致的不判断。"
)
SEVERITY: Severity = "error"
BASIS = ACCURATE


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge the title of every report."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    titled, told = title_year(filed), year_of_text(filed)
    if titled is None or told is None or titled == told:
        return None
    return Remark(
        severity=SEVERITY,
        message=f"标题年份为{titled}年，正文统计期限和叙述均为{told}年，请核实。",
    )


# ------------------------------------------------------------------ when it is not judged


def _text_agrees(dossier: Dossier, year: Year) -> str | None:
    """The text tells one year, and more than once."""
    unsure = year.filed is not None and year_of_text(year.filed) is None
    return "正文所述年度不足两处或不一致" if unsure else None


UNJUDGED = (titled, _text_agrees)
