"""From kept bytes to readings: each snapshot of a report is parsed once by each version of the parser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from data.records import Look, OddCell, Reading, Section
from data.snapshots import DamagedSnapshot, MissingSnapshot
from data.store import Store
from monitor.progress import follow
from parsers.parsed import Parsed
from parsers.read import PARSER_VERSION, read

BATCH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingResult:
    """How many snapshots had which outcome, and what could not be read, each in one line."""

    outcomes: Counter[str] = field(default_factory=Counter)
    troubles: tuple[str, ...] = ()


def read_snapshots(store: Store, *, everything: bool = False) -> ReadingResult:
    """Parse what this parser version has not read yet (`everything`: all of it) and store what it says.

    A damaged or missing snapshot is named and does not stop the others. Nothing but stored bytes is read.
    """
    outcomes: Counter[str] = Counter()
    troubles: list[str] = []
    todo = _unread(store, everything)
    for batch in _batches(list(follow(todo, "parse"))):
        with store.atomic():
            for look in batch:
                outcome, trouble = _read_one(store, look)
                outcomes[outcome] += 1
                troubles += trouble
    return ReadingResult(outcomes=outcomes, troubles=tuple(troubles))


def _unread(store: Store, everything: bool) -> list[Look]:
    """The first healthy look at each body that could be a report and is not read yet."""
    done = set()
    if not everything:
        done = {each.sha256 for each in store.rows(Reading, "parser_version = ?", (PARSER_VERSION,))}
    found: dict[str, Look] = {}
    healthy = "purpose IN ('report', 'attachment') AND reason IS NULL AND sha256 IS NOT NULL"
    for look in store.rows(Look, healthy):
        if look.sha256 and look.sha256 not in done:
            found.setdefault(look.sha256, look)
    return list(found.values())


def _batches(looks: list[Look]) -> Iterable[list[Look]]:
    return (looks[start : start + BATCH] for start in range(0, len(looks), BATCH))


def _read_one(store: Store, look: Look) -> tuple[str, list[str]]:
    sha256 = look.sha256 or ""
    try:
        body = store.body(sha256)
    except (DamagedSnapshot, MissingSnapshot) as error:
        return "damaged", [str(error)]
    parsed = read(body, content_type=look.content_type, url=look.url)
    keep_reading(store, sha256, parsed)
    return parsed.outcome, [f"{look.url}: {parsed.reason}"] if parsed.outcome == "unreadable" else []


def keep_reading(store: Store, sha256: str, parsed: Parsed) -> None:
    """Store what the parser said of one body in place of what an earlier version said."""
    report_id = report_id_of(sha256)
    with store.atomic():
        store.drop(Section, report_id)
        store.drop(OddCell, report_id)
        store.drop_cells(report_id)
        store.put(_reading(sha256, parsed))
        if parsed.outcome != "read":
            return
        store.put(
            *(
                Section(report_id=report_id, key=part.key, heading=part.heading, text=part.text)
                for part in parsed.sections
            ),
            *(
                OddCell(report_id=report_id, cell=cell, raw=odd.raw, state=odd.state, readings=odd.readings)
                for cell, odd in parsed.odd_cells.items()
            ),
        )
        store.put_cells(report_id, parsed.cells)


def report_id_of(sha256: str) -> str:
    """Name the report a body states: the first 16 digits of its SHA-256."""
    return sha256[:16]


def _reading(sha256: str, parsed: Parsed) -> Reading:
    return Reading(
        sha256=sha256,
        parser_version=PARSER_VERSION,
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
    )
