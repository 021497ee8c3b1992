"""First way of reading: the value stands where the row of its label crosses the column of its head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from parsers.blocks import Box, Grid
from parsers.tables.witness import APPLICANT_KEYS, DISPUTE_KEYS, ROW_KEYS, Witness

Places = dict[str, int]
HEADS = 3
FIRST_RESULT = "upheld"


def by_place(grids: Iterable[Grid]) -> Witness:
    """Read the three tables out of grids whose columns can be trusted.

    A table cut in two keeps the columns of its first part, counted from the right edge.
    """
    witness = Witness()
    edge: Places = {}
    for grid in grids:
        if grid.placed and grid.rows:
            words = grid.words()
            if any(word.item for word in words):
                _published(grid, witness)
            if any(word.row for word in words):
                edge = _applications(grid, witness, edge)
            if any(word.dispute and FIRST_RESULT in word.dispute for word in words):
                _disputes(grid, witness)
    return witness


def _line(grid: Grid, row: int, before: int | None = None) -> list[Box]:
    """Give the different boxes that cover a row, from the left, up to a column."""
    return [box for box in dict.fromkeys(grid.rows[row][:before]) if box is not None]


def reach(grid: Grid, row: int) -> int:
    """Count the columns up to the last one that a row covers."""
    line = grid.rows[row]
    for column in range(len(line), 0, -1):
        if line[column - 1] is not None:
            return column
    return 0


def _leaf(grid: Grid, column: int, below: int, above: int = 0) -> Box | None:
    """Give the lowest box with text above a row: the head of that column."""
    for row in range(below - 1, above - 1, -1):
        box = grid.rows[row][column]
        if box is not None and box.text:
            return box
    return None


# ------------------------------------------------------------------ table 3


def _applications(grid: Grid, witness: Witness, edge: Places) -> Places:
    first = next((row for row in range(len(grid.rows)) if _row_label(grid, row, None)), None)
    if first is None:
        return edge
    places = _applicant_places(grid, first)
    edge = {key: column - grid.width for key, column in places.items()} or edge
    reaches = [reach(grid, row) for row in range(first, len(grid.rows))]
    usual = Counter(reaches).most_common(1)[0][0]
    found = places or {key: column + grid.width for key, column in edge.items()} or _right_edge(grid)
    left = min(found.values(), default=0)
    for row, reached in enumerate(reaches, start=first):
        # A cell too many or too few: nobody knows which column the others stand in.
        key = _row_label(grid, row, left) if left > 0 and reached == usual else None
        if key:
            _say_row(grid, row, dict(zip(ROW_KEYS[key], found.values(), strict=True)), witness)
    return edge


def _row_label(grid: Grid, row: int, before: int | None) -> str | None:
    names = [box.word for box in _line(grid, row, before) if box.text]
    if before is None:  # where the values begin is not known yet: any cell may be the label
        return next(
            (word.row for word in names if word.row not in (None, "other_misc", "total_processed")), None
        )
    return names[-1].row if names else None


def _applicant_places(grid: Grid, first: int) -> Places:
    """Find the seven columns by their heads; nothing unless all are there, once each and in order."""
    leaves: dict[Box, int] = {}
    for column in range(grid.width):
        box = _leaf(grid, column, first)
        if box is not None and box.word.applicant:
            leaves.setdefault(box, column)
    keys = tuple(box.word.applicant for box in leaves)
    return dict(zip(APPLICANT_KEYS, leaves.values(), strict=True)) if keys == APPLICANT_KEYS else {}


def _right_edge(grid: Grid) -> Places:
    start = grid.width - len(APPLICANT_KEYS)
    return {key: start + number for number, key in enumerate(APPLICANT_KEYS)}


def _say_row(grid: Grid, row: int, places: Places, witness: Witness) -> None:
    line = grid.rows[row]
    found = [(key, line[column]) for key, column in places.items() if column < len(line)]
    boxes = [box for _, box in found]
    alone = len(set(boxes)) == len(boxes)
    for key, box in found:
        if box is not None and box.row == row and (alone or boxes.count(box) == 1):
            witness.say(key, (box.text,))


# ------------------------------------------------------------------ table 2


def _published(grid: Grid, witness: Witness) -> None:
    head: int | None = None
    for row in range(len(grid.rows)):
        line = _line(grid, row)
        name = next((box for box in line if box.word.item), None)
        if name is None and any(box.word.measure for box in line):
            head = row
        elif name is not None and head is not None and reach(grid, row) == reach(grid, head):
            _say_item(grid, row, head, name, witness)


def _say_item(grid: Grid, row: int, head: int, name: Box, witness: Witness) -> None:
    under: dict[Box, list[Box]] = {}
    for column in range(name.column + name.width, grid.width):
        top, value = grid.rows[head][column], grid.rows[row][column]
        if top is not None and value is not None and top.word.measure:
            under.setdefault(top, []).append(value)
    used = [box for boxes in under.values() for box in dict.fromkeys(boxes)]
    item = name.word.item
    for top, boxes in under.items():
        different = list(dict.fromkeys(boxes))
        if len(different) == 1 and used.count(different[0]) == 1:
            witness.say_row([f"t2.{item}.{top.word.measure}"], [different[0].text])


# ------------------------------------------------------------------ table 4


def _disputes(grid: Grid, witness: Witness) -> None:
    heads = [
        row
        for row in range(len(grid.rows))
        if sum(box.word.dispute is not None for box in grid.own(row)) >= HEADS
    ]
    if not heads or heads[-1] + 1 >= len(grid.rows):
        return
    row, top = heads[-1] + 1, max(heads[0] - 1, 0)
    leaves = [(column, box) for column in range(grid.width) if (box := _leaf(grid, column, row, top))]
    named = [(column, key) for column, box in leaves if (key := box.word.dispute)]
    if _in_form_order([key for _, key in named]) and _routes_agree(
        grid, row, top, [column for column, _ in named]
    ):
        columns = [column for column, _ in named]
        _say_row(grid, row, dict(zip(DISPUTE_KEYS, columns, strict=True)), witness)


def _in_form_order(keys: list[str]) -> bool:
    wanted = [key.rpartition(".")[2] for key in DISPUTE_KEYS]
    return len(keys) == len(wanted) and all(want in key for want, key in zip(wanted, keys, strict=True))


def _routes_agree(grid: Grid, row: int, top: int, columns: list[int]) -> bool:
    """Tell whether no head above the columns names another route than the form has there."""
    for column, key in zip(columns, DISPUTE_KEYS, strict=True):
        for above in range(top, row):
            box = grid.rows[above][column]
            named = box.word.route if box is not None else None
            if named and named != key.split(".")[1]:
                return False
    return True
