"""The three tables of a report as printed, with the cells a finding is about marked."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from data.forms import Line, form
from data.words import said

FEW = 4  # cells; a finding about no more of them marks them all
TITLES = {
    "t2": "二、主动公开政府信息情况",
    "t3": "三、收到和处理政府信息公开申请情况",
    "t4": "四、行政复议、行政诉讼情况",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One cell: what is printed, what is odd about it, what would repair it.

    `marked` stands out, `tinted` is concerned as well but adds nothing.
    """

    label: str
    text: str
    odd: str = ""
    marked: bool = False
    tinted: bool = False
    repaired: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One table: lines of boxes under common heads; `heads` is empty where every line has its own."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[tuple[str, str, tuple[Box, ...]], ...]
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What one report prints and what is said of it, by cell key."""

    cells: Mapping[str, object]
    odd: Mapping[str, tuple[str, str]]
    concerned: Set[str] = frozenset()
    repair: Mapping[str, object]


def grids(form_id: str, printed: Printed) -> list[Grid]:
    """Lay out tables 2, 3 and 4 of a form; an unknown form and the free one have none."""
    try:
        tables = form(form_id).tables()
    except KeyError:
        return []
    return [_grid(table, lines, printed) for table, lines in tables.items() if lines]


def _grid(table: str, lines: tuple[Line, ...], printed: Printed) -> Grid:
    heads = {tuple(column.label for column in line.columns) for line in lines}
    rows = tuple((line.group, line.label, _boxes(table, line, printed)) for line in lines)
    return Grid(
        title=TITLES[table],
        heads=next(iter(heads)) if len(heads) == 1 else (),
        lines=rows,
        marked=any(box.marked or box.tinted for _, _, boxes in rows for box in boxes),
    )


def _boxes(table: str, line: Line, printed: Printed) -> tuple[Box, ...]:
    return tuple(_box(f"{table}.{line.key}.{column.key}", column.label, printed) for column in line.columns)


def _box(cell: str, label: str, printed: Printed) -> Box:
    raw, state = printed.odd.get(cell, ("", ""))
    value = printed.cells.get(cell)
    marked = _stands_out(cell, printed)
    return Box(
        label=label,
        text=raw if value is None else f"{value}",
        odd=said("odd_cell", state) if state else "",
        marked=marked,
        tinted=cell in printed.concerned and not marked,
        repaired=f"{printed.repair[cell]}" if cell in printed.repair else "",
    )


def _stands_out(cell: str, printed: Printed) -> bool:
    """Tell the addends that count, and the totals, from the many zeros of a long sum."""
    if cell not in printed.concerned:
        return False
    if (
        len(printed.concerned) <= FEW
        or printed.cells.get(cell)
        or cell in printed.odd
        or cell in printed.repair
    ):
        return True
    line, _, column = cell.rpartition(".")
    summed = column == "total" and any(f"{line}.{each}" != cell for each in _columns(line, printed))
    return summed or line == "t3.total_processed"


def _columns(line: str, printed: Printed) -> list[str]:
    return [each.rpartition(".")[2] for each in printed.concerned if each.startswith(f"{line}.")]
