"""统计分析：applications, outcomes, reviews and suits of a region, year by year, with their definitions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from data.desk import charts, places
from data.desk.asking import Asked, Row
from data.forms import forms

ADDRESS = r"/statistics$"

ROUTES = ("review", "suit_direct", "suit_after_review")


@cache
def outcomes() -> Mapping[str, tuple[str, ...]]:
    """Group the lines of table 3 under the printed headings （一） to （六）."""
    found: dict[str, tuple[str, ...]] = {}
    for each in forms():
        for line in each.table3:
            if line.part:
                heading = re.sub(r"^（.）|（.*$", "", line.group or line.label)
                found[heading] = tuple(dict.fromkeys((*found.get(heading, ()), line.key)))
    return found


async def page(asked: Asked) -> Mapping[str, object]:
    """Sum every year of the chosen region."""
    region = asked.region()
    rows = [_year(row) for row in await asked.rows(_query(), like=f"{region}*")]
    series = [(str(row["year"]), row["received"], False) for row in rows]
    rates = [(str(row["year"]), row["rate"], False) for row in rows]
    return {
        "region": region,
        "unclear": asked.unclear(),
        "place": await places.name(asked, region),
        "places": await places.inside(asked, region),
        "years": rows[::-1],
        "outcomes": list(outcomes()),
        "charts": [
            charts.bars("本年新收申请（件）", series, step=64),
            charts.bars("行政复议纠错率（%）", rates, step=64),
        ]
        if rows
        else [],
    }


def _query() -> str:
    """Write the query that sums what is needed, a row a year."""
    results = ", ".join(
        "sum(" + " + ".join(f'coalesce("t3.{line}.total", 0)' for line in lines) + f') AS "{name}"'
        for name, lines in outcomes().items()
    )
    columns = [f"{route}.{column}" for route in ROUTES for column in ("total", "corrected")]
    disputes = ", ".join(f'sum("t4.{column}") AS "{column}"' for column in columns)
    return (
        'SELECT coverage.year, count(*) AS reports, sum("t3.new_received.total") AS received, '
        f'sum("t3.total_processed.total") AS processed, {results}, {disputes} '
        "FROM coverage JOIN units ON units.id = coverage.unit_id "
        "JOIN figures ON figures.report_id = coverage.report_id "
        "WHERE units.division_code GLOB :like AND units.kind NOT IN ('government', 'vertical_agency') "
        "GROUP BY coverage.year ORDER BY coverage.year"
    )


def _year(row: Row) -> Row:
    settled = row["review.total"]
    rate = round(100 * (row["review.corrected"] or 0) / settled, 1) if settled else None
    total = sum(row[name] or 0 for name in outcomes())
    shares = {name: round(100 * (row[name] or 0) / total, 1) if total else None for name in outcomes()}
    suits = (row["suit_direct.total"] or 0) + (row["suit_after_review.total"] or 0)
    return {**row, "rate": rate, "shares": shares, "suits": suits}
