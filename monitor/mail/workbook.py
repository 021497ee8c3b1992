"""Sheets written as an XLSX file: typed cells, text never a formula, the same bytes for the same sheets.

Printed they take the width of one A4 page across, with the heading on every page.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from monitor.digest.values import Sheet, Value
from monitor.digest.words import clean

LONGEST_CELL = 32_000
WIDEST_COLUMN = 60
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_HEAD_FONT = Font(bold=True)
_HEAD_FILL = PatternFill("solid", fgColor="E9EEF3")
_WRAP = Alignment(vertical="top", wrap_text=True)


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Write the sheets; the heading row stays in view and can be filtered."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "nianjian"
    book.properties.created = _EPOCH.replace(tzinfo=None)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title), sheet)
    raw = BytesIO()
    book.save(raw)
    return _timeless(raw.getvalue())


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for row_number, row in enumerate((sheet.header, *sheet.rows), 1):
        for column_number, value in enumerate(row, 1):
            _put(page.cell(row=row_number, column=column_number), value)
    for cell in page[1]:
        cell.font, cell.fill = _HEAD_FONT, _HEAD_FILL
    for number, column in enumerate(zip(sheet.header, *sheet.rows, strict=True), 1):
        longest = max(len(str(value)) for value in column if value is not None)
        page.column_dimensions[get_column_letter(number)].width = min(WIDEST_COLUMN, 2 * longest + 3)
    page.freeze_panes, page.print_title_rows = "A2", "1:1"
    page.page_setup.orientation, page.page_setup.paperSize = page.ORIENTATION_LANDSCAPE, page.PAPERSIZE_A4
    page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
    page.auto_filter.ref = page.dimensions


def _put(cell: Cell, value: Value) -> None:
    if isinstance(value, str):
        cell.value = clean(value, LONGEST_CELL)
        cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
        cell.alignment = _WRAP
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"


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
