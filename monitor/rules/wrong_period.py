"""What it checks: the stated period of counting runs from 1 January to 31 December of the report year.

Legal basis: 《政府信息公开条例》第四十九条 (上一年度); 国办公开办函〔2021〕30号第（四）项 (内容不准确).

Why it matters: figures of another or a shortened period cannot be added up or compared; the period of
another year is the trace of last year's text.

Example message: 正文开头“统计期限为2021年1月1日至2021年12月31日…”与报告年度（2022年）不符，应为2022年1月1
日至 12月31日。

Known false alarms: a unit founded or closed within the year counts its own months; in 2008 the regulation
came into force on 1 May; where the title has the wrong year, that alone is reported. Another year is an
error, other days are a doubt.
"""

from collections.abc import Iterator

from data.records import Finding, Severity, Unit
from monitor.abstaining import report
from monitor.dossier import Dossier, Filed, Year
from monitor.narrative.prose import quoted
from monitor.narrative.remarks import ACCURATE, Remark, remarked, year_of
from monitor.narrative.years_told import Period, periods, title_year, year_of_text

ID = "wrong-period"
NAME_ZH = "统计期限与报告年度不符"
NAME_EN = "The stated period is not the report year"
ABOUT_ZH = (
    "核对正文写明的统计期限：应为报告年度1月1日至12月31日。年份不同为问题，起止日不同为疑点；当年成立或撤"
    "并的单位按实际月份，不列出。未写统计期限的不判断。"
)
SEVERITY: Severity = "warning"
BASIS = ACCURATE
# 国令492号 came into force on 1 May 2008: the first period was shorter.
FIRST_YEAR = 2008


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge every period a report states."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    year, told = year_of(filed), year_of_text(filed)
    if not year or year == FIRST_YEAR or (told is not None and told != title_year(filed)):
        return None
    wrong = [period for period in periods(filed) if _wrong(period, year, dossier.unit)]
    if not wrong:
        return None
    other = any(year not in (period.start[0], period.end[0]) for period in wrong)
    return Remark(
        severity="error" if other else SEVERITY,
        message=f"{quoted(wrong[0].sentence, wrong[0].found)}与报告年度（{year}年）不符，"
        f"应为{year}年1月1日至12月31日。",
    )


def _wrong(period: Period, year: int, unit: Unit) -> bool:
    founded = unit.valid_from is not None and unit.valid_from.year == year
    closed = unit.valid_to is not None and unit.valid_to.year == year
    starts = period.start == (year, 1, 1) or (founded and period.start[0] == year)
    ends = period.end == (year, 12, 31) or (closed and period.end[0] == year)
    return not (starts and ends)


# ------------------------------------------------------------------ when it is not judged


def _period_stated(dossier: Dossier, year: Year) -> str | None:
    """A period is stated."""
    return "未写统计期限" if year.filed and not any(True for _ in periods(year.filed)) else None


UNJUDGED = (report, _period_stated)
