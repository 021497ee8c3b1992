"""Excel and WPS workbooks (.xlsx, .xls, .et): every sheet a grid, merged cells included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, WorksheetNotFound, ZipError

from parsers import labels
from parsers.archive import names, part
from parsers.blocks import MAX_CELLS, Block, Box, Document, Grid, Paragraph, TooMuch, Unreadable
from parsers.labels import unite_radicals

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORKBOOK = "xl/workbook.xml"
_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_WORD = "WordDocument".encode("utf-16-le")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
MAX_SHEETS = 50


def recognise(body: bytes) -> int:
    """Say how surely these bytes are a workbook: an xlsx, or an OLE file with a workbook stream."""
    if body.startswith(OLE):
        return 8 if _WORD not in body and any(stream in body for stream in _STREAMS) else 0
    return 9 if WORKBOOK in names(body) else 0


def read(body: bytes, declared: str | None) -> Document:
    """Turn a workbook into blocks; raises TooMuch when a sheet claims more places than a report could use."""
    _check_size(body)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(body))
        blocks = [block for name in book.sheet_names[:MAX_SHEETS] for block in _sheet(book, name)]
    except (CalamineError, PasswordError, WorksheetNotFound, ZipError, OSError, ValueError) as error:
        raise Unreadable("unreadable_file") from error
    return Document(kind="sheet", blocks=tuple(blocks))


def _check_size(body: bytes) -> None:
    """Refuse an xlsx whose cells lie so far apart that the space between them would fill the memory."""
    for name in names(body):
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            found = set(_REFERENCE.findall(part(body, name)))
            if found:
                width = max(_column(letters) for letters, _ in found)
                if width * max(int(row) for _, row in found) > MAX_CELLS:
                    raise TooMuch


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _sheet(book: CalamineWorkbook, name: str) -> Iterator[Block]:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > MAX_CELLS:
        raise TooMuch
    rows = [[unite_radicals(_text(value)) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    spans = {
        first: (last[0] - first[0] + 1, last[1] - first[1] + 1)
        for first, last in sheet.merged_cell_ranges or ()
    }
    yield from _cut(rows, spans)


Spans = dict[tuple[int, int], tuple[int, int]]


def _cut(rows: Sequence[Sequence[str]], spans: Spans) -> Iterator[Block]:
    """Give rows with a single text as paragraphs, the runs of other rows as grids."""
    start = 0
    for number, row in enumerate(rows):
        named = [text for text in row if text]
        if len(named) > 1 or (named and (labels.row(named[0]) or labels.item(named[0]))):
            continue
        if number > start:
            yield _grid(rows, spans, start, number)
        yield from (Paragraph(text=line) for text in named for line in text.split("\n") if line.strip())
        start = number + 1
    if start < len(rows):
        yield _grid(rows, spans, start, len(rows))


def _grid(rows: Sequence[Sequence[str]], spans: Spans, first: int, last: int) -> Grid:
    """Put rows into a grid as wide as the widest of them: other tables of the sheet may be wider."""
    wide = max(column + 1 for row in rows[first:last] for column, text in enumerate(row) if text)
    matrix: list[list[Box | None]] = [[None] * wide for _ in range(first, last)]
    for row in range(last):
        for column, text in enumerate(rows[row][:wide]):
            height, width = spans.get((row, column), (1, 1))
            top, bottom = max(row, first), min(row + height, last)
            if top < bottom and matrix[top - first][column] is None:
                box = Box(text, top - first, column, bottom - top, width)
                for line in matrix[top - first : bottom - first]:
                    line[column : column + width] = [box] * min(width, len(line) - column)
    return Grid(rows=tuple(map(tuple, matrix)))


def _text(value: object) -> str:
    """Write a cell as a person sees it: 3.0 as 3, a sum of decimals in the 15 digits a workbook shows.

    >>> _text(3.0), _text(0.1 + 0.2), _text(73802895.9)
    ('3', '0.3', '73802895.9')
    """
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    return str(value).strip()
