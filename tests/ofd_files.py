"""OFD files written by hand from the blocks of a report: text and ruled lines at coordinates, page after page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from parsers.blocks import Block, Box, Grid

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
WIDTH, HEIGHT, MARGIN, SIZE, STEP = 210.0, 297.0, 15.0, 3.0, 4.2
INNER = WIDTH - 2 * MARGIN


def as_ofd(blocks: Sequence[Block], title: str = "") -> bytes:
    """A whole document."""
    pages = list(drawn(blocks))
    listed = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number in range(len(pages))
    )
    files = {
        "OFD.xml": f"<ofd:OFD {SPACE} DocType='OFD'><ofd:DocBody><ofd:DocInfo><ofd:Title>{escape(title)}</ofd:Title>"
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for number, page in enumerate(pages):
        files[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page {SPACE}><ofd:Area><ofd:PhysicalBox>0 0 {WIDTH} {HEIGHT}</ofd:PhysicalBox></ofd:Area>"
            f"<ofd:Content><ofd:Layer>{''.join(page)}{text(str(number + 1), WIDTH / 2, HEIGHT - 5)}</ofd:Layer>"
            "</ofd:Content></ofd:Page>"
        )
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def drawn(blocks: Sequence[Block]) -> Iterator[list[str]]:
    """Put blocks on pages, row by row; a table goes on overleaf where it does not fit."""
    page: list[str] = []
    y = MARGIN + 10
    for block in blocks:
        for lines, height in rows(block) if isinstance(block, Grid) else paragraph(block.text):
            if y + height > HEIGHT - 2 * MARGIN:
                yield page
                page, y = [], MARGIN + 10
            page += [each.format(y=y) for each in lines]
            y += height
    yield page


def paragraph(words: str) -> Iterator[tuple[list[str], float]]:
    for line in wrapped(f"　　{words}", INNER):
        yield [text(line, MARGIN, None)], STEP + 1


def rows(grid: Grid) -> Iterator[tuple[list[str], float]]:
    wide = INNER / grid.width
    for number, row in enumerate(grid.rows):
        boxes = [box for box in dict.fromkeys(row) if box is not None]
        lines = [
            wrapped(box.text, box.width * wide - 1) for box in boxes if box.row == number and box.height == 1
        ]
        height = max(map(len, lines), default=1) * STEP + 2
        yield [piece for box in boxes for piece in cell(box, number, wide, height)], height


def cell(box: Box, row: int, wide: float, height: float) -> Iterator[str]:
    x, width = MARGIN + box.column * wide, box.width * wide
    upper = f"M 0 0 L {width} 0 " if row == box.row else ""
    lower = f"M 0 {height} L {width} {height} " if row == box.row + box.height - 1 else ""
    sides = f"M 0 0 L 0 {height} M {width} 0 L {width} {height}"
    yield (
        f'<ofd:PathObject Boundary="{x} {{y}} {width} {height}" LineWidth="0.25">'
        f"<ofd:AbbreviatedData>{upper}{lower}{sides}</ofd:AbbreviatedData></ofd:PathObject>"
    )
    if row == box.row:
        for number, line in enumerate(wrapped(box.text, width - 1)):
            yield text(line, x + 0.5, None, number * STEP + SIZE + 0.5)


def text(words: str, x: float, y: float | None, below: float = SIZE) -> str:
    if not words.strip():
        return ""
    steps = " ".join(str(advance(character)) for character in words[:-1])
    place = "{y}" if y is None else str(y)
    shown = escape(words).replace("{", "{{").replace("}", "}}")
    return (
        f'<ofd:TextObject Boundary="{x} {place} {INNER} {STEP}" Size="{SIZE}">'
        f'<ofd:TextCode X="0" Y="{below}" DeltaX="{steps}">{shown}</ofd:TextCode></ofd:TextObject>'
    )


def advance(character: str) -> float:
    return SIZE / 2 if character.isascii() else SIZE


def wrapped(words: str, width: float) -> list[str]:
    found = []
    for line in words.split("\n"):
        taken, used = "", 0.0
        for character in line:
            if (
                taken
                and used + advance(character) > width
                and not (taken[-1:].isdigit() and character.isdigit())
            ):
                found.append(taken)
                taken, used = "", 0.0
            taken += character
            used += advance(character)
        found.append(taken)
    return found
