"""Derived counts, made once by a check so that the desk's pages need not count."""

from __future__ import annotations

from dataclasses import dataclass


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
