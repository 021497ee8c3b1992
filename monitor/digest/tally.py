"""Who belongs to which region of the mail, how many stand how, and what share was on time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from data.records import Coverage, Unit
from data.registry.divisions import division_prefix
from monitor.digest.words import STANDINGS

ALWAYS_SHOWN = ("on_time", "late", "not_seen", "absent", "unverifiable", "exempt")
PUBLISHED = ("on_time", "late", "late_local", "undated")
NOT_OWED = ("exempt", "not_due")
LOWEST = ("township_gov", "subdistrict_office", "development_zone")
EVERYWHERE = "全部地区"
UNNAMED = "区划"  # with the code: a place whose government is not registered

_LEVELS = (0, 2, 4, 6, 9, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many units stand how. `due` counts those whose day has passed: without one there is no rate."""

    counts: Mapping[str, int]
    due: int = 0
    last_year: int | None = None

    def __getitem__(self, standing: str) -> int:
        return self.counts.get(standing, 0)

    @property
    def owed(self) -> int:
        """应公布数: obliged and due, without 不计入 and 未到期限 (a report published early counts)."""
        return sum(self.counts.values()) - sum(self[each] for each in NOT_OWED)

    @property
    def published(self) -> int:
        """已公布数: all that were seen, on whatever day."""
        return sum(self[each] for each in PUBLISHED)

    @property
    def rate(self) -> str:
        """按时公布率 with one decimal; — while nothing was due."""
        return f"{self['on_time'] / self.owed:.1%}" if self.owed and self.due else "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """One recipient's region and its parts: the parts one administrative level below it."""

    name: str
    prefix: str
    parts: Mapping[str, str]

    def part(self, unit: Unit) -> str:
        """Name the part of the region a unit belongs to, as the table's rows are called."""
        return self.parts[unit.id]


def regions(division_code: str | None, units: Iterable[Unit]) -> Regions:
    """Find the name of a region and of its parts from the governments registered there."""
    prefix = division_prefix(division_code or "")
    mine = [unit for unit in units if division_prefix(unit.division_code).startswith(prefix)]
    names = _names(mine)
    prefixes = [division_prefix(unit.division_code) for unit in mine]
    shared = prefix or _shared(prefixes)
    name = names.get(prefix) or names.get(shared) or (_unnamed(prefix) if prefix else EVERYWHERE)
    depth = next((level for level in _LEVELS if level > len(shared)), 12)
    parts = {unit.id: _part(division_prefix(unit.division_code), shared, depth, names) for unit in mine}
    return Regions(name=name, prefix=prefix, parts=parts)


def _names(units: Iterable[Unit]) -> dict[str, str]:
    """A region is called after its government; a township or a zone only where it has a code of its own."""
    named: dict[str, str] = {}
    for unit in sorted(units, key=lambda unit: unit.kind != "government"):
        own = division_prefix(unit.division_code)
        if unit.kind == "government" or (unit.kind in LOWEST and len(own) > 6):
            named.setdefault(own, unit.name.removesuffix("人民政府"))
    return named


def _shared(prefixes: list[str]) -> str:
    if not prefixes:
        return ""
    same = [size for size in _LEVELS if len({each[:size] for each in prefixes if len(each) >= size}) == 1]
    shortest = min(len(each) for each in prefixes)
    return prefixes[0][: max((size for size in same if size <= shortest), default=0)]


def _part(own: str, shared: str, depth: int, names: Mapping[str, str]) -> str:
    if len(own) <= len(shared):
        return "本级"
    if depth > 6:
        return "乡镇（街道）"
    return names.get(own[:depth]) or _unnamed(own[:depth])


def _unnamed(prefix: str) -> str:
    """Name a place whose government is not registered by its code."""
    return f"{UNNAMED}{prefix:0<6}"


def tally(rows: Iterable[tuple[Coverage, str]], as_of: date, last_year: int | None = None) -> Tally:
    """Count coverage rows, each with its standing, on a day."""
    listed = list(rows)
    return Tally(
        counts=Counter(place for _, place in listed),
        due=sum(
            row.due_on is not None and row.due_on < as_of and place not in NOT_OWED for row, place in listed
        ),
        last_year=last_year,
    )


def published_by(rows: Iterable[Coverage], day: date) -> int | None:
    """Count reports published up to a day; None when no row has a known date to compare with."""
    dates = [row.published_on for row in rows if row.published_on is not None]
    return sum(each <= day for each in dates) if dates else None


def shown_standings(total: Tally) -> tuple[str, ...]:
    """Choose the columns of the table: those of the form, and of the others what occurs."""
    return tuple(each for each in STANDINGS if each in ALWAYS_SHOWN or total[each])
