"""The blocks of the mail: what to do, the regions, what we could not examine, what the figures mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from data.clock import office_day
from data.records import Coverage, LetterEvent
from data.words import said
from monitor.digest.scope import Column, Health, Scope, column
from monitor.digest.sheets import trouble_words
from monitor.digest.tally import Tally, published_by, shown_standings, tally
from monitor.digest.values import LISTED, Table
from monitor.digest.words import STANDINGS, day_words, moment_words, reason_words

SOON_DAYS = 7


def upcoming(scope: Scope) -> Table:
    """List units whose day is near or past and whose report has not been seen, the most urgent first."""
    today = scope.material.as_of
    horizon = today + timedelta(days=SOON_DAYS)
    near = [
        row
        for row in scope.of_year(scope.year)
        if scope.place(row) == "not_seen"
        or (row.state == "not_due" and row.due_on is not None and row.due_on <= horizon)
    ]
    near.sort(key=lambda row: (row.due_on or date.max, scope.order(row.unit_id)))
    shown = near[:LISTED]
    header: tuple[str, ...] = ("单位", "类别", "应公布日期", "依据", "核查情况")
    rows = [_upcoming_row(scope, row) for row in shown]
    for title, cells in _internal(scope, shown):
        header = (*header, title)
        rows = [(*row, cell) for row, cell in zip(rows, cells, strict=True)]
    return Table(
        header=header,
        rows=tuple(rows),
        rest=max(0, len(near) - LISTED),
    )


def _upcoming_row(scope: Scope, row: Coverage) -> tuple[str, ...]:
    unit = scope.units[row.unit_id]
    health = scope.health().get(column(unit))
    due = day_words(row.due_on) if row.due_on else "—"
    return (unit.name, said("kind", unit.kind), due, row.basis or "—", _looked(row, health))


def _internal(scope: Scope, shown: list[Coverage]) -> Iterator[tuple[str, list[str]]]:
    """Give whom to ring up and when that was last done: only to readers of a region of their own."""
    if not scope.recipient.division_code:
        return
    people = {each.unit_id: f"{each.name} {each.phone}" for each in reversed(scope.material.contacts)}
    calls = {
        (each.unit_id, each.year): each
        for each in sorted(scope.material.reminders, key=lambda each: (each.at, each.id))
    }
    called = [calls.get((row.unit_id, row.year)) for row in shown]
    if any(row.unit_id in people for row in shown):
        yield "联系人电话", [people.get(row.unit_id, "—") for row in shown]
    if any(called):
        yield "最近催报", [f"{day_words(office_day(each.at))}{each.how}" if each else "—" for each in called]


def _looked(row: Coverage, health: Health | None) -> str:
    if health is None:
        return "尚未核查"
    if health.outcome != "complete":
        return f"网站暂时无法核查：{said('reason', health.outcome)}"
    if row.reason:
        return f"栏目中有待核对的条目：{said('reason', row.reason)}"
    times = f"已核查{row.looks}次，" if row.looks else ""
    return f"{times}最近一次{moment_words(health.at).removesuffix('（北京时间）')}"


def tasks(scope: Scope) -> tuple[str, ...]:
    """Say what else waits for the office: findings to review, letters running out."""
    found = _to_confirm(scope)
    fresh = [each for each in scope.findings if each.status in ("open", "reopened")]
    if fresh:
        errors = sum(each.severity == "error" for each in fresh)
        found.append(f"待复核{len(fresh)}条（问题{errors}条、疑点{len(fresh) - errors}条）。")
    late, soon = _letters(scope)
    if late:
        found.append(f"整改期限已满、尚未见回执{late}份。")
    if soon:
        found.append(f"整改期限{SOON_DAYS}日内将满{soon}份。")
    return tuple(found)


def _to_confirm(scope: Scope) -> list[str]:
    """In December the list of units is to be confirmed; afterwards nothing is said of it here."""
    today, season = scope.material.as_of, scope.material.season
    year = season.roster_year(today)
    if year is None or year in scope.material.rosters:
        return []
    month, day = season.roster_to
    return [f"请于{month}月{day}日前核定{year}年度应公布单位名录；核定后的变动将留痕。"]


def _letters(scope: Scope) -> tuple[int, int]:
    today = scope.material.as_of
    open_letters = [
        each
        for each in _latest(scope.material.letters).values()
        if each.sent_on and each.rectify_by and not each.returned_on and each.unit_id in scope.units
    ]
    days = [each.rectify_by for each in open_letters if each.rectify_by]
    late = sum(day < today for day in days)
    return late, sum(today <= day <= today + timedelta(days=SOON_DAYS) for day in days)


def _latest(events: tuple[LetterEvent, ...]) -> dict[str, LetterEvent]:
    """Fold the events of each letter: a later value replaces an earlier one, an empty one does not."""
    folded: dict[str, LetterEvent] = {}
    for event in sorted(events, key=lambda each: (each.at, each.id)):
        past = folded.get(event.letter_id)
        folded[event.letter_id] = event if past is None else _over(past, event)
    return folded


def _over(past: LetterEvent, event: LetterEvent) -> LetterEvent:
    return LetterEvent(
        id=event.id,
        letter_id=event.letter_id,
        at=event.at,
        kind=event.kind,
        unit_id=event.unit_id or past.unit_id,
        sent_on=event.sent_on or past.sent_on,
        rectify_by=event.rectify_by or past.rectify_by,
        returned_on=event.returned_on or past.returned_on,
    )


def region_table(scope: Scope) -> Table:
    """Make the table of regions, one row a part and 合计; a count that never occurs gets no column."""
    parts: dict[str, list[Coverage]] = defaultdict(list)
    for row in scope.of_year(scope.year):
        parts[scope.regions.part(scope.units[row.unit_id])].append(row)
    tallies = {name: _tally(scope, rows) for name, rows in parts.items()}
    total = _tally(scope, list(scope.of_year(scope.year)))
    columns = shown_standings(total)
    header = ("地区", "应公布", *(STANDINGS[each] for each in columns), "按时公布率", "上年同日")
    named = [*tallies.items(), ("合计", total)]
    return Table(header=header, rows=tuple(_row(name, each, columns) for name, each in named), footed=True)


def _tally(scope: Scope, rows: list[Coverage]) -> Tally:
    mine = {row.unit_id for row in rows}
    past = [row for row in scope.of_year(scope.year - 1) if row.unit_id in mine]
    counted = published_by(past, _year_before(scope.material.as_of))
    return tally(((row, scope.place(row)) for row in rows), scope.material.as_of, counted)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28 if day.month == 2 else day.day))


def _row(name: str, counts: Tally, columns: tuple[str, ...]) -> tuple[str, ...]:
    last_year = "—" if counts.last_year is None else str(counts.last_year)
    return (name, str(counts.owed), *(str(counts[each]) for each in columns), counts.rate, last_year)


def obstacles(scope: Scope) -> Table:
    """List what could not be examined, by website and reason; these units are never counted as 未公布."""
    groups: dict[tuple[Column, str | None], list[Coverage]] = defaultdict(list)
    for row in scope.of_year(scope.year):
        if scope.place(row) == "unverifiable":
            groups[column(scope.units[row.unit_id]), row.reason].append(row)
    rows = []
    for (place, _), stuck in sorted(groups.items(), key=lambda each: (-len(each[1]), str(each[0]))):
        words, action = reason_words(stuck[0])
        known = [each for each in map(scope.trouble, stuck) if each is not None]
        # Several units of one reason: the one that was tried most often stands for them.
        since, tries = trouble_words(max(known, key=lambda each: each.tries, default=None))
        rows.append((column_name(scope, place), str(len(stuck)), words, since, f"{tries}次", action))
    header = ("网站", "涉及单位数", "原因", "自何时起", "已尝试次数", "需要谁做什么")
    return Table(header=header, rows=tuple(rows))


def column_name(scope: Scope, place: Column) -> str:
    """Call a portal's column by the website, a unit's own column by the unit as well."""
    portal_id, own = place
    names = {portal.id: portal.name for portal in scope.material.portals}
    site = names.get(portal_id, "未登记网站")
    return f"{scope.units[own].name}年报栏目（{site}）" if own else site


def older_obstacles(scope: Scope) -> str | None:
    """Count what could not be examined in other years; the workbook lists it."""
    older = [row for row in scope.rows if row.year != scope.year and scope.place(row) == "unverifiable"]
    return f"其他年度另有{len(older)}份报告无法核查，详见附件。" if older else None
