"""A document as blocks: paragraphs, and grids whose spans are expanded and whose places are kept.

Every file type becomes this one shape; what comes after does not know whether it was HTML, Word or text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from data.charset import decode
from parsers.words import Word, word

MAX_CELLS = 200_000
MAX_SPAN = 1_000
MAX_DEPTH = 1_000


class Unreadable(Exception):
    """These bytes cannot be turned into blocks; the message is the contract's reason code."""


class TooMuch(Unreadable):
    """The document is larger or deeper than any report; reading it half would be worse than not at all."""

    def __init__(self) -> None:
        super().__init__("parse_limit")


def readable(body: bytes, declared: str | None = None) -> str:
    """Decode a body, `declared` being the header's charset; raises Unreadable where that stays in doubt."""
    text, doubtful = decode(body, declared)
    if doubtful:
        raise Unreadable("charset_doubt")
    return text


@dataclass(slots=True, eq=False, init=False)
class Box:
    """One cell of a table with its place: first row and column, height and width, counted from 0.

    Never changed, and equal to itself only: a report has hundreds, and each is looked at a dozen times.
    `word` says what its text could be.
    """

    text: str
    row: int
    column: int
    height: int
    width: int
    word: Word = field(init=False, repr=False)

    def __init__(  # noqa: PLR0913 - a place has four numbers
        self, text: str, row: int, column: int, height: int, width: int, known: Word | None = None
    ) -> None:
        self.text = text
        self.row = row
        self.column = column
        self.height = height
        self.width = width
        self.word = known or word(text)


class Raw(NamedTuple):
    """One cell as the file writes it, before it has a place; `known` is what its text says, where known."""

    text: str
    height: int = 1
    width: int = 1
    known: Word | None = None


Line = tuple[Box | None, ...]


@dataclass(slots=True, eq=False, kw_only=True)
class Grid:
    """A table: at every place the box that covers it, or None. Never changed.

    `placed` says whether columns mean anything; in flattened text only the order within a row does.
    `parent` is the number of the container it stands in (Document.parents).
    """

    rows: tuple[Line, ...]
    placed: bool = True
    parent: int = 0
    _own: list[tuple[Box, ...]] | None = field(default=None, init=False, repr=False)
    _words: tuple[Word, ...] | None = field(default=None, init=False, repr=False)

    @property
    def width(self) -> int:
        """Count the columns."""
        return len(self.rows[0]) if self.rows else 0

    def own(self, row: int) -> tuple[Box, ...]:
        """Give the boxes that begin in a row, from left to right: the cells as written there."""
        if self._own is None:
            self._own = [_begun(number, line) for number, line in enumerate(self.rows)]
        return self._own[row]

    def words(self) -> tuple[Word, ...]:
        """Give every different text there is, in reading order."""
        if self._words is None:
            self._words = tuple(
                dict.fromkeys([box.word for row in self.rows for box in row if box is not None])
            )
        return self._words


def _begun(number: int, line: Line) -> tuple[Box, ...]:
    return tuple(
        [
            box
            for column, box in enumerate(line)
            if box is not None and box.row == number and box.column == column
        ]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One line or paragraph of text; `tag` is the element that held it, empty outside markup."""

    text: str
    tag: str = ""
    parent: int = 0


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a file holds, in reading order, and what it says about itself.

    `parents[i]` is the container that holds container i (number 0, the whole, holds itself). `meta` are named
    values such as `pubdate`; `title` is that of the window; `moved` says that the page only sends one away.
    `kind` is the file type. `again` are the same tables filled a second, independent way, where there is one.
    """

    kind: str
    blocks: tuple[Block, ...]
    parents: tuple[int, ...] = (0,)
    meta: tuple[tuple[str, str], ...] = ()
    title: str = ""
    moved: bool = False
    again: tuple[Grid, ...] = ()


def grid_of(rows: Sequence[Sequence[Raw]], *, placed: bool = True, parent: int = 0) -> Grid:
    """Put cells in their places, expanding row and column spans; raises TooMuch beyond MAX_CELLS places.

    >>> grid = grid_of([[Raw("a", 2, 1), Raw("b")], [Raw("c")]])
    >>> [[box.text if box else None for box in row] for row in grid.rows]
    [['a', 'b'], ['a', 'c']]
    """
    matrix: list[list[Box | None]] = [[] for _ in rows]
    area = 0
    for number, row in enumerate(rows):
        line, column = matrix[number], 0
        filled = len(line)
        for text, height, width, known in row:
            while column < filled and line[column] is not None:
                column += 1
            box = Box(text, number, column, height, width, known)
            if height == width == 1 and column == filled:
                line.append(box)
                column = filled = filled + 1
                continue
            _cover(matrix, box)
            filled = len(line)
            column += box.width
            area += box.height * box.width
            if area > MAX_CELLS:
                raise TooMuch
    width = max(map(len, matrix), default=0)
    if width * len(matrix) > MAX_CELLS:
        raise TooMuch
    return Grid(
        rows=tuple((*row, *[None] * (width - len(row))) for row in matrix), placed=placed, parent=parent
    )


def _cover(matrix: list[list[Box | None]], box: Box) -> None:
    """Let a box cover its places, as far as they are within the table and free."""
    box.height = min(max(box.height, 1), len(matrix) - box.row)
    box.width = min(max(box.width, 1), MAX_SPAN)
    end = box.column + box.width
    for row in matrix[box.row : box.row + box.height]:
        row.extend([None] * (end - len(row)))
        row[box.column : end] = [box if place is None else place for place in row[box.column : end]]


def rows_between(grid: Grid, first: int, last: int) -> Grid:
    """Cut rows `first` to before `last` out of a grid; boxes that reach over the cut are clipped."""
    moved: dict[Box, Box] = {}

    def clip(box: Box | None) -> Box | None:
        if box is None:
            return None
        top, bottom = max(box.row, first), min(box.row + box.height, last)
        return moved.setdefault(box, Box(box.text, top - first, box.column, bottom - top, box.width))

    rows = tuple(tuple(map(clip, row)) for row in grid.rows[first:last])
    return Grid(rows=rows, placed=grid.placed, parent=grid.parent)


def texts(blocks: Sequence[Block]) -> Iterator[str]:
    """Give every text there is, paragraph or cell, in reading order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for row in range(len(block.rows)):
                yield from (box.text for box in block.own(row))
