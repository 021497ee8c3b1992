"""From kept bytes to readings: each snapshot of a report is read once by each version of what it concerns."""

from __future__ import annotations

import sqlite3
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from data.records import Figure, OddCell, Reading, Section
from data.snapshots import DamagedSnapshot, MissingSnapshot
from data.store import Store
from monitor.narrative.prose import HIDDEN_NOTE, hide_identity_numbers
from monitor.progress import follow
from parsers.outside.child import read_many
from parsers.outside.versions import is_current, version_of
from parsers.outside.wire import Job
from parsers.parsed import Parsed

BATCH = 50
NOTHING = "—"
# The first healthy look at each body that could be a report and that today's parser has not read.
_TODO = """
SELECT looks.sha256, looks.url, looks.content_type, readings.sha256 IS NOT NULL, MIN(looks.rowid)
FROM looks LEFT JOIN readings ON readings.sha256 = looks.sha256
WHERE looks.purpose IN ('report', 'attachment') AND looks.reason IS NULL AND looks.sha256 IS NOT NULL
AND (readings.sha256 IS NULL OR :everything OR NOT is_current(readings.parser_version))
GROUP BY looks.sha256 ORDER BY MIN(looks.rowid)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingResult:
    """How many snapshots had which outcome, and what could not be read, each in one line."""

    outcomes: Counter[str] = field(default_factory=Counter)
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """One body to read: where it was first seen, with which Content-Type; `again` if it was read before."""

    sha256: str
    url: str
    content_type: str | None
    again: bool


def read_snapshots(
    store: Store, *, everything: bool = False, tell_change: Callable[[str], None] = lambda _: None
) -> ReadingResult:
    """Read what today's parser has not read yet (`everything`: all of it) and store what it says.

    A damaged or missing snapshot is named and does not stop the others. Nothing but stored bytes is read.
    `tell_change` is told in one line each what a document says otherwise than when it was read before.
    """
    outcomes: Counter[str] = Counter()
    troubles: list[str] = []
    held: list[tuple[Unread, Parsed]] = []
    for unread, parsed in _readings(store, unread_snapshots(store, everything=everything), troubles):
        outcomes[parsed.outcome] += 1
        if parsed.outcome == "unreadable":
            troubles.append(f"{unread.url}: {'，'.join((parsed.reason or '', *parsed.notes))}")
        held.append((unread, parsed))
        if len(held) == BATCH:
            _keep(store, held, tell_change)
            held = []
    _keep(store, held, tell_change)
    if damaged := len(troubles) - outcomes["unreadable"]:
        outcomes["damaged"] = damaged
    return ReadingResult(outcomes=outcomes, troubles=tuple(troubles))


def unread_snapshots(store: Store, *, everything: bool = False) -> list[Unread]:
    """List what is to be read, in the order it was first seen. One query, whatever the answer."""
    connection: sqlite3.Connection = store.db.conn
    connection.create_function("is_current", 1, lru_cache(maxsize=1024)(is_current), deterministic=True)
    return [
        Unread(sha256=sha256, url=url, content_type=content_type, again=bool(again))
        for sha256, url, content_type, again, _ in connection.execute(_TODO, {"everything": everything})
    ]


def _readings(store: Store, todo: list[Unread], troubles: list[str]) -> Iterator[tuple[Unread, Parsed]]:
    """Read bodies side by side, in order; one that is not to be had goes to `troubles` instead."""
    sent: deque[Unread] = deque()

    def jobs() -> Iterator[Job]:
        for unread in follow(todo, "parse"):
            try:
                body = store.body(unread.sha256)
            except (DamagedSnapshot, MissingSnapshot) as error:
                troubles.append(str(error))
                continue
            sent.append(unread)
            yield Job(body=body, content_type=unread.content_type, url=unread.url)

    for parsed in read_many(jobs()):
        yield sent.popleft(), parsed


def _keep(store: Store, held: list[tuple[Unread, Parsed]], tell_change: Callable[[str], None]) -> None:
    """Store a batch in one short transaction: other programs wait for it."""
    if not held:
        return
    changes: list[str] = []
    with store.atomic():
        for unread, parsed in held:
            if unread.again:
                changes += [f"{unread.url} {line}" for line in changed(store, unread.sha256, parsed)]
                _forget(store, unread.sha256)
        keep_readings(store, [(unread.sha256, parsed) for unread, parsed in held])
    for line in changes:
        tell_change(line)


def _forget(store: Store, sha256: str) -> None:
    report_id = report_id_of(sha256)
    store.drop(Section, report_id)
    store.drop(OddCell, report_id)
    store.drop_cells(report_id)


def keep_readings(store: Store, read: Iterable[tuple[str, Parsed]]) -> None:
    """Store what the parser said of bodies, by their SHA-256, that no earlier readings of stand."""
    kept = [(sha256, _without_identity_numbers(parsed)) for sha256, parsed in read]
    store.put(*(record for sha256, parsed in kept for record in _records(sha256, parsed)))
    for sha256, parsed in kept:
        if parsed.outcome == "read":
            store.put_cells(report_id_of(sha256), parsed.cells)


def _without_identity_numbers(parsed: Parsed) -> Parsed:
    """Mask the numbers of persons, and say so: what everybody may see never holds them whole."""
    hidden = replace(
        parsed,
        preamble=hide_identity_numbers(parsed.preamble),
        notes=tuple(map(hide_identity_numbers, parsed.notes)),
        sections=tuple(replace(part, text=hide_identity_numbers(part.text)) for part in parsed.sections),
    )
    return parsed if hidden == parsed else replace(hidden, notes=(*hidden.notes, HIDDEN_NOTE))


def _records(sha256: str, parsed: Parsed) -> Iterator[Reading | Section | OddCell]:
    yield _reading(sha256, parsed)
    if parsed.outcome == "read":
        report_id = report_id_of(sha256)
        for part in parsed.sections:
            yield Section(report_id=report_id, key=part.key, heading=part.heading, text=part.text)
        for cell, odd in parsed.odd_cells.items():
            yield OddCell(report_id=report_id, cell=cell, raw=odd.raw, state=odd.state, readings=odd.readings)


def report_id_of(sha256: str) -> str:
    """Name the report a body states: the first 16 digits of its SHA-256."""
    return sha256[:16]


def _reading(sha256: str, parsed: Parsed) -> Reading:
    return Reading(
        sha256=sha256,
        parser_version=version_of(parsed),
        outcome=parsed.outcome,
        reason=parsed.reason,
        title=parsed.title,
        unit_name=parsed.unit_name,
        year=parsed.year,
        form=parsed.form,
        published_on=parsed.published_on,
        date_source=parsed.date_source,
        dates=tuple((source, day.isoformat()) for source, day in parsed.dates),
        own_names=parsed.own_names,
        notes=parsed.notes,
        kind=parsed.kind,
        preamble=parsed.preamble or None,
        headings=parsed.headings,
        labels=parsed.labels,
    )


# ------------------------------------------------------------------ what a better parser changed

_SAID = ("outcome", "title", "unit_name", "year", "form", "published_on")


def changed(store: Store, sha256: str, parsed: Parsed) -> list[str]:
    """Say in one line each what a document now says otherwise: who and when it is, and every cell."""
    before = next(store.rows(Reading, "sha256 = ?", (sha256,)))
    lines = [
        f"{name}: {_shown(getattr(before, name))} → {_shown(getattr(parsed, name))}"
        for name in _SAID
        if getattr(before, name) != getattr(parsed, name)
    ]
    old, new = _cells_before(store, report_id_of(sha256)), _cells_now(parsed)
    if old != new:
        lines += [
            f"{cell}: {_cell_shown(old.get(cell))} → {_cell_shown(new.get(cell))}"
            for cell in dict.fromkeys((*new, *old))
            if old.get(cell) != new.get(cell)
        ]
    return lines


Said = Figure | tuple[str, str, tuple[Figure, ...]]


def _cells_before(store: Store, report_id: str) -> dict[str, Said]:
    odd = store.rows(OddCell, "report_id = ?", (report_id,))
    return {**store.cells(report_id), **{each.cell: (each.state, each.raw, each.readings) for each in odd}}


def _cells_now(parsed: Parsed) -> dict[str, Said]:
    found: dict[str, Said] = {cell: value for cell, value in parsed.cells.items() if value is not None}
    return found | {cell: (odd.state, odd.raw, odd.readings) for cell, odd in parsed.odd_cells.items()}


def _cell_shown(said: Said | None) -> str:
    return _odd(*said) if isinstance(said, tuple) else _shown(said)


def _shown(value: object) -> str:
    """Write a value as changes are told; a whole amount is what the database keeps of it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return NOTHING if value is None else str(value)


def _odd(state: str, raw: str, readings: tuple[Figure, ...]) -> str:
    could = f" {'|'.join(map(_shown, readings))}" if readings else ""
    return f"{state}{could} “{raw}”" if raw else state
