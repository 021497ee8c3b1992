"""`nianjian parse`: what is read, what is not read again, and what a better parser changed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import parsers.documents.html
import parsers.documents.text
from data.forms import fmt_2019
from data.records import OddCell, Reading, Section
from data.store import Store
from monitor.reading import read_snapshots, report_id_of, unread_snapshots
from parsers.outside import versions
from parsers.parsed import Parsed
from parsers.read import read
from tests.archive import Archive

REPORTS = Path(__file__).parent / "examples" / "reports"
PAGE = (REPORTS / "page_2021.html").read_bytes()
OTHER = (REPORTS / "word_2019_gb2312.html").read_bytes()
TEXT = (REPORTS / "row_a_line_2021.txt").read_bytes()
DECOY = (REPORTS / "decoy_notice.html").read_bytes()
BINARY = (REPORTS / "unknown_magic.bin").read_bytes()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _versions_as_they_are() -> Iterator[None]:
    yield
    _recount()


def _recount() -> None:
    versions._readers.cache_clear()
    versions._forms.cache_clear()


@pytest.fixture
def bump(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], None]:
    def raised(module: object) -> None:
        monkeypatch.setattr(module, "VERSION", 2, raising=False)
        _recount()

    return raised


def crawled(store: Store, *bodies: bytes) -> list[str]:
    """Keep bodies as a crawl does."""
    archive = Archive(store)
    kept = [store.keep(body) for body in bodies]
    for number, sha256 in enumerate(kept):
        archive.look("2026-01-20", f"{number}", "x", sha256=sha256)
    return kept


def readings(store: Store) -> dict[str, Reading]:
    return {each.sha256: each for each in store.rows(Reading)}


def test_every_snapshot_is_read_once_and_says_what_the_parser_says(store: Store) -> None:
    page, decoy, broken = crawled(store, PAGE, DECOY, BINARY)
    result = read_snapshots(store)
    assert result.outcomes == {"read": 1, "not_a_report": 1, "unreadable": 1}
    assert [line.rpartition("/")[2] for line in result.troubles] == ["2.html: unreadable_file"]
    parsed = read(PAGE)
    found = readings(store)
    assert (found[page].outcome, found[page].title, found[page].year) == ("read", parsed.title, parsed.year)
    assert found[decoy].outcome == "not_a_report"
    assert found[broken].reason == "unreadable_file"
    assert store.cells(report_id_of(page)) == {k: v for k, v in parsed.cells.items() if v is not None}
    assert [each.heading for each in store.rows(Section, "report_id = ?", (report_id_of(page),))]
    assert read_snapshots(store).outcomes == {}


def test_a_rerun_that_finds_nothing_new_is_one_query(store: Store) -> None:
    crawled(store, PAGE, TEXT, DECOY)
    read_snapshots(store)
    asked: list[str] = []
    store.db.conn.set_trace_callback(asked.append)
    assert read_snapshots(store).outcomes == {}
    assert len(asked) == 1


def test_a_lost_or_damaged_snapshot_is_named_and_stops_nothing(store: Store) -> None:
    lost, damaged, sound = crawled(store, PAGE, OTHER, TEXT)
    store.snapshots.path(lost).unlink()
    store.snapshots.path(damaged).write_bytes(b"rust")
    result = read_snapshots(store)
    assert result.outcomes == {"read": 1, "damaged": 2}
    assert lost in result.troubles[0]
    assert damaged in result.troubles[1]
    assert set(readings(store)) == {sound}


def test_the_same_body_at_two_addresses_is_read_once(store: Store) -> None:
    crawled(store, PAGE, PAGE)
    assert read_snapshots(store).outcomes == {"read": 1}


def test_all_reads_everything_and_an_unchanged_parser_changes_nothing(store: Store) -> None:
    crawled(store, PAGE, TEXT, BINARY)
    read_snapshots(store)
    before = readings(store), list(store.rows(OddCell)), list(store.rows(Section))
    told: list[str] = []
    assert read_snapshots(store, everything=True, tell_change=told.append).outcomes.total() == 3
    assert told == []
    assert (readings(store), list(store.rows(OddCell)), list(store.rows(Section))) == before


def test_a_whole_amount_with_decimals_is_no_change(store: Store) -> None:
    amount = PAGE.decode().replace(">160.5964万元<", ">62.00<")
    crawled(store, amount.encode())
    read_snapshots(store)
    told: list[str] = []
    read_snapshots(store, everything=True, tell_change=told.append)
    assert told == []


def test_a_better_reader_rereads_its_own_file_type_and_what_nothing_could_read(
    store: Store, bump: Callable[[object], None]
) -> None:
    page, text, broken = crawled(store, PAGE, TEXT, BINARY)
    read_snapshots(store)
    bump(parsers.documents.html)
    assert [each.sha256 for each in unread_snapshots(store)] == [page, broken]
    assert read_snapshots(store).outcomes.total() == 2
    assert unread_snapshots(store) == []
    bump(parsers.documents.text)
    assert [each.sha256 for each in unread_snapshots(store)] == [text, broken]


def test_a_better_form_rereads_only_its_own_reports(store: Store, bump: Callable[[object], None]) -> None:
    _, old, _, _ = crawled(store, PAGE, OTHER, TEXT, DECOY)
    read_snapshots(store)
    assert readings(store)[old].form == "fmt_2019"
    bump(fmt_2019)
    assert [each.sha256 for each in unread_snapshots(store)] == [old]


def test_what_a_better_parser_says_otherwise_is_told_cell_by_cell(
    store: Store, bump: Callable[[object], None]
) -> None:
    (page,) = crawled(store, PAGE)
    read_snapshots(store)
    report_id = report_id_of(page)
    sure = store.cells(report_id)
    store.put_cells(report_id, {**sure, "t3.granted.total": 900, "t2.licensing.decisions": None})
    store.put(OddCell(report_id=report_id, cell="t2.licensing.decisions", raw="2 41", state="uncertain"))
    bump(parsers.documents.html)
    told: list[str] = []
    read_snapshots(store, tell_change=told.append)
    url = "http://qh.example/nb/0.html"
    assert told == [
        f"{url} t2.licensing.decisions: uncertain “2 41” → 241",
        f"{url} t3.granted.total: 900 → {sure['t3.granted.total']}",
    ]
    assert store.cells(report_id) == sure


def test_a_reading_says_which_parts_read_it() -> None:
    parts = versions.version_of(read(PAGE)).split(" ")
    assert parts[1:] == ["html.1", "fmt_2021.1"]
    assert versions.is_current(" ".join(parts))
    assert not versions.is_current(f"{parts[0]} html.0 fmt_2021.1")
    nothing = versions.version_of(Parsed(outcome="unreadable", reason="unreadable_file"))
    assert "html.1/" in nothing
    assert versions.is_current(nothing)
