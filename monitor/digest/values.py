"""The values a mail is made of and made into. Pure: time is an argument, layout comes later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from urllib.parse import quote

from data.records import (
    Contact,
    Coverage,
    Finding,
    LetterEvent,
    Portal,
    Recipient,
    Reminder,
    Report,
    Review,
    Rule,
    Unit,
)
from monitor.digest.tally import Regions, Tally
from monitor.digest.words import certain

Value = str | int | date | None
Frequency = Literal["weekly", "daily"]
# A column is a unit's own or its portal's: (portal id, unit id or None).
Column = tuple[str, str | None]
LISTED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a column was last read: `outcome` of the latest walk, and the last complete one.

    `unit_id` is set for a unit's own column, None for the portal's.
    """

    portal_id: str
    outcome: str
    at: datetime
    last_complete: datetime | None = None
    unit_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What keeps something from being examined: since when, and how often it was tried in vain.

    With a year: one unit's report; with a unit alone: the unit's own column; with neither: the portal.
    """

    portal_id: str
    reason: str
    since: datetime
    tries: int
    unit_id: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a mail said, for the next one to compare with: standings by (unit, year), statuses by finding."""

    as_of: date
    year: int
    standings: Mapping[str, str]
    findings: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything a mail is made of, as known on `as_of`; `at` is the instant it is composed.

    `reviews` stand in the order in which they were written.
    """

    as_of: date
    at: datetime
    units: tuple[Unit, ...]
    portals: tuple[Portal, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    findings: tuple[Finding, ...] = ()
    rules: tuple[Rule, ...] = ()
    reports: tuple[Report, ...] = ()
    health: tuple[Health, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    reviews: tuple[Review, ...] = ()
    letters: tuple[LetterEvent, ...] = ()
    contacts: tuple[Contact, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    base_url: str | None = None
    contact: str | None = None
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What of the material concerns one recipient, with the judgements all parts of the mail share.

    `findings` are those that may be mailed at all (no 提示, nothing private); `standings` go by `unit/year`.
    """

    material: Material
    recipient: Recipient
    frequency: Frequency
    regions: Regions
    year: int
    units: Mapping[str, Unit]
    rows: tuple[Coverage, ...]
    standings: Mapping[str, str]
    findings: tuple[Finding, ...]
    total: Tally

    def of_year(self, year: int) -> tuple[Coverage, ...]:
        """Give the coverage rows of one report year, by region and unit."""
        return tuple(row for row in self.rows if row.year == year)

    def place(self, row: Coverage) -> str:
        """Give the standing of one coverage row."""
        return self.standings[key(row)]

    def certain(self, finding: Finding) -> bool:
        """Tell whether a finding was confirmed by as many officers as its rule needs."""
        return certain(finding, self.material.reviews)

    @property
    def columns(self) -> frozenset[Column]:
        """Name the columns in which the region's units publish."""
        return frozenset(map(column, self.units.values())) - {("", None)}

    def health(self) -> Mapping[Column, Health]:
        """Give how each of these columns was last read, of those that ever were."""
        read = {(each.portal_id, each.unit_id): each for each in self.material.health}
        return {name: each for name, each in read.items() if name in self.columns}

    def trouble(self, row: Coverage) -> Trouble | None:
        """Give what keeps one unit's year from being examined: its report, its column, else the portal."""
        unit = self.units[row.unit_id]
        known = {
            (each.reason, each.portal_id, each.unit_id, each.year): each for each in self.material.troubles
        }
        places = ((unit.id, row.year), (unit.id, None), (None, None))
        found = (known.get((row.reason or "", unit.portal_id or "", *place)) for place in places)
        return next((each for each in found if each is not None), None)

    def order(self, unit_id: str) -> tuple[str, str, str]:
        """Sort units by region, then code, then name."""
        unit = self.units[unit_id]
        return (unit.division_code, self.regions.part(unit), unit.id)

    def link(self, page: str) -> str | None:
        """Make the address of one of our own pages; None unless the service's address is configured."""
        base = self.material.base_url
        return f"{base.rstrip('/')}/{quote(page)}" if base else None


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


def column(unit: Unit) -> Column:
    """Name the column a unit publishes in: its portal's, or its own."""
    return unit.portal_id or "", unit.id if unit.column_url else None


def key(row: Coverage) -> str:
    """Name a unit's year: `unit/year`."""
    return f"{row.unit_id}/{row.year}"


def period_of(day: date, frequency: Frequency) -> str:
    """Name the period a mail belongs to: the ISO week, or the day.

    >>> period_of(date(2026, 1, 26), "weekly"), period_of(date(2026, 1, 26), "daily")
    ('2026-W05', '2026-01-26')
    """
    if frequency == "daily":
        return day.isoformat()
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"
