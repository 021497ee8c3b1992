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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess

from crawler import settings
from crawler.guard import Guard
from crawler.ledger import COMMAND, Ledger, close_interrupted
from crawler.orders import CrawlOrder, CrawlResult, PortalResult, shares
from crawler.spiders.portal import PortalSpider, Work
from data.clock import Clock
from data.errors import Complaint
from data.runs import Run
from data.store import Store

_LOCK = "crawl.lock"


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
    with (folder / _LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Complaint(
                str(folder), "in use by another crawl", "free", "wait until that crawl has ended"
            ) from error
        yield


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
    """The working process: one run over the portals of one order."""
    _die_with_parent()
    clock = Clock(now)
    with Store(order.data) as store:
        run = Run.start(store, COMMAND, clock)
        ledger = Ledger(store, run, clock)
        results = _spider(order, ledger, sender.send)
        failed = bool(ledger.settle()) or any(result.failure for result in results)
        run.finish("failed" if failed else "done")
    sender.send((run.id, results))
    sender.close()


def _spider(order: CrawlOrder, ledger: Ledger, tell: Callable[[str], None]) -> list[PortalResult]:
    urls = [portal.home_url for portal in order.portals]
    urls += [portal.column_url for portal in order.portals if portal.column_url]
    urls += [unit.column_url for unit in order.units if unit.column_url]
    process = AsyncCrawlerProcess(_settings(order))
    work = Work(order, ledger, Guard.of(urls, proxied=order.proxy is not None), tell)
    process.crawl(PortalSpider, work=work)
    process.start()
    return work.results


def _settings(order: CrawlOrder) -> dict[str, Any]:
    values = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    values["USER_AGENT"] = settings.user_agent(order.contact)
    if order.seconds is not None:
        values["DOWNLOAD_TIMEOUT"] = order.seconds
    return values


def _die_with_parent() -> None:
    """End this process as soon as its caller is gone, so that nobody works on unseen."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            connection.wait([parent.sentinel])
            logging.shutdown()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
