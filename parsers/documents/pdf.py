"""PDF with text: ruled tables become grids by the geometry of their lines, the rest becomes paragraphs.

A table cut by a page break is joined over a common set of column edges. Cells are filled twice, from single
characters and from whole words, so that a figure that crosses a line is noticed.
"""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pdfminer.psexceptions import PSException
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pdfplumber.utils.text import extract_text

from parsers.blocks import Block, Document, Grid, Paragraph, TooMuch, Unreadable
from parsers.labels import heading, unite_radicals
from parsers.ruled import PAGE, Cell, Ruled, join, ruled_grid

MAGIC = b"%PDF-"
MAGIC_WITHIN = 1024
MAX_PAGES = 100
MAX_CHARACTERS = 400_000
EDGE = 0.09
FULL = 0.97
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # fonts without a bounding box are no news
_PAGE_NUMBER = re.compile(r"[-—–·]?\s*\d{1,3}\s*[-—–·]?|第\s*\d+\s*页.*")
_TABLE_HEAD = re.compile(r"第二十|勾稽")
_BROKEN = (
    PSException, PdfminerException, MalformedPDFException, ValueError, TypeError, KeyError, IndexError,
    AttributeError, AssertionError, RecursionError, OverflowError, struct.error, zlib.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of text outside tables: where it begins and ends, how high it is."""

    text: str
    x0: float
    x1: float
    height: float


Piece = Line | Ruled


def recognise(body: bytes) -> int:
    """Say how surely these bytes are a PDF."""
    return 9 if MAGIC in body[:MAGIC_WITHIN] else 0


def read(body: bytes, declared: str | None) -> Document:
    """Turn a PDF into blocks; one without text (a scan) or a broken one is `unreadable_file`."""
    try:
        with PDF.open(BytesIO(body)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise TooMuch
            pieces = [piece for number, page in enumerate(pdf.pages) for piece in _page(page, number)]
    except _BROKEN as error:
        raise Unreadable("unreadable_file") from error
    if not pieces:
        raise Unreadable("unreadable_file")
    blocks: list[Block] = []
    again: list[Grid] = []
    for part in _runs(pieces):
        if isinstance(part, Ruled):
            blocks.append(ruled_grid(part, "characters"))
            again.append(ruled_grid(part, "words"))
        else:
            blocks += [Paragraph(text=text) for text in _paragraphs(part)]
    return Document(kind="pdf", blocks=tuple(blocks), again=tuple(again))


# ------------------------------------------------------------------ one page


def _page(page: Any, number: int) -> Iterator[Piece]:
    """Give the tables and the lines of a page from top to bottom; page numbers are left out."""
    if len(page.chars) > MAX_CHARACTERS:
        raise TooMuch
    words = page.extract_words()
    tables = [kept for table in page.find_tables() if (kept := _kept_rows(table.cells, words))]
    found: list[tuple[float, Piece]] = []
    for cells in tables:
        top = min(cell[1] for cell in cells)
        found.append((top, Ruled(cells=tuple(_cells(cells, page.chars, words, number * PAGE)))))
    areas = [_area(cells) for cells in tables]
    outside = page.filter(lambda thing: not any(_inside(thing, area) for area in areas))
    for line in outside.extract_text_lines(return_chars=False):
        margin = line["bottom"] < page.height * EDGE or line["top"] > page.height * (1 - EDGE)
        if not (margin and _PAGE_NUMBER.fullmatch(line["text"].strip())):
            text = unite_radicals(line["text"]).strip()
            height = line["bottom"] - line["top"]
            found.append((line["top"], Line(text=text, x0=line["x0"], x1=line["x1"], height=height)))
    yield from (piece for _, piece in sorted(found, key=lambda pair: pair[0]))


Corners = tuple[float, float, float, float]


def _kept_rows(cells: Sequence[Corners], words: Sequence[dict[str, Any]]) -> list[Corners]:
    """Leave out the lines of prose above and below that a background of bars made look like rows."""
    width = max(cell[2] for cell in cells) - min(cell[0] for cell in cells)
    inner = [cell[1] for cell in cells if cell[2] - cell[0] < width * FULL]
    inner += [cell[1] for cell in cells if _TABLE_HEAD.search(_text_of_words(cell, words))] if inner else []
    if not inner:
        return []
    return [cell for cell in cells if min(inner) <= cell[1] <= max(inner)]


def _area(cells: Sequence[Corners]) -> Corners:
    return (
        min(cell[0] for cell in cells),
        min(cell[1] for cell in cells),
        max(cell[2] for cell in cells),
        max(cell[3] for cell in cells),
    )


def _inside(thing: dict[str, Any], area: Corners) -> bool:
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(area[0] <= x < area[2] and area[1] <= y < area[3])


def _cells(
    cells: Sequence[Corners],
    characters: Sequence[dict[str, Any]],
    words: Sequence[dict[str, Any]],
    offset: float,
) -> Iterator[Cell]:
    for cell in cells:
        inside = [character for character in characters if _inside(character, cell)]
        yield Cell(
            x0=cell[0],
            x1=cell[2],
            top=cell[1] + offset,
            bottom=cell[3] + offset,
            characters=unite_radicals(extract_text(inside)) if inside else "",
            words=unite_radicals(_text_of_words(cell, words)),
        )


def _text_of_words(cell: Corners, words: Iterable[dict[str, Any]]) -> str:
    """Put the words whose middle lies in a cell together, line by line."""
    inside = sorted(
        (word for word in words if _inside(word, cell)), key=lambda word: (word["top"], word["x0"])
    )
    lines: list[list[dict[str, Any]]] = []
    for word in inside:
        if lines and word["top"] < lines[-1][0]["bottom"] - (word["bottom"] - word["top"]) / 2:
            lines[-1].append(word)
        else:
            lines.append([word])
    return "\n".join(
        " ".join(word["text"] for word in sorted(line, key=lambda each: each["x0"])) for line in lines
    )


# ------------------------------------------------------------------ all pages


def _runs(pieces: Sequence[Piece]) -> Iterator[Ruled | list[Line]]:
    """Join tables that follow one another without a line between, and collect the lines between tables."""
    tables: list[Ruled] = []
    lines: list[Line] = []
    for piece in pieces:
        if isinstance(piece, Ruled):
            if lines:
                yield lines
                lines = []
            tables.append(piece)
        else:
            if tables:
                yield join(tables)
                tables = []
            lines.append(piece)
    if tables:
        yield join(tables)
    if lines:
        yield lines


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """Join lines that were only broken at the right margin; a heading stands alone."""
    left = Counter(round(line.x0) for line in lines).most_common(1)[0][0]
    right = max(line.x1 for line in lines)
    text = ""
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else line
        full = before.x1 > right - 1.6 * before.height and line.x0 < left + line.height
        if text and (not full or heading(text) or heading(line.text)):
            yield text
            text = ""
        text += line.text
    yield text
