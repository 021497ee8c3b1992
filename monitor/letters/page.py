"""A paper as DOCX in the page shape of official documents (GB/T 9704—2012); same paper, same bytes.

A4, 22 lines of 28 characters, body 3号仿宋, title 2号小标宋, headings 黑体 and 楷体, page number outside.
A font that is not installed is replaced by the one the font table names (fonts.py).
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Pages
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line

from monitor.letters.fonts import FACES, LATIN, TABLE, font_table
from monitor.letters.page_table import put_table
from monitor.letters.paper import Annex, Paper, Paragraph, Picture
from monitor.letters.words import fit

SIZE, TITLE_SIZE, SMALL = Pt(16), Pt(22), Pt(14)
LINE = Pt(28.95)  # 225 mm in 22 lines
TWIPS = 579  # w:docGrid: line pitch in 1/20 pt
TIGHTER = -4  # w:spacing in 1/20 pt: 28 characters of 16 pt in 156 mm
LONGEST_LINE = 20  # characters of the title's size in one line
DRAFT = "草稿·未经签发"
RED = RGBColor(0xC0, 0x00, 0x00)
_EPOCH = (2000, 1, 1, 0, 0, 0)


def docx(paper: Paper, drafted: datetime) -> bytes:
    """Lay a paper out; `drafted` stands in the file's properties."""
    pages = Document()
    _properties(pages, paper, drafted)
    _base(pages)
    _section(pages.sections[0], landscape=False)
    _letter(pages, paper)
    for number, annex in enumerate(paper.annexes, 1):
        _annex(pages, annex, _annex_name(paper, number))
    raw = BytesIO()
    pages.save(raw)
    return _finished(raw.getvalue())


def _annex_name(paper: Paper, number: int) -> str:
    return "附件" if len(paper.annexes) == 1 else f"附件{number}"


def _properties(pages: Pages, paper: Paper, drafted: datetime) -> None:
    facts = pages.core_properties
    facts.title, facts.author, facts.comments = paper.title[:250], "", DRAFT
    facts.created = facts.modified = drafted.replace(tzinfo=None, microsecond=0)
    facts.last_modified_by = ""


def _base(pages: Pages) -> None:
    style = pages.styles["Normal"]
    style.font.size = SIZE
    style.font.name = FACES["body"]
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FACES["body"])
    pages.settings.odd_and_even_pages_header_footer = True
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, LINE


def _section(section: Section, *, landscape: bool) -> None:
    """Set one section's paper, margins, grid, header and footer."""
    wide, high = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = wide, high
    margins = (Mm(28), Mm(26), Mm(22), Mm(22)) if landscape else (Mm(37), Mm(35), Mm(28), Mm(25.8))
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = margins
    section.header_distance, section.footer_distance = Mm(15), Mm(20 if landscape else 25)
    _grid(section, landscape=landscape)
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        _words(header.paragraphs[0], DRAFT, "h1", Pt(10.5), colour=RED)
        header.paragraphs[0].alignment = ALIGN.RIGHT
    for footer, side in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
        footer.is_linked_to_previous = False
        _page_number(footer.paragraphs[0], side)


def _grid(section: Section, *, landscape: bool) -> None:
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    if landscape:
        return
    grid = OxmlElement("w:docGrid")
    for name, value in (("type", "lines"), ("linePitch", str(TWIPS))):
        grid.set(qn(f"w:{name}"), value)
    section._sectPr.append(grid)


def _page_number(line: Line, side: ALIGN) -> None:
    line.alignment = side
    indent = SIZE  # one character in from the outer edge
    if side == ALIGN.RIGHT:
        line.paragraph_format.right_indent = indent
    else:
        line.paragraph_format.left_indent = indent
    _words(line, "— ", "number", SMALL)
    run = _words(line, "", "number", SMALL)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        piece = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            piece.set(qn("w:fldCharType"), kind)
        else:
            piece.text = text
        run._r.append(piece)
    _words(line, " —", "number", SMALL)


def _words(line: Line, text: str, face: str, size: Pt, colour: RGBColor | None = None):  # type: ignore[no-untyped-def]
    """Add words in one face; Latin letters and figures take Times New Roman."""
    run = line.add_run(text if text in ("— ", " —") else fit(text))
    run.font.size, run.font.name = size, LATIN
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), FACES[face])
    fonts.set(qn("w:hint"), "eastAsia")  # “”…— are wide here
    if size == SIZE:
        tighter = OxmlElement("w:spacing")
        tighter.set(qn("w:val"), str(TIGHTER))
        run._r.get_or_add_rPr().append(tighter)
    if colour is not None:
        run.font.color.rgb = colour
    return run


