"""The values papers are made of. Pure: time is an argument, layout comes later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from data.records import Coverage, Finding, Holiday, Portal, Report, Review, Rule, Unit

Printed = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who writes (letterhead.csv); what is empty is left for a person to fill in.

    `rectify_days` are working days after the letter arrived.
    """

    issuer: str = "××人民政府办公室"
    code: str = "×府办"
    addressees: str = ""
    copies: str = ""
    contact: str = "×××"
    phone: str = "×××"
    rectify_days: int = 5

    @property
    def we(self) -> str:
        """What the issuer calls itself: 我厅 or 我办."""
        return "我厅" if self.issuer.endswith("厅") else "我办"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One look at a page, as the annex lists it: when, where, what was there, the number it is kept under."""

    at: datetime
    url: str
    words: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastWalk:
    """How a unit's report column was last read, and when."""

    outcome: str
    at: datetime

    @property
    def complete(self) -> bool:
        """Tell whether it was read to its end."""
        return self.outcome == "complete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything papers are made of. `at`: up to when was looked; `today`: the day of drafting.

    `findings` carry the status the latest review gave them; `printed` holds the figures of a report as words
    by cell key, `excerpts` the text a finding is about. `columns` is the report column (name, address) of a
    unit, `first_complete` the day of a portal's first complete reading, `walks` how each unit's column was
    last read.
    """

    at: datetime
    today: date
    units: Mapping[str, Unit] = field(default_factory=dict)
    portals: tuple[Portal, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    findings: tuple[Finding, ...] = ()
    rules: Mapping[str, Rule] = field(default_factory=dict)
    reports: Mapping[str, Report] = field(default_factory=dict)
    reviews: tuple[Review, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    printed: Mapping[str, Printed] = field(default_factory=dict)
    excerpts: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    first_complete: Mapping[str, date] = field(default_factory=dict)
    walks: Mapping[str, LastWalk] = field(default_factory=dict)
    head: Letterhead = Letterhead()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One mistake as a paper tells it, with its five elements; findings of one cause are one item.

    `place`, `original` (what is printed), `check` (equations or share), `basis`, `cure`.
    """

    findings: tuple[Finding, ...]
    name: str
    place: str
    original: str
    check: str
    basis: str
    cure: str

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its findings."""
        return tuple(each.id for each in self.findings)

    @property
    def first(self) -> Finding:
        """The finding that speaks for the others: unit, year and rule are those of all."""
        return self.findings[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incomplete:
    """A confirmed finding that no paper takes, and which of the five elements it lacks."""

    findings: tuple[str, ...]
    lacking: tuple[str, ...]
