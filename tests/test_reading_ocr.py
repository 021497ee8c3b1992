"""Images and scans: read only with the extra `ocr`, and then every cell is doubtful."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from PIL import Image, ImageDraw, ImageFont

from parsers.content import find_content
from parsers.documents import load
from parsers.outside import ocr, versions
from parsers.outside.child import read_safely
from parsers.parsed import Odd, Parsed
from parsers.pictures import doubted
from parsers.read import read
from tests.ofd_files import HEIGHT, SIZE, WIDTH, as_ofd

PAGE = (Path(__file__).parent / "examples" / "reports" / "page_2021.html").read_bytes()
FONT = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")
DOTS = 200 / 25.4
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100
needs_ocr = pytest.mark.skipif(
    not ocr.is_installed() or not FONT.exists(),
    reason=f"the extra ocr (pip install {ocr.PACKAGE}) or a Chinese font (fonts-wqy-zenhei) is not installed",
)


@pytest.fixture(autouse=True)
def _readers_as_they_are() -> Iterator[None]:
    versions._readers.cache_clear()
    yield
    versions._readers.cache_clear()


def scanned(document: bytes) -> bytes:
    """Draw an OFD as a scanner would see it: one image a page, bound as a PDF."""
    font = ImageFont.truetype(str(FONT), round(SIZE * DOTS))
    sheets = []
    with ZipFile(BytesIO(document)) as archive:
        for name in sorted(name for name in archive.namelist() if name.endswith("Content.xml")):
            sheet = Image.new("RGB", (round(WIDTH * DOTS), round(HEIGHT * DOTS)), "white")
            draw = ImageDraw.Draw(sheet)
            for each in etree.fromstring(archive.read(name)).iter("{*}TextObject", "{*}PathObject"):
                x, y, *_ = (float(number) for number in each.get("Boundary", "").split())
                place(draw, font, each, x, y)
            sheets.append(sheet)
    stream = BytesIO()
    sheets[0].save(stream, "PDF", save_all=True, append_images=sheets[1:], resolution=200)
    return stream.getvalue()


def place(
    draw: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont, each: etree._Element, x: float, y: float
) -> None:
    inside = each[0]
    if etree.QName(each).localname == "TextObject":
        below = float(inside.get("Y", "0"))
        draw.text((x * DOTS, (y + below) * DOTS), inside.text or "", "black", font, anchor="ls")
        return
    for line in re.findall(r"M (\S+) (\S+) L (\S+) (\S+)", inside.text or ""):
        x0, y0, x1, y1 = (float(number) for number in line)
        draw.line([(x + x0) * DOTS, (y + y0) * DOTS, (x + x1) * DOTS, (y + y1) * DOTS], "black", 2)


@needs_ocr
@pytest.mark.timeout(600)
def test_a_scan_is_read_and_every_cell_is_doubtful() -> None:
    whole = read(PAGE)
    scan = scanned(as_ofd(find_content(load(PAGE)).blocks))
    assert read(scan).outcome == "unreadable"
    found = read_safely(scan)
    assert (found.outcome, found.kind, found.year) == ("read", "ocr+ofd", whole.year), found.reason
    assert set(found.cells.values()) == {None}
    assert {odd.state for odd in found.odd_cells.values()} == {"uncertain"}
    right = sum(found.odd_cells[cell].readings == (value,) for cell, value in whole.cells.items())
    assert right > len(whole.cells) * 0.7


@needs_ocr
def test_an_image_without_words_is_no_report() -> None:
    stream = BytesIO()
    Image.new("RGB", (300, 300), "white").save(stream, "PNG")
    assert read_safely(stream.getvalue()).outcome == "unreadable"
    assert read_safely(PNG).outcome == "unreadable"


def test_without_the_extra_an_image_is_unreadable_and_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    found = read_safely(PNG)
    assert (found.outcome, found.reason) == ("unreadable", "unreadable_file")
    assert "pip install rapidocr-onnxruntime" in found.notes[-1]
    version = versions.version_of(found)
    assert versions.is_current(version)
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    versions._readers.cache_clear()
    assert not versions.is_current(version)


def test_only_what_has_no_text_is_looked_at() -> None:
    def unread(kind: str | None, reason: str = "unreadable_file") -> Parsed:
        return Parsed(outcome="unreadable", reason=reason, kind=kind)

    assert ocr.is_wanted(unread("image"))
    assert ocr.is_wanted(unread("image+pdf"))
    assert not ocr.is_wanted(unread("image+html"))
    assert not ocr.is_wanted(unread("pdf"))
    assert not ocr.is_wanted(unread(None))
    assert not ocr.is_wanted(unread("pdf", "parse_limit"))
    assert not ocr.is_wanted(Parsed(outcome="read", kind="pdf"))


def test_a_doubted_reading_holds_no_figure() -> None:
    blank = {"b": Odd(raw="", state="blank")}
    found = doubted(Parsed(outcome="read", cells={"a": 7, "b": None}, odd_cells=blank))
    assert found.cells == {"a": None, "b": None}
    assert found.odd_cells["a"] == Odd(raw="7", state="uncertain", readings=(7,))
    assert found.odd_cells["b"] == Odd(raw="", state="uncertain")
