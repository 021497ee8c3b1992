"""汇总底稿: every cell of the form summed over many reports, and how far each sum can be trusted.

A cell that is blank or in doubt adds nothing: where there are such, the sum is a lower bound and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.desk.asking import Asked, Row
from data.forms import form
from data.records import Figure

FORM = "fmt_2021"
# What is summed of a region's year: not governments, which sum themselves, nor vertical agencies.
_SUMMED = (
    "SELECT coverage.report_id FROM coverage JOIN units ON units.id = coverage.unit_id "
    "JOIN reports ON reports.id = coverage.report_id "
    f"WHERE coverage.year = :year AND units.division_code GLOB :like AND reports.form = '{FORM}' "
    "AND units.kind NOT IN ('government', 'vertical_agency')"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Sums by cell over `reports` reports, how many had a figure there, and how many were in doubt."""

    reports: int
    totals: Mapping[str, Figure]
    counted: Mapping[str, int]
    unsure: Mapping[str, int]


async def sums(asked: Asked, entered: Iterable[Mapping[str, Figure]], **scope: object) -> Sums:
    """Add up the published reports of a region's year and what was entered by hand for others."""
    row = await asked.one(_query(), **scope) or {}
    doubts = "SELECT cell, count(*) AS n FROM odd_cells WHERE state IN ('uncertain', 'unreadable') "
    unsure = await asked.rows(f"{doubts} AND report_id IN ({_SUMMED}) GROUP BY cell", **scope)
    reports = row.get("reports") or 0
    totals = {cell: row[cell] for cell in form(FORM).cells() if row.get(cell) is not None}
    counted = {cell: row.get(f"n.{cell}") or 0 for cell in form(FORM).cells()}
    for cells in entered:
        reports += 1
        for cell, figure in cells.items():
            if cell in counted:
                totals[cell] = totals.get(cell, 0) + figure
                counted[cell] += 1
    found = {each["cell"]: each["n"] for each in unsure}
    return Sums(reports=reports, totals=totals, counted=counted, unsure=found)


def _query() -> str:
    """Write the query that sums and counts every cell of the form."""
    shown = ", ".join(
        f'sum("{cell}") AS "{cell}", count("{cell}") AS "n.{cell}"' for cell in form(FORM).cells()
    )
    return f"SELECT count(*) AS reports, {shown} FROM figures WHERE report_id IN ({_SUMMED})"


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
