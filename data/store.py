"""The only door to disk: tables through sqlite-utils, bodies as files.

`nianjian.db` holds what the desk shows, `office.db` what is nobody else's business, `snapshots/` the bodies.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar, get_args
from zlib import crc32

import sqlite_utils

from data.codec import column_types, from_row, to_row
from data.errors import Complaint
from data.forms import all_cells
from data.records import Figure
from data.schema import guards, statements
from data.snapshots import Snapshots
from data.tables import FIGURES, File, Table, table_of, tables

Record = TypeVar("Record")

# Below this version WAL can lose or corrupt commits (reference: SQLite's WAL-reset fault, fixed in 3.51.3).
WAL_SAFE = (3, 51, 3)


class Store:
    """One data folder. Use as a context manager; a second process may have it open at the same time.

    `guarded=False` opens a folder whose logs lost their guards, for looking at the damage only.

    Raises Complaint when the folder cannot be written or a log has lost its guards.
    """

    def __init__(self, folder: Path, *, guarded: bool = True) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.db = _open(folder / "nianjian.db", "nianjian")
            self.office = _open(folder / "office.db", "office")
            self._guard(guarded)
        except (OSError, sqlite3.OperationalError) as error:
            raise Complaint(
                "--data", str(folder), f"a folder that can be written ({error})", "name another folder"
            ) from error
        except sqlite3.DatabaseError as error:
            raise Complaint(
                "--data", str(folder), f"a sound data folder ({error})", "restore it from a backup"
            ) from error
        self.snapshots = Snapshots(folder / "snapshots")

    def _guard(self, guarded: bool) -> None:
        lost = self.lost_guards()
        if guarded and lost:
            raise Complaint(
                str(self.folder),
                ", ".join(lost),
                "in place: these triggers keep the logs append-only",
                "run `nianjian verify`, then restore from a backup",
            )

    def ills(self) -> list[str]:
        """Name what SQLite itself finds broken in the two database files."""
        found = []
        for name, database in (("nianjian.db", self.db), ("office.db", self.office)):
            try:
                said = [str(row[0]) for row in database.conn.execute("PRAGMA quick_check(5)")]
            except sqlite3.DatabaseError as error:
                said = [str(error)]
            found += [f"{name}: {line}" for line in said if line != "ok"]
        return found

    def lost_guards(self) -> list[str]:
        """Name the triggers that should keep the logs append-only and are not there."""
        return [name for file in get_args(File) for name in _lost_guards(self._database(file).conn, file)]

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close both databases."""
        self.db.close()
        self.office.close()

    # ---------------------------------------------------------------- bodies

    def keep(self, body: bytes) -> str:
        """Store a body on disk for good and give its SHA-256."""
        return self.snapshots.keep(body)

    def body(self, sha256: str) -> bytes:
        """Give a stored body back, checked against its name."""
        return self.snapshots.body(sha256)

    # ---------------------------------------------------------------- rows

    @contextmanager
    def atomic(self, file: File = "nianjian") -> Iterator[None]:
        """Make everything inside one transaction; inside another one it joins it."""
        database = self._database(file)
        if database.conn.in_transaction:
            with database.atomic():
                yield
            return
        # IMMEDIATE: take the write lock now; a read lock that must grow later could meet another writer's.
        database.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            database.rollback()
            raise
        database.conn.execute("COMMIT")

    def append(self, *log: object) -> int:
        """Add log rows in one transaction and tell how many were new; a row already there stays as it is."""
        added = 0
        for file in get_args(File):
            mine = [record for record in log if table_of(type(record)).file == file]
            if mine:
                with self.atomic(file):
                    added += sum(self._append(record) for record in mine)
        return added

    def _append(self, record: object) -> int:
        table = table_of(type(record))
        if table.lifetime != "log":
            raise TypeError(f"{table.name} is {table.lifetime}, not a log: use put or replace")
        values = to_row(record)
        cursor = self._database(table.file).conn.execute(
            f'INSERT INTO "{table.name}" ({_names(table)}) SELECT {_marks(table)} '
            f'WHERE NOT EXISTS (SELECT 1 FROM "{table.name}" WHERE id = ?)',
            (*values, getattr(record, "id")),  # noqa: B009 - records have no common base to type this by
        )
        return cursor.rowcount

    def rows(
        self, record_type: type[Record], where: str = "", params: Sequence[object] | Mapping[str, object] = ()
    ) -> Iterator[Record]:
        """Give the records of one table; `where` is what stands after WHERE and may end in ORDER BY.

        Log rows come in the order they were written, others by key unless `where` orders them.
        """
        table = table_of(record_type)
        sql = f'SELECT {_names(table)} FROM "{table.name}" WHERE {where or "1"}'
        if "order by" not in where.lower():
            sql += " ORDER BY " + (
                "rowid" if table.lifetime == "log" or not table.key else ", ".join(table.key)
            )
        for row in self._database(table.file).conn.execute(sql, params).fetchall():
            yield from_row(record_type, row)

    def replace(self, record_type: type[Record], records: Iterable[Record]) -> None:
        """Make a seed or derived table hold exactly these records."""
        table = table_of(record_type)
        if table.lifetime not in ("seed", "derived"):
            raise TypeError(f"{table.name} is {table.lifetime}: it is never replaced")
        rows = [to_row(record) for record in records]
        with self.atomic(table.file):
            self._database(table.file).conn.execute(f'DELETE FROM "{table.name}"')
            self._insert(table, rows)

    def put(self, *records: object) -> None:
        """Write derived or work records, each in place of the one with its key."""
        by_type: dict[type, list[object]] = {}
        for record in records:
            by_type.setdefault(type(record), []).append(record)
        with self.atomic():
            for record_type, same in by_type.items():
                table = table_of(record_type)
                if table.lifetime not in ("derived", "work"):
                    raise TypeError(f"{table.name} is {table.lifetime}: use append or replace")
                self._insert(table, [to_row(record) for record in same])

    def _insert(self, table: Table, rows: list[tuple[Any, ...]]) -> None:
        self._database(table.file).conn.executemany(
            f'INSERT OR REPLACE INTO "{table.name}" ({_names(table)}) VALUES ({_marks(table)})', rows
        )

    def drop(self, record_type: type, *key: str) -> None:
        """Remove one derived or work row by its key (or all rows beginning with that part of it)."""
        table = table_of(record_type)
        if table.lifetime not in ("derived", "work"):
            raise TypeError(f"{table.name} is {table.lifetime}: its rows are never removed")
        where = " AND ".join(f'"{name}" = ?' for name in table.key[: len(key)])
        self._database(table.file).conn.execute(f'DELETE FROM "{table.name}" WHERE {where}', key)

    # ---------------------------------------------------------------- figures

    def put_cells(self, report_id: str, cells: Mapping[str, Figure | None]) -> None:
        """Store the figures of one report in one wide row; a key no form knows raises KeyError."""
        self.db.conn.execute(_figures_insert(tuple(cells)), (report_id, *cells.values()))

    def cells(self, report_id: str) -> dict[str, Figure]:
        """Give the figures of one report by cell key; cells without a number are left out."""
        cursor = self.db.conn.execute(f'SELECT * FROM "{FIGURES}" WHERE report_id = ?', (report_id,))
        names = [column[0] for column in cursor.description]
        row = cursor.fetchone() or ()
        found = dict(zip(names, row, strict=False))
        return {name: value for name, value in found.items() if name != "report_id" and value is not None}

    def drop_cells(self, report_id: str) -> None:
        """Forget the figures of one report, before it is read anew."""
        self.db.conn.execute(f'DELETE FROM "{FIGURES}" WHERE report_id = ?', (report_id,))

    def _database(self, file: File) -> sqlite_utils.Database:
        return self.db if file == "nianjian" else self.office


