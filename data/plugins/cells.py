"""Datasette plugin: cells in the officer's words, ids as links with names, and the same words inside SQL."""

# mypy: allow-untyped-decorators
# (hookimpl comes from a library without types)

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable
from contextvars import ContextVar
from time import monotonic
from typing import Any

from datasette import hookimpl
from datasette.utils import tilde_encode
from markupsafe import Markup

from data.desk.addresses import of_row
from data.desk.cells import CUT, beijing, cells_named, repair_words, shown
from data.registry.divisions import division_prefix
from data.words import PRIVATE_RULES, said, state_name

DATABASE = "nianjian"
# Which table an id column points to, and the column that names its rows.
NAMED = {
    "unit_id": ("units", "name"),
    "parent_id": ("units", "name"),
    "successor_id": ("units", "name"),
    "portal_id": ("portals", "name"),
    "rule_id": ("rules", "name_zh"),
    "report_id": ("reports", "title"),
    "superseded_by": ("reports", "title"),
    "finding_id": ("findings", "id"),
    "source_unit_id": ("units", "name"),
    "source_id": ("reports", "title"),
    "same_cause_as": ("findings", "id"),
}
CAPTURED = ("sha256", "list_sha256", "before", "after")  # bytes that can be looked at
KEPT_SECONDS = 20.0  # names change when the registry does: a stale one lives this long at most

_ROW_PAGE: ContextVar[bool] = ContextVar("row_page", default=False)
_WHOLE: ContextVar[bool] = ContextVar("whole", default=True)  # also the columns a list leaves out
_folds: dict[str, frozenset[str]] = {}
NOT_SHOWN = Markup("&nbsp;")
_names: dict[tuple[str, str], tuple[float, str | None]] = {}


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Give SQL the officer's words, so that queries hold none of their own."""
    functions: dict[str, tuple[int, Any]] = {
        "said": (2, said),
        "state_name": (3, state_name),
        "beijing": (1, beijing),
        "cells_named": (1, cells_named),
        "repair_words": (1, repair_words),
        "division_glob": (1, division_glob),
        "private_rule": (1, PRIVATE_RULES.__contains__),
    }
    for name, (arguments, function) in functions.items():
        conn.create_function(name, arguments, function, deterministic=True)


def division_glob(wanted: str | None) -> str:
    """Write a division code, or the beginning of one, as a pattern of the codes of everything in it.

    >>> division_glob("610900"), division_glob("61"), division_glob(""), division_glob("610*")
    ('6109*', '61*', '*', '-')
    """
    given = (wanted or "").strip()
    if given and not given.isdecimal():
        return "-"  # no code begins so
    try:
        return division_prefix(given) + "*"
    except ValueError:
        return given + "*"


@hookimpl
def render_cell(
    row: sqlite3.Row, value: Any, column: str, table: str | None, datasette: Any
) -> Markup | Awaitable[Markup] | None:
    """Show one cell."""
    if not isinstance(value, str) or not value:
        return None
    if table and not _WHOLE.get() and column in _folded(datasette, table):
        return NOT_SHOWN
    if column in NAMED:
        return _named_link(datasette, column, value)
    if column in CAPTURED and len(value) == 64:
        url = datasette.urls.path(f"/capture/{value}")
        return Markup('<a class="hash" href="{}" title="{}">{}</a>').format(url, value, value[:12])
    if table == "standings" and column == "name":
        return link(datasette, "units", row["unit_id"], value)
    return shown(table, column, value, row, whole=_ROW_PAGE.get())  # type: ignore[arg-type]


def _folded(datasette: Any, table: str) -> frozenset[str]:
    """Name the columns a list leaves out; a table's single key is never left out."""
    if table not in _folds:
        told = (datasette.metadata("tables", database=DATABASE) or {}).get(table, {})
        _folds[table] = frozenset(told.get("fold", ()))
    return _folds[table]


def link(datasette: Any, table: str, key: str, label: str) -> Markup:
    """Link to one row by its key."""
    own = of_row(table, key)
    url = datasette.urls.path(own) if own else datasette.urls.row(DATABASE, table, tilde_encode(key))
    return Markup('<a href="{}" title="{}">{}</a>').format(url, key, label)


async def _named_link(datasette: Any, column: str, key: str) -> Markup:
    table, name = NAMED[column]
    label = await name_of(datasette, table, name, key)
    if label is None:
        return Markup('<span title="{}">{}</span>').format(key, key)
    return link(datasette, table, key, label if len(label) <= CUT else label[:CUT] + "…")


async def name_of(datasette: Any, table: str, column: str, key: str) -> str | None:
    """Look up what a row is called, by its id; None when there is no such row."""
    kept = _names.get((table, key))
    if kept and monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1]
    found = await datasette.get_database(DATABASE).execute(
        f'SELECT "{column}" FROM "{table}" WHERE id = ?', (key,)
    )
    label = str(found.rows[0][0]) if found.rows else None
    if len(_names) > 50_000:
        _names.clear()
    _names[table, key] = (monotonic(), label)
    return label


@hookimpl
def asgi_wrapper(datasette: Any) -> Any:
    """Remember whether a row's own page is asked for: there long texts stand in full."""
    prefix = datasette.setting("base_url")

    def wrap(app: Any) -> Any:
        async def noticing(scope: Any, receive: Any, send: Any) -> None:
            path = str(scope.get("path", ""))
            rest = path[len(prefix) :] if path.startswith(prefix) else path.lstrip("/")
            _ROW_PAGE.set(rest.count("/") >= 2)
            _WHOLE.set(_ROW_PAGE.get() or b"_all=" in scope.get("query_string", b""))
            await app(scope, receive, send)

        return noticing

    return wrap
