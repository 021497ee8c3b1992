"""What the season asks of the office today: to confirm the list of units, to remind who owes a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from data.registry import Registry
from data.store import Store
from monitor.digest.words import day_words
from monitor.season.calendar import Season
from monitor.season.owing import Owing, owing
from monitor.season.roster import rosters


def prompts(store: Store, registry: Registry, season: Season, today: date) -> Iterator[str]:
    """Say in one line each what the office has to do today because of the season."""
    year = season.roster_year(today)
    if year is not None and year not in rosters(store):
        yield f"名录核定：请于{last_day(season)}前核定{year}年度应公布单位名录"
    for due_on, waiting in _by_day(owing(store, registry, today)).items():
        if season.reminding(due_on, today):
            left = f"还有{(due_on - today).days}天" if due_on > today else "今日到期"
            yield f"催报名单：应于{day_words(due_on)}前公布（{left}），{_counted(waiting)}"


def _by_day(found: Iterable[Owing]) -> dict[date, list[Owing]]:
    days: dict[date, list[Owing]] = {}
    for each in found:
        if each.coverage.due_on is not None:
            days.setdefault(each.coverage.due_on, []).append(each)
    return days


def _counted(waiting: list[Owing]) -> str:
    """Units whose column could not be read are counted apart: nothing was looked for there."""
    blind = sum(not each.seen_missing for each in waiting)
    return f"尚未检索到{len(waiting) - blind}家" + (f"，无法核查{blind}家" if blind else "")


def last_day(season: Season) -> str:
    """Name the last day of the weeks in which the list is confirmed."""
    month, day = season.roster_to
    return f"{month}月{day}日"
