"""How a rule writes down what it found, so that every finding carries its whole evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from data.forms import form
from data.records import Equation, Figure, Finding, Severity
from monitor.arithmetic.repair import advise, sentence
from monitor.dossier import Dossier, Filed, Year
from monitor.identities import Judged, Kind, Sheet, equation, judged

FORM_ARTICLE = "《中华人民共和国政府信息公开条例》第五十条第二款"
# A document that says of itself that it replaces an earlier one.
SAID_TO_BE_CORRECTED = re.compile(r"更正|修订|订正|勘误|修改(?:版|稿|后)")
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
            yield _with_repair(_broken_lines(finding, broken, sheet), sheet, kind)


def _with_repair(finding: Finding, sheet: Sheet, kind: Kind) -> Finding:
    advice = advise(sheet, kind)
    if advice is None:
        return finding
    message = f"{finding.message}{sentence(advice, sheet.form)}"
    return replace(finding, repair=advice.repair, message=message)


def _broken_lines(finding: Finding, broken: Sequence[Judged], sheet: Sheet) -> Finding:
    lines = [equation(found, sheet) for found in broken]
    # The 总计 column speaks for the rest (contract §5); a row's own total always stands in that column.
    lead = next((at for at, found in enumerate(broken) if found.identity.column == "total"), 0)
    concerned = dict.fromkeys(
        cell for found in broken for cell in found.identity.cells if cell not in found.unknown
    )
    return with_lines(finding, lines, tuple(concerned), lead)


def with_lines(finding: Finding, lines: Sequence[Equation], cells: Sequence[str], lead: int) -> Finding:
    """Put lines into a finding; the one that speaks for all is its message, the others are counted."""
    others = f"另有{len(lines) - 1}处同类不符。" if len(lines) > 1 else ""
    first = lines[lead]
    return replace(
        finding,
        message=f"{first.equation}{others}",
        cells=tuple(cells),
        lines=tuple(lines),
        left=first.left,
        right=first.right,
        delta=first.delta,
    )


def counted(filed: Filed, cell: str) -> Figure | None:
    """Give a figure that counts something; None where it is blank, in doubt, or cannot be a count."""
    value = filed.cells.get(cell)
    if value is None or value < 0 or value != int(value):
        return None
    in_doubt = cell in filed.odd_cells and filed.odd_cells[cell].state == "uncertain"
    return None if in_doubt else int(value)


def makeup_changed(dossier: Dossier, before: Filed, filed: Filed) -> bool:
    """Tell whether the unit was founded, closed or took others in during either year: figures break off."""
    return bool(years_of_change(dossier) & {before.report.year, filed.report.year})


def years_of_change(dossier: Dossier) -> frozenset[int]:
    """Give the years in which the unit was founded (but on 1 January), closed, or took others in."""
    founded, closed = dossier.unit.valid_from, dossier.unit.valid_to
    changes = set(dossier.absorbed)
    if founded is not None and (founded.month, founded.day) != (1, 1):
        changes.add(founded.year)
    return frozenset(changes | ({closed.year} if closed else set()))


def changed_cells(older: Filed, newer: Filed) -> tuple[str, ...]:
    """List the cells in which two documents print different numbers; where either is in doubt, none."""
    both = (cell for cell in older.cells if cell in newer.cells)
    return tuple(sorted(cell for cell in both if older.cells[cell] != newer.cells[cell]))


def page_date(filed: Filed) -> date | None:
    """Give the date the page itself or its list names; hints (address, signature) are none."""
    report = filed.report
    return None if report.date_source in ("url", "signature") else report.published_on


def in_rectification(dossier: Dossier, year: int | None, day: date) -> bool:
    """Tell whether a letter about this year gave the unit time to put things right on a day."""
    return any(
        letter.sent_on <= day <= letter.rectify_by
        and any(finding.endswith(f"/{dossier.unit.id}/{year}") for finding in letter.findings)
        for letter in dossier.letters
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
