"""Runs a crawl in processes of its own, so that it can be called many times from one program.

Only one crawl works on a portal at a time. What an earlier, killed crawl left open is closed first; a killed
caller takes its workers with it.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing import connection
from multiprocessing.context import SpawnProcess

from crawler.exclusion import claimed, gate, is_living
from crawler.ledger import close_interrupted
from crawler.orders import CrawlOrder, CrawlResult, PortalResult, shares
from data.clock import Clock
from data.store import Store

_ANOTHERS = "another crawl works on the host of {}: left to it"


def crawl(order: CrawlOrder, tell: Callable[[str], None] = lambda line: None) -> CrawlResult:
    """Look at every portal of an order; `tell` is called with a line whenever a portal is done.

    Portals whose host another crawl is at work on are left to it; raises Complaint when those are all.
    """
    with claimed(order) as portals:
        clock = Clock(order.clock_start)
        ours = replace(order, portals=portals)
        with gate(order.data), Store(order.data) as store:
            closed = close_interrupted(store, clock, lambda run_id: is_living(ours, run_id))
        if closed:
            tell(f"closed {closed} crawl(s) that were cut off")
        results = _in_processes(shares(ours), clock, tell) if portals else []
    place = {portal.id: number for number, portal in enumerate(order.portals)}
    found = [portal for _, results_of_one in results for portal in results_of_one]
    found += [_anothers(portal.id) for portal in order.portals if portal not in portals]
    return CrawlResult(
        portals=tuple(sorted(found, key=lambda portal: place[portal.portal_id])),
        run_ids=tuple(run_id for run_id, _ in results),
    )


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


def _anothers(portal_id: str) -> PortalResult:
    return PortalResult(
        portal_id=portal_id, looks=0, columns=(), reasons=(), failure=_ANOTHERS.format(portal_id)
    )


def _work(order: CrawlOrder, now: datetime, sender: connection.Connection) -> None:
    """The working process. Scrapy is imported here: its caller can do without."""
    _die_with_parent()
    from crawler.worker import work

    sender.send(work(order, Clock(now), sender.send))
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
