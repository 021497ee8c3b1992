"""The working process of a crawl: one run over the portals of one order, with Scrapy inside."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess

from crawler import settings
from crawler.exclusion import at_work, gate, living
from crawler.guard import Guard
from crawler.ledger import COMMAND, Ledger
from crawler.orders import CrawlOrder, PortalResult
from crawler.spiders.portal import PortalSpider, Work
from data.clock import Clock
from data.runs import Run
from data.store import Store


def work(order: CrawlOrder, clock: Clock, tell: Callable[[str], None]) -> tuple[str, list[PortalResult]]:
    """Carry out one order as one run, holding its hosts; gives the run's id and the results."""
    with at_work(order), Store(order.data) as store, ExitStack() as alive:
        with gate(order.data):
            run = Run.start(store, COMMAND, clock)
            alive.enter_context(living(order, run.id))
        ledger = Ledger(store, run, clock)
        results = _spider(order, ledger, tell)
        # A stop from the keyboard leaves requests under way and portals without a result.
        whole = ledger.settle() == 0 and len(results) == len(order.portals)
        failed = any(result.failure for result in results)
        run.finish("failed" if failed else "done" if whole else "interrupted")
    return run.id, results


def _spider(order: CrawlOrder, ledger: Ledger, tell: Callable[[str], None]) -> list[PortalResult]:
    urls = list(order.registered)
    urls += [portal.home_url for portal in order.portals]
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
