"""The same report as Word, Excel and PDF files, written by hand so that every detail is ours."""

from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from parsers.blocks import Box, Grid, Raw, grid_of
from tests.damage.making import HEADINGS, Cell, Rows

Items = Sequence[str | Rows]
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def items(title: str, parts: Sequence[str], made: Sequence[Rows]) -> list[str | Rows]:
    """A whole report as lines and tables in order."""
    found: list[str | Rows] = [title]
    for number, (heading, part) in enumerate(zip(HEADINGS, parts, strict=True)):
        found += [heading, part]
        if 0 < number <= len(made):
            found.append(made[number - 1])
    return found


def placed(rows: Rows) -> Grid:
    return grid_of([[Raw(cell.text, cell.rows, cell.columns) for cell in row] for row in rows])


# ------------------------------------------------------------------ Word


def as_docx(report: Items) -> bytes:
    """A .docx with merged cells as Word writes them: gridSpan across, vMerge down."""
    body = "".join(paragraph(item) if isinstance(item, str) else word_table(item) for item in report)
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def zipped(files: dict[str, str]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def word_table(rows: Rows) -> str:
    grid = placed(rows)
    lines = []
    for number, row in enumerate(grid.rows):
        boxes = dict.fromkeys(box for box in row if box)
        lines.append("<w:tr>" + "".join(word_cell(box, number) for box in boxes) + "</w:tr>")
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def word_cell(box: Box, row: int) -> str:
    merge = "" if box.height == 1 else '<w:vMerge w:val="restart"/>' if box.row == row else "<w:vMerge/>"
    text = box.text if box.row == row else ""
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{box.width}"/>{merge}</w:tcPr>{paragraph(text)}</w:tc>'


# ------------------------------------------------------------------ Excel


def as_xlsx(report: Items) -> bytes:
    """One sheet: lines in the first column, tables below one another, numbers as numbers."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    row = 1
    for item in report:
        grid = placed([[Cell(item)]] if isinstance(item, str) else item)
        for box in dict.fromkeys(box for line in grid.rows for box in line if box):
            first, left = row + box.row, box.column + 1
            sheet.cell(first, left, int(box.text) if box.text.isdigit() else box.text or None)
            sheet.merge_cells(
                start_row=first,
                start_column=left,
                end_row=first + box.height - 1,
                end_column=left + box.width - 1,
            )
        row += len(grid.rows)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


# ------------------------------------------------------------------ PDF

PAGE_WIDTH, PAGE_HEIGHT, MARGIN, SIZE = 595, 842, 60, 9


def as_pdf(report: Items, height: int = PAGE_HEIGHT) -> bytes:
    """A PDF with ruled tables in a Chinese font that is not embedded; short pages cut tables."""
    pages: list[list[str]] = [[]]
    y = height - MARGIN
    for item in report:
        pieces = [[Cell(item)]] if isinstance(item, str) else item
        for drawn, tall in drawn_rows(pieces, ruled=not isinstance(item, str)):
            if y - tall < MARGIN:
                pages[-1].append(text(f"- {len(pages)} -", PAGE_WIDTH / 2, MARGIN / 2))
                pages.append([])
                y = height - MARGIN
            pages[-1] += [command.replace("@", "") for command in moved(drawn, y)]
            y -= tall
    return bound(["\n".join(page) for page in pages], height)


def moved(drawn: Sequence[tuple[str, float, float]], y: float) -> Iterator[str]:
    for kind, x, below in drawn:
        yield text(kind, x, y - below) if not kind.startswith("@") else rectangle(kind, x, y - below)


def rectangle(kind: str, x: float, y: float) -> str:
    width, height = kind[1:].split()
    return f"{x:.2f} {y:.2f} {width} {height} re S"


def text(words: str, x: float, y: float) -> str:
    return f"BT /F1 {SIZE} Tf {x:.2f} {y:.2f} Td <{words.encode('utf-16-be').hex()}> Tj ET"


def widths(columns: int) -> list[float]:
    """Wide label columns, narrow figures."""
    whole = PAGE_WIDTH - 2 * MARGIN
    usual: dict[int, list[float]] = {1: [], 4: [90] * 3, 10: [38] * 7, 15: [31.6] * 15}
    narrow = usual.get(columns, [whole / columns] * columns)
    labels = columns - len(narrow)
    return [(whole - sum(narrow)) / labels] * labels + narrow if labels else narrow


def drawn_rows(rows: Rows, ruled: bool) -> Iterator[tuple[list[tuple[str, float, float]], float]]:
    """Give each row's commands, relative to its upper edge, and its height; boxes are drawn row by row."""
    grid = placed(rows)
    wide = widths(grid.width)
    for number, line in enumerate(grid.rows):
        boxes = list(dict.fromkeys(box for box in line if box))
        lines = {box: wrapped(box.text, sum(wide[box.column : box.column + box.width])) for box in boxes}
        most = max((len(lines[box]) for box in boxes if box.height == 1 or box.row == number), default=1)
        tall = most * (SIZE + 3) + 6
        drawn: list[tuple[str, float, float]] = []
        for box in boxes:
            x = MARGIN + sum(wide[: box.column])
            if ruled:
                drawn.append((f"@{sum(wide[box.column : box.column + box.width]):.2f} {tall:.2f}", x, tall))
            if box.row == number:
                drawn += [(words, x + 3, (SIZE + 3) * (at + 1)) for at, words in enumerate(lines[box])]
        yield drawn, tall


def wrapped(words: str, width: float) -> list[str]:
    most = max(int((width - 6) / SIZE), 1)
    if len(words) <= most or words.isascii():
        return [words]
    return [words[start : start + most] for start in range(0, len(words), most)]


def bound(pages: Sequence[str], height: int) -> bytes:
    """Put pages into a file."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor << /Type /FontDescriptor"
        " /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] >> /DW 1000 /W [1 [500] 13 [500] 17 [500 500 500"
        " 500 500 500 500 500 500 500]] /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> >>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE_WIDTH} {height}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(page)} >>\nstream\n{page}\nendstream")
    body = b"%PDF-1.4\n"
    for number, content in enumerate(objects, start=1):
        body += f"{number} 0 obj\n{content}\nendobj\n".encode()
    return body + b"trailer << /Root 1 0 R >>\n%%EOF\n"
