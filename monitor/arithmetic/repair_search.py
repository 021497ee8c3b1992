"""The search for the fewest cells that make a system of sums hold: one cell by reckoning, more with HiGHS.

Every equation must hold, every figure stay a whole number from 0 upwards; blank cells are free. The search is
limited by nodes, never by time: every machine gives the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import highspy

# HiGHS comes half typed: its classes are used as they are.
_HIGHS: Any = highspy

# Each changed cell costs this much, plausibility only the rest: more cells never beat fewer.
CELL = 1000
MOST_CHANGES = 12
MOST_WAYS = 6
MOST_NODES = 2000

Changes = dict[str, int]


@dataclass(frozen=True, slots=True)
class System:
    """Equations that share cells, with the printed figures: everything the solver needs, hashable."""

    equations: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    figures: tuple[tuple[str, int], ...]


@lru_cache(maxsize=1024)
def ways(system: System) -> tuple[Changes, ...]:
    """Give the repairs that need the fewest cells, at most `MOST_WAYS`; none when the search is too large."""
    single = tuple(_single(system))[:MOST_WAYS]
    if single:
        return single
    search = _Search(system)
    found: list[Changes] = []
    while len(found) < MOST_WAYS:
        way = search.next()
        if way is None:
            break
        found.append(way)
    return tuple(found)


def _single(system: System) -> Iterator[Changes]:
    """Give the repairs of one cell: it stands in every broken equation and closes every gap by one change.

    Only where no cell is blank; most slips are of this kind, and need no solver.
    """
    printed = dict(system.figures)
    gaps = [(left, right, _gap(printed, left, right)) for left, right in system.equations]
    broken = [set(left + right) for left, right, gap in gaps if gap]
    if not broken or any(cell not in printed for left, right, _ in gaps for cell in left + right):
        return
    for cell in sorted(set.intersection(*broken)):
        needed = {-gap if cell in left else gap for left, right, gap in gaps if cell in left + right}
        change = needed.pop()
        if not needed and printed[cell] + change >= 0:
            yield {cell: printed[cell] + change}


def _gap(printed: Mapping[str, int], left: Sequence[str], right: Sequence[str]) -> int:
    return sum(printed.get(cell, 0) for cell in left) - sum(printed.get(cell, 0) for cell in right)


class _Search:
    """One integer program: per printed cell its new figure, and whether that differs from the printed one."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.printed = dict(system.figures)
        # No cell of a smallest repair changes by more than all the gaps together (sums have no other slack).
        self.most = sum(abs(_gap(self.printed, *sides)) for sides in system.equations)
        self.model = _HIGHS.Highs()
        self.model.silent()
        for name, value in (("mip_max_nodes", MOST_NODES), ("threads", 1), ("mip_abs_gap", 0.5)):
            self.model.setOptionValue(name, value)
        self.model.setOptionValue("mip_rel_gap", 0.0)
        whole = _HIGHS.HighsVarType.kInteger
        cells = dict.fromkeys(cell for sides in system.equations for side in sides for cell in side)
        self.value = {cell: self._variable(cell, whole) for cell in cells}
        self.changed = {cell: self.model.addBinary() for cell in self.printed}
        self._state()

    def _variable(self, cell: str, whole: Any) -> Any:
        printed = self.printed.get(cell, 0)
        return self.model.addVariable(lb=max(0, printed - self.most), ub=printed + self.most, type=whole)

    def _state(self) -> None:
        """Every equation holds; a cell that is not marked as changed keeps its figure."""
        for left, right in self.system.equations:
            ours, theirs = (sum(self.value[cell] for cell in side) for side in (left, right))
            self.model.addConstr(ours - theirs == 0)
        for cell, printed in self.printed.items():
            value, changed = self.value[cell], self.changed[cell]
            self.model.addConstr(value - self.most * changed <= printed)
            self.model.addConstr(value + min(printed, self.most) * changed >= printed)
        cost = sum((CELL + _weight(cell)) * changed for cell, changed in self.changed.items())
        self.model.addConstr(sum(self.changed.values()) <= MOST_CHANGES)
        self.model.setMinimize()
        self.cost = cost

    def next(self) -> Changes | None:
        """Give one more repair that needs no more cells than those before, None when there is none."""
        self.model.minimize(self.cost)
        if self.model.getModelStatus() != _HIGHS.HighsModelStatus.kOptimal:
            return None
        solution = self.model.getSolution().col_value
        values = {cell: round(solution[variable.index]) for cell, variable in self.value.items()}
        way = {cell: values[cell] for cell, printed in self.printed.items() if values[cell] != printed}
        if not way or not self._adds_up(values):
            return None
        marks = [self.changed[cell] for cell in way]
        self.model.addConstr(sum(marks) <= len(way) - 1)
        self.model.addConstr(sum(self.changed.values()) <= len(way))
        return way

    def _adds_up(self, values: Mapping[str, int]) -> bool:
        return all(
            sum(values[cell] for cell in left) == sum(values[cell] for cell in right)
            for left, right in self.system.equations
        )


def is_total(cell: str) -> bool:
    """Tell whether a cell holds a sum of others."""
    return cell.endswith(".total") or cell.startswith("t3.total_processed.")


def _weight(cell: str) -> int:
    """A total is sooner wrong than a part: it is the one that is reckoned."""
    return 1 if is_total(cell) else 2
