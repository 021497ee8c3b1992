"""Pictures of originals: the right cells of PDF and Word files stand in a frame, and nothing else ever does."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from data.records import OddCell
from data.store import Store
from monitor.letters import evidence
from monitor.letters.browser import find_browser
from monitor.letters.evidence import one_page
from monitor.letters.framing import FRAME, framed
from monitor.letters.shots import Shot, crop, shot
from monitor.letters.transcript import NOT_A_PICTURE, transcript
from parsers.outside import office
from parsers.outside.pages import drawn_page
from parsers.read import read
from tests.hostile.bombs import PDFS
from tests.letters_store import NOW, PAGE, County, wrong_total
from tests.reprinting import reprinted

TOTALS = ("t3.total_processed.natural_person", "t3.total_processed.total")
DISPUTES = ("t4.review.upheld", "t4.suit_after_review.total")


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return reprinted((Path(__file__).parent / "examples" / "reports" / "page_2021.html").read_bytes())


def keep(store: Store, body: bytes) -> str:
    """Keep an original with the figures the parser reads in it."""
    sha256 = store.keep(body)
    store.put_cells(sha256[:16], read(body).cells)
    return sha256


def red(shown: Shot) -> int:
    assert shown.png is not None
    image = Image.open(BytesIO(shown.png)).convert("RGB")
    return sum(count for count, colour in image.getcolors(2**24) or () if colour == FRAME)


def test_the_cells_of_a_pdf_are_framed_on_their_page(pdf: bytes, tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        shown = shot(store, keep(store, pdf), TOTALS, None)
        assert (shown.framed, shown.elsewhere) == (2, 0)
        assert shown.caption("存档编号0") == f"{shown.what}（存档编号0，红框为涉及数据项）"
        assert red(shown) > 100
        assert shot(store, keep(store, pdf), DISPUTES, None).framed == 2


def test_a_number_that_is_printed_otherwise_than_read_is_never_framed(pdf: bytes, tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        sha256 = keep(store, pdf)
        store.put_cells(sha256[:16], dict.fromkeys(TOTALS, 987_654))
        shown = shot(store, sha256, TOTALS, None)
        assert shown.framed == 0
        assert red(shown) == 0
        assert shown.caption() == "原件第1页"
    page, count = framed(PAGE.encode(), ["t3.total_processed.total"], {"t3.total_processed.total": 4})
    assert (count, b"outline" in page) == (0, False)


def test_two_pages_are_shown_and_what_stands_on_others_is_counted(tmp_path: Path, pdf: bytes) -> None:
    rows = ("new_received", "carried_in", "granted", "denied_admin_inquiry", "total_processed", "carried_out")
    cells = [f"t3.{row}.total" for row in rows] + ["t2.regulations.valid", "t4.review.total"]
    with Store(tmp_path) as store:
        shown = shot(store, keep(store, pdf), cells, None)
        assert shown.framed + shown.elsewhere == len(cells)
        assert re.fullmatch(r"原件第\d+、\d+页", shown.what)
        assert f"另有{shown.elsewhere}格在其他页" in shown.caption()


def test_frames_far_apart_are_both_in_the_picture() -> None:
    tall = Image.new("RGB", (100, 3000), "white")
    for y in (1000, 2000):
        tall.paste(FRAME, (10, y, 90, y + 10))
    written = BytesIO()
    tall.save(written, "PNG")
    cut = Image.open(BytesIO(crop(written.getvalue())))
    assert [cut.getpixel((50, y)) for y in (1000 - 790, 2000 - 790)] == [FRAME, FRAME]


@pytest.mark.parametrize(
    "name",
    [
        "pdf_whose_object_is_itself",
        "pdf_of_many_rectangles",
        "pdf_of_noise",
        "pdf_whose_pages_hold_themselves",
    ],
)
def test_no_hostile_pdf_does_more_than_give_no_picture(name: str, tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        sha256 = store.keep(PDFS[name]())
        shown = shot(store, sha256, TOTALS, None)
        assert shown.framed == 0
        assert shown.png or shown.why_not


def test_frames_stand_right_where_a_page_is_cropped_and_its_size_inherited(
    tmp_path: Path, pdf: bytes
) -> None:
    box = b"/MediaBox [0 0 595 470]"
    cropped = pdf.replace(box, b"/CropBox [40 30 595 470]").replace(b"/Type /Pages", b"/Type /Pages " + box)
    assert cropped.count(box) == 1
    with Store(tmp_path) as store:
        plain, other = (shot(store, keep(store, body), TOTALS, None) for body in (pdf, cropped))
    assert (other.framed, other.what) == (plain.framed, plain.what)
    assert other.png == plain.png


def test_a_picture_file_is_shown_as_it_is(tmp_path: Path) -> None:
    made = BytesIO()
    Image.new("RGB", (1500, 2000), "white").save(made, "PNG")
    with Store(tmp_path) as store:
        shown = shot(store, store.keep(made.getvalue()), (), None)
        assert shown.what == "原件图片"
        assert Image.open(BytesIO(shown.png or b"")).width == 1000
        assert shot(store, store.keep(b"\x89PNG\r\n\x1a\nnone"), (), None).why_not == "原件图片已损坏"


def test_what_is_no_page_has_no_picture_and_says_why(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        assert shot(store, "0" * 64, (), None).why_not == "存档原件缺失或损坏"
        assert "不是网页" in shot(store, store.keep("一、总体情况".encode()), (), None).why_not
    assert drawn_page(b"%PDF-1.7 nothing") is None


@pytest.mark.skipif(office.program() is None, reason=f"apt-get install {office.PACKAGE}")
@pytest.mark.timeout(180)
def test_a_word_file_is_pictured_as_libreoffice_lays_it_out(tmp_path: Path) -> None:
    document, made = Document(), BytesIO()
    table = document.add_table(rows=1, cols=8, style="Table Grid")
    for cell, words in zip(table.rows[0].cells, ("（七）总计", *"2100003"), strict=True):
        cell.text = words
    document.save(made)
    with Store(tmp_path) as store:
        sha256 = store.keep(made.getvalue())
        store.put_cells(sha256[:16], dict(zip(TOTALS, (2, 3), strict=True)))
        shown = shot(store, sha256, TOTALS, None)
    assert (shown.what, shown.framed) == ("原件由LibreOffice排版的第1页", 2)


# ------------------------------------------------------------------ where there is no picture


def test_what_we_read_stands_in_for_a_picture_and_says_so() -> None:
    odd = OddCell(report_id="r", cell="t3.total_processed.enterprise", raw="<b>", state="text")
    said = transcript([*TOTALS, "t4.review.total"], {TOTALS[1]: 4, "t4.review.total": 2}, {odd.cell: odd})
    assert said.startswith(f"<p>{NOT_A_PICTURE}</p>")
    assert said.count("<table") == 2
    assert "<td class=framed>4</td>" in said
    assert "<td>&lt;b&gt;</td>" in said
    assert transcript([], {}, {}) == ""


def test_the_page_of_evidence_of_a_text_file_shows_what_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANJIAN_NOW", NOW.isoformat())
    monkeypatch.setattr(evidence, "find_browser", lambda: None)
    county = County(tmp_path)
    found = wrong_total("edu")[0]
    with Store(county.settings.data) as store:
        sha256 = store.keep("（七）总计 0 0 0 0 0 0 0".encode())
        store.put_cells(sha256[:16], dict.fromkeys(found.cells, 0))
    county.add(replace(found, sha256=sha256, report_id=sha256[:16]))
    said = Path(one_page(county.settings, found.id, tmp_path / "x.pdf")).read_text(encoding="utf-8")
    assert "本页未附截图：原件不是网页、PDF、Word文件或图片" in said
    assert NOT_A_PICTURE in said
    assert said.count("class=framed") == 3


@pytest.mark.skipif(find_browser() is None or shutil.which("pdfinfo") is None, reason="no browser or poppler")
def test_the_page_of_evidence_of_a_pdf_is_one_page_with_its_picture(tmp_path: Path, pdf: bytes) -> None:
    county = County(tmp_path)
    found = wrong_total("edu")[0]
    with Store(county.settings.data) as store:
        sha256 = keep(store, pdf)
    county.add(replace(found, sha256=sha256, report_id=sha256[:16]))
    path = one_page(county.settings, found.id, tmp_path / "取证.pdf")
    told = subprocess.run(["pdfinfo", path], capture_output=True, check=True).stdout.decode()
    assert "Pages:           1" in told
    images = subprocess.run(["pdfimages", "-list", path], capture_output=True, check=True).stdout
    assert len(images.splitlines()) == 3
