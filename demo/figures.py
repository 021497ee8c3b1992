"""The figures of the demo country's reports: consistent within a report and from year to year.

`true_figures` is what the register would show; `printed_figures` what the page prints, with the misprints of
demo/country.py. Figures are drawn once per unit with a fixed seed, so that every build is the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from random import Random

from data.forms import Form, form
from data.records import Figure
from demo.copies import SAME_TABLES
from demo.country import YEARS, DemoUnit
from demo.misprints import MISPRINTS
from demo.publications import Publication
from demo.units import unit as unit_of
from demo.variants import variant

Cells = dict[str, Figure]
PrintedCells = dict[str, Figure | str | None]

FORM = form("fmt_2021")
WHO = tuple(column.key for column in FORM.table3[0].columns if column.key != "total")
WHO_WEIGHTS = (70, 18, 1, 3, 6, 2)
OUTCOME_WEIGHTS = {
    "granted": 46,
    "partially_granted": 9,
    "denied_law_prohibited": 1,
    "denied_third_party": 3,
    "denied_internal_affairs": 3,
    "denied_process_info": 3,
    "denied_enforcement_file": 3,
    "denied_admin_inquiry": 4,
    "unable_not_held": 17,
    "unable_needs_creation": 3,
    "unable_unclear": 1,
    "refused_petition": 2,
    "refused_repeat": 2,
    "other_no_correction": 2,
    "other_misc": 1,
}
CARRY_FROM = 8  # units with fewer applications close them all within the year
DISPUTE_WEIGHTS = {"upheld": 5, "corrected": 1, "other": 3, "pending": 2}


def _drawn(dice: Random, weights: dict[str, int], count: int) -> Counter[str]:
    return Counter(dice.choices(tuple(weights), tuple(weights.values()), k=count))


def _row(cells: Cells, row: str, counts: Counter[str]) -> None:
    for who in WHO:
        cells[f"t3.{row}.{who}"] = counts[who]
    cells[f"t3.{row}.total"] = counts.total()


def _requests(dice: Random, new: int, brought: Counter[str]) -> tuple[Cells, Counter[str]]:
    """Draw table 3 of one year and what is left over for the next."""
    received = _drawn(dice, dict(zip(WHO, WHO_WEIGHTS, strict=True)), new)
    open_now = received + brought
    left: Counter[str] = Counter()
    if open_now["natural_person"] >= CARRY_FROM:
        left["natural_person"] = dice.randint(0, open_now["natural_person"] // 5)
    outcomes: dict[str, Counter[str]] = {row: Counter() for row in FORM.parts()}
    for who in WHO:
        for row, count in _drawn(dice, OUTCOME_WEIGHTS, open_now[who] - left[who]).items():
            outcomes[row][who] = count
    cells: Cells = {}
    _row(cells, "new_received", received)
    _row(cells, "carried_in", brought)
    for row, counts in outcomes.items():
        _row(cells, row, counts)
    _row(cells, "total_processed", open_now - left)
    _row(cells, "carried_out", left)
    return cells, left


def _disputes(dice: Random, unit: DemoUnit) -> Cells:
    cells: Cells = {}
    for route, most in (("review", 4), ("suit_direct", 2), ("suit_after_review", 1)):
        results = _drawn(dice, DISPUTE_WEIGHTS, dice.randint(0, most) if unit.disputes else 0)
        for result in DISPUTE_WEIGHTS:
            cells[f"t4.{route}.{result}"] = results[result]
        cells[f"t4.{route}.total"] = results.total()
    return cells


def _proactive(dice: Random, unit: DemoUnit, valid: int) -> tuple[Cells, int]:
    """Draw table 2 of one year; `valid` is how many documents were in force before."""
    made = dice.randint(0, 3) if unit.documents else 0
    repealed = dice.randint(0, min(2, valid))
    cells: Cells = {f"t2.regulations.{measure}": 0 for measure in ("made", "repealed", "valid")}
    valid = valid + made - repealed
    cells |= {
        "t2.normative_docs.made": made,
        "t2.normative_docs.repealed": repealed,
        "t2.normative_docs.valid": valid,
    }
    for kind, scale in zip(("licensing", "penalty", "coercion"), unit.decisions, strict=True):
        cells[f"t2.{kind}.decisions"] = round(scale * dice.uniform(0.85, 1.15))
    fees = unit.decisions[0] * dice.uniform(0.02, 0.03) if unit.decisions[0] > 100 else 0
    cells["t2.admin_fees.amount_wan"] = round(fees, 2) or 0
    return cells, valid


@cache
def _series(unit: DemoUnit) -> tuple[Cells, ...]:
    """Draw all years of a unit in turn: what one year leaves over, the next takes up."""
    dice = Random(f"{unit.id}/figures")
    valid, brought = unit.documents, Counter[str]()
    years: list[Cells] = []
    for place, year in enumerate(YEARS):
        if (unit.id, year) in SAME_TABLES:
            years.append(years[-1])
            continue
        proactive, valid = _proactive(dice, unit, valid)
        requests, brought = _requests(dice, unit.requests[place], brought)
        years.append({**proactive, **requests, **_disputes(dice, unit)})
    return tuple(years)


def true_figures(unit: DemoUnit, year: int) -> Cells:
    """Give every cell of one report as the unit's register would have it."""
    return dict(_series(unit)[YEARS.index(year)])


def printed_figures(report: Publication, *, later: bool = False) -> PrintedCells:
    """Give every cell of one report as its page prints it; None is a blank. `later`: once it was changed."""
    if report.unit_id is None:
        raise ValueError(f"{report.title} is no report and has no figures")
    odd = variant(report.unit_id, report.year)
    cells: PrintedCells = {**true_figures(unit_of(report.unit_id), report.year)}
    cells.update(_misprinted(report))
    cells.update(odd.words)
    if later and odd.changed:
        cells.update(odd.changed.cells)
    return cells if odd.form == FORM.id else _in_old_form(cells, form(odd.form))


def _in_old_form(cells: PrintedCells, old: Form) -> PrintedCells:
    """Say the same in the form of 2019: one row for all other handling, and counts of items, here all 0."""
    made = {
        "t2.normative_docs.newly_made": cells["t2.normative_docs.made"],
        "t2.normative_docs.newly_published": cells["t2.normative_docs.made"],
        "t2.normative_docs.published_total": cells["t2.normative_docs.valid"],
    }
    for who in (*WHO, "total"):
        parts = [cells[f"t3.{row}.{who}"] for row in FORM.parts() if row.startswith("other_")]
        made[f"t3.other_handling.{who}"] = sum(part for part in parts if isinstance(part, int))
    return {cell: made.get(cell, cells.get(cell, 0)) for cell in old.cells()}


def _misprinted(report: Publication) -> Iterator[tuple[str, Figure | None]]:
    for misprint in MISPRINTS:
        if (misprint.unit_id, misprint.year, misprint.corrected) == (
            report.unit_id,
            report.year,
            report.corrected,
        ):
            yield from misprint.cells
