"""统计分析：applications, outcomes, reviews and suits of a region, year by year, with their definitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from data.desk import charts, places, sums
from data.desk.asking import Asked
from data.desk.outcomes import outcomes, year_of
from data.records import FigureSum

ADDRESS = r"/statistics$"


async def page(asked: Asked) -> Mapping[str, object]:
    """Sum every year of the chosen region."""
    region = asked.region()
    found = defaultdict[int, list[FigureSum]](list)
    for each in await sums.figure_sums(asked, region):
        found[each.year].append(each)
    rows = [year_of(year, found[year]) for year in sorted(found)]
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
