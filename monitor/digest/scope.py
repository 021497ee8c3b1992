"""What a mail is made of: everything known on its day, and what of it concerns one recipient. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
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
from monitor.digest.values import Frequency
from monitor.digest.words import certain
from monitor.season.calendar import Roster, Season

# A column is a unit's own or its portal's: (portal id, unit id or None).
Column = tuple[str, str | None]


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
class Material:
    """Everything a mail is made of, as known on `as_of`; `at` is the instant it is composed.

    `reviews` stand in the order in which they were written; `rosters` are the years whose list was confirmed;
    `next_day` the unit-years (`unit/year`) published on the first working day after their due day.
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
    next_day: frozenset[str] = frozenset()
    season: Season = field(default_factory=Season)
    rosters: Mapping[int, Roster] = field(default_factory=dict)
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


def column(unit: Unit) -> Column:
    """Name the column a unit publishes in: its portal's, or its own."""
    return unit.portal_id or "", unit.id if unit.column_url else None


def key(row: Coverage) -> str:
    """Name a unit's year: `unit/year`."""
    return f"{row.unit_id}/{row.year}"
