"""Until when a unit must publish its report for a year, on what basis, and for which years it owes one.

What the law and the office's own files say, and nothing of what was seen: monitor/coverage.py judges that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from data.records import Deadline, Holiday, Unit
from data.registry.divisions import covers, division_prefix

# The first year any report can be about: the regulation of 2007 came into force on 1 May 2008.
FIRST_REPORT_YEAR = 2008
# The basis where no deadline row gives one: the office's own list of units says so, or nothing does.
BY_REGISTRY = "单位名录载明"
NOT_LAID_DOWN = "公布时限未作规定"

_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """What one unit owes for one report year.

    `due_on` is the last day on time, None where neither the law nor the office names one; `due_kind` tells
    whether that day is the law's or a local one. `exempt`: nothing is owed, but a report that is there counts
    (`due_on` still tells when it would have been due).
    """

    due_on: date | None
    due_kind: Literal["legal", "local"] | None
    basis: str
    exempt: bool


def obligation(unit: Unit, year: int, deadlines: Sequence[Deadline]) -> Obligation:
    """Tell what a unit owes for a report year.

    The deadline row with the longest matching division code wins, among equals the one that names the kind,
    and it counts whole. `unit.due` replaces its legal day where it has one, else the local one. Without a row
    nothing is owed, unless the registry says so (`owes` 1, or a `due` day); `owes` 0 always exempts, and so
    does the year in which a unit was closed.
    """
    row = _winner(unit, year, deadlines)
    legal, local = (row.legal_due, row.local_due) if row else (None, None)
    if unit.due and legal:
        legal = unit.due
    elif unit.due:
        local = unit.due
    closing = unit.valid_to is not None and unit.valid_to.year <= year
    return Obligation(
        due_on=_day_after(year, legal or local),
        due_kind="legal" if legal else "local" if local else None,
        basis=_basis(unit, row),
        exempt=closing or not _owed(unit, row),
    )


def years(unit: Unit, deadlines: Sequence[Deadline], judged_on: date) -> range:
    """Give the report years a unit is judged for on a day: from its first obligation to the last full year.

    A closed unit ends with the year of its closing. The range may be empty.
    """
    known = [row.from_year or FIRST_REPORT_YEAR for row in deadlines if _concerns(row, unit)]
    founded = unit.valid_from.year if unit.valid_from else FIRST_REPORT_YEAR
    first = max(FIRST_REPORT_YEAR, founded, min(known, default=FIRST_REPORT_YEAR))
    last = judged_on.year - 1
    if unit.valid_to is not None:
        last = min(last, unit.valid_to.year)
    return range(first, last + 1)


def is_working_day(day: date, holidays: Iterable[Holiday]) -> bool:
    """Tell whether offices work on a day: Monday to Friday, unless the calendar says otherwise."""
    told = {holiday.date: holiday.working for holiday in holidays}
    return told.get(day, day.weekday() < _SATURDAY)


def first_working_day_after(day: date, holidays: Iterable[Holiday]) -> date:
    """Give the first working day after a day, that day itself not counted."""
    told = {holiday.date: holiday.working for holiday in holidays}
    day += timedelta(days=1)
    while not told.get(day, day.weekday() < _SATURDAY):
        day += timedelta(days=1)
    return day


def _winner(unit: Unit, year: int, deadlines: Sequence[Deadline]) -> Deadline | None:
    rows = [row for row in deadlines if _concerns(row, unit) and _in_force(row, year)]
    return max(rows, key=_closeness, default=None)


def _owed(unit: Unit, row: Deadline | None) -> bool:
    return unit.owes if unit.owes is not None else row is not None or unit.due is not None


def _basis(unit: Unit, row: Deadline | None) -> str:
    """Name the row's basis; where the list of units overrules or stands alone, say so."""
    if row is not None and unit.owes is not False:
        return row.basis
    return BY_REGISTRY if unit.owes is not None or unit.due else NOT_LAID_DOWN


def _closeness(row: Deadline) -> tuple[int, bool]:
    return len(division_prefix(row.division_code or "")), row.kind is not None


def _concerns(row: Deadline, unit: Unit) -> bool:
    return row.kind in (None, unit.kind) and covers(row.division_code or "", unit.division_code)


def _in_force(row: Deadline, year: int) -> bool:
    return (row.from_year or year) <= year <= (row.to_year or year)


def _day_after(report_year: int, month_day: str | None) -> date | None:
    return date.fromisoformat(f"{report_year + 1}-{month_day}") if month_day else None
