"""Who may crawl what: one crawl at a time on a portal's host, and a killed one's workers end before the next.

claimed     a crawl holds the hosts of its portals; those another crawl holds are left to it
gate        runs begin, and cut-off runs are closed, one at a time
at_work     a worker holds its hosts and its run; both fall with the process, however that ends
"""

from __future__ import annotations

import fcntl
import hashlib
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from crawler.orders import CrawlOrder, host_of
from data.errors import Complaint
from data.records import Portal

# How long the workers of a killed caller may take to notice, in seconds.
LAST_BREATH = 10.0
# How long another crawl may take to begin.
GATE = 60.0


@contextmanager
def claimed(order: CrawlOrder) -> Iterator[tuple[Portal, ...]]:
    """Hold the hosts of an order's portals that are free; gives the portals on them.

    Raises Complaint when portals are wanted and every one of them is another crawl's.
    """
    with ExitStack() as held:
        hosts = _hosts(order)
        ours = {host for host in hosts if _claim(held, order.data, host)}
        if hosts and not ours:
            cure = "wait until that crawl has ended"
            raise Complaint(str(order.data), "its portals are in use by another crawl", "free", cure)
        yield tuple(portal for portal in order.portals if host_of(portal) in ours)


def _claim(held: ExitStack, folder: Path, host: str) -> bool:
    file = held.enter_context(_file(folder, "host", host))
    if not _lock(file, fcntl.LOCK_EX, patience=0):
        return False
    with _file(folder, "workers", host) as workers:  # those of a killed caller end by themselves
        return _lock(workers, fcntl.LOCK_EX, patience=LAST_BREATH)


@contextmanager
def gate(folder: Path) -> Iterator[None]:
    """Let one crawl at a time begin a run or close those that were cut off."""
    with _file(folder, "gate", "") as file:
        if not _lock(file, fcntl.LOCK_EX, patience=GATE):
            raise Complaint(str(folder), "another crawl has not begun for a minute", "free", "try again")
        yield


@contextmanager
def at_work(order: CrawlOrder) -> Iterator[None]:
    """Hold the hosts a worker works on, beside its caller."""
    with ExitStack() as held:
        for host in _hosts(order):
            file = held.enter_context(_file(order.data, "workers", host))
            fcntl.flock(file, fcntl.LOCK_SH)
        yield


@contextmanager
def living(order: CrawlOrder, run_id: str) -> Iterator[None]:
    """Show that a run is at work, and on which hosts; to be entered inside the gate, before it is seen."""
    with _file(order.data, "run", run_id) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write("\n".join(_hosts(order)))
        file.flush()
        try:
            yield
        finally:
            Path(file.name).unlink(missing_ok=True)


def is_living(order: CrawlOrder, run_id: str) -> bool:
    """Tell whether a run is at work in some process; to be asked by whoever holds the hosts of an order.

    A run on one of these hosts was killed: its process may still be letting go of its locks, one by one.
    """
    with _file(order.data, "run", run_id) as file:
        file.seek(0)
        dying = set(file.read().split()) & set(_hosts(order))
        free = _lock(file, fcntl.LOCK_EX, patience=LAST_BREATH if dying else 0)
        if free:
            Path(file.name).unlink(missing_ok=True)
    return not free


def _hosts(order: CrawlOrder) -> list[str]:
    return sorted({host_of(portal) for portal in order.portals})


def _file(folder: Path, kind: str, name: str) -> IO[str]:
    locks = folder / "locks"
    locks.mkdir(parents=True, exist_ok=True)
    return (locks / f"{kind}-{hashlib.sha256(name.encode()).hexdigest()[:16]}").open("a+")


def _lock(file: IO[str], how: int, *, patience: float) -> bool:
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(file, how | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(0.05)
        else:
            return True
