"""A table of an annex as DOCX: fixed widths, a heading row that repeats on every page, rows kept whole."""

from __future__ import annotations

from docx.document import Document as Pages
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import _Cell, _Row

from monitor.letters.fonts import FACES, LATIN
from monitor.letters.paper import Grid
from monitor.letters.words import fit

TEXT, HEAD = FACES["body"], FACES["h1"]
SIZE = Pt(10.5)
BLUE = RGBColor(0x1D, 0x5A, 0x96)
LONGEST_CELL = 2000
SHORT = 12  # up to so many characters a cell is centred


def put_table(pages: Pages, grid: Grid, width: Length) -> None:
    """Add a table below what is there."""
    table = pages.add_table(rows=0, cols=len(grid.header))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    widths = [Mm(width.mm * share / sum(grid.widths)) for share in grid.widths]
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    for number, row in enumerate((grid.header, *grid.rows)):
        bold = number == 0 or (grid.footed and number == len(grid.rows))
        made = table.add_row()
        _keep_whole(made, heading=number == 0)
        for cell, text, wide in zip(made.cells, row, widths, strict=True):
            cell.width = wide
            _put(cell, text, HEAD if bold else TEXT)
        if number and grid.links:
            _link(made.cells[grid.linked], grid.links[number - 1])


def _link(cell: _Cell, address: str) -> None:
    """Put a web address behind the words of a cell; anything that is no web address stays out."""
    if not address.startswith(("http://", "https://")):
        return
    run = cell.paragraphs[0].runs[0]
    run.font.color.rgb, run.font.underline = BLUE, True
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), cell.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run._r.addprevious(link)
    link.append(run._r)


def _keep_whole(row: _Row, *, heading: bool) -> None:
    facts = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", "w:tblHeader") if heading else ("w:cantSplit",):
        facts.append(OxmlElement(name))


def _put(cell: _Cell, text: str, face: str) -> None:
    line = cell.paragraphs[0]
    shown = fit(text, LONGEST_CELL)
    snap = OxmlElement("w:snapToGrid")  # first: the schema has an order
    snap.set(qn("w:val"), "0")
    line._p.get_or_add_pPr().append(snap)
    line.alignment = ALIGN.CENTER if len(shown) <= SHORT else ALIGN.LEFT
    form = line.paragraph_format
    form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    form.space_before = form.space_after = Pt(2)
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    run = line.add_run(shown)
    run.font.size, run.font.name = SIZE, LATIN
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), face)
    fonts.set(qn("w:hint"), "eastAsia")
