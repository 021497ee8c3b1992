"""The yearly round as data: when looks are daily, when the list is confirmed, when units are reminded. Pure.

The office may set its own days in season.csv (load.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """The days of one year's round, as (month, day); a stretch may reach over New Year.

    From `daily_from` to `daily_to` portals are looked at every night and daily mails go out, else weekly.
    From `roster_from` to `roster_to` the year's list is to be confirmed (名录核定). Units that still owe a
    report are named for a reminder `remind_days` days before their due day (催报).
    """

    daily_from: MonthDay = (1, 1)
    daily_to: MonthDay = (4, 30)
    roster_from: MonthDay = (12, 1)
    roster_to: MonthDay = (12, 31)
    remind_days: tuple[int, ...] = (10, 5, 1)

    def daily(self, day: date) -> bool:
        """Tell whether a day lies in the season of daily looks and mails.

        >>> Season().daily(date(2026, 4, 30)), Season().daily(date(2026, 5, 1))
        (True, False)
        """
        return within(day, self.daily_from, self.daily_to)

    def roster_year(self, day: date) -> int | None:
        """Give the report year whose list is to be confirmed on a day; None outside those weeks.

        >>> Season().roster_year(date(2026, 12, 7)), Season().roster_year(date(2026, 11, 30))
        (2026, None)
        """
        if not within(day, self.roster_from, self.roster_to):
            return None
        return day.year if (day.month, day.day) >= self.roster_from else day.year - 1

    def reminding(self, due_on: date, day: date) -> bool:
        """Tell whether units that owe a report by a day are to be reminded, or were to be since the longest.

        >>> Season().reminding(date(2026, 1, 31), date(2026, 1, 21))
        True
        >>> Season().reminding(date(2026, 1, 31), date(2026, 1, 20))
        False
        """
        return 0 <= (due_on - day).days <= max(self.remind_days, default=-1)


USUAL = Season()


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """How one report year's list stands: confirmed on which day, and how often it changed since."""

    confirmed_on: date
    changes: int = 0


def within(day: date, start: MonthDay, end: MonthDay) -> bool:
    """Tell whether a day lies between two days of the year, both counted; the end may be in the next year.

    >>> within(date(2026, 1, 3), (12, 20), (1, 10)), within(date(2026, 2, 1), (12, 20), (1, 10))
    (True, False)
    """
    here = (day.month, day.day)
    return start <= here <= end if start <= end else here >= start or here <= end


def items(season: Season) -> Iterator[tuple[str, str]]:
    """Write a season as the rows of season.csv."""
    for name in ("daily_from", "daily_to", "roster_from", "roster_to"):
        month, day = getattr(season, name)
        yield name, f"{month:02}-{day:02}"
    yield "remind_days", ";".join(map(str, season.remind_days))
