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

from data.forms import APPLICANTS
from data.records import Figure, Repair
from data.words import measures
from monitor.arithmetic.repair_search import MOST_WAYS, Changes, System, is_total, ways
from monitor.identities import Identity, Kind, Sheet, identities_of, judge, row_label


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A repair, how many others need as few cells (at most `MOST_WAYS` are looked for), what it mends.

    `mended` counts the equations of the kinds that were broken; `numbers` are the figures as they would be.
    """

    repair: Repair
    others: int
    mended: int
    numbers: Mapping[str, Figure]


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
    system = System(
        tuple((each.left, each.right) for each in group),
        tuple((cell, int(value)) for cell, value in figures.items()),
    )
    found = ways(system)
    if not found:
        return None
    best = min(found, key=lambda way: (_strangeness(way, figures), sorted(way)))
    kinds: set[Kind] = set()
    for each in group:
        if each.kind not in kinds and judge(each, sheet).state == "broken":
            kinds.add(each.kind)
    return Advice(
        repair=Repair(cells=dict(best), unique=len(found) == 1),
        others=len(found) - 1,
        mended=sum(_mended(sheet, kind) for kind in sorted(kinds)),
        numbers=figures,
    )


def _mended(sheet: Sheet, kind: Kind) -> int:
    return sum(each.kind == kind for each in identities_of(sheet)) if kind != "T4" else 1


def sentence(advice: Advice, form_id: str) -> str:
    """Say a repair as officers do (officer_words §8); several cells of a row are told as the row they make.

    Ties are said to be ties.
    """
    changed = advice.repair.cells
    rows = {cell.rpartition(".")[0] for cell in changed}
    told, which = "、".join(_cell_told(cell, value, form_id) for cell, value in changed.items()), ""
    if len(rows) == 1 < len(changed):
        told, which = _row_told(advice, rows.pop(), form_id) or (told, "")
    more = f"另有{_count(advice.others)}种改法同样成立，请以台账为准。" if advice.others else ""
    return f"若{told}，则{advice.mended}项勾稽全部成立{which}；仅供参考，以办理台账为准。{more}"


def _row_told(advice: Advice, row: str, form_id: str) -> tuple[str, str] | None:
    """Tell the row a repair makes and which of its cells that changes; None where a cell is no number."""
    whole = {column: advice.numbers.get(f"{row}.{column.key}") for column in APPLICANTS}
    if not row.startswith("t3.") or None in whole.values():
        return None
    changed = [column.label for column in whole if f"{row}.{column.key}" in advice.repair.cells]
    which = "" if len(changed) == len(whole) else f"（改动{'、'.join(changed)}{len(changed)}格）"
    return f"{row_label(row[3:], form_id)}改为{'、'.join(map(str, whole.values()))}", which


def _cell_told(cell: str, value: Figure, form_id: str) -> str:
    row, _, column = cell[3:].rpartition(".")
    return f"“{row_label(row, form_id)}”{measures()[column]}改为{value}"


def _count(others: int) -> str:
    return str(others) if others < MOST_WAYS - 1 else "多"


# ------------------------------------------------------------------ what is plausible


def _strangeness(way: Changes, printed: Mapping[str, Figure]) -> int:
    """Tell how odd a change would be as a slip: a total left alone not, a new figure most."""
    moved = len(way) > 1 and sorted(way.values()) == sorted(int(printed[cell]) for cell in way)
    if moved and _in_line(way):
        return 0
    return sum(_oddity(cell, int(printed[cell]), new) for cell, new in way.items())


def _oddity(cell: str, printed: int, meant: int) -> int:
    if is_total(cell):
        return 0
    if _is_slip(printed, meant):
        return 1
    return 3 if printed else 4


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
