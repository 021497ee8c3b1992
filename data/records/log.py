"""Log records: what was seen and decided. They are appended and kept for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from data.records.terms import Purpose, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEvent:
    """A run began or ended. The closing event holds how many looks there were and the head of their chain.

    `process` is host:pid, so that two runs begun in the same moment are two.
    """

    id: str
    run_id: str
    event: Literal["started", "finished"]
    command: str
    at: datetime
    process: str | None = None
    outcome: str | None = None
    count: int | None = None
    head: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One request and its one outcome. `reason` is None when the answer is what it claims to be.

    `sha256` and `size` (bytes) are those of the content-decoded body; `id` equals `hash`, the SHA-256 of the
    row's canonical JSON together with `previous_hash`, the look before it in the same run.
    `unit_id` is set when the look belongs to a unit's own column; `walk_id` names the list walk it served.
    `tls` begins with `verified`, `unverified` (asked again although nobody vouches for the certificate) or
    `failed`, then says what was seen; empty: no TLS. The method `BROWSER` is no request: its body is what a
    browser made of the page by running its scripts.
    """

    id: str
    run_id: str
    portal_id: str
    url: str
    purpose: Purpose
    at: datetime
    final_url: str | None = None
    status: int | None = None
    reason: str | None = None
    sha256: str | None = None
    content_type: str | None = None
    size: int | None = None
    previous_hash: str | None = None
    hash: str
    method: str = "GET"
    body: str | None = None
    unit_id: str | None = None
    walk_id: str | None = None
    title: str | None = None
    elapsed_ms: int | None = None
    headers: str | None = None
    tls: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """One complete attempt to read one report column, from its first page to its last.

    `outcome` is `complete` or the reason code why the list cannot be trusted; `declared` is the total the
    portal itself names (None if it names none), `seen` how many different items were read; `pages` are the
    SHA-256 of the list pages in order; `probe` tells how the site answers for an address that cannot exist:
    `passed` (a real 404), or the reason code why absence may not be concluded here.
    `unit_id` is set for a unit's own column, None for the portal's. `changes` are the documents found new,
    changed, gone or unlisted, each as kind and address. `clock_skew` is by how many seconds our clock was
    ahead of those of the portals, the median of `clock_hosts` hosts (none: nobody could say); both are empty
    where the clock was a rehearsal's.
    """

    id: str
    run_id: str
    portal_id: str
    column_url: str
    started_at: datetime
    finished_at: datetime
    outcome: str
    seen: int
    pages: tuple[str, ...]
    unit_id: str | None = None
    family: str | None = None
    declared: int | None = None
    probe: str | None = None
    changes: tuple[tuple[str, str], ...] | None = None
    clock_skew: float | None = None
    clock_hosts: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One item of one list page, as printed: where it stood, its title, its date, its address.

    The id is made of the facts, so a list that did not change adds no row.
    """

    id: str
    list_sha256: str
    list_url: str
    position: int
    title: str
    url: str
    listed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What an officer decided about a finding."""

    id: str
    finding_id: str
    actor: str
    at: datetime
    verdict: Verdict
    reason: str
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who is to look at a finding next, and who said so; the latest one counts."""

    id: str
    finding_id: str
    actor: str
    at: datetime
    assignee: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What a unit says to a finding, entered by an officer; the attachment lies among the snapshots.

    `how` tells how it came. What came with several files is several rows of one moment, the text in the
    first.
    """

    id: str
    finding_id: str
    actor: str
    at: datetime
    text: str
    received_on: date | None = None
    attachment: str | None = None
    attachment_name: str | None = None
    how: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Whose report a document is, or that it is none, as an officer decided; the latest one counts.

    `unit_id` and `year` None: no annual report. The next check files the document accordingly.
    """

    id: str
    sha256: str
    actor: str
    at: datetime
    reason: str
    unit_id: str | None = None
    year: int | None = None
