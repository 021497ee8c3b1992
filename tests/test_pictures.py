"""A report shown as pictures is told from one that is broken, locked or empty, with the extra `ocr` and without."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from parsers.outside import ocr
from parsers.outside.child import read_safely
from parsers.outside.prepare import Ready, finished
from parsers.outside.wire import Job
from parsers.pictures import pictures_on_page
from parsers.read import read
from tests.hostile.bombs import (
    CATALOG,
    FONT,
    PAGES,
    PARAGRAPH,
    SHEET,
    WORD,
    docx,
    drawn,
    pdf,
    stream,
    text,
    zipped,
)
from tests.ofd_files import as_ofd
from tests.reprinting import scanned

REPORTS = Path(__file__).parent / "examples" / "reports"
TITLE = "清河县水利局2024年政府信息公开工作年度报告"
PICTURE = b"<</Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1>>\nstream\n\xff\nendstream"


def pdf_with_pictures(content: bytes) -> bytes:
    """One page that may show the picture /I and print with the font /F."""
    sheet = SHEET.replace(b"/Font", b"/XObject <</I 6 0 R>> /Font")
    return pdf(CATALOG, PAGES, sheet, stream(content), FONT, PICTURE)


def locked() -> bytes:
    """A PDF whose password nobody told us."""
    keys = b"<</Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s)>>" % (b"o" * 32, b"u" * 32)
    trailer = b"/Root 1 0 R /Encrypt 6 0 R /ID [(a) (a)]"
    return pdf(CATALOG, PAGES, SHEET, stream(b""), FONT, keys, trailer=trailer)


def sheet(colour: str = "white") -> bytes:
    made = BytesIO()
    Image.new("RGB", (300, 400), colour).save(made, "PNG")
    return made.getvalue()


WHOLE = b"595 0 0 842 0 0 cm /I Do"
STRIPS = b"".join(b"q 595 0 0 84 0 %d cm /I Do Q " % (n * 84) for n in range(10))
WORDS = b"BT /F 9 Tf 50 800 Td (%s) Tj ET " % (b"words " * 60)
SCANS = {
    "a scan": pdf_with_pictures(WHOLE),
    "a scan in strips": pdf_with_pictures(STRIPS),
    "a scan with page numbers": pdf_with_pictures(WHOLE + b" BT /F 9 Tf (- 1 -) Tj ET"),
}


@pytest.mark.parametrize("name", SCANS)
def test_a_scan_is_told_as_pictures(name: str) -> None:
    found = read(SCANS[name])
    assert (found.outcome, found.reason, found.kind) == ("unreadable", "unreadable_file", "image+pdf")
    assert found.notes == ("PDF共1页，没有文字层，其中1页是整页图片（扫描件）",)


@pytest.mark.parametrize(
    ("document", "note"),
    [
        (locked(), "PDF设有打开密码，无法读取"),
        (drawn(b""), "PDF可以打开，但没有文字，也没有整页图片"),
        (pdf_with_pictures(b"90 0 0 90 0 0 cm /I Do"), "PDF可以打开，但没有文字，也没有整页图片"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "PDF文件已损坏或不完整，无法打开"),
        (SCANS["a scan"][:300], "PDF文件已损坏或不完整，无法打开"),
    ],
    ids=["locked", "empty", "only a small picture", "noise", "cut short"],
)
def test_what_is_no_scan_says_what_it_is_instead(document: bytes, note: str) -> None:
    found = read(document)
    assert (found.outcome, found.reason, found.kind) == ("unreadable", "unreadable_file", "pdf")
    assert found.notes == (note,)


def test_a_page_with_words_over_a_picture_is_no_scan() -> None:
    assert read(pdf_with_pictures(WHOLE + b" " + WORDS)).outcome == "not_a_report"


def test_words_a_program_laid_below_a_scan_prove_no_figure() -> None:
    """A searchable scan: the text can be found and copied, but it is not what the paper prints."""
    page = (REPORTS / "page_2021.html").read_bytes()
    seen, unseen = (read(scanned(page, hidden)) for hidden in (False, True))
    assert (seen.kind, seen.outcome) == ("pdf", "read")
    assert any(value is not None for value in seen.cells.values())
    assert (unseen.kind, unseen.outcome) == ("layer+pdf", "read")
    assert set(unseen.cells.values()) == {None}
    assert {odd.state for odd in unseen.odd_cells.values()} == {"uncertain"}
    assert [part.text for part in unseen.sections] == [part.text for part in seen.sections]


def test_a_picture_file_is_one_and_text_that_begins_like_one_is_not() -> None:
    found = read(sheet())
    assert (found.outcome, found.reason, found.kind) == ("unreadable", "unreadable_file", "image")
    assert read(text(b"BM")).kind == "text"


def test_a_word_file_of_pictures_is_told_and_one_with_words_is_read() -> None:
    only = docx(WORD.format(PARAGRAPH.format(TITLE)), **{"word/media/image1.png": sheet()})
    found = read(only)
    assert (found.kind, found.notes) == ("image+docx", ("Word文件里没有正文文字，只有1张图片",))
    assert read(docx(WORD.format(PARAGRAPH.format(TITLE)))).kind == "docx"


def test_an_ofd_of_pictures_is_told() -> None:
    stream_ = BytesIO()
    with ZipFile(BytesIO(as_ofd([]))) as old, ZipFile(stream_, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name.endswith("Content.xml"):
                content = content.replace(
                    "</ofd:Layer>", '<ofd:ImageObject Boundary="0 0 210 297"/></ofd:Layer>'
                )
            new.writestr(name, content)
    found = read(stream_.getvalue())
    assert (found.kind, found.notes) == ("image+ofd", ("OFD共1页，没有文字，其中1页是整页图片（扫描件）",))


def test_a_zip_of_pictures_is_told_and_one_with_anything_else_is_not() -> None:
    found = read(zipped({"1.png": sheet(), "2.pdf": SCANS["a scan"]}))
    assert (found.kind, found.notes) == ("image+zip", ("压缩包里只有2个图片或扫描件，没有文字",))
    assert read(zipped({"1.png": sheet(), "2.pdf": locked()})).kind == "zip"


# ------------------------------------------------------------------ pages


def page(inside: str) -> bytes:
    frame = '<div class="header"><img src="/logo.png"></div><h1>{}</h1><div id="zoom">{}</div>'
    return (
        f"<html><head><title>{TITLE}</title></head><body>{frame.format(TITLE, inside)}</body></html>".encode()
    )


def test_a_page_that_shows_its_report_as_pictures_is_told_with_its_title() -> None:
    found = read(page('<p><img src="/upload/1.jpg"></p><p><img src="/upload/2.jpg" style="width:800px"></p>'))
    assert (found.outcome, found.reason, found.kind) == ("unreadable", "unreadable_file", "image+html")
    assert found.notes == ("网页上只有题名，正文是图片（2张），没有文字",)
    assert found.title == TITLE


@pytest.mark.parametrize(
    "inside",
    [
        "",
        '<p><img src="/upload/1.jpg" width="88" height="31"></p>',
        '<p><img src="/img/ewm.png"></p>',
        '<div class="share"><img src="/upload/1.jpg"></div>',
        '<p><img src="/upload/1.jpg"></p><p><a href="/upload/1.pdf">全文</a></p>',
    ],
    ids=["nothing", "small", "code to scan", "of the frame", "beside a file"],
)
def test_decoration_is_no_report_and_a_file_beside_it_may_be(inside: str) -> None:
    assert pictures_on_page(page(inside)) == 0
    assert read(page(inside)).outcome == "not_a_report"


# ------------------------------------------------------------------ with the extra and without


def test_without_the_extra_it_says_what_is_there_and_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    found = read_safely(SCANS["a scan"])
    assert (found.outcome, found.kind) == ("unreadable", "ocr-missing+image+pdf")
    assert found.notes == ("PDF共1页，没有文字层，其中1页是整页图片（扫描件）", ocr.MISSING)


def test_with_the_extra_only_pictures_are_given_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[bytes] = []
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "recognise", given.append)  # gives None, as where nothing can be recognised
    pictures = [SCANS["a scan"], sheet()]
    others = [
        locked(),
        drawn(b""),
        b"%PDF-1.7\n",
        page('<img src="/upload/1.jpg">'),
        (REPORTS / "page_2021.html").read_bytes(),
    ]
    kinds = [
        finished(Ready(job=Job(body=body)), lambda job: read(job.body)).kind for body in pictures + others
    ]
    assert given == pictures
    assert kinds == ["ocr+image+pdf", "ocr+image", "pdf", "pdf", "pdf", "image+html", "html"]
