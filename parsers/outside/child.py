"""Reading in a limited child process: no document can take the program with it, or hold it up.

A child reads many documents; one that dies, hangs, exceeds a limit or grew large is replaced, and the
document that did it is `unreadable` with the reason `parse_limit`.
"""

from __future__ import annotations

import atexit
import logging
import os
import select
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from parsers.outside import prepare
from parsers.outside.wire import ANSWER, CRASHED, LAST, READY, Job, request, unpack
from parsers.parsed import Parsed

WALL_SECONDS = 30.0
CPU_SECONDS = 20
START_SECONDS = 60.0
# The crawler keeps no larger body (DOWNLOAD_MAXSIZE); a file named on the command line may be one.
LARGEST = 32 * 2**20
LONGEST_ANSWER = 128 * 2**20
PIECE = 2**20
# Documents taken ahead for each child, so that none waits while results are stored; and their bytes together.
AHEAD = 16
BYTES_AHEAD = 32 * 2**20
TURN_SECONDS = 0.0005
PROJECT = Path(__file__).resolve().parents[2]
LIMIT = Parsed(outcome="unreadable", reason="parse_limit")
_log = logging.getLogger(__name__)


class _Dead(Exception):
    """The child ended, or had to be ended, before it answered."""


class Child:
    """One child process. Raises RuntimeError when it cannot even start: that is no document's fault."""

    def __init__(self) -> None:
        # No secrets of ours, nothing of the user's: only what Python needs to find itself and this project.
        environment = {"PYTHONPATH": str(PROJECT), "PATH": os.environ.get("PATH", "")}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "parsers.outside.worker", str(CPU_SECONDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            cwd=PROJECT,
            bufsize=0,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests, self._answers = self._process.stdin, self._process.stdout
        self._waiting = select.poll()
        self._waiting.register(self._answers, select.POLLIN)
        self.usable = True
        try:
            kind, _ = self._answer(time.monotonic() + START_SECONDS)
        except _Dead:
            kind = CRASHED
        if kind != READY:
            self.close()
            raise RuntimeError("the reading process does not start: its own message stands above")

    def read(self, job: Job) -> Parsed:
        """Read one document within the limits."""
        deadline = time.monotonic() + WALL_SECONDS
        try:
            self._send(request(job))
            self._send(job.body)
            kind, data = self._answer(deadline)
            self.usable = kind not in (LAST, CRASHED)
            if kind == CRASHED:
                _log.error("%s: %s", job.url or "a document", data.decode())
                return LIMIT
            return unpack(data)
        except (_Dead, OSError, ValueError, KeyError, TypeError):
            self.usable = False
            return LIMIT

    def close(self) -> None:
        """End the process, now, and wait until it is gone."""
        self._process.kill()
        self._requests.close()
        self._answers.close()
        self._process.wait()

    def _send(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[self._requests.write(view) :]

    def _answer(self, deadline: float) -> tuple[bytes, bytes]:
        kind, length = ANSWER.unpack(self._receive(ANSWER.size, deadline))
        if length > LONGEST_ANSWER:
            raise _Dead
        return kind, self._receive(length, deadline)

    def _receive(self, size: int, deadline: float) -> bytes:
        pieces: list[bytes] = []
        while size:
            if not self._waiting.poll(max(0.0, deadline - time.monotonic()) * 1000):
                raise _Dead
            piece = os.read(self._answers.fileno(), min(size, PIECE))
            if not piece:
                raise _Dead
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)


class Children:
    """Children that wait for documents; many threads may read at once, each with a child of its own."""

    def __init__(self) -> None:
        self._idle: list[Child] = []

    def read(self, job: Job) -> Parsed:
        """Read one document in a child that is free, or in a new one."""
        if len(job.body) > LARGEST:
            return LIMIT
        child = self._take()
        try:
            parsed = child.read(job)
        except BaseException:
            child.close()
            raise
        if child.usable:
            self._idle.append(child)
        else:
            child.close()
        return parsed

    def _take(self) -> Child:
        with suppress(IndexError):
            return self._idle.pop()
        return Child()

    def close(self) -> None:
        """End the children that wait."""
        while self._idle:
            self._idle.pop().close()


@cache
def _children() -> Children:
    """Give the children of this process; they end with it."""
    children = Children()
    atexit.register(children.close)
    return children


def cores() -> int:
    """Count the processors this process may use."""
    return len(os.sched_getaffinity(0))


def read_safely(body: bytes, content_type: str | None = None, url: str | None = None) -> Parsed:
    """Read one document of any supported type in a limited child; never raises for what it holds.

    As `parsers.read.read`, but for types that need an outside program (LibreOffice), which is called here,
    and but for `unreadable` with reason `parse_limit` for what breaks a limit.
    """
    job = Job(body=body, content_type=content_type, url=url)
    return _read(next(prepare.prepared([job])))


def read_many(jobs: Iterable[Job], processes: int | None = None) -> Iterator[Parsed]:
    """Read many documents in several children at once (None: one a core); results come in the order of jobs.

    Takes jobs only a few ahead of what it has given, so that memory stays flat however many there are.
    """
    processes = processes or cores()
    waiting: deque[tuple[Future[Parsed], int]] = deque()
    held = 0
    with ThreadPoolExecutor(processes, "read") as threads, _quick_turns():
        try:
            for job in prepare.prepared(jobs):
                waiting.append((threads.submit(_read, job), _size(job)))
                held += _size(job)
                while len(waiting) > processes * AHEAD or (held > BYTES_AHEAD and len(waiting) > processes):
                    done, size = waiting.popleft()
                    held -= size
                    yield done.result()
            while waiting:
                yield waiting.popleft()[0].result()
        finally:
            threads.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _quick_turns() -> Iterator[None]:
    """Let threads take turns often: no child is to wait while the caller stores what others read."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _read(job: prepare.Prepared) -> Parsed:
    return job if isinstance(job, Parsed) else prepare.finished(job, _children().read)


def _size(job: prepare.Prepared) -> int:
    return 0 if isinstance(job, Parsed) else len(job.job.body)
