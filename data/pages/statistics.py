"""统计分析：applications, outcomes, reviews and suits of a region, year by year, with their definitions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from data.desk import charts, places, sums
from data.desk.asking import Asked, Row
from data.forms import forms
from data.records import Figure, FigureSum

ADDRESS = r"/statistics$"


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
    found = defaultdict[int, list[FigureSum]](list)
    for each in await sums.figure_sums(asked, region):
        found[each.year].append(each)
    rows = [_year(year, found[year]) for year in sorted(found)]
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


def _year(year: int, by_form: Sequence[FigureSum]) -> Row:
    """Take the forms of one year together and work out the shares."""
    totals = Counter[str]()
    for each in by_form:
        totals.update(each.sums)

    def total(*cells: str) -> Figure | None:
        given = [totals[cell] for cell in cells if cell in totals]
        return round(sum(given), 4) if given else None

    results = {name: total(*(f"t3.{line}.total" for line in lines)) for name, lines in outcomes().items()}
    every = sum(each or 0 for each in results.values())
    reviews, corrected = total("t4.review.total"), total("t4.review.corrected")
    return {
        "year": year,
        "reports": sum(each.reports for each in by_form),
        "received": total("t3.new_received.total"),
        "processed": total("t3.total_processed.total"),
        "results": results,
        "shares": {name: round(100 * (n or 0) / every, 1) if every else None for name, n in results.items()},
        "reviews": reviews,
        "rate": round(100 * (corrected or 0) / reviews, 1) if reviews else None,
        "suits": total("t4.suit_direct.total", "t4.suit_after_review.total"),
    }
