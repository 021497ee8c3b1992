"""Records of office.db: mail, letters and private words, nobody else's business."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from data.records.terms import Figure, OutboxState


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateText:
    """What a finding of `personal-data` or `sensitive-wording` says; the finding itself stays wordless.

    Shown only to officers who are logged in, never in exports, letters or mail.
    """

    finding_id: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A mail frozen as bytes before it is sent; the id is its Message-ID."""

    id: str
    period: str
    recipient: str
    subject: str
    body_sha256: str
    body: bytes
    composed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxEvent:
    """A step in the life of one mail; the one with the highest `step` is its state."""

    id: str
    message_id: str
    step: int = 1
    state: OutboxState
    at: datetime
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterEvent:
    """A step in the life of one letter; the view `letters` shows the latest value of each column.

    A notice or reminder is about a unit, a circular about a region: its division code, or `all`.
    """

    id: str
    letter_id: str
    at: datetime
    kind: Literal["notice", "circular", "reminder"]
    unit_id: str | None = None
    year: int | None = None
    findings: tuple[str, ...] = ()
    doc_no: str | None = None
    drafted_at: datetime | None = None
    sent_on: date | None = None
    rectify_by: date | None = None
    returned_on: date | None = None
    result: str | None = None
    sha256: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """Somebody reminded a unit of a report it owes (催报), how, and what was said; internal."""

    id: str
    unit_id: str
    year: int
    at: datetime
    actor: str
    how: str
    notes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEvent:
    """Who owes a report for one year (名录核定): as confirmed by `actor`, or as the files read ever after.

    `entries` are the whole list at that moment, one `unit id, name, due day` each, parted by tabs.
    """

    id: str
    year: int
    at: datetime
    event: Literal["confirmed", "changed"]
    entries: tuple[str, ...]
    actor: str | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandReport:
    """A report that did not come from a website (人工录入): on paper, by mail; the latest row counts.

    It proves that a unit handed something in, never that it published: coverage knows nothing of it. Its
    figures count in sums as long as no published report is seen. `sha256` names the file kept, if there is
    one; `withdrawn` takes everything entered before back.
    """

    id: str
    unit_id: str
    year: int
    actor: str
    at: datetime
    source: Literal["paper", "email", "message", "other"]
    received_on: date
    cells: dict[str, Figure]
    form: str | None = None
    sha256: str | None = None
    file_name: str | None = None
    notes: str | None = None
    withdrawn: bool = False
