"""The smallest change of printed figures that makes a table add up: advice, the printed figure stays.

Table 3 is one system of equations, each row of table 4 another. Wanted are the fewest changed cells; among
those the most plausible change (a total that was not updated, figures that moved to a neighbouring cell, a
swapped or dropped digit). Blank cells are free; a cell in doubt makes us say nothing. Found with HiGHS, a
solver for integer programs; a table without a break never gets here. Nothing depends on the time of day:
the search is limited by nodes, so every machine gives the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import highspy

from data.forms import APPLICANTS
from data.records import Figure, Repair
from data.words import measures
from monitor.identities import Identity, Kind, Sheet, identities_of, judge, row_label

# HiGHS comes half typed: its classes are used as they are.
_HIGHS: Any = highspy

# Each changed cell costs this much, plausibility only the rest: more cells never beat fewer.
CELL = 1000
MOST_CHANGES = 12
MOST_WAYS = 6
MOST_NODES = 2000

Changes = dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A repair, how many others need as few cells (at most `MOST_WAYS` are looked for), what it mends.

    `mended` counts the equations of the kinds that were broken; `numbers` are the figures as they would be.
    """

    repair: Repair
    others: int
    mended: int
    numbers: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class _System:
    """Equations that share cells, with the printed figures: everything the solver needs, hashable."""

    equations: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    figures: tuple[tuple[str, int], ...]


def advise(sheet: Sheet, kind: Kind) -> Advice | None:
    """Give the smallest repair of every table in which equations of a kind are broken.

    None when a cell in doubt, a figure that is no count, or too large a search leaves it open.
    """
    found = [_advised(sheet, group) for group in _groups(sheet, kind) if _is_broken(sheet, group, kind)]
    known = [advice for advice in found if advice is not None]
    if not known or len(known) < len(found):
        return None
    numbers = dict(sheet.numbers)
    cells: dict[str, Figure] = {}
    for advice in known:
        cells.update(advice.repair.cells)
    return Advice(
        repair=Repair(cells=cells, unique=all(advice.repair.unique for advice in known)),
        others=sum(advice.others for advice in known),
        mended=sum(advice.mended for advice in known),
        numbers=numbers | cells,
    )


def _groups(sheet: Sheet, kind: Kind) -> Iterator[tuple[Identity, ...]]:
    every = identities_of(sheet)
    if kind == "T4":
        yield from ((each,) for each in every if each.kind == "T4")
    else:
        yield tuple(each for each in every if each.kind != "T4")


def _is_broken(sheet: Sheet, group: Sequence[Identity], kind: Kind) -> bool:
    return any(each.kind == kind and judge(each, sheet).state == "broken" for each in group)


def _advised(sheet: Sheet, group: Sequence[Identity]) -> Advice | None:
    cells = tuple(dict.fromkeys(cell for each in group for cell in each.cells))
    figures = {cell: sheet.numbers[cell] for cell in cells if cell in sheet.numbers}
    doubtful = any(sheet.odd.get(cell) == "uncertain" for cell in cells)
    if doubtful or any(value < 0 or value != int(value) for value in figures.values()):
        return None
    system = _System(
        tuple((each.left, each.right) for each in group),
        tuple((cell, int(value)) for cell, value in figures.items()),
    )
    ways = _ways(system)
    if not ways:
        return None
    best = min(ways, key=lambda way: (_strangeness(way, figures), sorted(way)))
    kinds: set[Kind] = set()
    for each in group:
        if each.kind not in kinds and judge(each, sheet).state == "broken":
            kinds.add(each.kind)
    return Advice(
        repair=Repair(cells=dict(best), unique=len(ways) == 1),
        others=len(ways) - 1,
        mended=sum(_mended(sheet, kind) for kind in sorted(kinds)),
        numbers=figures,
    )


def _mended(sheet: Sheet, kind: Kind) -> int:
    return sum(each.kind == kind for each in identities_of(sheet)) if kind != "T4" else 1


def sentence(advice: Advice, form_id: str) -> str:
    """Say a repair as officers do (officer_words §8); a whole row changed is told as the row it becomes.

    Nothing is said of a change that would touch more cells than anybody can check.
    """
    changed = advice.repair.cells
    rows = {cell.rpartition(".")[0] for cell in changed}
    only = next(iter(rows))
    whole = [advice.numbers.get(f"{only}.{column.key}") for column in APPLICANTS]
    if len(rows) == 1 and len(changed) > 1 and only.startswith("t3.") and None not in whole:
        told = f"{row_label(only[3:], form_id)}改为{'、'.join(str(value) for value in whole)}"
    else:
        told = "、".join(_cell_told(cell, value, form_id) for cell, value in changed.items())
    more = f"另有{_count(advice.others)}种改法同样成立，请以台账为准。" if advice.others else ""
    return f"若{told}，则{advice.mended}项勾稽全部成立；仅供参考，以办理台账为准。{more}"


def _cell_told(cell: str, value: Figure, form_id: str) -> str:
    row, _, column = cell[3:].rpartition(".")
    return f"“{row_label(row, form_id)}”{measures()[column]}改为{value}"


def _count(others: int) -> str:
    return str(others) if others < MOST_WAYS - 1 else "多"


# ------------------------------------------------------------------ the search


@lru_cache(maxsize=1024)
def _ways(system: _System) -> tuple[Changes, ...]:
    """Give the repairs that need the fewest cells, at most `MOST_WAYS`; none when the search is too large."""
    single = tuple(_single(system))[:MOST_WAYS]
    if single:
        return single
    search = _Search(system)
    ways: list[Changes] = []
    while len(ways) < MOST_WAYS:
        way = search.next()
        if way is None:
            break
        ways.append(way)
    return tuple(ways)


def _single(system: _System) -> Iterator[Changes]:
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

    def __init__(self, system: _System) -> None:
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


# ------------------------------------------------------------------ what is plausible


def _is_total(cell: str) -> bool:
    return cell.endswith(".total") or cell.startswith("t3.total_processed.")


def _weight(cell: str) -> int:
    """A total is sooner wrong than a part: it is the one that is reckoned."""
    return 1 if _is_total(cell) else 2


def _strangeness(way: Changes, printed: Mapping[str, Figure]) -> int:
    """Tell how odd a change would be as a slip: 0 a total left alone, 1 a usual slip of the hand, 3 none."""
    moved = len(way) > 1 and sorted(way.values()) == sorted(int(printed[cell]) for cell in way)
    if moved and _in_line(way):
        return 0
    return sum(
        0 if _is_total(cell) else 1 if _is_slip(int(printed[cell]), new) else 3 for cell, new in way.items()
    )


def _in_line(way: Iterable[str]) -> bool:
    """Figures that changed places stand in one row or one column."""
    rows, columns = (
        {cell.split(".")[1] for cell in way},
        {cell.split(".")[2] for cell in way},
    )
    return len(rows) == 1 or len(columns) == 1


def _is_slip(printed: int, meant: int) -> bool:
    """Tell whether two figures of two digits or more differ by swapped digits or one digit left out."""
    short, long = sorted((str(printed), str(meant)), key=len)
    if len(long) < 2:
        return False
    if len(short) == len(long):
        return sorted(short) == sorted(long)
    return len(long) - len(short) == 1 and any(
        long[:place] + long[place + 1 :] == short for place in range(len(long))
    )
