"""What it checks: a report that we had seen left the list and its address answers that it is no more.

Legal basis: 《政府信息公开条例》第二十四条 (published information stays searchable), 第五十三条.

Why it matters: the report of a year is kept for the public; what was seen is kept here.

Example message: 曾于2026年1月20日见到该报告，此后核查时栏目不再列出，原网址已不存在。

Known false alarms: a site that moved (the same text at a new address is no withdrawal); replaced by a
corrected version (then the newer one counts); taken off while it is being put right by an agreed day
(整改更正: only mentioned). Years before the last one are a doubt: sites are rebuilt.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from data.clock import OFFICE_ZONE
from data.records import Finding, Severity
from monitor.abstaining import looked_at
from monitor.dossier import Dossier, Year
from monitor.evidence import day_words, in_rectification, on_year

ID = "withdrawn-report"
NAME_ZH = "公布后不再可见"
NAME_EN = "Taken away after publication"
ABOUT_ZH = (
    "曾经见到的报告，从完整列表中消失且原网址回答不存在。最近一个年度为问题，以往年度为疑点，"
    "已登记整改期内的仅作提示。打不开、超时不算。"
)
SEVERITY: Severity = "error"
BASIS = "《中华人民共和国政府信息公开条例》第二十四条"
OF_LOOKS = True
UNJUDGED = (looked_at,)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Report every year whose report was withdrawn."""
    for year in dossier.years:
        if year.coverage.state == "withdrawn" and year.filed is not None:
            finding = on_year(ID, year, _grade(dossier, year), _message(year), BASIS)
            yield replace(finding, detected_on=_missed_on(year) or finding.detected_on)


def _missed_on(year: Year) -> date | None:
    """The first day on which the whole list no longer showed it."""
    last = year.filed.report.last_seen_at.astimezone(OFFICE_ZONE).date() if year.filed else None
    return min((day for day in year.healthy_on if last is not None and day > last), default=None)


def _grade(dossier: Dossier, year: Year) -> Severity:
    if in_rectification(dossier, year.year, dossier.as_of):
        return "info"
    return SEVERITY if year.year == dossier.years[-1].year else "warning"


def _message(year: Year) -> str:
    first = year.filed.seen_on if year.filed else None
    seen = f"曾于{day_words(first)}见到该报告，" if first else "曾见到该报告，"
    return f"{seen}此后核查时栏目不再列出，原网址已不存在。"
