"""Every request is written down before it is sent and ends in exactly one look: nothing vanishes.

    begin   a row in `open_requests`, then the request may go out
    end     the body to the archive, then the look to the log and the open row away, in one transaction

Each waits until what it wrote is safely on disk. What begins or ends in the same moment, on whatever portal,
shares one transaction, and a thread of its own waits for the disk meanwhile.

After a crash the rows still open become looks with the reason `interrupted`, and the run is closed.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from sqlite3 import Error as SqliteError
from typing import cast

from crawler.pages import Ask
from data.clock import Clock
from data.records import Look, OpenRequest, Purpose, RunEvent
from data.runs import Run, unfinished
from data.store import Store

COMMAND = "crawl"
_MOST_HEADERS = 8_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What is asked and why: the request, its purpose, and the portal, unit, walk and item it serves.

    `first` is the address asked for at first, when redirects led to this request; `unverified`: ask although
    nobody vouches for the portal's certificate.
    """

    ask: Ask
    purpose: Purpose
    portal_id: str
    unit_id: str | None = None
    walk_id: str | None = None
    title: str | None = None
    first: str | None = None
    unverified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a request ended. `reason` is None when the answer is what it claims to be; no status: no answer.

    `final_url` is the address really asked, or, of a request not sent, the one a redirect led to;
    `leads_on`: the answer is a redirect that is followed.
    """

    reason: str | None
    leads_on: bool = False
    status: int | None = None
    body: bytes | None = None
    final_url: str | None = None
    content_type: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    elapsed: timedelta | None = None
    tls: str | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """One thing to be written, and who waits for it."""

    work: Callable[[Store], object]
    body: bytes | None
    done: asyncio.Future[object]

    def tell(self, result: object) -> None:
        """Let the waiting one go on; one that was cancelled meanwhile is left alone."""
        if self.done.done():
            return
        if isinstance(result, BaseException):
            self.done.set_exception(result)
        else:
            self.done.set_result(result)


# How many bodies are written side by side: the disk then syncs them together.
_WRITERS = 8


class Ledger:
    """Keeps the books of one run; `opened` and `closed` are equal whenever nothing is under way."""

    def __init__(self, store: Store, run: Run, clock: Clock) -> None:
        self.store, self.run, self.clock = store, run, clock
        self.opened = 0
        self.closed = 0
        self._waiting: list[_Entry] = []
        self._writing: asyncio.Task[None] | None = None
        self._writers = ThreadPoolExecutor(_WRITERS, "snapshots")
        self._clerk = ThreadPoolExecutor(1, "ledger")
        self._books: Store | None = None

    async def begin(self, errand: Errand) -> OpenRequest:
        """Write down that a request is about to be sent; it may go out when this returns."""
        return cast(OpenRequest, await self._written(lambda store: self.open(errand, store)))

    async def end(self, request: OpenRequest, outcome: Outcome) -> Look:
        """Write down how a request ended; body and look are on disk when this returns."""
        return cast(
            Look, await self._written(lambda store: self.close(request, outcome, store), outcome.body)
        )

    async def append(self, *log: object) -> None:
        """Write further rows of the log."""
        await self._written(lambda store: store.append(*log))

    async def _written(self, work: Callable[[Store], object], body: bytes | None = None) -> object:
        done: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Entry(work, body, done))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return await done

    async def _write(self) -> None:
        """Write all that waits, again and again until nothing does: bodies first, then their rows."""
        while self._waiting:
            entries, self._waiting = self._waiting, []
            bodies = {entry.body for entry in entries if entry.body is not None}
            loop = asyncio.get_running_loop()
            before = (self.run.head, self.run.count, self.opened, self.closed)
            try:
                await asyncio.gather(
                    *(loop.run_in_executor(self._writers, self.store.keep, body) for body in bodies)
                )
                results = await loop.run_in_executor(self._clerk, self._write_down, entries)
            except (OSError, SqliteError) as error:  # nothing of it was written
                self.run.head, self.run.count, self.opened, self.closed = before
                for entry in entries:
                    entry.tell(error)
            else:
                for entry, result in zip(entries, results, strict=True):
                    entry.tell(result)

    def _write_down(self, entries: list[_Entry]) -> list[object]:
        """The clerk's work: one transaction, through a connection nobody else uses."""
        if self._books is None:
            self._books = Store(self.store.folder)
            self.run.store = self._books
        with self._books.atomic():
            return [entry.work(self._books) for entry in entries]

    def open(self, errand: Errand, store: Store | None = None) -> OpenRequest:
        """Write down that a request is about to be sent."""
        self.opened += 1
        request = OpenRequest(
            id=f"{self.run.id}/{self.opened}",
            run_id=self.run.id,
            portal_id=errand.portal_id,
            url=errand.first or errand.ask.url,
            purpose=errand.purpose,
            method=errand.ask.method,
            sent_at=self.clock.now(),
            body=errand.ask.body,
            unit_id=errand.unit_id,
            walk_id=errand.walk_id,
            title=errand.title,
        )
        (store or self.store).put(request)
        return request

    def close(self, request: OpenRequest, outcome: Outcome, store: Store | None = None) -> Look:
        """Write down how a request ended; the body is safely kept before the look says so."""
        store = store or self.store
        sha256 = None if outcome.body is None else store.keep(outcome.body)
        look = _look(request, outcome, sha256, self.clock)
        with store.atomic():
            recorded = self.run.record(look)
            store.drop(OpenRequest, request.id)
        self.closed += 1
        return recorded

    def settle(self) -> int:
        """Close what is still open in this run as `interrupted`; gives how many requests that were."""
        self._clerk.shutdown()
        self._writers.shutdown()
        if self._books is not None:
            self._books.close()
            self.run.store = self.store
        left = list(self.store.rows(OpenRequest, "run_id = ?", (self.run.id,)))
        for request in left:
            self.close(request, Outcome(reason="interrupted"))
        return len(left)


