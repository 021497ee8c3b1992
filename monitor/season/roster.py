"""The yearly confirmation of who owes a report (名录核定): the denominator is fixed, changes leave a trace.

Confirmed once for a report year, the list is compared with the registry's files whenever they are judged;
every difference becomes one more row of the log, also when it is later taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterChange:
    """What differs between two states of one year's list, unit by unit, in the officer's words."""

    event: RosterEvent
    lines: tuple[str, ...]


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
    latest = {event.year: event for event in store.rows(RosterEvent)}
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
    for event in store.rows(RosterEvent):
        if event.event == "confirmed":
            found[event.year] = Roster(confirmed_on=office_day(event.at))
        elif event.year in found:
            past = found[event.year]
            found[event.year] = Roster(confirmed_on=past.confirmed_on, changes=past.changes + 1)
    return found


def history(store: Store, year: int) -> tuple[RosterChange, ...]:
    """Tell all that happened to one year's list, the first confirmation first."""
    events = list(store.rows(RosterEvent, "year = ?", (year,)))
    before: Sequence[str] = ()
    found = []
    for event in events:
        lines = tuple(_differences(before, event.entries)) if before else ()
        found.append(RosterChange(event=event, lines=lines))
        before = event.entries
    return tuple(found)


def _differences(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    old, new = _named(before), _named(after)
    for unit_id in sorted(old.keys() | new.keys()):
        was, now = old.get(unit_id), new.get(unit_id)
        if was is None and now is not None:
            yield f"增加　{now[0]}（{unit_id}）"
        elif now is None and was is not None:
            yield f"减少　{was[0]}（{unit_id}）"
        elif was is not None and now is not None and was != now:
            yield f"变更　{_changed(was, now)}（{unit_id}）"


def _changed(was: tuple[str, str], now: tuple[str, str]) -> str:
    name = now[0] if was[0] == now[0] else f"{was[0]}→{now[0]}"
    day = "" if was[1] == now[1] else f"，应公布日期{was[1] or '未定'}→{now[1] or '未定'}"
    return f"{name}{day}"


def _named(listed: Sequence[str]) -> dict[str, tuple[str, str]]:
    parts = (entry.split("\t") for entry in listed)
    return {unit_id: (name, day) for unit_id, name, day in parts}
