"""Which record is which table, what its key is, how long it lives; and the views over them.

Log tables are guarded by triggers: no update, no delete, no second row of one id. SQLite's REPLACE
deletes without firing delete triggers unless `recursive_triggers` is on (data/store.py sets it), hence the
insert guard.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from data import records
from data.codec import column_types
from data.forms import all_cells, forms

Lifetime = Literal["seed", "log", "derived", "work"]
Stage = Literal["parse", "check"]
File = Literal["nianjian", "office"]

VIEWS = Path(__file__).parent / "views"
FIGURES = "figures"
SQL_TYPES = {
    str: "TEXT",
    int: "INTEGER",
    bool: "INTEGER",
    float: "REAL",
    bytes: "BLOB",
    date: "TEXT",
    datetime: "TEXT",
    tuple: "TEXT",
    object: "NUMERIC",
}


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


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _index(table: Table, names: tuple[str, ...]) -> str:
    name = "_".join((table.name, *names))
    return f'CREATE INDEX IF NOT EXISTS "{name}" ON "{table.name}" ({_quoted(names)})'


def _create(table: Table) -> list[str]:
    columns = [f'"{name}" {SQL_TYPES[kind]}' for name, kind in column_types(table.record).items()]
    if table.key:
        columns.append(f"PRIMARY KEY ({_quoted(table.key)})")
    return [
        f'CREATE TABLE IF NOT EXISTS "{table.name}" ({", ".join(columns)})',
        *(_index(table, names) for names in table.indexes),
    ]


def guards(table: Table) -> dict[str, str]:
    """Write the triggers that keep a log table append-only, by name."""
    say = f"{table.name} is a log: rows are never changed or removed"
    name = table.name
    return {
        f"{name}_keep": f'CREATE TRIGGER IF NOT EXISTS "{name}_keep" BEFORE DELETE ON "{name}" '
        f"BEGIN SELECT RAISE(ABORT, '{say}'); END",
        f"{name}_fixed": f'CREATE TRIGGER IF NOT EXISTS "{name}_fixed" BEFORE UPDATE ON "{name}" '
        f"BEGIN SELECT RAISE(ABORT, '{say}'); END",
        f"{name}_once": f'CREATE TRIGGER IF NOT EXISTS "{name}_once" BEFORE INSERT ON "{name}" '
        f'WHEN EXISTS (SELECT 1 FROM "{name}" WHERE id = NEW.id) '
        f"BEGIN SELECT RAISE(ABORT, '{say}'); END",
    }


def _figures() -> list[str]:
    columns = ", ".join(f'"{cell}" NUMERIC' for cell in all_cells())
    return [f'CREATE TABLE IF NOT EXISTS "{FIGURES}" (report_id TEXT PRIMARY KEY, {columns})']


def _lines(table: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for form in reversed(forms()):
        for line in form.tables()[table]:
            found.setdefault(line.key, {}).update(dict.fromkeys(column.key for column in line.columns))
    return {key: tuple(columns) for key, columns in found.items()}


def _wide_view(view: str, table: str, label: str) -> str:
    """A row a line: `applications`, `disputes`; lines the report does not have are left out."""
    selects = []
    for key, columns in _lines(table).items():
        cells = [f'"{table}.{key}.{column}"' for column in columns]
        shown = ", ".join(f'{cell} AS "{column}"' for cell, column in zip(cells, columns, strict=True))
        has_odd = (
            f"EXISTS (SELECT 1 FROM odd_cells WHERE report_id = f.report_id AND cell LIKE '{table}.{key}.%')"
        )
        there = " OR ".join(f"{cell} IS NOT NULL" for cell in cells)
        selects.append(
            f"SELECT report_id, '{key}' AS \"{label}\", {shown} FROM {FIGURES} f WHERE {there} OR {has_odd}"
        )
    return f'CREATE VIEW IF NOT EXISTS "{view}" AS ' + " UNION ALL ".join(selects)


def _narrow_view() -> str:
    """A row a figure: `proactive`, whose lines have different columns in each form."""
    selects = [
        f"SELECT report_id, '{key}' AS item, '{column}' AS measure, \"t2.{key}.{column}\" AS value "
        f'FROM {FIGURES} f WHERE "t2.{key}.{column}" IS NOT NULL '
        f"OR EXISTS (SELECT 1 FROM odd_cells WHERE report_id = f.report_id AND cell = 't2.{key}.{column}')"
        for key, columns in _lines("t2").items()
        for column in columns
    ]
    return 'CREATE VIEW IF NOT EXISTS "proactive" AS ' + " UNION ALL ".join(selects)


def _written_views(file: File) -> list[str]:
    """Views written by hand: one file each in data/views/, those of office.db in data/views/office/."""
    folder = VIEWS / "office" if file == "office" else VIEWS
    return [
        f'CREATE VIEW IF NOT EXISTS "{path.stem}" AS\n{path.read_text(encoding="utf-8")}'
        for path in sorted(folder.glob("*.sql"))
    ]


def tables(file: File) -> tuple[Table, ...]:
    """List the tables of one database file."""
    return tuple(table for table in TABLES if table.file == file)


def statements(file: File) -> list[str]:
    """Write the whole schema of one database file, in an order that can be run from top to bottom."""
    made = [line for table in tables(file) for line in _create(table)]
    if file == "nianjian":
        made += _figures()
        made += [
            _narrow_view(),
            _wide_view("applications", "t3", "outcome"),
            _wide_view("disputes", "t4", "route"),
        ]
    made += _written_views(file)
    return made + [
        line for table in tables(file) if table.lifetime == "log" for line in guards(table).values()
    ]
