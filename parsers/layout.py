"""Tables that only arrange a page: their text is taken out, what is a table stays one."""

from __future__ import annotations

from parsers.blocks import Block, Box, Grid, Paragraph, rows_between
from parsers.labels import heading

PROSE = 80


def open_prose(grid: Grid) -> list[Block]:
    """Take the rows that hold one text of the report, and no figures, out of a grid.

    Gives what stands before, the text as paragraphs, and what stands after, in reading order.
    """
    found: list[Block] = []
    start = 0
    for number in range(len(grid.rows)):
        box = _alone(grid, number)
        if box is not None and _is_prose(box.text):
            if number > start:
                found.append(rows_between(grid, start, number))
            lines = box.text.split("\n")
            found += [Paragraph(text=line, tag="td", parent=grid.parent) for line in lines]
            start = number + 1
    if start < len(grid.rows):
        found.append(rows_between(grid, start, len(grid.rows)) if start else grid)
    return found


def _alone(grid: Grid, number: int) -> Box | None:
    """Give the box that begins in a row and covers all of it."""
    row = grid.rows[number]
    box = row[0]
    alone = box is row[-1] and box is not None and box.row == number and row.count(box) == len(row)
    return box if alone else None


def _is_prose(text: str) -> bool:
    return len(text) > PROSE or any(heading(line) for line in text.split("\n"))
