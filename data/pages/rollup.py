"""汇总底稿：tables 2, 3 and 4 summed over a region's units, beside the government's own report."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from datasette import Response

from data.desk import entries, places, sums
from data.desk.asking import Asked, Row
from data.desk.workbooks import Value, workbook
from data.forms import Line, form
from data.records import FigureSum
from data.summaries import LENGTHS

ADDRESS = r"/rollup(?P<sheet>\.xlsx)?$"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

HEADS = (
    "表", "项目", "列", "加总", "是否下限", "空白家数", "存疑家数", "本级政府年度报告", "相差", "差额说明"
)  # fmt: skip
MISSING, OTHER_FORM = "尚无可读取的年度报告", "格式不同"
NAMED = 100  # units named on the page; the workbook names all
OPEN = "空白、存疑项补齐后可能消除"
TITLES = {"t2": "主动公开（表二）", "t3": "申请办理（表三）", "t4": "复议诉讼（表四）"}


async def page(asked: Asked) -> Mapping[str, object] | Response:
    """Show the sums of a region's year, or give them as a workbook."""
    sheet = bool(asked.part("sheet"))
    summed = await _summed(asked, names=-1 if sheet else NAMED)
    return _workbook(summed) if sheet else summed


async def _summed(asked: Asked, *, names: int) -> Row:
    """Sum the chosen year of the chosen region; blanks stay blanks and are counted as such."""
    region = asked.region()
    years = [row["year"] for row in await asked.ask("years")]
    year = asked.year(years) or max(years, default=0)
    every = await sums.figure_sums(asked, region, year)
    entered = await _entered(asked, region, year)
    summed = sums.sums(every, [each["cells"] for each in entered])
    own = await _own(asked, region, year)
    return {
        "year": year,
        "years": years,
        "unclear": asked.unclear(years),
        "region": region,
        "place": await places.name(asked, region),
        "places": await places.inside(asked, region),
        "own": own,
        "counted": summed.reports,
        "entered": entered,
        "left_out": await _left_out(asked, (region, year), every, entered=entered, names=names),
        "doubtful": sum(bool(found) for found in summed.unsure.values()),
        "tables": [
            (TITLES[table], [_row(table, line, summed, own or {}) for line in lines])
            for table, lines in form(sums.FORM).tables().items()
        ],
    }


async def _entered(asked: Asked, region: str, year: int) -> list[Row]:
    """List the units of which nothing was seen on the web but a report was entered by hand."""
    every = await asyncio.to_thread(entries.of_year, asked.folder, year)
    ids = json.dumps([unit for unit, each in every.items() if each.cells])
    return [
        {**unit, "cells": every[unit["id"]].cells, "source": entries.source_words(every[unit["id"]])}
        for unit in await asked.ask("rollup_entered", year=year, like=f"{region}*", ids=ids)
    ]


async def _left_out(
    asked: Asked, of: tuple[str, int], every: Sequence[FigureSum], *, entered: Sequence[Row], names: int
) -> list[Row]:
    """Count and name the units that are not in the sums, with the reason: no report, or another form."""
    region, year = of
    scope = {"year": year, "place": region, "like": f"{region}*", "form": sums.FORM}
    owing = await asked.ask("rollup_owing" if len(region) in LENGTHS else "rollup_owing_small", **scope)
    missing = owing[0]["n"] - sum(each.reports for each in every) - len(entered)
    others = sum(each.reports for each in every if each.form != sums.FORM)
    handed = json.dumps([unit["id"] for unit in entered])
    return [
        {
            "reason": reason,
            "n": n,
            "units": await asked.ask("rollup_units", missing=gone, ids=handed, size=names, **scope),
        }
        for reason, n, gone in ((MISSING, missing, True), (OTHER_FORM, others, False))
        if n > 0
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
    rows += [
        (f"未计入：{left['reason']}", unit["name"]) for left in summed["left_out"] for unit in left["units"]
    ]
    name = f"attachment; filename=rollup.xlsx; filename*=UTF-8''{quote(title)}.xlsx"
    body = workbook(title, HEADS, rows)
    return Response(body, content_type=SHEET, headers={"content-disposition": name})


async def _own(asked: Asked, region: str, year: int) -> Row | None:
    """Give the figures of the region's own government report of the year."""
    codes = [region.ljust(length, "0") for length in (6, 9, 12) if length >= len(region)]
    found = await asked.ask("rollup_government", year=year, codes=json.dumps(codes))
    return found[0] if found else None


def _row(table: str, line: Line, summed: sums.Sums, own: Row) -> Row:
    cells = [
        sums.beside(f"{table}.{line.key}.{column.key}", column.label, summed, own) for column in line.columns
    ]
    return {"group": line.group, "label": line.label, "cells": cells}
