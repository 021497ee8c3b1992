"""Derived counts and sums, made once by a check so that the desk's pages need not count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.records.terms import UnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many units of a place (the beginning of a division code) and kind fall under one count."""

    year: int
    place: str
    kind: str
    standing: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyDay:
    """How many reports of a place were due and published on which days (empty: unknown, not published)."""

    year: int
    place: str
    due_on: str
    published_on: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyFinding:
    """How many findings of a rule a place has, by kind of unit and status."""

    year: int
    place: str
    rule_id: str
    severity: str
    kind: str
    status: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One unit's year as lists are filtered by it: place, kind, the count it falls under, its findings.

    `findings` are those an officer has to act on or look into (问题, 疑点), whatever became of them.
    """

    unit_id: str
    name: str
    kind: UnitKind
    division_code: str
    year: int
    standing: str
    findings: int
    due_on: date | None = None
    published_on: date | None = None
    days_late: int | None = None
    looks: int = 0
    reason: str | None = None
    report_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSum:
    """The figures of all reports of a place and year that follow one form, added up cell by cell.

    `sums` holds a cell only where somebody gave a figure, `filled` in how many reports it is a figure,
    `unsure` in how many it could not be read for certain.
    """

    year: int
    place: str
    form: str
    reports: int
    sums: dict[str, float]
    filled: dict[str, int]
    unsure: dict[str, int]
