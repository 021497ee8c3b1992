"""Datasette plugin: `.xlsx` and `.csv` of every table and query, with all its rows.

Datasette writes CSV itself, page by page and at most so many rows; so the address is handed to a format of
ours before it sees it, asking for one row: the query is what we need, its rows we read ourselves.
"""

# mypy: allow-untyped-decorators
# (hookimpl comes from a library without types)

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import IO, Any
from urllib.parse import parse_qsl, urlencode

from datasette import hookimpl

from data.desk.downloads import Download, download
from data.desk.exports import MOST, Wanted, everything, whole, write_csv
from data.desk.questions import PAGING, questions
from data.desk.tables import heading
from data.desk.workbooks import plain, write_workbook

DATABASE = "nianjian"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMED = {"unit_id": ("units", "name"), "portal_id": ("portals", "name"), "rule_id": ("rules", "name_zh")}
# Lists of what the machine thinks; the others are what was seen and what people entered.
JUDGING = ("coverage", "standings", "findings", "copies")
COMMA = "rows"  # our own name for CSV: that one Datasette keeps to itself


@hookimpl
def register_output_renderer() -> list[dict[str, Any]]:
    """Offer Excel workbooks and complete CSV files."""
    return [{"extension": "xlsx", "render": _xlsx}, {"extension": COMMA, "render": _csv}]


async def _csv(datasette: Any, data: Mapping[str, Any], request: Any) -> Download:
    name, wanted = await _wanted(datasette, data, request)

    def write(file: IO[bytes]) -> None:
        with everything(_connection(datasette), wanted) as (heads, rows):
            write_csv(file, heads, rows, judging=wanted.judging)

    kind = "text/csv; charset=utf-8"
    return await download(write, name=f"{name}.csv", title=f"{wanted.file_title}.csv", kind=kind)


async def _xlsx(datasette: Any, data: Mapping[str, Any], request: Any) -> Download:
    name, wanted = await _wanted(datasette, data, request)
    tables = datasette.metadata("tables", database=DATABASE) or {}
    table = name if name in tables else None

    def write(file: IO[bytes]) -> None:
        connection = _connection(datasette)
        with everything(connection, wanted) as (columns, rows):
            names = {column: _names(connection, column) for column in columns if column in NAMED}
            heads = [heading(tables.get(name, {}), column).label for column in columns]
            said = partial(_said, table, columns, names)
            write_workbook(file, wanted.title, heads, map(said, rows))

    return await download(write, name=f"{name}.xlsx", title=f"{wanted.file_title}.xlsx", kind=SHEET)


async def _wanted(datasette: Any, data: Mapping[str, Any], request: Any) -> tuple[str, Wanted]:
    """Make the query of a page that of the whole list, unless so many rows were asked for."""
    name = str(request.url_vars.get("table", ""))
    question = questions().get(name)
    tables = datasette.metadata("tables", database=DATABASE) or {}
    told = question or tables.get(name) or {}
    sql, params = _query(name, data)
    wanted = Wanted(
        sql=sql,
        params={**params, "size": "-1", "start": ""} if question else params,
        title=str(told.get("title", name)),
        judging=bool(question) or name in JUDGING,
        most=min(int(request.args.get("_rows") or MOST + 1), MOST + 1),
    )
    return name, wanted


def _query(table: str, data: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Give the query of a list without its page, or that of one row."""
    if "query" in data:
        params = data["query"]["params"]
        return whole(data["query"]["sql"]), params if isinstance(params, Mapping) else {}
    values = {f"p{number}": value for number, value in enumerate(data["primary_key_values"])}
    keys = " AND ".join(f'"{key}" = :{name}' for key, name in zip(data["primary_keys"], values, strict=True))
    return f'SELECT * FROM "{table}" WHERE {keys}', values


def _connection(datasette: Any) -> sqlite3.Connection:
    """Open the database for this file alone, with the words of our queries."""
    path = datasette.get_database(DATABASE).path
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False, timeout=30)
    datasette._prepare_connection(connection, DATABASE)
    return connection


def _names(connection: sqlite3.Connection, column: str) -> Mapping[object, str]:
    table, name = NAMED[column]
    return {row[0]: row[1] for row in connection.execute(f'SELECT id, "{name}" FROM "{table}"')}


def _said(
    table: str | None, columns: Sequence[str], names: Mapping[str, Mapping[object, str]], row: Any
) -> list[Any]:
    """Say one row in words: ids by name, codes as the desk says them."""
    return [
        names.get(column, {}).get(row[column]) or plain(table, column, row[column], row) for column in columns
    ]


@hookimpl(tryfirst=True)  # innermost: the gate knows files by the endings visitors write
def asgi_wrapper() -> Callable[[Any], Any]:
    """Hand the addresses of files to our own formats, asking Datasette for no more than the query."""

    def wrap(app: Any) -> Any:
        async def handing_over(scope: Any, receive: Any, send: Any) -> None:
            path = str(scope.get("path", ""))
            stem, _, ending = path.rpartition(".")
            if f"/{DATABASE}/" in path and ending in ("csv", "xlsx"):
                ours = COMMA if ending == "csv" else ending
                raw = bytes(scope.get("raw_path") or path.encode()).removesuffix(ending.encode())
                given = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
                asked = _asked(stem.rpartition("/")[2], given)
                named = {"path": f"{stem}.{ours}", "raw_path": raw + ours.encode()}
                scope = {**scope, **named, "query_string": asked}
            await app(scope, receive, send)

        return handing_over

    return wrap


def _asked(name: str, given: Sequence[tuple[str, str]]) -> bytes:
    """Ask for one row and no counts; a number of rows that was wanted is kept aside.

    >>> _asked("units", [("level", "county"), ("_size", "max"), ("_next", "100")])
    b'level=county&_nocount=1&_nofacet=1&_size=1'
    >>> _asked("late", [("year", "2025"), ("size", "7")])
    b'year=2025&_rows=7&size=1'
    """
    number, ours = ("size", []) if name in questions() else ("_size", [("_nocount", "1"), ("_nofacet", "1")])
    gone = (*PAGING, "_rows") if name in questions() else ("_size", "_next", "_facet", "_rows")
    rows = [("_rows", value) for key, value in given if key == number and value.isdecimal()]
    kept = [pair for pair in given if pair[0] not in gone]
    size = rows[0][1] if rows and number == "_size" else "1"
    return urlencode([*kept, *rows[:1], *ours, (number, size)]).encode("ascii")
