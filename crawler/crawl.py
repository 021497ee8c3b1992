"""Runs a crawl in processes of its own, so that it can be called many times from one program.

Only one crawl works on a data folder at a time. What an earlier, killed crawl left open is closed first; a
killed caller takes its workers with it.
"""

from __future__ import annotations

import fcntl
import logging
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import IO

from crawler.ledger import close_interrupted
from crawler.orders import CrawlOrder, CrawlResult, PortalResult, shares
from data.clock import Clock
from data.errors import Complaint
from data.store import Store

_LOCK, _WORKERS = "crawl.lock", "crawl.workers.lock"
# How long the workers of a killed caller may take to notice, in seconds.
_LAST_BREATH = 10.0


def crawl(order: CrawlOrder, tell: Callable[[str], None] = lambda line: None) -> CrawlResult:
    """Look at every portal of an order; `tell` is called with a line whenever a portal is done.

    Raises Complaint when another crawl works on the same data folder.
    """
    with _alone(order.data):
        clock = Clock(order.clock_start)
        with Store(order.data) as store:
            closed = close_interrupted(store, clock)
        if closed:
            tell(f"closed {closed} crawl(s) that were cut off")
        results = _in_processes(shares(order), clock, tell) if order.portals else []
    place = {portal.id: number for number, portal in enumerate(order.portals)}
    found = [portal for _, portals in results for portal in portals]
    return CrawlResult(
        portals=tuple(sorted(found, key=lambda portal: place[portal.portal_id])),
        run_ids=tuple(run_id for run_id, _ in results),
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's crawl lock; it falls with the process, however that ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("w") as callers, (folder / _WORKERS).open("w") as workers:
        _lock(callers, folder, patience=0)
        _lock(workers, folder, patience=_LAST_BREATH)  # those of a killed caller end by themselves
        fcntl.flock(workers, fcntl.LOCK_UN)
        yield


def _lock(file: IO[str], folder: Path, *, patience: float) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= until:
                seen, cure = "in use by another crawl", "wait until that crawl has ended"
                raise Complaint(str(folder), seen, "free", cure) from error
            time.sleep(0.05)
        else:
            return


Part = tuple[str, list[PortalResult]]


def _in_processes(orders: list[CrawlOrder], clock: Clock, tell: Callable[[str], None]) -> list[Part]:
    hands = [_start(order, clock) for order in orders]
    parts: list[Part] = []
    left = {hand.receiver: hand for hand in hands}
    while left:
        for ready in connection.wait(list(left)):
            hand = next(hand for hand in hands if hand.receiver is ready)
            message = _received(hand)
            if isinstance(message, str):
                tell(message)
                continue
            parts.append(message)
            del left[hand.receiver]
            hand.worker.join()
    return parts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hand:
    """One working process, what it works on, and where it reports to."""

    order: CrawlOrder
    worker: SpawnProcess
    receiver: connection.Connection


def _start(order: CrawlOrder, clock: Clock) -> _Hand:
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(order, clock.now(), sender))
    worker.start()
    sender.close()
    return _Hand(order=order, worker=worker, receiver=receiver)


def _received(hand: _Hand) -> str | Part:
    """Give a line to tell, or the results; a worker that died without a word lost its portals."""
    try:
        message: str | Part = hand.receiver.recv()
    except EOFError:
        hand.worker.join()
        return "", [_lost(portal.id, hand.worker.exitcode) for portal in hand.order.portals]
    return message


def _lost(portal_id: str, exitcode: int | None) -> PortalResult:
    told = f"the crawl of {portal_id} ended with status {exitcode} before it was done"
    return PortalResult(portal_id=portal_id, looks=0, columns=(), reasons=(("interrupted", 1),), failure=told)


def _work(order: CrawlOrder, now: datetime, sender: connection.Connection) -> None:
    """The working process. Scrapy is imported here: its caller can do without."""
    _die_with_parent()
    from crawler.worker import work

    sender.send(work(order, Clock(now), order.data / _WORKERS, sender.send))
    sender.close()


def _die_with_parent() -> None:
    """End this process as soon as its caller is gone, so that nobody works on unseen."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            connection.wait([parent.sentinel])
            logging.shutdown()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
