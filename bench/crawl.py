"""What looking costs: our spider against an empty one, politely, and again when nothing changed.

    PYTHONPATH=. .venv/bin/python -m bench.crawl [ROUNDS]

All ratios come from one run: this process serves the portals, every crawl works in processes of its own.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from threading import Thread

from crawler.crawl import crawl
from crawler.orders import CrawlOrder, CrawlResult
from data.records import Portal, Unit

NAME = "政府信息公开工作年度报告"
COLUMN = "/zwgk/zfxxgknb/"
AT = datetime(2026, 2, 2, 2, 0, tzinfo=UTC)
FULL = (40, 50, 32_000)  # portals, reports on each, bytes of a report
POLITE = (200, 17, 2_000)
DELAY = 1.0


@dataclass
class Site:
    """One portal: its pages, and when it was asked and how much it sent."""

    pages: dict[str, bytes]
    base: str = ""
    asked: list[tuple[float, float]] = field(default_factory=list)
    sent: int = 0

    @property
    def smallest_gap(self) -> float:
        """Seconds between the end of one answer and the beginning of the next question, at the least."""
        gaps = (later[0] - earlier[1] for earlier, later in pairwise(self.asked))
        return min(gaps, default=float("inf"))


def site(number: int, reports: int, size: int) -> Site:
    """A TRS portal whose column has a list page for every 25 reports."""
    paths = [f"{COLUMN}202503/t20250310_{number}{at:04d}.html" for at in range(reports)]
    titles = [f"第{number}县第{at}局2024年{NAME}" for at in range(reports)]
    chunks = [range(at, min(at + 25, reports)) for at in range(0, reports, 25)]
    pages = {}
    for page, chunk in enumerate(chunks):
        rows = "".join(
            f'<li><a href="{paths[at]}">{titles[at]}</a><span>2025-03-10</span></li>' for at in chunk
        )
        script = f'<script>createPageHTML({len(chunks)}, {page}, "index", "html", "", {reports});</script>'
        name = COLUMN + (f"index_{page}.html" if page else "")
        pages[name] = _page("政府信息公开年报", f"<ul>{rows}</ul>{script}", 600)
    for path, title in zip(paths, titles, strict=True):
        pages[path] = _page(title, f"<h1>{title}</h1>", size)
    return Site({name: page.encode() for name, page in pages.items()})


def _page(title: str, main: str, size: int) -> str:
    words = "本机关依法公开政府信息，及时回应群众关切。" * (size // 63)
    head = f'<html><head><meta charset="utf-8"><title>{title}</title></head>'
    return f"{head}<body>{main}<p>{words}</p></body></html>"


async def _speak(served: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            began = time.monotonic()
            body = served.pages.get(head.split(b" ", 2)[1].decode())
            mark = f'"{sha256(body).hexdigest()[:12]}"' if body else ""
            held = bool(mark) and mark.encode() in head
            status, data = (304, b"") if held else (200, body) if body else (404, b"<html>404</html>")
            tag = f"ETag: {mark}\r\n" if mark else ""
            start = (
                f"HTTP/1.1 {status} X\r\nContent-Type: text/html\r\n{tag}Content-Length: {len(data)}\r\n\r\n"
            )
            writer.write(start.encode() + data)
            await writer.drain()
            served.sent += len(data)
            served.asked.append((began, time.monotonic()))
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def _open(served: Site) -> asyncio.Server:
    server = await asyncio.start_server(lambda r, w: _speak(served, r, w), "127.0.0.1", 0)
    served.base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    return server


@contextmanager
def serving(sites: list[Site]) -> Iterator[None]:
    """Serve all portals, each on a port of its own, from a thread of this process."""
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, daemon=True).start()
    for each in sites:
        asyncio.run_coroutine_threadsafe(_open(each), loop).result(10)
    yield
    loop.call_soon_threadsafe(loop.stop)


def order(folder: Path, sites: list[Site], delay: float) -> CrawlOrder:
    """What `nianjian crawl` would order for these portals."""
    portals = tuple(
        Portal(
            id=f"p{n}",
            name=f"p{n}",
            home_url=f"{each.base}/",
            column_url=each.base + COLUMN,
            delay_seconds=delay,
        )
        for n, each in enumerate(sites)
    )
    units = tuple(
        Unit(id=p.id, name=p.id, kind="government", level="county", division_code="990122", portal_id=p.id)
        for p in portals
    )
    return CrawlOrder(data=folder, portals=portals, units=units, clock_start=AT)


def empty(urls: list[str]) -> float:
    """Fetch the same addresses with a Scrapy spider that does nothing; gives seconds."""
    process = multiprocessing.get_context("spawn").Process(target=_empty, args=(urls,))
    began = time.monotonic()
    process.start()
    process.join()
    return time.monotonic() - began


def _empty(urls: list[str]) -> None:
    from scrapy import Request, Spider
    from scrapy.crawler import AsyncCrawlerProcess

    class Empty(Spider):
        name = "empty"

        async def start(self):  # type: ignore[no-untyped-def]
            for url in urls:
                slot = url.split("/")[2]
                yield Request(url, dont_filter=True, meta={"download_slot": slot}, callback=self.parse)

        def parse(self, response, **_):  # type: ignore[no-untyped-def]
            return None

    settings = {"LOG_LEVEL": "ERROR", "CONCURRENT_REQUESTS": 64, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
    settings |= {"ROBOTSTXT_OBEY": False, "TELNETCONSOLE_ENABLED": False, "DOWNLOAD_DELAY": 0}
    process = AsyncCrawlerProcess({**settings, "HTTPERROR_ALLOW_ALL": True})
    process.crawl(Empty)
    process.start()


def timed(given: CrawlOrder) -> tuple[float, CrawlResult]:
    """Crawl and give seconds and result; a list that was not read to its end spoils the measurement."""
    began = time.monotonic()
    result = crawl(given)
    assert result.lists_examined, [column for column in result.columns if column.outcome != "complete"]
    return time.monotonic() - began, result


def full_speed(folder: Path, rounds: int) -> None:
    """Ledger and archive against nothing at all, alternating, then the same portals again unchanged."""
    sites = [site(number, *FULL[1:]) for number in range(FULL[0])]
    ratios = []
    with serving(sites):
        for number in range(rounds):
            for each in sites:
                each.asked, each.sent = [], 0
            data = folder / str(number)
            ours, _ = timed(order(data, sites, 0.0))
            requests, sent = sum(len(each.asked) for each in sites), sum(each.sent for each in sites)
            urls = [each.base + path for each in sites for path in ("/robots.txt", *each.pages, "/x")]
            nothing = empty(urls)
            ratios.append(ours / nothing)
            _say(
                f"round {number}",
                f"{ours:.1f} s, empty {nothing:.1f} s, {requests} requests",
                ratios[-1],
                1.25,
            )
        for each in sites:
            each.asked, each.sent = [], 0
        again, _ = timed(order(data, sites, 0.0))
        _say("ledger and archive / empty Scrapy, median", f"{rounds} rounds", statistics.median(ratios), 1.25)
        _say("again, requests", f"{again:.1f} s", sum(len(each.asked) for each in sites) / requests, 0.10)
        _say("again, bytes", f"{again:.1f} s", sum(each.sent for each in sites) / sent, 0.05)


def politely(folder: Path) -> None:
    """Two hundred hosts with a delay: bound by the busiest host, never faster than allowed."""
    sites = [site(number, *POLITE[1:]) for number in range(POLITE[0])]
    before = _used()
    with serving(sites):
        took, _ = timed(order(folder / "polite", sites, DELAY))
    ideal = max(len(each.asked) - 1 for each in sites) * DELAY
    # On a machine busy with other things the wall time is theirs; what the crawl used of a core is not.
    seen = f"{took:.1f} s of {ideal:.1f} s; CPU {_used() - before:.1f} s; load {os.getloadavg()[0]:.1f}"
    _say("polite crawl of 200 hosts / ideal", seen, took / ideal, 1.2)
    gap = min(each.smallest_gap for each in sites)
    _say("delay / smallest gap between two requests", f"{gap:.3f} s at {DELAY} s", DELAY / gap, 1.0)


def _used() -> float:
    """Seconds of CPU the crawls ended so far used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _say(what: str, seen: str, ratio: float, most: float) -> None:
    verdict = "holds" if ratio <= most else "DOES NOT HOLD"
    sys.stdout.write(f"{what}: {ratio:.3f} (at most {most}) {verdict} [{seen}]\n")
    sys.stdout.flush()


def main() -> None:
    """Measure everything once; rounds of the first comparison as an argument."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    folder = Path(tempfile.mkdtemp(prefix="bench-crawl-"))
    try:
        full_speed(folder, rounds)
        politely(folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
