"""汇总底稿: every cell of the form summed over many reports, and how far each sum can be trusted.

A cell that is blank or in doubt adds nothing: where there are such, the sum is a lower bound and says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.desk.asking import Asked, Row
from data.records import Figure, FigureSum
from data.summaries import CELLS, SUMMED, doubts_query, figure_sum, sums_query

FORM = "fmt_2021"


async def figure_sums(asked: Asked, region: str, year: int | None = None) -> list[FigureSum]:
    """Give the figures of a region summed, a record a year and form: of one year, or of every year.

    Governments, which sum themselves, vertical agencies and who owes no report are left out. Provinces and
    cities have been added up by check; counties and what is smaller are added up here.
    """
    if len(region) in SUMMED:
        return [_stored(row) for row in await asked.ask("figure_sums", place=region, year=year)]
    where = "standings.division_code GLOB :like AND (:year IS NULL OR standings.year = :year)"
    given = {"like": f"{region}*", "place": region, "year": year}
    found = []
    for form in CELLS:
        doubts = await asked.rows(doubts_query(form, ":place", where), **given)
        rows = await asked.rows(sums_query(form, ":place", where), **given)
        listed = [list(doubt.values()) for doubt in doubts]
        found += [figure_sum(form, list(row.values()), listed) for row in rows]
    return found


async def figure_sums_below(
    asked: Asked, region: str, length: int, years: tuple[int, ...]
) -> list[FigureSum]:
    """Give them for every place of a region of so many digits that check has added up."""
    found = await asked.ask("figure_sums_below", like=f"{region}*", length=length, years=json.dumps(years))
    return [_stored(row) for row in found]


def _stored(row: Row) -> FigureSum:
    texts = {name: json.loads(row[name]) for name in ("sums", "filled", "unsure")}
    return FigureSum(**{**row, **texts})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Sums by cell over `reports` reports, how many had a figure there, and how many were in doubt."""

    reports: int
    totals: Mapping[str, Figure]
    counted: Mapping[str, int]
    unsure: Mapping[str, int]


def sums(published: Iterable[FigureSum], entered: Iterable[Mapping[str, Figure]]) -> Sums:
    """Take the published reports of the present form together with what was entered by hand for others."""
    ours = next((each for each in published if each.form == FORM), None)
    reports = ours.reports if ours else 0
    totals: dict[str, Figure] = dict(ours.sums) if ours else {}
    counted = dict(ours.filled) if ours else {}
    for cells in entered:
        reports += 1
        for cell, figure in cells.items():
            if cell in CELLS[FORM]:
                totals[cell] = totals.get(cell, 0) + figure
                counted[cell] = counted.get(cell, 0) + 1
    return Sums(reports=reports, totals=totals, counted=counted, unsure=ours.unsure if ours else {})


def beside(cell: str, label: str, found: Sums, own: Row) -> Row:
    """Set one sum beside what the government's own report states; what is missing in either says so."""
    total, stated = found.totals.get(cell), own.get(cell)
    if isinstance(total, float):
        total = round(total, 4)
    unsure = found.unsure.get(cell, 0)
    blank = max(found.reports - found.counted.get(cell, 0) - unsure, 0)
    differs = total is not None and stated is not None and total != stated
    delta = round(stated - total, 4) if differs and stated is not None and total is not None else None
    least = bool(blank or unsure) and total is not None
    return {
        "label": label,
        "sum": total,
        "least": least,
        "blank": blank,
        "unsure": unsure,
        "own": stated,
        "delta": delta,
        # What blank and doubtful cells may still bring: then the difference accuses nobody.
        "open": least and delta is not None and delta > 0,
    }