def _look(request: OpenRequest, outcome: Outcome, sha256: str | None, clock: Clock) -> Look:
    headers = json.dumps(outcome.headers, ensure_ascii=False)[:_MOST_HEADERS] if outcome.headers else None
    return Look(
        id="",
        hash="",
        run_id=request.run_id,
        portal_id=request.portal_id,
        url=request.url,
        # A step on the way is no document: readers of reports must not take it for one.
        purpose="nav" if outcome.leads_on and request.purpose != "robots" else request.purpose,
        at=clock.now(),
        method=request.method,
        body=request.body,
        unit_id=request.unit_id,
        walk_id=request.walk_id,
        title=request.title,
        final_url=outcome.final_url,
        status=outcome.status,
        reason=outcome.reason,
        sha256=sha256,
        content_type=outcome.content_type,
        size=None if outcome.body is None else len(outcome.body),
        elapsed_ms=None if outcome.elapsed is None else round(outcome.elapsed.total_seconds() * 1000),
        headers=headers,
        tls=outcome.tls,
    )


def close_interrupted(
    store: Store, clock: Clock, is_living: Callable[[str], bool] = lambda run_id: False
) -> int:
    """Close the crawls a crash cut off: what was under way becomes looks with the reason `interrupted`.

    `is_living` tells which runs are still at work. Gives the number of runs closed.
    """
    cut_off = [run_id for run_id in unfinished(store) if _is_crawl(store, run_id) and not is_living(run_id)]
    for run_id in cut_off:
        run = Run.resume(store, run_id, clock)
        Ledger(store, run, clock).settle()
        run.finish("interrupted")
    return len(cut_off)


def _is_crawl(store: Store, run_id: str) -> bool:
    events = store.rows(RunEvent, "run_id = ? AND event = 'started'", (run_id,))
    return any(event.command == COMMAND for event in events)
