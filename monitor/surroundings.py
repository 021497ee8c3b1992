"""What lies around each unit: neighbours, units merged into it, units below it, letters, strangers.

Worked out once for all units, so that no unit's dossier costs a pass over the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from data.clock import office_day
from data.records import LetterEvent, Report, Unit
from data.registry import Registry
from data.store import Store
from monitor.cases import Ruled
from monitor.exhibits import Letter, Stranger
from monitor.filing.filing import Filing, superiors
from monitor.filing.names import place_of

LETTER_FACTS = ("unit_id", "findings", "sent_on", "rectify_by", "returned_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """By unit id, `neighbours` by portal id: see monitor/dossier.py. `below` are the units under a parent."""

    neighbours: Mapping[str | None, tuple[Unit, ...]]
    absorbed: Mapping[str, frozenset[int]]
    below: Mapping[str, tuple[Unit, ...]]
    strangers: Mapping[str, tuple[Stranger, ...]]
    letters: Mapping[str, tuple[Letter, ...]]


def surroundings(store: Store, registry: Registry, filing: Filing, ruled: Ruled, as_of: date) -> Surroundings:
    """Gather what lies around every unit on a day."""
    neighbours: dict[str | None, list[Unit]] = defaultdict(list)
    absorbed: dict[str, set[int]] = defaultdict(set)
    below: dict[str, list[Unit]] = defaultdict(list)
    strangers: dict[str, list[Stranger]] = defaultdict(list)
    for unit in registry.units:
        neighbours[unit.portal_id].append(unit)
        if unit.successor_id and unit.valid_to:
            absorbed[unit.successor_id].add(unit.valid_to.year)
        if unit.parent_id:
            below[unit.parent_id].append(unit)
    for unit_id, report in (*_out_of_life(registry, filing, ruled), *_nobodys(filing, neighbours)):
        seen_on = office_day(report.first_seen_at)
        strangers[unit_id].append(Stranger(title=report.title, report=report, seen_on=seen_on))
    return Surroundings(
        neighbours={portal_id: tuple(units) for portal_id, units in neighbours.items()},
        absorbed={unit_id: frozenset(years) for unit_id, years in absorbed.items()},
        below={unit_id: tuple(units) for unit_id, units in below.items()},
        strangers={unit_id: tuple(found) for unit_id, found in strangers.items()},
        letters=_letters(store, as_of),
    )


def _out_of_life(registry: Registry, filing: Filing, ruled: Ruled) -> Iterator[tuple[str, Report]]:
    """Find reports of registered units for years in which these did not exist."""
    units = {unit.id: unit for unit in registry.units}
    for (unit_id, year), versions in filing.versions.items():
        if (unit_id, year) not in ruled.rulings and not _alive(units[unit_id], year):
            yield unit_id, versions[0].report


def _alive(unit: Unit, year: int) -> bool:
    begun = unit.valid_from is None or unit.valid_from.year <= year
    return begun and (unit.valid_to is None or year <= unit.valid_to.year)


def _nobodys(filing: Filing, neighbours: Mapping[str | None, list[Unit]]) -> Iterator[tuple[str, Report]]:
    """Find reports of nobody; they are told of the first government that publishes on the portal."""
    portals = {trace.url: trace.portal_id for trace in filing.log.traces} if filing.nobodys else {}
    for report in filing.nobodys:
        governments = (
            unit for unit in neighbours.get(portals.get(report.url), ()) if unit.kind == "government"
        )
        first = min(governments, key=_rank, default=None)
        if first is not None:
            yield first.id, report


def _rank(unit: Unit) -> tuple[int, str]:
    return len(unit.division_code.rstrip("0")), unit.id


def _letters(store: Store, as_of: date) -> Mapping[str, tuple[Letter, ...]]:
    """Put each letter together from its events up to a day; one not sent, or that sets no day, is none."""
    facts: dict[str, dict[str, object]] = {}
    for event in store.rows(LetterEvent):
        if office_day(event.at) <= as_of:
            told = {name: getattr(event, name) for name in LETTER_FACTS if getattr(event, name)}
            facts.setdefault(event.letter_id, {}).update(told)
    letters: dict[str, list[Letter]] = defaultdict(list)
    for fact in facts.values():
        unit_id = str(fact.pop("unit_id", ""))
        if unit_id and {"sent_on", "rectify_by", "findings"} <= fact.keys():
            letters[unit_id].append(Letter(**fact))  # type: ignore[arg-type]  # names are LETTER_FACTS
    return {unit_id: tuple(found) for unit_id, found in letters.items()}


def masked_names(unit: Unit, registry: Registry) -> tuple[str, ...]:
    """Give what a comparison of texts leaves out: the names of the unit, of those above it, their places."""
    names = [*unit.names, *(name for each in superiors(registry, unit) for name in each.names)]
    return tuple(dict.fromkeys(part for name in names for part in (name, place_of(name))))