@lru_cache(maxsize=256)
def _figures_insert(cells: tuple[str, ...]) -> str:
    """Write the statement for one report's figures; reports of one form share it."""
    unknown = set(cells) - set(all_cells())
    if unknown:
        raise KeyError(f"no form has the cells {sorted(unknown)}")
    names = ", ".join(f'"{name}"' for name in ("report_id", *cells))
    return f'INSERT OR REPLACE INTO "{FIGURES}" ({names}) VALUES ({", ".join("?" * (len(cells) + 1))})'


def _names(table: Table) -> str:
    return ", ".join(f'"{name}"' for name in column_types(table.record))


def _marks(table: Table) -> str:
    return ", ".join("?" * len(column_types(table.record)))


def _open(path: Path, file: File) -> sqlite_utils.Database:
    connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    database = sqlite_utils.Database(connection, recursive_triggers=True)
    journal = "WAL" if sqlite3.sqlite_version_info >= WAL_SAFE else "TRUNCATE"
    for pragma in (f"journal_mode={journal}", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    schema = statements(file)
    version = crc32("\n".join(schema).encode()) & 0x7FFFFFFF
    if connection.execute("PRAGMA user_version").fetchone()[0] != version:
        _build(database, file, schema, version)
    return database


def _build(database: sqlite_utils.Database, file: File, schema: list[str], version: int) -> None:
    """Bring a file to today's schema: logs only gain columns, what a stage made goes when it changed.

    Views are always made anew.
    """
    connection = database.conn
    connection.execute("BEGIN IMMEDIATE")
    try:
        for view in database.view_names():
            connection.execute(f'DROP VIEW "{view}"')
        _drop_outgrown(database, file)
        for table in tables(file):
            _widen(database, table)
        for statement in schema:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {version}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _drop_outgrown(database: sqlite_utils.Database, file: File) -> None:
    """Drop tables whose columns are not today's; of derived ones all that the same stage made."""
    shapes = {table.name: (table.stage, tuple(column_types(table.record))) for table in tables(file)}
    keep = {table.name for table in tables(file) if table.lifetime == "log"}
    if file == "nianjian":
        shapes[FIGURES] = ("parse", ("report_id", *all_cells()))
    there = {name: tuple(database[name].columns_dict) for name in shapes if database[name].exists()}
    outgrown = {name for name in there if name not in keep and there[name] != shapes[name][1]}
    stages = {shapes[name][0] for name in outgrown} - {None}
    for name in there:
        if name in outgrown or shapes[name][0] in stages:
            database.conn.execute(f'DROP TABLE "{name}"')


def _widen(database: sqlite_utils.Database, table: Table) -> None:
    if table.lifetime != "log" or not database[table.name].exists():
        return
    there = set(database[table.name].columns_dict)
    wanted = column_types(table.record)
    lost = there - set(wanted)
    if lost:
        raise Complaint(
            f"table {table.name}", sorted(lost), "a column this version knows", "use a newer version"
        )
    for name in wanted:
        if name not in there:
            database.conn.execute(f'ALTER TABLE "{table.name}" ADD COLUMN "{name}"')


def _lost_guards(connection: sqlite3.Connection, file: File) -> list[str]:
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    wanted = {name for table in tables(file) if table.lifetime == "log" for name in guards(table)}
    return sorted(wanted - there)
