"""What it checks: where sections 1 and 5 tell the unit's own work, they tell it in the report year.

Legal basis: 国办公开办函〔2021〕30号第（四）项 (内容不准确、内容雷同).

Why it matters: last year's date in this year's sentence is the commonest trace of a text that was only
copied.

Example message: 第一部分“2021年，我局坚持把公开…”以2021年叙述本年工作，报告年度为2022年，请核实。

Known false alarms: plans for the next year are never reported, nor are document numbers, names in 《》,
comparisons, 自…以来, history, and sentences that also name the report year. A wrong title or period is a
rule of its own. The opening sentence is an error, others are a doubt.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier, Filed, Year
from monitor.narrative.prose import listed, quoted
from monitor.narrative.remarks import ACCURATE, Remark, remarked, year_of
from monitor.narrative.years_told import acting_years, title_year, year_of_text

ID = "stale-year"
NAME_ZH = "正文年份表述待核"
NAME_EN = "The text tells the unit's work in another year"
ABOUT_ZH = (
    "查找第一、五部分以往年年份叙述本单位工作的句子。来年打算、文号、书名号、对比、“…以来”、历史沿革和同"
    "时写有报告年度的句子不列。开篇首句为问题，其余为疑点。"
)
SEVERITY: Severity = "warning"
BASIS = ACCURATE


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge the years in which every report tells its work."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    year, told = year_of(filed), year_of_text(filed)
    if not year or (told is not None and told not in (year, None) and told != title_year(filed)):
        return None
    stale = [
        (told_year, sentence, found)
        for told_year, sentence, found in acting_years(filed, "overview", "problems")
        if told_year < year and f"{year}年" not in sentence.text
    ]
    if not stale:
        return None
    opens = any(sentence.opening and sentence.place == "overview" for _, sentence, _ in stale)
    said = [f"{quoted(sentence, found)}以{told_year}年叙述本年工作" for told_year, sentence, found in stale]
    return Remark(
        severity="error" if opens else SEVERITY,
        message=f"{listed(said)[:-1]}，报告年度为{year}年，请核实。",
    )


# ------------------------------------------------------------------ when it is not judged


def _year_known(dossier: Dossier, year: Year) -> str | None:
    """The report year is known."""
    return None if year.filed is None or year_of(year.filed) else "报告年度不明"


UNJUDGED = (report, section("overview", "problems"), _year_known)
