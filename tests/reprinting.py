"""Reports of pages as PDF files: printed, and scanned with the text a program recognised laid below."""

import re

from parsers.blocks import Paragraph
from parsers.content import find_content
from parsers.documents import load
from tests.damage.files import PAGE_WIDTH, as_pdf
from tests.damage.making import Cell, Rows

HEIGHT = 470
PICTURE = b"<</Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1>>"


def reprinted(page: bytes) -> bytes:
    """The report of a page as a PDF of short sheets."""
    report: list[str | Rows] = []
    for block in find_content(load(page)).blocks:
        if isinstance(block, Paragraph):
            report.append(block.text)
            continue
        rows = [block.own(row) for row in range(len(block.rows))]
        report.append([[Cell(box.text, rows=box.height, columns=box.width) for box in row] for row in rows])
    return as_pdf(report, height=HEIGHT)


def scanned(page: bytes, hidden: bool) -> bytes:
    """The same with a picture as large as each sheet, and its text hidden or over it."""
    printed = reprinted(page).replace(b"/Resources << ", b"/Resources << /XObject << /I 900 0 R >> ")
    shown = b"q %d 0 0 %d 0 0 cm /I Do Q %s" % (PAGE_WIDTH, HEIGHT, b"3 Tr\n" if hidden else b"\n")

    def covered(found: re.Match[bytes]) -> bytes:
        return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown + found[1]), shown + found[1])

    printed = re.sub(rb"<< /Length \d+ >>\nstream\n(.*?)\nendstream", covered, printed, flags=re.DOTALL)
    picture = b"900 0 obj\n%s\nstream\n\xff\nendstream\nendobj\n" % PICTURE
    return printed.replace(b"trailer", picture + b"trailer")
