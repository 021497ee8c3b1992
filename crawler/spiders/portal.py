"""The one spider: it visits every portal of an order, all at once, each politely for itself."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from scrapy import Request, Spider

from crawler.browser import PlaywrightBrowser, program
from crawler.budget import Budget
from crawler.downloader import PinnedResolver, ScrapyDownload
from crawler.fetching import Fetcher, Held, Turnstile
from crawler.guard import Guard
from crawler.ledger import Ledger
from crawler.memory import Memory, vouched
from crawler.orders import ColumnResult, CrawlOrder, PortalResult, tally
from crawler.visit import Visit
from crawler.walk import Walker
from data.errors import Complaint
from data.records import Portal

# How many portals are visited side by side: enough to fill the pauses between two questions to each.
MOST_AT_ONCE = 300


@dataclass
class Work:
    """What the spider is given, and where it leaves its results; `tell` says how it goes."""

    order: CrawlOrder
    ledger: Ledger
    guard: Guard
    tell: Callable[[str], None]
    results: list[PortalResult] = field(default_factory=list)


class PortalSpider(Spider):
    """Walks the report columns of the portals in its work, which `nianjian crawl` hands over."""

    name = "portal"

    def __init__(self, work: Work | None = None, **settings: Any) -> None:
        super().__init__(**settings)
        if work is None:
            raise Complaint("spider portal", None, "given its work", "start it as `nianjian crawl`")
        self.work = work
        self.browser: PlaywrightBrowser | None = None

    async def start(self) -> AsyncIterator[Request]:
        """Visit all portals; requests are made inside, so that each one's end is known where it was asked."""
        from twisted.internet import reactor  # importing it earlier would install the wrong one

        work = self.work
        requests: tuple[Request, ...] = ()  # what Scrapy expects here; none of ours goes that way
        if work.order.proxy is None:
            reactor.installResolver(PinnedResolver(work.guard))
        path = program()
        if path is not None:
            self.browser = PlaywrightBrowser(self.crawler, path, work.order.browser_seconds)
        fetcher = Fetcher(
            ledger=work.ledger,
            guard=work.guard,
            download=ScrapyDownload(self.crawler, work.order.proxy),
            turnstile=Turnstile(),
        )
        portals, places = work.order.portals, asyncio.Semaphore(MOST_AT_ONCE)
        ends = await asyncio.gather(
            *(self._in_turn(portal, fetcher, places) for portal in portals), return_exceptions=True
        )
        if self.browser is not None:
            await self.browser.close()
        for portal, end in zip(portals, ends, strict=True):
            work.results.append(_failed(portal, end) if isinstance(end, BaseException) else end)
        for request in requests:
            yield request

    def _until(self, now: float) -> float | None:
        """When a portal that begins now is asked no more, in seconds on the loop's clock."""
        order = self.work.order
        ends = [] if order.minutes is None else [now + 60 * order.minutes]
        if order.until is not None:
            ends.append(now + (order.until - self.work.ledger.clock.now()).total_seconds())
        return min(ends, default=None)

    def _vouched(self, portal_id: str) -> Callable[[str], Held | None]:
        ledger, days = self.work.ledger, self.work.order.trust_days
        return lambda url: vouched(ledger.store, portal_id, url, ledger.clock.now(), days)

    async def _in_turn(self, portal: Portal, fetcher: Fetcher, places: asyncio.Semaphore) -> PortalResult:
        async with places:
            return await self._portal(portal, fetcher)

    async def _portal(self, portal: Portal, fetcher: Fetcher) -> PortalResult:
        order, loop = self.work.order, asyncio.get_running_loop()
        budget = Budget(order.requests, self._until(loop.time()))
        visit = Visit(portal, fetcher, budget, self._vouched(portal.id), self.browser)
        memory = Memory.of(fetcher.ledger.store, portal.id)
        hands = fetcher.hands if order.checks_clock else None
        walker = Walker(visit, fetcher.ledger, memory, hands, order.survey)
        units = order.of_portal(portal.id)
        columns = []
        if order.survey or portal.column_url or not all(unit.column_url for unit in units):
            columns.append(await walker.column(portal.column_url))
        own = [(unit.column_url, unit.id) for unit in units if unit.column_url]
        columns += [await walker.column(url, unit_id) for url, unit_id in own]
        self.work.tell(_line(portal, columns, len(visit.reasons)))
        return PortalResult(
            portal_id=portal.id,
            looks=len(visit.reasons),
            columns=tuple(columns),
            reasons=tally(visit.reasons),
        )


def _line(portal: Portal, columns: list[ColumnResult], looks: int) -> str:
    ends = ", ".join(sorted({column.outcome for column in columns}))
    return f"{portal.id}: {looks} looks, {sum(column.new for column in columns)} new reports, {ends}"


def _failed(portal: Portal, error: BaseException) -> PortalResult:
    """Our own program failed on one portal: the others go on, and the failure is told in full."""
    told = "".join(traceback.format_exception(error))
    return PortalResult(portal_id=portal.id, looks=0, columns=(), reasons=(("interrupted", 1),), failure=told)
