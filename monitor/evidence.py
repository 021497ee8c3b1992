"""How a rule writes down what it found, so that every finding carries its whole evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from data.forms import form
from data.records import Finding, Severity
from monitor.dossier import Dossier, Filed, Year
from monitor.identities import Judged, Kind, Sheet, equation, judged
from monitor.repair import advise, sentence

FORM_ARTICLE = "《中华人民共和国政府信息公开条例》第五十条第二款"
BOTH_FORMS = "国办公开办函〔2021〕30号（2019、2020年度：〔2019〕60号）"


def on_report(rule_id: str, filed: Filed, severity: Severity, message: str, basis: str) -> Finding:
    """Write a finding about what one report states."""
    report = filed.report
    unit_id, year = report.unit_id or "", report.year or 0
    return Finding(
        id=f"{rule_id}/{unit_id}/{year}",
        rule_id=rule_id,
        unit_id=unit_id,
        year=year,
        severity=severity,
        message=message,
        basis=basis,
        report_id=report.id,
        sha256=report.sha256,
        url=report.url,
        detected_on=filed.seen_on,
    )


def on_year(rule_id: str, year: Year, severity: Severity, message: str, basis: str) -> Finding:
    """Write a finding about whether and when a year's report was published.

    Its evidence is the report if there is one, else the column that does not show it.
    """
    report = year.filed.report if year.filed else None
    if year.decided_on is None:
        raise ValueError(f"{rule_id} {year.coverage.unit_id} {year.year}: nothing was seen on any day")
    return Finding(
        id=f"{rule_id}/{year.coverage.unit_id}/{year.year}",
        rule_id=rule_id,
        unit_id=year.coverage.unit_id,
        year=year.year,
        severity=severity,
        message=message,
        basis=year.coverage.basis or basis,
        report_id=report.id if report else None,
        sha256=report.sha256 if report else year.list_sha256,
        url=report.url if report else year.list_url,
        detected_on=year.decided_on,
    )


def arithmetic(
    rule_id: str, kind: Kind, dossier: Dossier, grade: Callable[[Sequence[Judged]], Severity]
) -> Iterator[Finding]:
    """Give one finding for each report in which equations of this kind are broken, all lines in it.

    Equations that blanks or doubtful cells leave undecided say nothing.
    """
    for filed in dossier.filed():
        sheet = None if filed.balances else filed.sheet
        broken = [found for found in judged(sheet, kind) if found.state == "broken"] if sheet else []
        if sheet and broken:
            basis = f"{FORM_ARTICLE}；{form(sheet.form).basis}"
            finding = on_report(rule_id, filed, grade(broken), "", basis)
            yield _with_repair(_with_lines(finding, broken, sheet), sheet, kind)


def _with_repair(finding: Finding, sheet: Sheet, kind: Kind) -> Finding:
    advice = advise(sheet, kind)
    if advice is None:
        return finding
    message = f"{finding.message}{sentence(advice, sheet.form)}"
    return replace(finding, repair=advice.repair, message=message)


def _with_lines(finding: Finding, broken: Sequence[Judged], sheet: Sheet) -> Finding:
    lines = tuple(equation(found, sheet) for found in broken)
    # The 总计 column speaks for the rest (contract §5); a row's own total always stands in that column.
    lead = next((at for at, found in enumerate(broken) if found.identity.column == "total"), 0)
    others = f"另有{len(lines) - 1}处同类不符。" if len(lines) > 1 else ""
    concerned = dict.fromkeys(
        cell for found in broken for cell in found.identity.cells if cell not in found.unknown
    )
    return replace(
        finding,
        message=f"{lines[lead].equation}{others}",
        cells=tuple(concerned),
        lines=lines,
        left=lines[lead].left,
        right=lines[lead].right,
        delta=lines[lead].delta,
    )


def day_words(day: date) -> str:
    """Write a day as officers do.

    >>> day_words(date(2026, 2, 3))
    '2026年2月3日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def time_words(at: datetime) -> str:
    """Write an instant as officers do; it must already be in Asia/Shanghai.

    >>> time_words(datetime(2026, 2, 3, 8, 5))
    '2026年2月3日8时05分'
    """
    return f"{day_words(at.date())}{at.hour}时{at.minute:02d}分"
