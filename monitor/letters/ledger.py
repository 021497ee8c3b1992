"""文书台账: every paper is registered when it is drafted; people add number, dates and result later."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from data.clock import Clock
from data.dispatch import misdated
from data.errors import Complaint
from data.records import LetterEvent
from data.runs import row_hash
from data.store import Store

Kind = Literal["notice", "circular", "reminder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a paper is and of whom: a unit, or for circulars a region (its code or `all`)."""

    kind: Kind
    year: int
    unit_id: str | None = None
    region: str = "all"
    findings: tuple[str, ...] = ()


def register(store: Store, about: About, body: bytes, clock: Clock) -> str:
    """Write that a paper was drafted and give its id: what it is about and the start of its SHA-256."""
    sha256 = hashlib.sha256(body).hexdigest()
    now = clock.now()
    letter_id = f"{about.kind}/{about.unit_id or about.region}/{about.year}/{sha256[:12]}"
    event = LetterEvent(
        id="",
        letter_id=letter_id,
        at=now,
        kind=about.kind,
        unit_id=about.unit_id,
        year=about.year,
        findings=about.findings,
        drafted_at=now,
        sha256=sha256,
        region=about.region if about.kind == "circular" else None,
    )
    store.append(replace(event, id=row_hash(event)))
    return letter_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a person adds to a letter: number, days, result; None says nothing about it."""

    doc_no: str | None = None
    sent_on: date | None = None
    rectify_by: date | None = None
    returned_on: date | None = None
    result: str | None = None


def note(store: Store, letter_id: str, entry: Entry, clock: Clock) -> dict[str, Any]:
    """Add to a registered letter and give its row as it now stands.

    Raises Complaint for an unknown letter and for days in an impossible order.
    """
    row = letter(store, letter_id)
    given = {name: getattr(entry, name) for name in Entry.__dataclass_fields__ if getattr(entry, name)}
    _check_days(row, given)
    if given:
        event = LetterEvent(
            id="",
            letter_id=letter_id,
            at=clock.now(),
            kind=row["kind"],
            unit_id=row["unit_id"],
            year=row["year"],
            region=row["region"],
            **given,
        )
        store.append(replace(event, id=row_hash(event)))
    return letter(store, letter_id)


def _check_days(row: dict[str, Any], given: dict[str, Any]) -> None:
    merged = {**row, **{name: str(value) for name, value in given.items()}}
    wrong = misdated(merged)
    if wrong:
        expected = f"on or after the day it was sent ({merged['sent_on']})"
        raise Complaint(f"--{wrong.replace('_', '-')}", merged[wrong], expected, "correct it")


def letter(store: Store, letter_id: str) -> dict[str, Any]:
    """Give a letter's row of the ledger; raises Complaint when there is none."""
    row = next(store.office.query("SELECT * FROM letters WHERE id = ?", (letter_id,)), None)
    if row is None:
        cure = "copy the id from what drafting it printed, or from `nianjian notice --ledger`"
        raise Complaint("--register", letter_id, "a registered letter", cure)
    return row


def ledger(store: Store) -> list[dict[str, Any]]:
    """Give all letters, the newest draft first."""
    return list(store.office.query("SELECT * FROM letters ORDER BY drafted_at DESC, id"))
