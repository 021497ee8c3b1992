"""汇总底稿：tables 2, 3 and 4 summed over a region's units, beside the government's own report."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from datasette import Response

from data.desk import entries, places, sums
from data.desk.asking import Asked, Row
from data.desk.workbooks import Value, workbook
from data.forms import Line, form
from data.registry.divisions import division_prefix

ADDRESS = r"/rollup(?P<sheet>\.xlsx)?$"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

HEADS = (
    "表", "项目", "列", "加总", "是否下限", "空白家数", "存疑家数", "本级政府年度报告", "相差", "差额说明"
)  # fmt: skip
OPEN = "空白、存疑项补齐后可能消除"
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
    entered = await _entered(asked, units, year)
    summed = await sums.sums(asked, [each["cells"] for each in entered], **scope)
    own = await _own(asked, region, year)
    handed = {each["id"] for each in entered}
    return {
        "year": year,
        "years": sorted(years, reverse=True),
        "unclear": asked.unclear(years),
        "region": region,
        "place": await places.name(asked, region),
        "own": own,
        "counted": [unit for unit in units if unit["form"] == sums.FORM],
        "entered": entered,
        "other_form": [unit for unit in units if unit["report_id"] and unit["form"] != sums.FORM],
        "missing": [unit for unit in units if not unit["report_id"] and unit["id"] not in handed],
        "doubtful": sum(bool(found) for found in summed.unsure.values()),
        "tables": [
            (TITLES[table], [_row(table, line, summed, own or {}) for line in lines])
            for table, lines in form(sums.FORM).tables().items()
        ],
    }


async def _entered(asked: Asked, units: Sequence[Row], year: int) -> list[Row]:
    """List the units of which nothing was seen on the web but a report was entered by hand."""
    every = await asyncio.to_thread(entries.of_year, asked.folder, year)
    return [
        {**unit, "cells": every[unit["id"]].cells, "source": entries.source_words(every[unit["id"]])}
        for unit in units
        if not unit["report_id"] and unit["id"] in every and every[unit["id"]].cells
    ]


def _workbook(summed: Row) -> Response:
    """Write a row a cell of the form, then the units that are not in the sums."""
    title = f"{summed['place'] or '全部地区'}{summed['year']}年度汇总底稿"
    rows: list[Sequence[Value]] = [
        (
            table,
            f"{row['group'] or ''}{row['label']}",
            cell["label"],
            cell["sum"],
            "下限" if cell["least"] else "",
            cell["blank"],
            cell["unsure"],
            cell["own"],
            cell["delta"],
            OPEN if cell["open"] else "",
        )
        for table, its_rows in summed["tables"]
        for row in its_rows
        for cell in row["cells"]
    ]
    rows += [(f"已计入：{unit['source']}", unit["name"]) for unit in summed["entered"]]
    for reason, name in (("未计入：尚无可读取的年度报告", "missing"), ("未计入：格式不同", "other_form")):
        rows += [(reason, unit["name"]) for unit in summed[name]]
    name = f"attachment; filename=rollup.xlsx; filename*=UTF-8''{quote(title)}.xlsx"
    body = workbook(title, HEADS, rows)
    return Response(body, content_type=SHEET, headers={"content-disposition": name})


async def _own(asked: Asked, region: str, year: int) -> Row | None:
    """Give the figures of the region's own government report of the year."""
    found = await asked.ask("rollup_government", year=year, like=f"{region}*")
    return next((row for row in found if division_prefix(row["division_code"]) == region), None)


def _row(table: str, line: Line, summed: sums.Sums, own: Row) -> Row:
    cells = [
        sums.beside(f"{table}.{line.key}.{column.key}", column.label, summed, own) for column in line.columns
    ]
    return {"group": line.group, "label": line.label, "cells": cells}
