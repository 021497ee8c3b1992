"""How a document goes to the limited child and what it says comes back: lengths and JSON, never pickle."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from parsers.parsed import Odd, Parsed, Part

REQUEST = struct.Struct(">IQ")
ANSWER = struct.Struct(">cQ")
# The first byte of an answer: the child is ready, has read, has read and retires, has crashed.
READY, READ, LAST, CRASHED = b"0", b"R", b"L", b"X"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One document to read: its bytes, what HTTP said of their type, the address they came from."""

    body: bytes
    content_type: str | None = None
    url: str | None = None


def request(job: Job) -> bytes:
    """Write what stands before the body of a request."""
    facts = json.dumps([job.content_type, job.url]).encode()
    return REQUEST.pack(len(facts), len(job.body)) + facts


def pack(parsed: Parsed) -> bytes:
    """Write a result as JSON."""
    return json.dumps(parsed, ensure_ascii=False, separators=(",", ":"), default=_plain).encode(
        "utf-8", "surrogatepass"
    )


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return {each.name: getattr(value, each.name) for each in fields(value)}  # type: ignore[arg-type]


def unpack(data: bytes) -> Parsed:
    """Read a result back; raises ValueError, KeyError or TypeError for anything else."""
    facts: dict[str, Any] = json.loads(data.decode("utf-8", "surrogatepass"))
    day = facts["published_on"]
    facts.update(
        published_on=date.fromisoformat(day) if day else None,
        dates=tuple((source, date.fromisoformat(day)) for source, day in facts["dates"]),
        own_names=tuple(facts["own_names"]),
        notes=tuple(facts["notes"]),
        headings=tuple(facts["headings"]),
        labels=tuple(facts["labels"]),
        sections=tuple(Part(**part) for part in facts["sections"]),
        odd_cells={key: _odd(odd) for key, odd in facts["odd_cells"].items()},
    )
    return Parsed(**facts)


def _odd(facts: dict[str, Any]) -> Odd:
    return Odd(raw=facts["raw"], state=facts["state"], readings=tuple(facts["readings"]))
