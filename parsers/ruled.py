"""Tables drawn with lines: cells given by their corners become a grid, parts cut by a page one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from parsers import labels
from parsers.blocks import MAX_CELLS, Box, Grid, TooMuch
from parsers.figures import is_figure

TOLERANCE = 2.5
NEARLY = 6.0
MEETING = 4.0
PAGE = 100_000.0  # pages stand below one another, so far apart that no line of two pages meets


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One ruled cell: its corners in points, and its text by single characters and by whole words."""

    x0: float
    x1: float
    top: float
    bottom: float
    characters: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """One ruled table, or the part of it that stands on one page."""

    cells: tuple[Cell, ...]


def join(parts: Sequence[Ruled]) -> Ruled:
    """Join the parts of a table cut by page breaks, and the halves of a row that was cut with it."""
    whole = list(parts[0].cells)
    for part in (_aligned(each, parts[0]) for each in parts[1:]):
        above, below = _last_row(whole), _first_row(part.cells)
        healed = _heal(above, below)
        whole = [healed.get(cell, cell) for cell in (*whole, *part.cells)]
    return Ruled(cells=tuple(whole))


def _aligned(part: Ruled, first: Ruled) -> Ruled:
    """Lay a part exactly below the first where edges nearly meet: pages are not printed to the point."""
    edges = _edges(edge for cell in first.cells for edge in (cell.x0, cell.x1))

    def snap(position: float) -> float:
        nearest = min(edges, key=lambda edge: abs(edge - position))
        return nearest if abs(nearest - position) < NEARLY else position

    return Ruled(cells=tuple(replace(cell, x0=snap(cell.x0), x1=snap(cell.x1)) for cell in part.cells))


def _last_row(cells: Sequence[Cell]) -> list[Cell]:
    bottom = max(cell.bottom for cell in cells)
    return sorted((cell for cell in cells if cell.bottom > bottom - TOLERANCE), key=lambda cell: cell.x0)


def _first_row(cells: Sequence[Cell]) -> list[Cell]:
    top = min(cell.top for cell in cells)
    return sorted((cell for cell in cells if cell.top < top + TOLERANCE), key=lambda cell: cell.x0)


def _heal(above: Sequence[Cell], below: Sequence[Cell]) -> dict[Cell, Cell]:
    """Bring the halves of a row together: one has the figures, both text, the lower no label of its own."""
    figures = [any(is_figure(cell.characters) for cell in row) for row in (above, below)]
    names = [
        next((cell.characters for cell in reversed(row) if _is_text(cell)), "") for row in (above, below)
    ]
    known = [labels.row(name) or labels.item(name) for name in names]
    if all(figures) or not any(figures) or not names[1] or (known[1] and known[0] != known[1]):
        return {}
    pairs = list(_pairs(above, below))
    if any(map(_mixed, pairs)):
        return {}
    healed = {}
    for upper, lower in pairs:
        characters, words = _both(upper.characters, lower.characters), _both(upper.words, lower.words)
        healed[upper] = replace(upper, characters=characters, words=words)
        healed[lower] = replace(lower, characters="", words="")
    return healed


def _mixed(halves: tuple[Cell, Cell]) -> bool:
    """Tell whether one half is a figure and the other words: no cell is cut so, one of them is a head's."""
    return {is_figure(cell.characters) for cell in halves if cell.characters.strip()} == {True, False}


def _pairs(above: Sequence[Cell], below: Sequence[Cell]) -> Iterator[tuple[Cell, Cell]]:
    """Put the cells together that stand below one another with the same edges."""
    for upper in above:
        for lower in below:
            if abs(lower.x0 - upper.x0) + abs(lower.x1 - upper.x1) < MEETING:
                yield upper, lower
                break


def _is_text(cell: Cell) -> bool:
    return bool(cell.characters.strip()) and not is_figure(cell.characters)


def _both(first: str, second: str) -> str:
    return "\n".join(text for text in (first, second) if text.strip())


def ruled_grid(table: Ruled, filled_with: str) -> Grid:
    """Number the edges of all cells and put each between its own; `filled_with` names the text to take."""
    columns = _edges(edge for cell in table.cells for edge in (cell.x0, cell.x1))
    lines = _edges(edge for cell in table.cells for edge in (cell.top, cell.bottom))
    if len(columns) * len(lines) > MAX_CELLS:
        raise TooMuch
    boxes = [_box(cell, columns, lines, getattr(cell, filled_with)) for cell in table.cells]
    covered = sorted({row for box in boxes for row in range(box.row, box.row + box.height)})
    number = {row: new for new, row in enumerate(covered)}
    matrix: list[list[Box | None]] = [[None] * (len(columns) - 1) for _ in covered]
    for box in sorted(boxes, key=lambda each: (each.row, each.column)):
        height = sum(box.row <= row < box.row + box.height for row in covered)
        _cover(matrix, replace(box, row=number[box.row], height=height))
    return Grid(rows=tuple(map(tuple, matrix)))


def _edges(found: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for edge in sorted(found):
        if not edges or edge - edges[-1] > TOLERANCE:
            edges.append(edge)
    return edges


def _box(cell: Cell, columns: Sequence[float], lines: Sequence[float], text: str) -> Box:
    left, right = _at(columns, cell.x0), _at(columns, cell.x1)
    top, bottom = _at(lines, cell.top), _at(lines, cell.bottom)
    return Box(text, top, left, max(bottom - top, 1), max(right - left, 1))


def _at(edges: Sequence[float], position: float) -> int:
    return max(bisect_left(edges, position + 0.001) - 1, 0)


def _cover(matrix: list[list[Box | None]], box: Box) -> None:
    for row in matrix[box.row : box.row + box.height]:
        for column in range(box.column, min(box.column + box.width, len(row))):
            if row[column] is None:
                row[column] = box
