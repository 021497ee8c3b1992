"""The columns of each registry file, one model a file; an empty cell counts as not there.

A field with a default may be empty. Field names are those of the records in data/records/.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, model_validator
from pydantic_core import PydanticCustomError

from data.records import UnitKind, UnitLevel
from data.registry.cells import (
    Count,
    CreditCode,
    Day,
    Days,
    DivisionCodeText,
    Family,
    Flag,
    Hour,
    Key,
    MailAddress,
    MonthDay,
    PasswordHash,
    Seconds,
    Text,
    WebAddress,
    Year,
)


class PortalRow(BaseModel):
    """A row of portals.csv."""

    id: Key
    name: Text
    home_url: WebAddress
    column_url: WebAddress | None = None
    family: Family | None = None
    delay_seconds: Seconds = 2.0
    notes: str | None = None
    js: Flag | None = None


class UnitRow(BaseModel):
    """A row of units.csv."""

    id: Key
    uscc: CreditCode | None = None
    name: Text
    short_name: Text | None = None
    aliases: Text | None = None
    kind: UnitKind
    level: UnitLevel
    division_code: DivisionCodeText = ""
    parent_id: Key | None = None
    portal_id: Key | None = None
    column_url: WebAddress | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    successor_id: Key | None = None
    notes: str | None = None
    owes: Flag | None = None
    due: MonthDay | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise _row_error("valid_to", f"{self.valid_from} or later (valid_from)", "correct one of the two")
        return self

    @model_validator(mode="after")
    def _own_column_has_a_portal(self) -> Self:
        if self.column_url and not self.portal_id:
            raise _row_error(
                "portal_id", "filled in although column_url is", "name the portal that carries it"
            )
        return self


class DeadlineRow(BaseModel):
    """A row of deadlines.csv."""

    kind: UnitKind | None = None
    from_year: Year | None = None
    to_year: Year | None = None
    legal_due: MonthDay | None = None
    local_due: MonthDay | None = None
    division_code: DivisionCodeText | None = None
    basis: Text

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.from_year and self.to_year and self.to_year < self.from_year:
            raise _row_error("to_year", f"{self.from_year} or later (from_year)", "correct one of the two")
        return self


class HolidayRow(BaseModel):
    """A row of holidays.csv."""

    date: Day
    name: Text
    working: Flag


class RecipientRow(BaseModel):
    """A row of recipients.csv."""

    address: MailAddress
    name: Text
    division_code: DivisionCodeText | None = None
    frequency: Literal["weekly", "daily", "off"] = "weekly"
    active: Flag = True


class ContactRow(BaseModel):
    """A row of contacts.csv."""

    unit_id: Key
    name: Text
    phone: Text
    notes: str | None = None


class OfficerRow(BaseModel):
    """A row of officers.csv."""

    name: Key
    password_hash: PasswordHash
    division_code: DivisionCodeText | None = None


class SettingRow(BaseModel):
    """A row of policy.csv."""

    key: str
    value: str = ""


class PolicyRow(BaseModel):
    """All rows of policy.csv laid side by side: each key is a field."""

    absent_looks: Count = 3
    absent_days: Count = 3
    absent_span_days: Days = 7
    night_from: Hour | None = None
    night_to: Hour | None = None
    portal_requests: Count | None = None
    portal_minutes: Count | None = None
    backups_kept: Days = 4

    @model_validator(mode="after")
    def _night_has_two_ends(self) -> Self:
        if (self.night_from is None) != (self.night_to is None):
            given = "night_from" if self.night_from else "night_to"
            raise _row_error(given, "one of a pair: night_from and night_to", "give both, or neither")
        return self


def _row_error(column: str, expected: str, cure: str) -> PydanticCustomError:
    return PydanticCustomError("row", "{expected}", {"column": column, "expected": expected, "cure": cure})
