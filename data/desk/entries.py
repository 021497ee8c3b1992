"""人工录入: reports handed in on paper or by mail, kept beside what was seen on the web and never as such.

Everything stands in office.db. An entry proves that something was handed in, not that it was published:
coverage knows nothing of it. Its figures count in sums until a published report is seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from data.records import HandReport
from data.store import Store

SOURCES = {"paper": "纸质", "email": "电子邮件", "message": "政务即时通信", "other": "其他方式"}
MARK = "人工录入"


def history(folder: Path, unit_id: str, year: int) -> Sequence[HandReport]:
    """Give everything entered for a unit's year, the oldest first."""
    with Store(folder) as store:
        return tuple(store.rows(HandReport, "unit_id = ? AND year = ? ORDER BY at, id", (unit_id, year)))


def standing(entered: Sequence[HandReport]) -> HandReport | None:
    """Give the entry that counts: the latest, unless it takes the others back."""
    return None if not entered or entered[-1].withdrawn else entered[-1]


def of_year(folder: Path, year: int) -> Mapping[str, HandReport]:
    """Give the entry that counts of every unit for a year."""
    with Store(folder) as store:
        latest = {each.unit_id: each for each in store.rows(HandReport, "year = ? ORDER BY at, id", (year,))}
    return {unit: each for unit, each in latest.items() if not each.withdrawn}


def source_words(entered: HandReport) -> str:
    """Say where an entry comes from, as it stands wherever its figures do."""
    return f"{MARK}（{SOURCES[entered.source]}，{entered.received_on.isoformat()}收到）"
