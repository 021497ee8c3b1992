"""The limited child: what it may not do, and that nothing it does reaches the program that started it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from parsers.outside import child as outside
from parsers.outside.child import Child, Children, read_many, read_safely
from parsers.outside.wire import ANSWER, Job, pack, unpack
from parsers.read import read

PROJECT = Path(__file__).resolve().parents[1]
REPORTS = PROJECT / "tests" / "examples" / "reports"
DOCUMENTS = sorted(path for path in REPORTS.iterdir() if path.suffix != ".json")
PAGE = (REPORTS / "page_2021.html").read_bytes()
LIMIT = ("unreadable", "parse_limit")


def confined(code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process that has confined itself as the child does."""
    start = "from parsers.outside import limits; limits.confine()\n"
    return subprocess.run(
        [sys.executable, "-P", "-c", start + code],
        env={"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        ("bytearray(2**30)", "MemoryError"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "PermissionError"),
        ("import socket; socket.getaddrinfo('example.org', 80)", "PermissionError"),
        ("import subprocess; subprocess.run(['true'])", "PermissionError"),
        ("import os; os.system('true')", "PermissionError"),
        ("import os; os.fork()", "PermissionError"),
        ("import pickle; pickle.loads(b'cos\\nsystem\\n(S\"true\"\\ntR.')", "PermissionError"),
        ("held = [open('/dev/null') for _ in range(40)]", "Too many open files"),
    ],
)
def test_a_confined_process_is_refused_what_it_does_not_need(code: str, refusal: str) -> None:
    assert refusal in confined(code).stderr


def test_a_confined_process_writes_no_file(tmp_path: Path) -> None:
    target = tmp_path / "x"
    code = f"with open({str(target)!r}, 'w') as file: file.write('x')"
    assert "File too large" in confined(code).stderr
    assert target.read_bytes() == b""


def test_a_confined_process_that_thinks_too_long_is_ended() -> None:
    ended = confined("limits.allow_time(0)\nwhile True: pass")
    assert ended.returncode == -signal.SIGXCPU


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_child_says_what_the_parser_says(document: Path) -> None:
    body = document.read_bytes()
    url = "http://qh.example/t20240115_1.html"
    assert read_safely(body, "text/html; charset=gb2312", url) == read(
        body, content_type="text/html; charset=gb2312", url=url
    )


def test_results_travel_unchanged() -> None:
    parsed = read(PAGE)
    assert unpack(pack(parsed)) == parsed


@pytest.fixture
def children() -> Iterator[Children]:
    made = Children()
    yield made
    made.close()


def test_one_child_reads_many_documents_and_is_replaced_after_it_died(children: Children) -> None:
    assert children.read(Job(body=PAGE)).outcome == "read"
    (first,) = children._idle
    assert children.read(Job(body=PAGE)).outcome == "read"
    assert children._idle == [first]
    os.kill(first._process.pid, signal.SIGKILL)
    lost = children.read(Job(body=PAGE))
    assert (lost.outcome, lost.reason) == LIMIT
    assert children.read(Job(body=PAGE)).outcome == "read"
    assert first not in children._idle


def test_a_document_that_takes_too_long_is_given_up(
    children: Children, monkeypatch: pytest.MonkeyPatch
) -> None:
    children.read(Job(body=PAGE))
    (slow,) = children._idle
    monkeypatch.setattr(outside, "WALL_SECONDS", 0.2)
    os.kill(slow._process.pid, signal.SIGSTOP)
    late = children.read(Job(body=PAGE))
    assert (late.outcome, late.reason) == LIMIT
    assert slow._process.poll() is not None


def test_what_is_larger_than_any_answer_of_a_portal_is_not_even_sent(
    children: Children, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "LARGEST", 1000)
    assert children.read(Job(body=PAGE)).reason == "parse_limit"
    assert children._idle == []


def test_a_defect_of_the_reader_is_told_with_its_traceback(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    child = Child()
    try:
        # A request that is no JSON stands for any exception the parser forgot.
        child._send(outside.request(Job(body=b"")).replace(b"null", b"nul!"))
        deadline = outside.time.monotonic() + 20
        kind, told = child._answer(deadline)
        assert kind == outside.CRASHED
        assert b"Traceback" in told
        monkeypatch.setattr(child, "_answer", lambda _: (kind, told))
        monkeypatch.setattr(child, "_send", lambda _: None)
        assert child.read(Job(body=b"", url="http://qh.example/x")).reason == "parse_limit"
        assert "http://qh.example/x" in caplog.text
        assert "Traceback" in caplog.text
        assert not child.usable
    finally:
        child.close()


@pytest.mark.parametrize("answer", [b"", b"nonsense", b"[]", b'{"outcome":"read"}'])
def test_an_answer_that_makes_no_sense_is_no_answer(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    child = Child()
    try:
        monkeypatch.setattr(child, "_answer", lambda _: (b"R", answer))
        assert child.read(Job(body=PAGE)).reason == "parse_limit"
        assert not child.usable
    finally:
        child.close()


def test_an_endless_answer_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    child = Child()
    try:
        monkeypatch.setattr(child, "_receive", lambda *_: ANSWER.pack(b"R", 2**40))
        assert child.read(Job(body=PAGE)).reason == "parse_limit"
    finally:
        child.close()


def test_a_child_that_cannot_start_is_no_documents_fault(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(outside.sys, "executable", "/bin/false")
    with pytest.raises(RuntimeError, match="does not start"):
        Child()
    capfd.readouterr()


def test_the_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANJIAN_SECRET", "hush")
    child = Child()
    try:
        environment = Path(f"/proc/{child._process.pid}/environ").read_bytes()
        assert b"hush" not in environment
        assert b"NIANJIAN" not in environment
    finally:
        child.close()


def test_results_come_in_the_order_of_the_jobs_whatever_each_takes() -> None:
    bodies = [path.read_bytes() for path in DOCUMENTS] * 3
    found = list(read_many((Job(body=body) for body in bodies), processes=2))
    assert [parsed.title for parsed in found] == [read(body).title for body in bodies]


@pytest.mark.parametrize(("bytes_ahead", "most"), [(2**30, 40), (len(PAGE), 5)], ids=["many", "large"])
def test_jobs_are_taken_only_a_few_ahead(
    bytes_ahead: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "BYTES_AHEAD", bytes_ahead)
    taken = []

    def jobs() -> Iterator[Job]:
        for number in range(1000):
            taken.append(number)
            yield Job(body=PAGE)

    results = read_many(jobs(), processes=2)
    assert next(results).outcome == "read"
    assert len(taken) < most
    results.close()  # type: ignore[attr-defined]


def test_threads_take_their_turns_as_before_once_all_is_read() -> None:
    before = sys.getswitchinterval()
    results = read_many((Job(body=PAGE) for _ in range(3)), processes=1)
    assert next(results).outcome == "read"
    assert sys.getswitchinterval() < before
    assert len(list(results)) == 2
    assert sys.getswitchinterval() == before


def test_many_threads_may_read_at_once() -> None:
    with ThreadPoolExecutor(4) as threads:
        assert {each.outcome for each in threads.map(read_safely, [PAGE] * 20)} == {"read"}


def test_a_large_caller_does_not_make_its_children_look_large() -> None:
    held = bytearray(450 * 2**20)
    held[:: 2**12] = b"x" * len(held[:: 2**12])  # touch every page: the caller is as large as it says
    child = Child()
    try:
        child.read(Job(body=PAGE))
        assert child.usable
    finally:
        child.close()
    assert len(held) > 0
