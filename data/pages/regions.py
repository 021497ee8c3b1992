"""地区情况: the places of a region beside each other and beside the year before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import product

from data.desk import addresses, places, sums
from data.desk.asking import Asked, Row
from data.desk.outcomes import by_place, year_of
from data.records import FigureSum
from data.summaries import LENGTHS, SUMMED

ADDRESS = r"/regions$"


async def page(asked: Asked) -> Mapping[str, object]:
    """Compare the places below the chosen one, this year with the year before."""
    years = [row["year"] for row in await asked.ask("years")]
    region, year = asked.region(), asked.year(years) or max(years, default=0)
    below = await places.inside(asked, region)
    length = len(below[0][0]) if below else 0
    scope = {"year": year, "like": f"{region}*", "length": length}
    counted = await asked.ask("regions_findings", **scope) if length in LENGTHS else []
    figures = await _figures(asked, region, [code for code, _ in below], year)
    found = Counter({(row["place"], row["year"], row["severity"]): row["n"] for row in counted})
    return {
        "region": region,
        "year": year,
        "years": years,
        "unclear": asked.unclear(years),
        "place": await places.name(asked, region),
        "counted": bool(counted),
        "rows": [
            {
                "code": code,
                "name": name,
                "problems": _both(found, code, year, "error"),
                "doubts": _both(found, code, year, "warning"),
                "now": figures[code, year],
                "before": figures[code, year - 1],
            }
            for code, name in below
        ],
        "rules": await _rules(asked, region, year),
    }


def _both(found: Counter[tuple[str, int, str]], code: str, year: int, severity: str) -> Row:
    now, before = found[code, year, severity], found[code, year - 1, severity]
    return {"now": now, "before": before, "more": now - before}


async def _figures(
    asked: Asked, region: str, codes: Sequence[str], year: int
) -> Mapping[tuple[str, int], Row]:
    """Give what the reports of each place say together in both years, with the share of requests granted.

    Provinces and cities have been added up by check; counties and towns are added up here, in one question.
    """
    found = defaultdict[tuple[str, int], list[FigureSum]](list)
    length = len(codes[0]) if codes else 0
    if length in SUMMED:
        for stored in await sums.figure_sums_below(asked, region, length, (year, year - 1)):
            found[stored.place, stored.year].append(stored)
    else:
        for one in await by_place(asked, f"{region}*", length, year):
            found[one.place, one.year].append(one)
    return {
        key: {**said, "granted": said["shares"].get("予以公开")}
        for key in product(codes, (year, year - 1))
        for said in [year_of(key[1], found[key])]
    }


async def _rules(asked: Asked, region: str, year: int) -> list[Row]:
    """Count each rule's findings of both years in the region itself."""
    if len(region) not in LENGTHS:
        return []
    rows = await asked.ask("regions_rules", year=year, place=region)
    return [
        {
            **row,
            "more": row["now"] - row["before"],
            "url": addresses.rows("findings", year=year, rule_id=row["rule_id"]),
        }
        for row in rows
    ]
