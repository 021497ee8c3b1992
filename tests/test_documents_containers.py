"""OFD and zip: what they hold reads as it would alone, and what does not belong is told."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from parsers.blocks import Paragraph
from parsers.content import find_content
from parsers.documents import kind_of, load
from parsers.parsed import Parsed
from parsers.read import read
from tests.ofd_files import SPACE, as_ofd, text

REPORTS = Path(__file__).parent / "examples" / "reports"
PAGE, OLD = ((REPORTS / name).read_bytes() for name in ("page_2021.html", "word_2019_gb2312.html"))
NOTICE = (REPORTS / "decoy_notice.html").read_bytes()


def zipped(files: Mapping[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return stream.getvalue()


def ofd(page: bytes) -> bytes:
    return as_ofd(find_content(load(page)).blocks, read(page).title or "")


def same(found: Parsed, whole: Parsed) -> None:
    assert found.outcome == "read", found.reason
    assert (found.unit_name, found.year, found.form) == (whole.unit_name, whole.year, whole.form)
    assert found.cells == whole.cells
    assert found.odd_cells == whole.odd_cells
    assert [part.heading for part in found.sections] == [part.heading for part in whole.sections]


# ------------------------------------------------------------------ OFD


@pytest.mark.parametrize("page", [PAGE, OLD], ids=["2021", "2019"])
def test_an_ofd_says_what_the_page_it_was_made_of_says(page: bytes) -> None:
    found = read(ofd(page))
    same(found, read(page))
    assert found.kind == "ofd"
    assert found.sections[0].text == read(page).sections[0].text


def test_an_ofd_cut_short_or_without_text_is_unreadable() -> None:
    whole = ofd(PAGE)
    assert read(whole[: len(whole) // 2]).outcome == "unreadable"
    assert read(as_ofd([])).outcome != "read"
    for document in ("<x/>", f"<ofd:OFD {SPACE}><ofd:DocRoot>../../x.xml</ofd:DocRoot></ofd:OFD>", "no xml"):
        found = read(zipped({"OFD.xml": document.encode()}))
        assert (found.outcome, found.reason) == ("unreadable", "unreadable_file")


def test_steps_between_characters_may_be_written_as_repetitions() -> None:
    words = "信息公开"
    plain = as_ofd([Paragraph(text=words)])
    content = text(words, 15, 40).replace('DeltaX="3.0 3.0 3.0"', 'DeltaX="g 3 3"')
    page = f"<ofd:Page {SPACE}><ofd:Content>{content}</ofd:Content></ofd:Page>"
    with ZipFile(BytesIO(plain)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["Doc_0/Pages/Page_0/Content.xml"] = page.encode()
    assert [block.text for block in load(zipped(files)).blocks if isinstance(block, Paragraph)] == [words]


# ------------------------------------------------------------------ zip


def test_a_zip_with_one_report_is_that_report() -> None:
    found = read(zipped({"2022年报/": b"", "2022年报/报告.html": PAGE, "__MACOSX/._报告.html": b"\0\1"}))
    same(found, read(PAGE))
    assert found.kind == "zip+html"


def test_what_lies_beside_the_report_does_not_count() -> None:
    found = read(
        zipped({"a.html": PAGE, "说明.txt": "请查收。".encode(), "b.html": NOTICE, "x.png": b"\x89PNG\0"})
    )
    same(found, read(PAGE))


def test_several_reports_in_a_zip_are_told() -> None:
    found = read(zipped({"2022年.html": PAGE, "2020年.html": OLD}))
    assert (found.outcome, found.reason, found.kind) == ("unreadable", "unreadable_file", "zip")
    assert found.notes == ("压缩包内有2份年度报告，请分别读取：2020年.html、2022年.html",)


@pytest.mark.parametrize(
    "files",
    [{}, {"x.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}, {"inner.zip": zipped({"a.html": PAGE})}],
    ids=["empty", "nothing readable", "a zip in it"],
)
def test_a_zip_without_a_report_says_what_it_holds(files: Mapping[str, bytes]) -> None:
    found = read(zipped(files))
    assert found.outcome == "unreadable"
    assert not files or "压缩包内没有可以直接读取的年度报告" in found.notes[0]


def test_a_name_in_gbk_is_shown_as_it_was_written() -> None:
    name = "报告.doc".encode("gb18030").decode("cp437")
    assert "报告.doc" in read(zipped({name: b"\xd0\xcf\x11\xe0"})).notes[0].replace("\ufe0f", "")


def test_office_files_are_zips_of_their_own_kind() -> None:
    assert kind_of(zipped({"word/document.xml": b""})) == "docx"
    assert kind_of(zipped({"OFD.xml": b""})) == "ofd"
    assert kind_of(zipped({"a": b""})) == "zip"


@pytest.mark.parametrize(
    "files",
    [
        {f"{number}": b"x" for number in range(3_000)},
        {"a.html": b" " * 60 * 2**20},
        {f"{n}.html": PAGE for n in range(30)},
    ],
    ids=["entries", "ratio", "documents"],
)
def test_a_zip_beyond_the_bounds_is_not_opened(files: Mapping[str, bytes]) -> None:
    assert read(zipped(files)).reason == "parse_limit"
