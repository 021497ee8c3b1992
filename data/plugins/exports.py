"""Datasette plugin: `.xlsx` beside `.json` and `.csv`, for every table and query."""

# mypy: allow-untyped-decorators
# (hookimpl comes from a library without types)

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from datasette import Response, hookimpl

from data.desk.tables import heading
from data.desk.workbooks import plain, workbook

DATABASE = "nianjian"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMED = {"unit_id": ("units", "name"), "portal_id": ("portals", "name"), "rule_id": ("rules", "name_zh")}


@hookimpl
def register_output_renderer() -> dict[str, Any]:
    """Offer Excel workbooks."""
    return {"extension": "xlsx", "render": _render}


async def _render(datasette: Any, columns: list[str], rows: list[Any], request: Any) -> Response:
    # `table` is the query's name on a query page, which metadata.yaml does not know
    name = str(request.url_vars.get("table", ""))
    tables = datasette.metadata("tables", database=DATABASE) or {}
    queries = await datasette.get_canned_queries(DATABASE, request.actor)
    told = tables.get(name) or queries.get(name) or {}
    names = {column: await _names(datasette, column, rows) for column in columns if column in NAMED}
    table = name if name in tables else None

    def said(row: Any, column: str) -> Any:
        return names.get(column, {}).get(row[column]) or plain(table, column, row[column], row)

    values = [[said(row, column) for column in columns] for row in rows]
    title = str(told.get("title", name))
    heads = [heading(tables.get(name, {}), column).label for column in columns]
    disposition = f"attachment; filename=\"{quote(name)}.xlsx\"; filename*=UTF-8''{quote(title)}.xlsx"
    headers = {"content-disposition": disposition}
    return Response(workbook(title, heads, values), content_type=TYPE, headers=headers)


async def _names(datasette: Any, column: str, rows: list[Any]) -> Mapping[object, str]:
    """Name what the ids of one column stand for."""
    table, name = NAMED[column]
    wanted = {row[column] for row in rows if row[column]}
    marks = ", ".join("?" * len(wanted))
    found = await datasette.get_database(DATABASE).execute(
        f'SELECT id, "{name}" FROM "{table}" WHERE id IN ({marks})', list(wanted)
    )
    return {row[0]: row[1] for row in found.rows}