def _letter(pages: Pages, paper: Paper) -> None:
    if paper.warning:
        _words(pages.add_paragraph(), paper.warning, "h1", SMALL, colour=RED)
    if paper.number is not None:
        line = pages.add_paragraph()
        line.alignment = ALIGN.CENTER
        _words(line, paper.number, "body", SIZE)
        pages.add_paragraph()
    title = pages.add_paragraph()
    title.alignment = ALIGN.CENTER
    title.paragraph_format.line_spacing = Pt(34)
    for number, part in enumerate(title_lines(paper.title)):
        run = _words(title, part, "title", TITLE_SIZE)
        if number:
            run._r.insert(1, OxmlElement("w:br"))
    pages.add_paragraph()
    if paper.addressee:
        _words(pages.add_paragraph(), paper.addressee, "body", SIZE)
    for paragraph in paper.body:
        # A heading alone, and the last words before the signature, never stand at the foot of a page.
        last = paragraph is paper.body[-1]
        _paragraph(pages, paragraph, keep=last or {run.face for run in paragraph.runs} == {"h1"})
    _closing(pages, paper)


def title_lines(title: str) -> tuple[str, ...]:
    """Break a long title where its meaning does, so that no word is torn.

    >>> title_lines("关于做好2023年政府信息公开工作年度报告问题整改的通知")
    ('关于做好2023年政府信息公开工作', '年度报告问题整改的通知')
    """
    if len(title) <= LONGEST_LINE:
        return (title,)
    head, mark, rest = title.partition("政府信息公开工作")
    return (head + mark, rest) if mark and rest else (title,)


def _paragraph(pages: Pages, paragraph: Paragraph, *, keep: bool) -> None:
    line = pages.add_paragraph()
    line.alignment = ALIGN.JUSTIFY
    if paragraph.indent:
        line.paragraph_format.first_line_indent = Pt(32)
    line.paragraph_format.keep_with_next = keep
    for run in paragraph.runs:
        _words(line, run.text, run.face, SIZE)


def _closing(pages: Pages, paper: Paper) -> None:
    """The list of annexes stands above the signature; the seal's place stays empty."""
    if paper.annexes and paper.enclosed:
        pages.add_paragraph().paragraph_format.keep_with_next = True
        for number, annex in enumerate(paper.annexes, 1):
            several = len(paper.annexes) > 1
            lead = "附件：" if number == 1 else "　　　"
            line = pages.add_paragraph()
            line.paragraph_format.keep_with_next = True
            line.paragraph_format.first_line_indent = Pt(32)
            _words(line, f"{lead}{f'{number}.' if several else ''}{annex.title}", "body", SIZE)
    for _ in range(3):
        pages.add_paragraph().paragraph_format.keep_with_next = True
    for text, right in ((paper.issuer, 2), (paper.date, 4)):
        line = pages.add_paragraph()
        line.alignment = ALIGN.RIGHT
        line.paragraph_format.right_indent = SIZE * right
        line.paragraph_format.keep_with_next = True
        _words(line, text, "body", SIZE)
    last = pages.add_paragraph()
    if paper.copies:
        _words(last, f"抄送：{paper.copies}", "body", SMALL)


def _annex(pages: Pages, annex: Annex, name: str) -> None:
    """An annex begins a page of its own, across the page: its tables are wide."""
    _section(pages.add_section(WD_SECTION.NEW_PAGE), landscape=True)
    _words(pages.add_paragraph(), name, "h1", SIZE)
    title = pages.add_paragraph()
    title.alignment = ALIGN.CENTER
    title.paragraph_format.space_after = Pt(6)
    _words(title, annex.title, "title", Pt(18))
    for grid in annex.grids:
        put_table(pages, grid, Mm(253))
    for note in annex.notes:
        line = pages.add_paragraph()
        line.paragraph_format.space_before = Pt(8)
        _words(line, note, "body", Pt(12))
    for picture in annex.pictures:
        _picture(pages, picture)


def _picture(pages: Pages, picture: Picture) -> None:
    line = pages.add_paragraph()
    line.alignment = ALIGN.CENTER
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    line.paragraph_format.space_before = Pt(10)
    line.paragraph_format.keep_with_next = True
    shape = line.add_run().add_picture(BytesIO(picture.png), width=Mm(220))
    highest = Mm(100)
    if shape.height > highest:
        shape.width, shape.height = Emu(int(shape.width * highest / shape.height)), highest
    below = pages.add_paragraph()
    below.alignment = ALIGN.CENTER
    _words(below, picture.caption, "body", Pt(10.5))


def _finished(book: bytes) -> bytes:
    """Put our font table in, and take the hour of writing out of the package's entries."""
    fixed = BytesIO()
    with ZipFile(BytesIO(book)) as old, ZipFile(fixed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = font_table() if name == TABLE else old.read(name)
            new.writestr(ZipInfo(name, _EPOCH), body, ZIP_DEFLATED)
    return fixed.getvalue()
