"""The yearly confirmation of who owes a report (名录核定): the denominator is fixed, changes leave a trace.

Confirmed once for a report year, the list is compared with the registry's files whenever they are judged;
every difference becomes one more row of the log, also when it is later taken back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from data.clock import Clock, office_day
from data.errors import Complaint
from data.records import RosterEvent
from data.registry import Registry
from data.runs import row_hash
from data.store import Store
from monitor.due import obligation, years
from monitor.season.calendar import Roster

IN_TIME = "1 ORDER BY at, id"  # not as written: a merged folder has the rows of two machines


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """Who confirms a list, and on what basis."""

    actor: str
    notes: str | None = None


def entries(registry: Registry, year: int) -> tuple[str, ...]:
    """List the units that owe a report for a year, each with its name and due day."""
    end = date(year + 1, 12, 31)
    found = []
    for unit in registry.units:
        owed = obligation(unit, year, registry.deadlines)
        if year in years(unit, registry.deadlines, end) and not owed.exempt:
            found.append(f"{unit.id}\t{unit.name}\t{owed.due_on or ''}")
    return tuple(sorted(found))


def confirm(store: Store, registry: Registry, year: int, clock: Clock, by: Confirmation) -> RosterEvent:
    """Fix who owes a report for a year; raises Complaint without a name, or when nobody owes one."""
    if not by.actor.strip():
        raise Complaint("--by", by.actor, "a name", "say who confirms the list")
    owing = entries(registry, year)
    if not owing:
        raise Complaint("--year", year, "a year for which somebody owes a report", "check deadlines.csv")
    event = RosterEvent(id="", year=year, at=clock.now(), event="confirmed", entries=owing)
    return _log(store, replace(event, actor=by.actor.strip(), notes=by.notes))


def trace(store: Store, registry: Registry, at: datetime) -> tuple[RosterEvent, ...]:
    """Note for every confirmed year whose list the files no longer give how it reads now."""
    latest = {event.year: event for event in store.rows(RosterEvent, IN_TIME)}
    changed = []
    for year, event in sorted(latest.items()):
        now = entries(registry, year)
        if now != event.entries:
            changed.append(_log(store, RosterEvent(id="", year=year, at=at, event="changed", entries=now)))
    return tuple(changed)


def _log(store: Store, event: RosterEvent) -> RosterEvent:
    whole = replace(event, id=row_hash(event))
    store.append(whole)
    return whole


def rosters(store: Store) -> Mapping[int, Roster]:
    """Give every year whose list was confirmed; a new confirmation begins counting anew."""
    found: dict[int, Roster] = {}
    for event in store.rows(RosterEvent, IN_TIME):
        if event.event == "confirmed":
            found[event.year] = Roster(confirmed_on=office_day(event.at))
        elif event.year in found:
            past = found[event.year]
            found[event.year] = Roster(confirmed_on=past.confirmed_on, changes=past.changes + 1)
    return found
