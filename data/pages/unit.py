"""单位档案：one unit through the years, what it reported, what was found, how its website does."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from data.desk import charts, entries, season
from data.desk.asking import Asked, Row
from data.desk.officers import may_decide
from data.words import STANDINGS, said

ADDRESS = r"/unit/(?P<id>[^/]+)$"


async def page(asked: Asked) -> Mapping[str, object]:
    """Gather everything about one unit."""
    unit = await asked.must("unit_one", id=asked.part("id"))
    years = [_year(row) for row in await asked.ask("unit_years", unit=unit["id"])]
    walks = await asked.ask(
        "walks_for", portal=unit["portal_id"], unit=unit["id"], own=unit["column_url"] or ""
    )
    return {
        "unit": unit,
        "before": await asked.rows("SELECT id, name FROM units WHERE successor_id = :id", id=unit["id"]),
        "years": years,
        "findings": await asked.ask("unit_findings", unit=unit["id"], officer=bool(asked.officer)),
        "charts": _charts(years[::-1]),
        "walks": walks[:5],
        **await _office(asked, unit),
    }


async def _office(asked: Asked, unit: Row) -> Row:
    """Gather what only officers of the region may read: contacts, and what was entered by hand."""
    if asked.officer is None or not may_decide(asked.officer, unit["division_code"] or ""):
        return {}
    entered = await asyncio.to_thread(entries.of_unit, asked.folder, unit["id"])
    return {
        "contacts": await asyncio.to_thread(season.contacts, unit["id"]),
        "entered": {year: entries.source_words(each) for year, each in entered.items()},
    }


def _year(row: Row) -> Row:
    words = STANDINGS[row["standing"]] if row["state"] != "defective" else said("state", "defective")
    return {**row, "words": words}


def _charts(years: list[Row]) -> list[charts.Chart]:
    """Draw the small multiples: applications, share granted, reviews and suits."""

    def series(title: str, values: list[float | None]) -> charts.Chart:
        shown = [(str(row["year"]), value, False) for row, value in zip(years, values, strict=True)]
        return charts.bars(title, shown, step=56)

    if not any(row["received"] is not None for row in years):
        return []
    return [
        series("本年新收申请（件）", [row["received"] for row in years]),
        series("予以公开和部分公开占办理总计（%）", [_share(row) for row in years]),
        series(
            "行政复议和行政诉讼（件）",
            [_sum(row, "reviews", "suits_direct", "suits_after") for row in years],
        ),
    ]


def _sum(row: Row, *names: str) -> float | None:
    values = [row[name] for name in names if row[name] is not None]
    return sum(values) if values else None


def _share(row: Row) -> float | None:
    granted = _sum(row, "granted", "partially_granted")
    return round(100 * granted / row["processed"], 1) if row["processed"] and granted is not None else None
