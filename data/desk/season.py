"""催报 on the desk: who still owes a report, how that is known, whom to ring, who was reminded."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from data.desk.asking import Asked, Row
from data.desk.cells import beijing
from data.desk.officers import REGISTRY, may_decide
from data.desk.refusals import Refused
from data.desk.times import now
from data.records import Contact, Officer, Reminder, Unit
from data.registry import RegistryComplaint
from data.registry.contacts import load_contacts
from data.runs import row_hash
from data.store import Store
from data.words import said

# Standings of a unit that is on the list: nothing seen yet, or nobody could look.
OWING = ("not_due", "not_seen", "absent", "unverifiable")
WAYS = ("电话", "短信", "政务即时通信", "电子邮件", "函件", "当面")
MOST = 500  # units noted at once
LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the office keeps about units that owe: contacts by unit, reminders of the year by unit."""

    contacts: Mapping[str, Sequence[Contact]]
    reminders: Mapping[str, Sequence[Reminder]]


def running(today: date) -> int:
    """Give the report year that is being published: last year's.

    >>> running(date(2026, 1, 21))
    2025
    """
    return today.year - 1


async def countdown(asked: Asked, region: str, today: date) -> list[Row]:
    """Count the days to each due day that lies ahead, and how many units it concerns."""
    year = running(today)
    found = await asked.ask("season_days", year=year, place=region, today=today.isoformat())
    return [{**row, "year": year, "left": (date.fromisoformat(row["due_on"]) - today).days} for row in found]


async def looks(asked: Asked, rows: Iterable[Row]) -> Mapping[tuple[str, str | None], Row]:
    """Tell how the columns of some units were last read."""
    portals = json.dumps(sorted({row["portal_id"] for row in rows if row["portal_id"]}))
    found = await asked.ask("season_walks", portals=portals)
    return {(walk["portal_id"], walk["unit_id"]): walk for walk in found}


def looked(row: Row, walks: Mapping[tuple[str, str | None], Row]) -> str:
    """Say how the column of a unit was last read: only a whole list shows that something is not there."""
    walk = walks.get((row["portal_id"], row["unit_id"] if row["column_url"] else None))
    if walk is None:
        return "尚未核查"
    at = beijing(walk["at"])
    if walk["outcome"] != "complete":
        return f"{at} 无法核查：{said('walk', walk['outcome'])}"
    # A column that could be read says nothing of a unit whose own report could not be examined.
    return at if row["state"] == "unverifiable" else f"{at} 未检索到"


def kept(folder: Path, year: int) -> Kept:
    """Read contacts and the reminders of one report year."""
    found: dict[str, list[Reminder]] = {}
    with Store(folder) as store:
        for each in store.rows(Reminder, "year = ? ORDER BY at, id", (year,)):
            found.setdefault(each.unit_id, []).append(each)
    known: dict[str, list[Contact]] = {}
    for contact in _contacts():
        known.setdefault(contact.unit_id, []).append(contact)
    return Kept(contacts=known, reminders=found)


def _contacts() -> tuple[Contact, ...]:
    try:
        return load_contacts(Path(os.environ.get(REGISTRY, "")))
    except RegistryComplaint:
        return ()


def contacts(unit_id: str) -> list[Contact]:
    """Give whom to ring up at one unit."""
    return [each for each in _contacts() if each.unit_id == unit_id]


def reminders(folder: Path, unit_id: str, year: int) -> list[Reminder]:
    """Give the reminders of one unit's year, the oldest first."""
    with Store(folder) as store:
        return list(store.rows(Reminder, "unit_id = ? AND year = ? ORDER BY at, id", (unit_id, year)))


def remind(
    folder: Path, officer: Officer, units: Collection[str], year: int, said_how: tuple[str, str]
) -> int:
    """Note that units were reminded, how and with what words; raises Refused outside the region."""
    how, notes = said_how
    if not units:
        raise Refused("请先选择单位。")
    if len(units) > MOST:
        raise Refused(f"一次最多登记{MOST}家。")
    if len(notes) > LONGEST:
        raise Refused(f"备注不超过{LONGEST}字。")
    at = now()
    with Store(folder) as store:
        marks = ", ".join("?" * len(units))
        found = list(store.rows(Unit, f"id IN ({marks})", list(units)))
        if len(found) < len(set(units)) or any(
            not may_decide(officer, unit.division_code or "") for unit in found
        ):
            raise Refused("所选单位不在您的管辖地区。")
        drafts = [
            Reminder(
                id="", unit_id=unit.id, year=year, at=at, actor=officer.name, how=how, notes=notes or None
            )
            for unit in found
        ]
        store.append(*(replace(draft, id=row_hash(draft)) for draft in drafts))
    return len(found)
