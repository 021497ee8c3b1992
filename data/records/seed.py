"""Seed records: what the office's CSV files say, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from data.records.terms import UnitKind, UnitLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """A website that carries reports. `column_url` empty: find the report column from `home_url`.

    `js`: its lists can only be read in a browser.
    """

    id: str
    name: str
    home_url: str
    column_url: str | None = None
    family: str | None = None
    delay_seconds: float = 2.0
    notes: str | None = None
    js: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A body that owes reports. `aliases` are separated by `;`; `due` is `MM-DD`."""

    id: str
    name: str
    kind: UnitKind
    level: UnitLevel
    division_code: str
    portal_id: str | None = None
    uscc: str | None = None
    short_name: str | None = None
    aliases: str | None = None
    parent_id: str | None = None
    column_url: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor_id: str | None = None
    notes: str | None = None
    owes: bool | None = None
    due: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All names the unit goes by, the full one first."""
        others = [self.short_name or "", *(self.aliases or "").split(";")]
        return tuple(dict.fromkeys([self.name, *(other.strip() for other in others if other.strip())]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Until when a kind of unit must publish; due days `MM-DD` in the year after the report year."""

    kind: UnitKind | None
    from_year: int | None
    to_year: int | None
    legal_due: str | None
    local_due: str | None
    division_code: str | None
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A day whose working state differs from the calendar week; `working` marks a make-up working day."""

    date: date
    name: str
    working: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody who gets the mail about one region."""

    address: str
    name: str
    division_code: str | None = None
    frequency: Literal["weekly", "daily", "off"] = "weekly"
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """Somebody who may review findings of one region; `name` is the login."""

    name: str
    password_hash: str
    division_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ring up at one unit (联络员); internal, in no database and in no export."""

    unit_id: str
    name: str
    phone: str
    notes: str | None = None
