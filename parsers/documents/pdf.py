"""PDF with text: ruled tables become grids by the geometry of their lines, the rest becomes paragraphs.

A table cut by a page break is joined over a common set of column edges. Cells are filled twice, from single
characters and from whole words, so that a figure that crosses a line is noticed.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.psexceptions import PSException
from pdfplumber.utils.text import chars_to_textmap, extract_text, extract_words

from parsers.blocks import Block, Document, Grid, Paragraph, Unreadable
from parsers.drawn import Corners, area_of, tables_of
from parsers.labels import heading, unite_radicals
from parsers.paper import Placed, Sheet, sheets
from parsers.pictures import SCANTY, OnlyPictures, kind_of_layer
from parsers.ruled import PAGE, Cell, Ruled, join, ruled_grid

VERSION = 2
MAGIC = b"%PDF-"
MAGIC_WITHIN = 1024
EDGE = 0.09
FULL = 0.97
LOCKED = "PDF设有打开密码，无法读取"
BROKEN = "PDF文件已损坏或不完整，无法打开"
EMPTY = "PDF可以打开，但没有文字，也没有整页图片"
SCAN = "PDF共{pages}页，没有文字层，其中{pictures}页是整页图片（扫描件）"
_PAGE_NUMBER = re.compile(r"[-—–·]?\s*\d{1,3}\s*[-—–·]?|第\s*\d+\s*页.*")
_TABLE_HEAD = re.compile(r"第二十|勾稽")
_BROKEN = (
    PSException, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError,
    TypeError, ValueError, struct.error, zlib.error,
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
    """Turn a PDF into blocks; raises OnlyPictures for a scan, Unreadable for one locked, broken, empty."""
    pieces: list[Piece] = []
    printed = pictures = pages = unseen = 0
    try:
        for number, sheet in enumerate(sheets(body)):
            pieces += _page(sheet, number)
            printed += sum(not character["text"].isspace() for character in sheet.characters)
            pictures += sheet.is_picture
            unseen += sheet.unseen
            pages += 1
    except PDFEncryptionError as error:
        raise Unreadable("unreadable_file", LOCKED) from error
    except _BROKEN as error:
        raise Unreadable("unreadable_file", BROKEN) from error
    if pictures and printed < SCANTY:
        raise OnlyPictures(SCAN.format(pages=pages, pictures=pictures))
    if not pieces:
        raise Unreadable("unreadable_file", EMPTY if pages else BROKEN)
    blocks: list[Block] = []
    again: list[Grid] = []
    for part in _runs(pieces):
        if isinstance(part, Ruled):
            blocks.append(ruled_grid(part, "characters"))
            again.append(ruled_grid(part, "words"))
        else:
            blocks += [Paragraph(text=text) for text in _paragraphs(part)]
    # A scan below whose pages a program laid the text it recognised: nobody proved that text.
    kind = kind_of_layer("pdf") if pictures and unseen > printed / 2 else "pdf"
    return Document(kind=kind, blocks=tuple(blocks), again=tuple(again))


# ------------------------------------------------------------------ one page


def _page(sheet: Sheet, number: int) -> Iterator[Piece]:
    """Give the tables and the lines of a page from top to bottom; page numbers are left out."""
    characters, words = Placed(sheet.characters), Placed(extract_words(sheet.characters))
    tables = [kept for table in tables_of(sheet.edges) if (kept := _kept_rows(table, words))]
    found: list[tuple[float, Piece]] = [
        (area_of(cells)[1], Ruled(cells=tuple(_cells(cells, characters, words, number * PAGE))))
        for cells in tables
    ]
    outside = characters.outside([area_of(cells) for cells in tables])
    for line in chars_to_textmap(outside).extract_text_lines(return_chars=False) if outside else ():
        margin = line["bottom"] < sheet.height * EDGE or line["top"] > sheet.height * (1 - EDGE)
        if not (margin and _PAGE_NUMBER.fullmatch(line["text"].strip())):
            text = unite_radicals(line["text"]).strip()
            height = line["bottom"] - line["top"]
            found.append((line["top"], Line(text=text, x0=line["x0"], x1=line["x1"], height=height)))
    yield from (piece for _, piece in sorted(found, key=lambda pair: pair[0]))


def _kept_rows(cells: Sequence[Corners], words: Placed) -> list[Corners]:
    """Leave out the lines of prose above and below that a background of bars made look like rows."""
    width = max(cell[2] for cell in cells) - min(cell[0] for cell in cells)
    inner = [cell[1] for cell in cells if cell[2] - cell[0] < width * FULL]
    if not inner:
        return []
    inner += [cell[1] for cell in cells if _TABLE_HEAD.search(_text_of(words.inside(cell)))]
    return [cell for cell in cells if min(inner) <= cell[1] <= max(inner)]


def _cells(cells: Sequence[Corners], characters: Placed, words: Placed, offset: float) -> Iterator[Cell]:
    for cell in cells:
        inside = characters.inside(cell)
        yield Cell(
            x0=cell[0],
            x1=cell[2],
            top=cell[1] + offset,
            bottom=cell[3] + offset,
            characters=unite_radicals(extract_text(inside)) if inside else "",
            words=unite_radicals(_text_of(words.inside(cell))),
        )


def _text_of(words: Iterable[dict[str, Any]]) -> str:
    """Put the words of a cell together, line by line."""
    lines: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["top"], word["x0"])):
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
