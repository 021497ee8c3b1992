"""What a mail is made into: its figures, tables, sentences and sheets as values, before any layout. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Value = str | int | date | None
Frequency = Literal["weekly", "daily"]
LISTED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a mail said, for the next one to compare with: standings by (unit, year), statuses by finding."""

    as_of: date
    year: int
    standings: Mapping[str, str]
    findings: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A small table of the mail, already in words; `footed`: the last row is 合计."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    rest: int = 0
    footed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One kind of change since the last mail: what to call it, how many, and who."""

    label: str
    count: int
    counter: str
    names: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Say it in one line."""
        named = "、".join(self.names)
        more = "等" if self.names and len(self.names) < self.count else ""
        return f"{self.label}{self.count}{self.counter}" + (f"：{named}{more}" if named else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake in the mail: title, then 位置与原文, 算式或重复率, 建议; links to its findings' pages."""

    title: str
    severity: str
    lines: tuple[str, ...]
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitProblems:
    """The findings of one unit, in one paragraph."""

    region: str
    unit: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemClass:
    """One class of findings: the first ten, and how many more there are."""

    title: str
    count: int
    units: tuple[UnitProblems, ...]
    rest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of the attached workbook, with typed values."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One mail, in words and figures, ready to be laid out as HTML and as plain text.

    `quiet`: nothing changed since the last one; `unread`: that nobody looked in the period, in words.
    """

    subject: str
    region: str
    salutation: str
    notice: str
    headline: str
    figures: tuple[tuple[str, str], ...]
    changes_title: str
    baseline: bool
    quiet: bool
    unread: str | None
    changes: tuple[Change, ...]
    upcoming: Table
    tasks: tuple[str, ...]
    table: Table
    problems: tuple[ProblemClass, ...]
    obstacles: Table
    older_obstacles: str | None
    notes: tuple[str, ...]
    signature: tuple[str, ...]
    link: str | None
    attachment: str
    sheets: tuple[Sheet, ...]
    facts: Facts


def period_of(day: date, frequency: Frequency) -> str:
    """Name the period a mail belongs to: the ISO week, or the day.

    >>> period_of(date(2026, 1, 26), "weekly"), period_of(date(2026, 1, 26), "daily")
    ('2026-W05', '2026-01-26')
    """
    if frequency == "daily":
        return day.isoformat()
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"
