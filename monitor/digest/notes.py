"""What the figures of a mail mean: when they were taken, how they are counted, by which version. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.digest.blocks import column_name
from monitor.digest.freshness import last_complete, unread
from monitor.digest.scope import Scope, key
from monitor.digest.values import LISTED
from monitor.digest.words import as_of_words, day_words, moment_words


def notes(scope: Scope) -> tuple[str, ...]:
    """Say what the figures mean, when the sites were last read, and which version counted."""
    complete, stale = last_complete(scope), unread(scope)
    latest = moment_words(complete) if complete else "尚无"
    taken = stale or as_of_words(scope.material.as_of, scope.material.at)
    return (
        f"统计时点：{taken}。",
        "应公布数＝名录内当年负有公布义务且已到期的单位数，不含“不计入”“未到期限”；"
        "到期前已公布的，计入应公布和已公布。",
        "按时公布率＝按时公布数÷应公布数；“无法核查”留在分母内，另列家数，不计入未公布。"
        f"上年同日＝上年度报告截至上年同日已公布的家数。{_lenient(scope)}",
        "“暂未检索到”“经多次核查未检索到”均未经人工核实，核实后方可认定。",
        f"最近一次完整核查：{latest}；{_ill_columns(scope)}。",
        *_confirmed(scope),
        f"系统版本：{scope.material.version or '—'}。",
    )


def _lenient(scope: Scope) -> str:
    year = scope.of_year(scope.year)
    count = sum(scope.place(row) == "on_time" and key(row) in scope.material.next_day for row in year)
    return f"期满后首个工作日公布的{count}家计入按时公布。" if count else ""


def _confirmed(scope: Scope) -> Iterator[str]:
    roster = scope.material.rosters.get(scope.year)
    if roster is not None:
        since = f"，核定后变动{roster.changes}次" if roster.changes else ""
        yield f"{scope.year}年度名录已于{day_words(roster.confirmed_on)}核定{since}。"


def _ill_columns(scope: Scope) -> str:
    """Count the columns that could not be read to their end, and name them."""
    health = scope.health()
    ill = sorted((place for place in health if health[place].outcome != "complete"), key=str)
    named = "、".join(column_name(scope, place) for place in ill[:LISTED])
    more = "等" if len(ill) > LISTED else ""
    told = f"本期未能完整访问的栏目{len(ill)}个（共{len(scope.columns)}个）"
    return f"{told}：{named}{more}" if ill else told
