"""汇总底稿：tables 2, 3 and 4 summed over a region's units, beside the government's own report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from datasette import Response

from data.desk import places
from data.desk.asking import Asked, Row
from data.desk.workbooks import Value, workbook
from data.forms import Line, form
from data.registry.divisions import division_prefix

ADDRESS = r"/rollup(?P<sheet>\.xlsx)?$"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORM = "fmt_2021"
COLUMNS = ("label", "sum", "empty", "own", "delta")
HEADS = ("表", "项目", "列", "加总", "空白或存疑家数", "本级政府年度报告", "相差")
TITLES = {"t2": "主动公开（表二）", "t3": "申请办理（表三）", "t4": "复议诉讼（表四）"}


async def page(asked: Asked) -> Mapping[str, object] | Response:
    """Show the sums of a region's year, or give them as a workbook."""
    summed = await _summed(asked)
    return _workbook(summed) if asked.part("sheet") else summed


async def _summed(asked: Asked) -> Row:
    """Sum the chosen year of the chosen region; blanks stay blanks and are counted as such."""
    region = asked.region()
    years = [
        row["year"] for row in await asked.rows("SELECT DISTINCT year FROM reports WHERE year IS NOT NULL")
    ]
    year = asked.year(years) or max(years, default=0)
    scope = {"year": year, "like": f"{region}*"}
    units = await asked.ask("rollup_units", **scope)
    sums = await asked.one(_sums(), **scope)
    own = await _own(asked, region, year)
    return {
        "year": year,
        "years": sorted(years, reverse=True),
        "unclear": asked.unclear(years),
        "region": region,
        "place": await places.name(asked, region),
        "own": own,
        "counted": [unit for unit in units if unit["form"] == FORM],
        "other_form": [unit for unit in units if unit["report_id"] and unit["form"] != FORM],
        "missing": [unit for unit in units if not unit["report_id"]],
        "tables": [
            (TITLES[table], [_row(table, line, sums or {}, own or {}) for line in lines])
            for table, lines in form(FORM).tables().items()
        ],
    }


def _workbook(summed: Row) -> Response:
    """Write a row a cell of the form, then the units that are not in the sums."""
    title = f"{summed['place'] or '全部地区'}{summed['year']}年度汇总底稿"
    rows: list[Sequence[Value]] = [
        (
            table,
            f"{row['group'] or ''}{row['label']}",
            cell["label"],
            cell["sum"],
            cell["empty"],
            cell["own"],
            cell["delta"],
        )
        for table, its_rows in summed["tables"]
        for row in its_rows
        for cell in row["cells"]
    ]
    for reason, name in (("未计入：尚无可读取的年度报告", "missing"), ("未计入：格式不同", "other_form")):
        rows += [(reason, unit["name"]) for unit in summed[name]]
    name = f"attachment; filename=rollup.xlsx; filename*=UTF-8''{quote(title)}.xlsx"
    body = workbook(title, HEADS, rows)
    return Response(body, content_type=SHEET, headers={"content-disposition": name})


def _sums() -> str:
    """Write the query that sums and counts every cell of the form."""
    cells = form(FORM).cells()
    shown = ", ".join(f'sum("{cell}") AS "{cell}", count("{cell}") AS "n.{cell}"' for cell in cells)
    return (
        f"SELECT count(*) AS reports, {shown} FROM figures WHERE report_id IN ("
        "SELECT coverage.report_id FROM coverage JOIN units ON units.id = coverage.unit_id "
        "JOIN reports ON reports.id = coverage.report_id "
        f"WHERE coverage.year = :year AND units.division_code GLOB :like AND reports.form = '{FORM}' "
        "AND units.kind NOT IN ('government', 'vertical_agency'))"
    )


async def _own(asked: Asked, region: str, year: int) -> Row | None:
    """Give the figures of the region's own government report of the year."""
    found = await asked.ask("rollup_government", year=year, like=f"{region}*")
    return next((row for row in found if division_prefix(row["division_code"]) == region), None)


def _row(table: str, line: Line, sums: Row, own: Row) -> Row:
    cells = [_cell(f"{table}.{line.key}.{column.key}", column.label, sums, own) for column in line.columns]
    return {"group": line.group, "label": line.label, "cells": cells}


def _cell(cell: str, label: str, sums: Row, own: Row) -> Row:
    total, stated = sums.get(cell), own.get(cell)
    if isinstance(total, float):
        total = round(total, 4)
    empty = (sums.get("reports") or 0) - (sums.get(f"n.{cell}") or 0)
    differs = total is not None and stated is not None and total != stated
    delta = round(stated - total, 4) if differs and stated is not None and total is not None else None
    return {"label": label, "sum": total, "empty": empty, "own": stated, "delta": delta}
