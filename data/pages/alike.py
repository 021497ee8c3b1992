"""雷同清单: findings on copies by the share of words they have in common, each with its comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from datasette import Response

from data.desk import places
from data.desk.asking import Asked, Row
from data.desk.files import spreadsheet
from data.desk.workbooks import Value, workbook
from data.words import SECTIONS, said

ADDRESS = r"/alike(?P<sheet>\.xlsx)?$"
SIZE = 200
ALL = 5_000  # rows of a workbook
HEADS = (
    *("单位", "行政区划代码", "报告年度", "问题名称", "程度", "复核结论", "部分"),
    *("对照单位", "对照年度", "重复率（%）", "最长连续相同字数", "情况说明"),
)


async def page(asked: Asked) -> Response | Mapping[str, object]:
    """List one year's findings on copies, the most alike first, or give all as a workbook."""
    years = [row["year"] for row in await asked.ask("years")]
    region, year = asked.region(), asked.year(years) or max(years, default=0)
    whole, start = bool(asked.part("sheet")), asked.number("start") or 0
    size = ALL if whole else SIZE
    scope = {"year": year, "like": f"{region}*", "size": size, "offset": 0 if whole else start}
    found = await asked.ask("alike", **scope)
    rows = [
        {**row, "part": SECTIONS.get(row["section"] or "", ""), "percent": _percent(row)} for row in found
    ]
    if whole:
        return _sheet(rows[:size], year)
    here = f"?year={year}&region={region}"
    return {
        "rows": rows[:size],
        "year": year,
        "years": years,
        "region": region,
        "unclear": asked.unclear(years),
        "place": await places.name(asked, region),
        "here": here,
        "next": f"{here}&start={start + SIZE}" if len(found) > SIZE else None,
        "previous": f"{here}&start={max(start - SIZE, 0)}" if start else None,
    }


def _percent(row: Row) -> float | None:
    return None if row["share"] is None else round(100 * row["share"], 1)


def _sheet(rows: Sequence[Row], year: int) -> Response:
    title = f"{year}年度内容雷同清单"
    lines: list[Sequence[Value]] = [
        (
            row["unit"],
            row["division_code"],
            row["year"],
            row["name"],
            said("severity", row["severity"]),
            said("status", row["status"]),
            row["part"],
            row["source"],
            row["source_year"],
            row["percent"],
            row["run"],
            row["message"],
        )
        for row in rows
    ]
    return spreadsheet(title, workbook(title, HEADS, lines))
