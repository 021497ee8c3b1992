"""Nothing anybody publishes can hang the program, flood it, lead it outside, or make a report lose parts unseen."""

import resource
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from parsers.outside import child
from parsers.outside.child import read_safely
from parsers.parsed import Parsed
from parsers.read import read
from tests.hostile.bombs import BOMBS, PAGE, TEXT, canary_ofd, canary_page, canary_word

PLAIN, PLAIN_TEXT = read(PAGE), read(TEXT)
GROWTH_KB = 50 * 1024


@pytest.fixture(scope="module", autouse=True)
def _impatient() -> Iterator[None]:
    """Give up after 3 seconds of processor time instead of 20: bombs that use up all of it are only bombs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(child, "CPU_SECONDS", 3)
        child._children().close()
        yield
        child._children().close()


def memory_kb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def lost(parsed: Parsed, whole: Parsed) -> list[str]:
    """What a report says no more, or otherwise: cells (unless marked as odd) and sections."""
    headings = {part.key for part in whole.sections} - {part.key for part in parsed.sections}
    wrong = {
        key
        for key, value in whole.cells.items()
        if parsed.cells.get(key) != value and key not in parsed.odd_cells
    }
    return sorted(headings | wrong)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_unread_or_read_in_full(name: str) -> None:
    bomb = BOMBS[name]()
    before = memory_kb()
    parsed = read_safely(bomb)
    assert memory_kb() - before < GROWTH_KB
    assert parsed.outcome in ("unreadable", "not_a_report", "read")
    if parsed.outcome == "read":
        assert not lost(parsed, PLAIN if parsed.kind != "text" else PLAIN_TEXT), parsed.notes
    again = read_safely(PAGE)
    assert again == PLAIN


@pytest.mark.parametrize("part", range(1, 20))
@pytest.mark.parametrize("whole", [PAGE, TEXT], ids=["page", "text"])
def test_a_file_cut_short_says_what_it_lost(whole: bytes, part: int) -> None:
    parsed = read_safely(whole[: len(whole) * part // 20])
    if parsed.outcome == "read":
        for key, value in parsed.cells.items():
            assert value is None or value == read(whole).cells[key]


@pytest.mark.parametrize("make", [canary_page, canary_word, canary_ofd])
def test_no_file_and_no_host_is_ever_asked(make: object, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    canary.write_text("金丝雀", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        host = f"http://127.0.0.1:{server.getsockname()[1]}"
        parsed = read_safely(make(str(canary), host))  # type: ignore[operator]
        assert "金丝雀" not in repr(parsed)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_there_are_bombs_enough() -> None:
    assert len(BOMBS) >= 60
