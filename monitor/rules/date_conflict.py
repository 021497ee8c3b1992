"""What it checks: one document names several dates of publication, some by the due day and some after it.

Legal basis: 《政府信息公开条例》第四十九条; the register of deadlines.

Why it matters: on time or late depends on which date is right; the earliest counts in the unit's favour, and
nobody is called late for it.

Example message: 公布日期有多种记载：页面标注2025年8月9日、栏目列表2025年1月20日，应公布日期2025年1月31日；
按最早日期未计逾期。

Known false alarms: pages dated anew when a site moved are just this; a corrected version is another document
and no conflict. Only mentioned.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from data.records import Finding, Severity
from data.words import said
from monitor.abstaining import dated, due_day
from monitor.dossier import Dossier, Filed
from monitor.evidence import day_words, on_report

ID = "date-conflict"
NAME_ZH = "公布日期有多种记载"
NAME_EN = "Dates of publication contradict each other"
ABOUT_ZH = (
    "同一份报告的页面标注、栏目列表等日期有的在期限内、有的在期限后。按最早可信日期计算，不计逾期，仅作提示。"
)
SEVERITY: Severity = "info"
BASIS = "《中华人民共和国政府信息公开条例》第四十九条"
OF_LOOKS = True
UNJUDGED = (due_day, dated)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge the documents of every year that is not late."""
    for year in dossier.years:
        due = year.coverage.due_on
        # What our own looks saw is told by `backdated` and `late-report`.
        if due is None or year.coverage.days_late or year.unseen_at is not None:
            continue
        torn = next((each for each in year.documents if _on_both_sides(each, due)), None)
        if torn is not None:
            finding = on_report(ID, torn, SEVERITY, _message(torn, due), BASIS)
            yield replace(finding, basis=year.coverage.basis or BASIS)


def _on_both_sides(filed: Filed, due: date) -> bool:
    days = [day for _, day in filed.dates]
    return any(day <= due for day in days) and any(day > due for day in days)


def _message(filed: Filed, due: date) -> str:
    first: dict[date, str] = {}  # a day that several places print is told once, by the surest of them
    for source, day in filed.dates:
        first.setdefault(day, source)
    told = "、".join(f"{said('date_source', source)}{day_words(day)}" for day, source in first.items())
    return f"公布日期有多种记载：{told}，应公布日期{day_words(due)}；按最早日期未计逾期。"
