"""What one recipient's mail says: all figures and sentences, before any layout. Pure: time is an argument.

Order and wording follow the office's form of the weekly mail: one sentence first, what changed since the last
mail, what to do, the table of regions, findings unit by unit, what could not be examined (never mixed with
未公布), and what the figures mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from data.records import Coverage, Finding, Recipient
from data.words import PRIVATE_RULES
from monitor.digest.blocks import obstacles, older_obstacles, region_table, tasks, upcoming
from monitor.digest.changes import changes, facts
from monitor.digest.freshness import unread
from monitor.digest.leniency import acquitted
from monitor.digest.notes import notes
from monitor.digest.problems import problems
from monitor.digest.scope import Material, Scope, key
from monitor.digest.sheets import sheets
from monitor.digest.tally import regions, shown_standings, tally
from monitor.digest.values import Digest, Facts, Frequency
from monitor.digest.words import (
    MAILED,
    STANDINGS,
    as_of_words,
    certain,
    clean,
    day_words,
    moment_words,
    standing,
)

SEASON_DAYS = 31
LONGEST_SUBJECT = 200
NOTICE = "本邮件由系统自动生成，供内部工作参考；未经复核的内容不作为通报、考核依据。"
SYSTEM = "年检·政府信息公开年报监测"


def compose(
    material: Material, recipient: Recipient, frequency: Frequency, before: Facts | None = None
) -> Digest:
    """Compose one recipient's mail; `before` is what the previous one said (None: this one is 基线).

    Who gets it daily gets it weekly outside the season: then it tells of the week.
    """
    if not material.season.daily(material.as_of):
        frequency = "weekly"
    scope = scope_of(material, recipient, frequency)
    changed = changes(scope, before)
    quiet = before is not None and not any(each.count for each in changed)
    title = "今日变化" if frequency == "daily" else "本周变化"
    return Digest(
        subject=subject(scope, baseline=before is None, quiet=quiet),
        region=scope.regions.name,
        salutation=f"{scope.regions.name}政府信息公开工作联络员：",
        notice=NOTICE,
        headline=headline(scope),
        figures=_figures(scope),
        changes_title=title,
        baseline=before is None,
        quiet=quiet,
        unread=unread(scope),
        changes=changed,
        upcoming=upcoming(scope),
        tasks=tasks(scope),
        table=region_table(scope),
        problems=problems(scope),
        obstacles=obstacles(scope),
        older_obstacles=older_obstacles(scope),
        notes=notes(scope),
        signature=_signature(material),
        link=scope.link(""),
        attachment=f"年报监测{paper(frequency)}_{scope.regions.name}_{material.as_of.isoformat()}.xlsx",
        sheets=sheets(scope, before, title),
        facts=facts(scope),
    )


def scope_of(material: Material, recipient: Recipient, frequency: Frequency) -> Scope:
    """Cut out of the material what lies in one recipient's region, and judge it once for all parts."""
    area = regions(recipient.division_code, material.units)
    units = {unit.id: unit for unit in material.units if unit.id in area.parts}
    found = tuple(
        each
        for each in material.findings
        if each.unit_id in units and each.severity in MAILED and each.rule_id not in PRIVATE_RULES
    )
    missing = {(each.unit_id, each.year) for each in found if _surely_missing(each, material)}
    rows = sorted(
        (row for row in material.coverage if row.unit_id in units),
        key=lambda row: (row.year, units[row.unit_id].division_code, row.unit_id),
    )
    standings = dict(_standings(rows, material, missing))
    year = report_year(rows, material.as_of)
    return Scope(
        material=material,
        recipient=recipient,
        frequency=frequency,
        regions=area,
        year=year,
        units=units,
        rows=tuple(rows),
        standings=standings,
        findings=found,
        total=tally(((row, standings[key(row)]) for row in rows if row.year == year), material.as_of),
    )


def _standings(
    rows: Iterable[Coverage], material: Material, missing: set[tuple[str, int]]
) -> Iterator[tuple[str, str]]:
    """Put every unit's year in its place, counted as the circular counts it (leniency.py)."""
    in_time = material.next_day | acquitted(material.findings)
    for row in rows:
        stands = standing(row, confirmed=(row.unit_id, row.year) in missing)
        yield key(row), "on_time" if stands in ("late", "late_local") and key(row) in in_time else stands


def _surely_missing(finding: Finding, material: Material) -> bool:
    return finding.rule_id == "missing-report" and certain(finding, material.reviews)


