"""What happened to a year's confirmed list of units (名录核定), told in the officer's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.records import RosterEvent
from data.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterChange:
    """What differs between two states of one year's list, unit by unit, in the officer's words."""

    event: RosterEvent
    lines: tuple[str, ...]


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
