"""The attached workbook: every unit, every finding, everything that could not be examined, every change."""

from __future__ import annotations

from data.clock import office_day
from data.words import cell_name, said
from monitor.digest.changes import moves
from monitor.digest.problems import active, advice, message, named
from monitor.digest.scope import Scope, Trouble, key
from monitor.digest.values import Facts, Sheet, Value
from monitor.digest.words import (
    day_words,
    reason_words,
    severity_word,
    state_words,
    status_words,
)
from monitor.letters.words import place_in

PLACES = 12


def sheets(scope: Scope, before: Facts | None, changes_title: str) -> tuple[Sheet, ...]:
    """Make the four sheets of the form."""
    return (_publication(scope), _findings(scope), _obstacles(scope), _changes(scope, before, changes_title))


def _publication(scope: Scope) -> Sheet:
    reports = {report.id: report for report in scope.material.reports}
    rows: list[tuple[Value, ...]] = []
    for number, row in enumerate(scope.of_year(scope.year), 1):
        unit, place = scope.units[row.unit_id], scope.place(row)
        report = reports.get(row.report_id or "")
        rows.append(
            (
                number,
                scope.regions.part(unit),
                unit.name,
                said("kind", unit.kind),
                row.year,
                row.due_on,
                row.published_on,
                said("date_source", report.date_source) or None if report else None,
                row.days_late if place in ("on_time", "late") else None,
                state_words(row, place),
                scope.link(f"unit/{unit.id}") or (report.url if report else None),
            )
        )
    header = "序号｜地区｜单位｜类别｜报告年度｜应公布日期｜公布日期｜日期来源｜逾期天数｜状态｜链接"
    return Sheet(title="公布情况", header=tuple(header.split("｜")), rows=tuple(rows))


def _findings(scope: Scope) -> Sheet:
    rules = {rule.id: rule for rule in scope.material.rules}
    rows = tuple(
        (
            number,
            scope.regions.part(scope.units[each.unit_id]),
            scope.units[each.unit_id].name,
            each.year,
            named(scope, each, rules),
            severity_word(each.severity),
            _places(each.cells) or place_in(each.message) or None,
            message(scope, each),
            "".join(line.equation for line in each.lines) or None,
            each.basis,
            advice(each),
            status_words(each, certain=scope.certain(each)),
            scope.link(f"finding/{each.id}") or each.url,
        )
        for number, each in enumerate(active(scope), 1)
    )
    header = "序号｜地区｜单位｜年度｜问题名称｜程度｜位置｜原文｜算式｜依据｜建议｜复核结论｜链接"
    return Sheet(title="问题清单", header=tuple(header.split("｜")), rows=rows)


def _places(cells: tuple[str, ...]) -> str | None:
    """Name the cells concerned; of many the first few and how many there are."""
    named_cells = "；".join(cell_name(cell) for cell in cells[:PLACES])
    more = f" 等{len(cells)}项" if len(cells) > PLACES else ""
    return f"{named_cells}{more}" or None


def _obstacles(scope: Scope) -> Sheet:
    portals = {portal.id: portal.name for portal in scope.material.portals}
    rows = []
    stuck = [row for row in scope.rows if scope.place(row) == "unverifiable"]
    for number, row in enumerate(sorted(stuck, key=lambda each: -each.year), 1):
        unit = scope.units[row.unit_id]
        reason, action = reason_words(row)
        since, tries = trouble_words(scope.trouble(row))
        rows.append(
            (
                number,
                scope.regions.part(unit),
                unit.name,
                portals.get(unit.portal_id or "", "未登记网站"),
                row.year,
                reason,
                since,
                tries,
                action,
            )
        )
    header = "序号｜地区｜单位｜网站｜报告年度｜原因｜自何时起｜已尝试次数｜需要谁做什么"
    return Sheet(title="无法核查", header=tuple(header.split("｜")), rows=tuple(rows))


def trouble_words(trouble: Trouble | None) -> tuple[str, int]:
    """Say since when something cannot be examined, and how often it was tried."""
    return (day_words(office_day(trouble.since)), trouble.tries) if trouble else ("—", 0)


def _changes(scope: Scope, before: Facts | None, title: str) -> Sheet:
    names = {rule.id: rule.name_zh for rule in scope.material.rules}
    states = {key(row): state_words(row, scope.place(row)) for row in scope.rows}
    moved = moves(scope, before) if before else ()
    rows = tuple(
        (
            number,
            each.label,
            scope.regions.part(scope.units[each.unit_id]),
            scope.units[each.unit_id].name,
            each.year,
            _short(names.get(each.rule_id, each.rule_id))
            if each.rule_id
            else states[f"{each.unit_id}/{each.year}"],
        )
        for number, each in enumerate(moved, 1)
    )
    return Sheet(title=title, header=("序号", "类别", "地区", "单位", "年度", "内容"), rows=rows)


def _short(name: str) -> str:
    """A rule's name without what it is called after a review."""
    return name.partition("（复核")[0].replace("{n}", "多")
