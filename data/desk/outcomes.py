"""What a region's reports of a year say together: applications, outcomes, reviews, suits, their shares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from data.desk.asking import Row
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
