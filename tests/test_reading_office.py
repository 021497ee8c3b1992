"""Word, WPS and RTF files through LibreOffice; what says so where it is not installed."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from parsers.outside import office, versions
from parsers.outside.child import read_many, read_safely
from parsers.outside.prepare import prepared
from parsers.outside.wire import Job
from parsers.parsed import Parsed
from parsers.read import read

REPORTS = Path(__file__).parent / "examples" / "reports"
PAGES = [(REPORTS / name).read_bytes() for name in ("page_2021.html", "word_2019_gb2312.html")]
NOISE = office.OLE + "WordDocument".encode("utf-16-le") + bytes(range(256)) * 100
needs_office = pytest.mark.skipif(
    office.program() is None, reason=f"LibreOffice is not installed (apt-get install {office.PACKAGE})"
)


@pytest.fixture(autouse=True)
def _readers_as_they_are() -> Iterator[None]:
    versions._readers.cache_clear()
    yield
    versions._readers.cache_clear()


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[bytes]]:
    """The example pages as LibreOffice saves them for Word."""
    folder = tmp_path_factory.mktemp("office")
    for number, page in enumerate(PAGES):
        (folder / f"{number}.html").write_bytes(page)
    for kind in ("doc:MS Word 97", "rtf:Rich Text Format"):
        subprocess.run(
            [
                *(shutil.which("soffice") or "soffice", "--headless", "--infilter=HTML (StarWriter)"),
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                *("--convert-to", kind, "--outdir", str(folder)),
                *(str(folder / f"{number}.html") for number in range(len(PAGES))),
            ],
            check=True,
            capture_output=True,
        )
    return {
        kind: [(folder / f"{number}.{kind}").read_bytes() for number in range(len(PAGES))]
        for kind in ("doc", "rtf")
    }


@needs_office
@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_word_files_say_what_the_pages_they_were_made_of_say(
    saved: dict[str, list[bytes]], kind: str
) -> None:
    found = list(read_many([Job(body=body) for body in saved[kind]], processes=1))
    for page, parsed in zip(PAGES, found, strict=True):
        whole = read(page)
        assert parsed.kind == "office+html"
        assert (parsed.unit_name, parsed.year, parsed.form) == (whole.unit_name, whole.year, whole.form)
        assert parsed.cells == whole.cells
        assert [part.key for part in parsed.sections] == [part.key for part in whole.sections]
        assert {"html.1", "office.1"} <= set(versions.version_of(parsed).split(" "))


@needs_office
def test_a_broken_file_spoils_nothing_beside_it(saved: dict[str, list[bytes]]) -> None:
    bodies = [saved["doc"][0], NOISE, PAGES[0], b"{\\rtf1 " + b"{" * 100_000, saved["rtf"][1]]
    found = list(read_many([Job(body=body) for body in bodies], processes=1))
    assert [found[0].outcome, found[2].outcome, found[4].outcome] == ["read"] * 3
    assert found[1].outcome != "read"
    assert found[3].outcome != "read"


@needs_office
def test_a_word_file_asks_no_host() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        picture = rf'{{\field{{\*\fldinst {{ INCLUDEPICTURE "{url}" \\d }}}}{{\fldrslt x}}}}'
        template = rf"{{\*\template {url}}}"
        body = rf"{{\rtf1 {template}{picture} text\par}}".encode()
        assert read_safely(body).outcome == "not_a_report"
        with pytest.raises(BlockingIOError):
            server.accept()


def test_magic_bytes_decide() -> None:
    assert office.recognise(b"{\\rtf1 x}")
    assert office.recognise(NOISE)
    assert not office.recognise(office.OLE + "Workbook".encode("utf-16-le"))
    assert not office.recognise(PAGES[0])
    assert not office.recognise(b"PK\x03\x04")


def test_without_libreoffice_it_is_unreadable_and_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    parsed = read_safely(NOISE)
    assert (parsed.outcome, parsed.reason) == ("unreadable", "unreadable_file")
    assert "apt-get install libreoffice-writer-nogui" in parsed.notes[0]


def test_once_libreoffice_is_installed_what_it_left_unread_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    version = versions.version_of(read_safely(NOISE))
    assert versions.is_current(version)
    monkeypatch.setattr(office, "program", lambda: "/usr/bin/soffice")
    versions._readers.cache_clear()
    assert not versions.is_current(version)


def test_jobs_keep_their_order_around_word_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: "soffice")
    starts: list[int] = []

    def convert(bodies: list[bytes]) -> list[bytes | None]:
        starts.append(len(bodies))
        return [None if body == NOISE else b"<p>" + body for body in bodies]

    monkeypatch.setattr(office, "convert", convert)
    bodies = [b"a", b"{\\rtf1", b"b", NOISE, b"c"]
    found = list(prepared(Job(body=body) for body in bodies))
    shown = [each.reason if isinstance(each, Parsed) else each.job.body for each in found]
    assert shown == [b"a", b"<p>{\\rtf1", b"b", "unreadable_file", b"c"]
    assert starts == [2]


def test_a_start_that_fails_is_repeated_file_by_file(monkeypatch: pytest.MonkeyPatch) -> None:
    starts: list[int] = []

    def start(bodies: list[bytes]) -> list[bytes | None]:
        starts.append(len(bodies))
        return [None] * len(bodies) if len(bodies) > 1 or bodies == [b"bad"] else [b"page"]

    monkeypatch.setattr(office, "_start", start)
    assert office.convert([b"good", b"bad", b"good"]) == [b"page", None, b"page"]
    assert starts == [3, 1, 1, 1]
    assert office.convert([]) == []
