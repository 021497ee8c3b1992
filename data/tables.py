"""Which record is which table, what its key is, how long it lives, and in which file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from data import records

Lifetime = Literal["seed", "log", "derived", "work"]
Stage = Literal["parse", "check"]
File = Literal["nianjian", "office"]

# One wide row a report; its columns are the cells of all forms (data/forms/), not fields of a record.
FIGURES = "figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: its record, its name, its key, how long its rows live, and in which file.

    A derived table names the stage that makes it: the tables of one stage are only ever rebuilt together.
    """

    record: type
    name: str
    key: tuple[str, ...]
    lifetime: Lifetime
    file: File = "nianjian"
    stage: Stage | None = None
    indexes: tuple[tuple[str, ...], ...] = ()


TABLES = (
    Table(record=records.Portal, name="portals", key=("id",), lifetime="seed"),
    Table(
        record=records.Unit,
        name="units",
        key=("id",),
        lifetime="seed",
        indexes=(("portal_id",), ("division_code",), ("kind", "division_code")),
    ),
    Table(record=records.Deadline, name="deadlines", key=(), lifetime="seed"),
    Table(record=records.Holiday, name="holidays", key=("date",), lifetime="seed"),
    Table(record=records.RunEvent, name="run_events", key=("id",), lifetime="log", indexes=(("run_id",),)),
    Table(
        record=records.Look,
        name="looks",
        key=("id",),
        lifetime="log",
        indexes=(
            ("run_id",),
            ("sha256",),
            ("url",),
            ("portal_id", "at"),
            ("walk_id",),
            ("at",),
            ("purpose",),
            ("reason", "portal_id", "at"),
        ),
    ),
    Table(
        record=records.Walk,
        name="walks",
        key=("id",),
        lifetime="log",
        indexes=(("portal_id", "unit_id"),),
    ),
    Table(
        record=records.Sighting,
        name="sightings",
        key=("id",),
        lifetime="log",
        indexes=(("list_sha256",), ("url",)),
    ),
    Table(record=records.Review, name="reviews", key=("id",), lifetime="log", indexes=(("finding_id",),)),
    Table(record=records.Placement, name="placements", key=("id",), lifetime="log", indexes=(("sha256",),)),
    Table(record=records.Reading, name="readings", key=("sha256",), lifetime="derived", stage="parse"),
    Table(
        record=records.Report,
        name="reports",
        key=("id",),
        lifetime="derived",
        stage="check",
        indexes=(("unit_id", "year"), ("year", "first_seen_at"), ("form",)),
    ),
    Table(
        record=records.Section,
        name="sections",
        key=("report_id", "key"),
        lifetime="derived",
        stage="parse",
        indexes=(("key",),),
    ),
    Table(
        record=records.OddCell, name="odd_cells", key=("report_id", "cell"), lifetime="derived", stage="parse"
    ),
    Table(
        record=records.Coverage,
        name="coverage",
        key=("unit_id", "year"),
        lifetime="derived",
        stage="check",
        indexes=(("year", "state"), ("state",), ("reason",)),
    ),
    Table(record=records.Rule, name="rules", key=("id",), lifetime="derived", stage="check"),
    Table(
        record=records.Finding,
        name="findings",
        key=("id",),
        lifetime="derived",
        stage="check",
        indexes=(
            ("unit_id", "year"),
            ("rule_id",),
            ("report_id",),
            ("year", "detected_on"),
            ("year", "rule_id", "severity", "status"),
        ),
    ),
    Table(
        record=records.Copy,
        name="copies",
        key=("report_id", "source_id", "section"),
        lifetime="derived",
        stage="check",
        indexes=(("unit_id", "year"), ("source_id",)),
    ),
    Table(
        record=records.Template,
        name="templates",
        key=("division_code", "year", "section", "sentence"),
        lifetime="derived",
        stage="check",
    ),
    Table(
        record=records.Standing,
        name="standings",
        key=("unit_id", "year"),
        lifetime="derived",
        stage="check",
        indexes=(("year", "standing", "kind", "division_code"), ("division_code", "year")),
    ),
    Table(
        record=records.FigureSum,
        name="figure_sums",
        key=("year", "place", "form"),
        lifetime="derived",
        stage="check",
        indexes=(("place",),),
    ),
    Table(
        record=records.Tally,
        name="tallies",
        key=("year", "place", "kind", "standing"),
        lifetime="derived",
        stage="check",
        indexes=(("place",),),
    ),
    Table(
        record=records.TallyDay,
        name="tally_days",
        key=("year", "place", "due_on", "published_on"),
        lifetime="derived",
        stage="check",
    ),
    Table(
        record=records.TallyFinding,
        name="tally_findings",
        key=("year", "place", "rule_id", "severity", "kind", "status"),
        lifetime="derived",
        stage="check",
        indexes=(("place",),),
    ),
    Table(record=records.OpenRequest, name="open_requests", key=("id",), lifetime="work"),
    Table(record=records.Remembered, name="remembered", key=("key",), lifetime="work", file="office"),
    Table(
        record=records.PrivateText,
        name="private_texts",
        key=("finding_id",),
        lifetime="derived",
        file="office",
        stage="check",
    ),
    Table(
        record=records.Assignment,
        name="assignments",
        key=("id",),
        lifetime="log",
        file="office",
        indexes=(("finding_id",),),
    ),
    Table(
        record=records.Explanation,
        name="explanations",
        key=("id",),
        lifetime="log",
        file="office",
        indexes=(("finding_id",),),
    ),
    Table(record=records.Message, name="messages", key=("id",), lifetime="log", file="office"),
    Table(
        record=records.OutboxEvent,
        name="outbox_events",
        key=("id",),
        lifetime="log",
        file="office",
        indexes=(("message_id",),),
    ),
    Table(
        record=records.LetterEvent,
        name="letter_events",
        key=("id",),
        lifetime="log",
        file="office",
        indexes=(("letter_id",),),
    ),
    Table(
        record=records.Reminder,
        name="reminders",
        key=("id",),
        lifetime="log",
        file="office",
        indexes=(("unit_id", "year"),),
    ),
    Table(
        record=records.HandReport,
        name="hand_reports",
        key=("id",),
        lifetime="log",
        file="office",
        indexes=(("unit_id", "year"),),
    ),
    Table(record=records.RosterEvent, name="roster_events", key=("id",), lifetime="log", file="office"),
)


_BY_RECORD = {table.record: table for table in TABLES}


def table_of(record_type: type) -> Table:
    """Give the table of a record type; raises KeyError for anything that is no record."""
    return _BY_RECORD[record_type]


def tables(file: File) -> tuple[Table, ...]:
    """List the tables of one database file."""
    return tuple(table for table in TABLES if table.file == file)
