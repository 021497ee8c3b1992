"""Sheets written as an XLSX file: typed cells, text never a formula, the same bytes for the same sheets.

Printed they take the width of one A4 page across, with the heading on every page.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from io import BytesIO
from unicodedata import east_asian_width
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.properties import PageSetupProperties

from monitor.digest.values import Sheet, Value
from monitor.digest.words import clean

LONGEST_CELL = 32_000
WIDEST_COLUMN = 34  # two columns of a font to a Chinese character
A4 = 9  # as the format numbers paper
LINE, HIGHEST_ROW = 14, 400  # points; not every program finds the height of wrapped text by itself
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_HEAD_FONT = Font(bold=True)
_HEAD_FILL = PatternFill("solid", fgColor="E9EEF3")
_WRAP = Alignment(vertical="top", wrap_text=True)
_TOP = Alignment(vertical="top")


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Write the sheets, row by row; the heading row stays in view and can be filtered."""
    book = Workbook(write_only=True)
    book.properties.creator = "nianjian"
    book.properties.created = _EPOCH.replace(tzinfo=None)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title), sheet)
    raw = BytesIO()
    book.save(raw)
    return _timeless(raw.getvalue())


def _fill(page: WriteOnlyWorksheet, sheet: Sheet) -> None:
    columns = zip(sheet.header, *sheet.rows, strict=True)
    widths = [min(WIDEST_COLUMN, 3 + max(map(_width, column))) for column in columns]
    for number, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.freeze_panes, page.print_title_rows = "A2", "1:1"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.header))}{len(sheet.rows) + 1}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
    page.append([_heading(page, name) for name in sheet.header])
    for number, row in enumerate(sheet.rows, 2):
        lines = max(-(-_width(value) // width) for value, width in zip(row, widths, strict=True))
        page.row_dimensions[number].height = min(HIGHEST_ROW, LINE * max(lines, 1) + 3)
        page.append([_cell(page, value) for value in row])


def _width(value: Value) -> int:
    """Count the columns a value takes: a Chinese character takes two."""
    text = "" if value is None else str(value)
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def _heading(page: WriteOnlyWorksheet, name: str) -> Cell:
    cell = _cell(page, name)
    cell.font, cell.fill = _HEAD_FONT, _HEAD_FILL
    return cell


def _cell(page: WriteOnlyWorksheet, value: Value) -> Cell:
    if isinstance(value, str):
        cell: Cell = WriteOnlyCell(page, clean(value, LONGEST_CELL))
        cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
        cell.alignment = _WRAP
        return cell
    cell = WriteOnlyCell(page, value)
    cell.alignment = _TOP
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    return cell


def _timeless(book: bytes) -> bytes:
    """Take the hour of writing out of a workbook: out of every entry's date and out of its properties."""
    fixed = BytesIO()
    with ZipFile(BytesIO(book)) as old, ZipFile(fixed, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _without_modified(content)
            new.writestr(ZipInfo(name, _EPOCH.timetuple()[:6]), content, ZIP_DEFLATED)
    return fixed.getvalue()


def _without_modified(core: bytes) -> bytes:
    head, _, rest = core.partition(b"<dcterms:modified")
    return head + rest.partition(b"</dcterms:modified>")[2]
