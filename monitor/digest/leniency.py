"""Late by the calendar, and yet counted as in time: on the first working day after, or acquitted. Pure.

Mail and circular count alike: a report of the first working day after its due day is only a hint, and what an
officer has acquitted (说明成立, 系统误判) is no lateness.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.records import Coverage, Finding, Holiday
from monitor.due import first_working_day_after

ACQUITTED = ("explained", "mistaken")
LATE_RULES = ("late-report", "late-local")


def by_next_working_day(row: Coverage, holidays: Iterable[Holiday]) -> bool:
    """Tell whether a report came after its due day, by the first working day that follows."""
    if row.due_on is None or row.published_on is None or row.published_on <= row.due_on:
        return False
    return row.published_on <= first_working_day_after(row.due_on, holidays)


def next_day(rows: Iterable[Coverage], holidays: Sequence[Holiday]) -> frozenset[str]:
    """Give the unit-years (`unit/year`) that were published on the first working day after their due day."""
    return frozenset(f"{row.unit_id}/{row.year}" for row in rows if by_next_working_day(row, holidays))


def acquitted(findings: Iterable[Finding]) -> frozenset[str]:
    """Give the unit-years of which an officer has settled that they were not late."""
    return frozenset(
        f"{each.unit_id}/{each.year}"
        for each in findings
        if each.rule_id in LATE_RULES and each.status in ACQUITTED
    )