def report_year(rows: Iterable[Coverage], as_of: date) -> int:
    """Choose the report year to show: the latest that is owed already, or within a month."""
    soon = as_of + timedelta(days=SEASON_DAYS)
    years = {
        row.year
        for row in rows
        if row.state not in ("exempt", "not_due")
        or (row.state == "not_due" and row.due_on and row.due_on <= soon)
    }
    return max(years, default=as_of.year - 1)


def paper(frequency: Frequency) -> str:
    """Name the paper: 周报, or 日报 for those who get it daily."""
    return "日报" if frequency == "daily" else "周报"


def subject(scope: Scope, *, baseline: bool, quiet: bool) -> str:
    """Write the subject: figures only, never a unit's name."""
    total = scope.total
    counts = [f"应公布{total.owed}", f"已公布{total.published}", f"暂未检索到{total['not_seen']}"]
    counts += [
        f"{STANDINGS[each]}{total[each]}" for each in ("absent", "unpublished", "not_due") if total[each]
    ]
    counts.append(f"待复核{_to_review(scope)}")
    first = "【基线】" if baseline else ""
    stale = unread(scope)
    taken = stale or f"截至{day_words(scope.material.as_of)}"
    calm = f"（{'今日' if scope.frequency == 'daily' else '本周'}无变化）" if quiet and not stale else ""
    return clean(
        f"{first}【年报监测{paper(scope.frequency)}】{scope.regions.name} {scope.year}年度 "
        f"{taken}：{'、'.join(counts)}{calm}",
        LONGEST_SUBJECT,
    )


def _to_review(scope: Scope) -> int:
    return sum(each.status in ("open", "reopened") for each in scope.findings)


def headline(scope: Scope) -> str:
    """Say the state of things in one sentence, every count in it adding up to 应公布."""
    total = scope.total
    parts = [
        ("on_time", "按时"),
        ("late", "逾期"),
        ("late_local", "晚于本地规定时间"),
        ("undated", "日期待核"),
    ]
    seen = "、".join(
        f"{words}{total[each]}" for each, words in parts if each in ("on_time", "late") or total[each]
    )
    rest = ("withdrawn", "not_seen", "absent", "unpublished", "unverifiable", "not_due")
    told = "，".join(
        f"{STANDINGS[each]}{total[each]}家"
        for each in rest
        if each in ("not_seen", "unverifiable") or total[each]
    )
    stale = unread(scope)
    taken = f"{stale}。" if stale else f"截至{as_of_words(scope.material.as_of, scope.material.at)}，"
    sentence = (
        f"{taken}{scope.regions.name}{scope.year}年度应公布{total.owed}家，"
        f"已公布{total.published}家（{seen}），{told}，按时公布率{total.rate}"
    )
    left = countdown(scope)
    return f"{sentence}；{left}。" if left else f"{sentence}。"


def countdown(scope: Scope) -> str:
    """Count the days to each day somebody still has ahead; a local day is never called 法定."""
    days: dict[str, date] = {}
    for row in scope.of_year(scope.year):
        if row.due_on is None or row.state != "not_due":
            continue
        legal = "政府" if scope.units[row.unit_id].kind == "government" else "部门"
        who = legal if row.due_kind == "legal" else "本地规定时间"
        days[who] = min(row.due_on, days.get(who, row.due_on))
    ahead = sorted(days.items(), key=lambda each: (each[1], each[0]))
    return "，".join(
        f"距{who}{day_words(day)}还有{(day - scope.material.as_of).days}天" for who, day in ahead
    )


def _figures(scope: Scope) -> tuple[tuple[str, str], ...]:
    total = scope.total
    shown = [each for each in shown_standings(total) if each in ("not_seen", "absent", "unpublished")]
    return (
        ("应公布", str(total.owed)),
        ("已公布", str(total.published)),
        *((STANDINGS[each], str(total[each])) for each in shown if total[each] or each == "not_seen"),
        ("无法核查", str(total["unverifiable"])),
        *((("未到期限", str(total["not_due"])),) if total["not_due"] else ()),
        ("按时公布率", total.rate),
    )


def _signature(material: Material) -> tuple[str, ...]:
    lines = [f"{SYSTEM}　{moment_words(material.at)}"]
    contact = material.contact or "系统管理员"
    return (*lines, f"如需调整接收频次或收件人，请联系{contact}。")
