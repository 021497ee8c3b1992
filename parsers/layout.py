"""Tables that only arrange a page: their text is taken out, what is a table stays one."""

from __future__ import annotations

from parsers.blocks import Block, Grid, Paragraph, rows_between
from parsers.labels import heading

PROSE = 80


def open_prose(grid: Grid) -> list[Block]:
    """Take the rows that hold one text of the report, and no figures, out of a grid.

    Gives what stands before, the text as paragraphs, and what stands after, in reading order.
    """
    found: list[Block] = []
    start = 0
    for number in range(len(grid.rows)):
        own = grid.own(number)
        if len(own) == 1 and len(set(grid.rows[number])) == 1 and _is_prose(own[0].text):
            if number > start:
                found.append(rows_between(grid, start, number))
            lines = own[0].text.split("\n")
            found += [Paragraph(text=line, tag="td", parent=grid.parent) for line in lines]
            start = number + 1
    if start < len(grid.rows):
        found.append(rows_between(grid, start, len(grid.rows)) if start else grid)
    return found


def _is_prose(text: str) -> bool:
    return len(text) > PROSE or any(heading(line) for line in text.split("\n"))
