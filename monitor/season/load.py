"""The office's own days of the yearly round: season.csv (`key,value`) beside the registry's other files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.errors import Complaint
from data.registry.sheets import Line, read_sheet
from monitor.season.calendar import MonthDay, Season, items

FILE = "season.csv"
LEAP_YEAR = 2024
REMIND = "remind_days"


def load_season(folder: Path) -> Season:
    """Read season.csv; a key or file that is not there keeps its default.

    Raises Complaint naming file, line, value and cure for a row that cannot be used.
    """
    path = folder / FILE
    if not path.exists():
        return Season()
    lines, complaints = read_sheet(path, ("key", "value"), ())
    if complaints:
        raise complaints[0]
    known = dict(items(Season()))
    days: dict[str, MonthDay] = {}
    remind = Season().remind_days
    for line in lines:
        key = line.cells.get("key", "")
        if key not in known:
            raise line.complaint("key", f"one of {' '.join(known)}", "write one of these words exactly")
        if key == REMIND:
            remind = _numbers(line)
        else:
            days[key] = _month_day(line)
    return Season(**days, remind_days=remind)


def _month_day(line: Line) -> MonthDay:
    try:
        day = date.fromisoformat(f"{LEAP_YEAR}-{line.cells.get('value', '')}")
    except ValueError as error:
        raise _bad(line, "a day of the year (MM-DD)", "write it like 04-30") from error
    return day.month, day.day


def _numbers(line: Line) -> tuple[int, ...]:
    parts = line.cells.get("value", "").replace("；", ";").split(";")
    if not all(part.strip().isdecimal() for part in parts):
        raise _bad(line, "numbers of days", "write them like 10;5;1")
    return tuple(sorted((int(part) for part in parts), reverse=True))


def _bad(line: Line, expected: str, cure: str) -> Complaint:
    return line.complaint("value", expected, cure)
