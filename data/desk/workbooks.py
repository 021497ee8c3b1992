"""Lists as Excel workbooks: Chinese heads, words for codes, numbers as numbers, no cell a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from data.desk.cells import beijing, cells_named, code_kind, equations, repair_words, state_of
from data.desk.exports import CUT, MOST, NOTICE, acts
from data.words import said

LONGEST = 32_000  # characters Excel takes in one cell
WIDTHS = (8, 48)
WRAPPED, BOLD = Alignment(vertical="top", wrap_text=True), Font(bold=True)
# Control characters that no workbook may hold, and what turns a text around.
_UNSEEN = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")

Value = str | int | float | None


def plain(table: str | None, column: str, value: object, row: Mapping[str, object]) -> Value:
    """Say one value without markup.

    >>> plain("findings", "severity", "error", {}), plain("looks", "status", 404, {})
    ('问题（请整改）', 404)
    """
    if value is None or isinstance(value, int | float):
        return value
    text = str(value)
    kind = code_kind(table, column)
    if kind == "state":
        return state_of(row)
    if kind:
        return said(kind, text)
    if table == "findings" and column in ("cells", "lines", "repair"):
        lines = "；".join(equations(text))
        return {"cells": cells_named(text), "lines": lines, "repair": repair_words(text)}[column]
    return beijing(text) if column == "at" or column.endswith("_at") else text


def workbook(title: str, heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Give one sheet: the notice, the heads, the rows."""
    written = io.BytesIO()
    write_workbook(written, title, heads, rows)
    return written.getvalue()


def write_workbook(
    file: IO[bytes], title: str, heads: Sequence[str], rows: Iterable[Sequence[Value]]
) -> None:
    """Write one sheet, row by row: the notice, the heads, the rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\\/*?:\[\]]", " ", title)[:31] or "1")
    sheet.freeze_panes = "A3"
    for place, head in enumerate(heads, 1):
        width = min(max(2 * len(head) + 4, WIDTHS[0]), WIDTHS[1])
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_text(sheet, f"{title}　{NOTICE}")])
    sheet.append([_text(sheet, head, bold=True) for head in heads])
    for number, row in enumerate(rows):
        if number == MOST:
            sheet.append([_text(sheet, CUT)])
            break
        sheet.append([_text(sheet, value) if isinstance(value, str) else value for value in row])
    book.save(file)


def _text(sheet: object, value: str, *, bold: bool = False) -> WriteOnlyCell | str:
    """Make a text that stays a text, whatever it begins with and whoever edits it; most need no more."""
    cleaned = _UNSEEN.sub("", value)[:LONGEST]
    if not (bold or acts(cleaned) or len(cleaned) > 30):
        return cleaned
    cell = WriteOnlyCell(sheet, cleaned)
    cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
    if acts(cleaned):
        cell.quotePrefix = True
    if bold:
        cell.font = BOLD
    if len(cleaned) > 30:
        cell.alignment = WRAPPED
    return cell
