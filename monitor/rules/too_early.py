"""What it checks: the report bears a date before its report year had ended.

Legal basis: 《政府信息公开条例》第四十九条: the report is on the year before (上一年度).

Why it matters: figures up to 31 December cannot be known earlier.

Example message: 页面标注公布日期2025年12月20日，早于2025年度结束。

Known false alarms: a wrong year in the list; a page dated by the day it was set up: one credible date after
the end of the year acquits. Days that are only hints (address, signature) do not count.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import dated
from monitor.dossier import Dossier, Year
from monitor.evidence import day_words, on_report, page_date

ID = "too-early"
NAME_ZH = "公布时间早于报告年度结束"
NAME_EN = "Published before the report year ended"
ABOUT_ZH = "公布日期早于报告年度的12月31日之后，即年度尚未结束。任一可信日期在次年的不计。"
SEVERITY: Severity = "warning"
BASIS = "《中华人民共和国政府信息公开条例》第四十九条"


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge the dates of the report that counts for each year."""
    for filed in dossier.filed():
        day, year = page_date(filed), filed.report.year
        if day is None or year is None or day.year > year:
            continue
        if all(other.year <= year for _, other in filed.dates):
            message = f"页面标注公布日期{day_words(day)}，早于{year}年度结束。"
            yield on_report(ID, filed, SEVERITY, message, BASIS)


# ------------------------------------------------------------------ when it is not judged


def _page_dated(dossier: Dossier, year: Year) -> str | None:
    """The page or its list bears the date, not only its address or signature."""
    return "页面和栏目未标注公布日期" if year.filed and page_date(year.filed) is None else None


UNJUDGED = (dated, _page_dated)
