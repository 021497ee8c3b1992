"""Work records: what is under way. They may change and prove nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.records.terms import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequest:
    """A request about to be sent; its look replaces it, or `interrupted` after a crash."""

    id: str
    run_id: str
    portal_id: str
    url: str
    purpose: Purpose
    method: str
    sent_at: datetime
    body: str | None = None
    unit_id: str | None = None
    walk_id: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """An answer of `check`, kept for the next one; `key` is a fingerprint of all it rests on.

    `answer` is JSON, compressed with zlib.
    """

    key: str
    answer: bytes
