"""The tables and views as SQL.

Log tables are guarded by triggers: no update, no delete, no second row of one id. SQLite's REPLACE
deletes without firing delete triggers unless `recursive_triggers` is on (data/store.py sets it), hence the
insert guard.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from data.codec import column_types
from data.forms import all_cells, forms
from data.tables import FIGURES, File, Table, tables

VIEWS = Path(__file__).parent / "views"
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
