"""The four annexes of a circular. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from data.records import Coverage
from monitor.digest.words import ARITHMETIC, ORIGINALITY
from monitor.letters.counting import NAMES, Count, Place
from monitor.letters.facts import reviewers
from monitor.letters.paper import Annex, Grid
from monitor.letters.survey import LISTED, Survey, last_share, shown
from monitor.letters.values import Material
from monitor.letters.words import day, share_in

MISSED = "序号｜地区｜单位｜应公布日期｜公布日期｜逾期天数｜日期依据｜复核情况"
FIGURES = "序号｜地区｜单位｜年度｜位置｜填报数｜应有关系｜差额"
SHARED = "序号｜地区｜单位｜对照报告（较早公布）｜重复率｜最长连续相同字数"


def statistics(of: Survey) -> Annex:
    """附件1: one row a part of the region, and 合计."""
    total = of.counted.count()
    columns = shown(total)
    more = tuple(each for each in ("unverifiable", "pending") if total[each])
    names = {**NAMES, "unverifiable": "无法核查", "pending": "待复核"}
    header = (
        *("地区（部门）", "应公布"),
        *(names[each] for each in (*columns, *more)),
        *("按时公布率", "上年按时公布率", "备注"),
    )
    rows = [
        _row(part, of.counted.count(part), of.before.count(part), (*columns, *more))
        for part in of.counted.parts
    ]
    rows.append(_row("合计", total, of.before.count(), (*columns, *more)))
    widths = (16, 9, *(9 for _ in (*columns, *more)), 11, 12, 9)
    notes = (
        "应公布数＝名录内当年负有公布义务且已到期的单位数，不含“不计入”“未到期限”；按时公布率＝按时公布数÷应公布数。"
        "上年情况未全部核定的，上年按时公布率记“—”。",
    )
    return Annex(
        title="公布情况统计表",
        grids=(Grid(header=header, rows=tuple(rows), widths=widths, footed=True),),
        notes=notes,
    )


def _row(name: str, now: Count, before: Count, columns: Iterable[str]) -> tuple[str, ...]:
    last = last_share(before)
    return (
        name,
        str(now.owed),
        *(str(now[each]) for each in columns),
        now.rate,
        "—" if last is None else f"{last:.1f}%",
        "",
    )


def missed(of: Survey, material: Material) -> Annex:
    """附件2: who published late or not at all, each with the basis of its day and who reviewed it."""
    rows = tuple(
        (
            str(number),
            of.counted.part(each),
            each.unit.name,
            day(each.row.due_on) if each.row.due_on else "—",
            _published(each),
            _days_late(each),
            _dated_by(each.row, material),
            _reviewed(each, material),
        )
        for number, each in enumerate(of.counted.of(*LISTED), 1)
    )
    grid = Grid(header=tuple(MISSED.split("｜")), rows=rows, widths=(5, 10, 20, 13, 13, 8, 17, 14))
    return Annex(title="未按时限公布单位名单", grids=(grid,), notes=_none(rows))


def _published(place: Place) -> str:
    if place.standing == "unpublished":
        return "未公布"
    return day(place.row.published_on) if place.row.published_on else "页面未标注"


def _days_late(place: Place) -> str:
    """A local day is nobody's legal day: who missed it came later than the place had set."""
    days = place.row.days_late
    if not days or place.row.published_on is None:
        return "—"
    return f"{days}（晚于本地规定时间）" if place.standing == "late_local" else str(days)


def _dated_by(row: Coverage, material: Material) -> str:
    basis = row.basis or ""
    report = material.reports.get(row.report_id or "")
    shown_on = "；公布日期为页面标注" if report is not None and row.published_on else ""
    return f"{basis}{shown_on}"


def _reviewed(place: Place, material: Material) -> str:
    who = reviewers(place.finding.id, material) if place.finding else ()
    return f"属实（{len(who)}人复核）" if who else ""


def figures(of: Survey, material: Material) -> Annex:
    """附件3: one row a cause, its equations side by side."""
    rows: list[tuple[str, ...]] = []
    for item in of.of(ARITHMETIC):
        first = item.first
        figure = _plain(first.right)
        row = (str(len(rows) + 1), _part(of, first.unit_id), _name(first.unit_id, material), str(first.year))
        rows.append((*row, item.place, figure, item.check, _plain(first.delta)))
    grid = Grid(header=tuple(FIGURES.split("｜")), rows=tuple(rows), widths=(5, 9, 14, 7, 21, 8, 29, 7))
    return Annex(title="数据问题清单", grids=(grid,), notes=_none(rows))


def shared(of: Survey) -> Annex:
    """附件4: what is shared with which earlier report; nobody is said to have copied."""
    rows: list[tuple[str, ...]] = []
    names = {each.unit.id: each.unit.name for each in of.counted.places}
    for item in of.of(ORIGINALITY):
        told = share_in(item.first.message)
        unit_id = item.first.unit_id
        measured = (told.source, told.share, str(told.run)) if told else (item.check, "—", "—")
        rows.append((str(len(rows) + 1), _part(of, unit_id), names[unit_id], *measured))
    grid = Grid(header=tuple(SHARED.split("｜")), rows=tuple(rows), widths=(6, 14, 24, 28, 12, 16))
    return Annex(title="内容雷同情况", grids=(grid,), notes=_none(rows))


def _none(rows: Iterable[object]) -> tuple[str, ...]:
    return () if list(rows) else ("无。",)


def _part(of: Survey, unit_id: str) -> str:
    return next(of.counted.part(each) for each in of.counted.places if each.unit.id == unit_id)


def _name(unit_id: str, material: Material) -> str:
    return material.units[unit_id].name


def _plain(value: float | int | None) -> str:
    if value is None:
        return "—"
    return str(int(value)) if value == int(value) else str(value)
