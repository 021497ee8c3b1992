"""名录核定 on the desk: which year's list waits to be confirmed, who may do it, what happened since."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.desk.commands import run, workroom
from data.desk.refusals import Refused
from data.desk.season import running
from data.records import Officer, RosterEvent, Unit
from data.registry.divisions import division_prefix
from data.rosters import RosterChange, history
from data.store import Store

COUNTS_FOR = 3  # months after New Year in which last year's list may still be confirmed
LONGEST = 200


def to_confirm(folder: Path, today: date) -> int | None:
    """Give the report year whose list waits to be confirmed: in December this year's, then last year's."""
    year = today.year if today.month == 12 else running(today)
    if COUNTS_FOR < today.month < 12:
        return None
    with Store(folder) as store:
        confirmed = any(store.rows(RosterEvent, "year = ? AND event = 'confirmed'", (year,)))
    return None if confirmed else year


def rosters(folder: Path) -> list[tuple[int, tuple[RosterChange, ...]]]:
    """Tell of every year whose list was ever confirmed what happened to it, the newest year first."""
    with Store(folder) as store:
        years = sorted({event.year for event in store.rows(RosterEvent)}, reverse=True)
        return [(year, history(store, year)) for year in years]


def may_confirm(folder: Path, officer: Officer) -> bool:
    """Tell whether an officer's region holds every unit of the list: it is confirmed as a whole."""
    own = f"{division_prefix(officer.division_code or '')}*"
    with Store(folder) as store:
        return (
            next(store.rows(Unit, "coalesce(division_code, '') NOT GLOB ? ORDER BY id LIMIT 1", (own,)), None)
            is None
        )


def confirm(folder: Path, officer: Officer, year: int, notes: str) -> str:
    """Fix a year's list; gives what the command says of it. Raises Refused, and Busy."""
    if not may_confirm(folder, officer):
        raise Refused("名录整体核定，须由管辖全部单位的人员核定。")
    if len(notes) > LONGEST:
        raise Refused(f"核定依据不超过{LONGEST}字。")
    with workroom() as room:
        by = [f"--year={year}", f"--by={officer.name}", *([f"--notes={notes}"] if notes else [])]
        done = run(["registry", "confirm", *by], room, data=folder)
    if done.status != 0:
        raise Refused("该年度没有应公布单位，或名录文件填写有误，请联系管理员。")
    return done.results.strip()
