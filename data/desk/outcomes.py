"""What a region's reports of a year say together: applications, outcomes, reviews, suits, their shares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from data.desk.asking import Asked, Row
from data.forms import forms
from data.records import Figure, FigureSum


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


def year_of(year: int, by_form: Sequence[FigureSum]) -> Row:
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


@cache
def cells() -> tuple[str, ...]:
    """List the cells that `year_of` needs."""
    lines = dict.fromkeys(line for each in outcomes().values() for line in each)
    ours = ("new_received", "total_processed", *lines)
    disputes = ("review.total", "review.corrected", "suit_direct.total", "suit_after_review.total")
    return (*(f"t3.{line}.total" for line in ours), *(f"t4.{each}" for each in disputes))


async def by_place(asked: Asked, like: str, length: int, year: int) -> list[FigureSum]:
    """Add up what `year_of` needs for every place of a region, of a year and of the year before."""
    shown = ", ".join(f'sum("{cell}") AS "{cell}"' for cell in cells())
    rows = await asked.rows(
        "SELECT substr(standings.division_code, 1, :length) AS place, standings.year, "
        f"count(*) AS reports, {shown} "
        "FROM standings JOIN figures ON figures.report_id = standings.report_id "
        "WHERE standings.year IN (:year, :year - 1) AND standings.division_code GLOB :like "
        "AND standings.kind NOT IN ('government', 'vertical_agency') AND standings.standing <> 'exempt' "
        "GROUP BY 1, 2",
        like=like,
        length=length,
        year=year,
    )
    return [
        FigureSum(
            year=row["year"],
            place=row["place"],
            form="",
            reports=row["reports"],
            sums={cell: row[cell] for cell in cells() if row[cell] is not None},
            filled={},
            unsure={},
        )
        for row in rows
    ]
