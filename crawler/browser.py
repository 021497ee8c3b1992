"""The browser of the extra `js`: scrapy-playwright with Debian's chromium, shut in.

It has no network: names resolve to nothing, its proxy is a closed door, and every request of a page is
answered by the crawler itself (crawler/rendering.py) or refused. Pictures, fonts, films and styles are not
fetched. Without the extra, or without a browser on the machine, such lists stay `js_required`.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.signalmanager import SignalManager

from crawler.certificates import SameCrawler
from crawler.fetching import Reply
from crawler.pages import Ask, Page
from crawler.rendering import Answering
from crawler.settings import DOWNLOAD_MAXSIZE

if TYPE_CHECKING:
    from playwright.async_api import Page as Tab
    from playwright.async_api import Route

PROGRAMS = ("chromium-headless-shell", "chromium")
# How long we wait for a page's scripts to want nothing more, and for a page to be put away.
_QUIET_MS = 10_000
_CLOSING = 10.0
# How many pages are shown side by side.
_AT_ONCE = 2
_LEFT_OUT = {"image", "media", "font", "stylesheet", "texttrack", "manifest", "websocket", "eventsource"}
_SHUT_IN = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--disable-background-networking",
    "--disable-extensions",
    "--no-first-run",
)
_HTML = "text/html; charset=utf-8"


def program() -> str | None:
    """Give the browser of this machine if the extra is installed too, else None."""
    if find_spec("scrapy_playwright") is None:
        return None
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


class PlaywrightBrowser:
    """Shows pages in one browser, started with the first of them; each page stands alone and is put away."""

    def __init__(self, crawler: Crawler, path: str, seconds: float) -> None:
        self.crawler, self.path, self.seconds = crawler, path, seconds
        self._starting, self._places = asyncio.Lock(), asyncio.Semaphore(_AT_ONCE)
        self._handler: Any = None
        self._shown = 0

    async def __call__(self, page: Page, answer: Answering) -> Reply:
        """Show a page; its DOM is the reply's body, a failure its reason."""
        tabs: list[Tab] = []
        async with self._places:
            try:
                handler = await self._started()
                async with asyncio.timeout(self.seconds):
                    response = await handler.download_request(self._request(page, answer, tabs))
            except TimeoutError:
                return Reply(reason="timeout")
            except _browser_errors() as error:
                return Reply(reason="timeout" if "Timeout" in str(error) else "js_required")
            finally:
                await _put_away(tabs)
        return _reply(response)

    async def close(self) -> None:
        """End the browser, if one was started."""
        if self._handler is not None:
            await self._handler.close()

    async def _started(self) -> Any:
        async with self._starting:
            if self._handler is None:
                extra = import_module("scrapy_playwright.handler")
                logging.getLogger("scrapy-playwright").setLevel(logging.ERROR)
                alone = SameCrawler(self.crawler, **self._settings())
                alone.signals = SignalManager(alone)  # its start must not start everything else again
                self._handler = extra.ScrapyPlaywrightDownloadHandler(alone)
                await alone.signals.send_catch_log_async(signals.engine_started)
        return self._handler

    def _settings(self) -> dict[str, Any]:
        rooted = os.geteuid() == 0  # as root the browser's own sandbox cannot start
        launch = {"executable_path": self.path, "args": list(_SHUT_IN), "chromium_sandbox": not rooted}
        return {
            "PLAYWRIGHT_BROWSER_TYPE": "chromium",
            "PLAYWRIGHT_LAUNCH_OPTIONS": launch,
            "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 1,
            "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": 1000 * self.seconds,
        }

    def _request(self, page: Page, answer: Answering, tabs: list[Tab]) -> Request:
        self._shown += 1
        meta = {
            "playwright": True,
            "playwright_context": str(self._shown),
            "playwright_context_kwargs": {
                "user_agent": self.crawler.settings["USER_AGENT"],
                "locale": "zh-CN",
                "accept_downloads": False,
                "service_workers": "block",
            },
            "playwright_page_init_callback": _answering(page, answer, tabs),
            "playwright_page_methods": [import_module("scrapy_playwright.page").PageMethod(_quiet)],
        }
        return Request(page.url, dont_filter=True, meta=meta)


def _browser_errors() -> tuple[type[Exception], ...]:
    from playwright.async_api import Error

    return (Error,)


def _reply(response: Response) -> Reply:
    body = response.body
    headers = response.headers.get("Content-Type", b"") or b""
    kind = headers.decode("latin-1").partition(";")[0] or "text/html"
    encoding = getattr(response, "encoding", "utf-8")
    if len(body) > DOWNLOAD_MAXSIZE:
        return Reply(reason="too_large", status=200, body=body[:DOWNLOAD_MAXSIZE], content_type=_HTML)
    return Reply(status=200, body=body, content_type=f"{kind}; charset={encoding}")


async def _put_away(tabs: list[Tab]) -> None:
    """Close a page with all that belongs to it, also one that hangs."""
    for tab in tabs:
        with suppress(TimeoutError, *_browser_errors()):
            async with asyncio.timeout(_CLOSING):
                await tab.context.close()


async def _quiet(tab: Tab) -> None:
    """Wait until a page's scripts ask for nothing more; one that never rests is taken as it stands."""
    from playwright.async_api import Error

    with suppress(Error):
        await tab.wait_for_load_state("networkidle", timeout=_QUIET_MS)


def _answering(page: Page, answer: Answering, tabs: list[Tab]) -> Callable[[Tab, Request], Any]:
    """Stand between a page and the world: its own address gives what was fetched, others are asked."""

    async def route(way: Route) -> None:
        from playwright.async_api import Error

        wanted = way.request
        with suppress(Error):  # the page may be closed meanwhile
            if wanted.url.partition("#")[0] == page.url.partition("#")[0] and wanted.method == "GET":
                await way.fulfill(status=200, body=page.body, content_type=page.content_type or _HTML)
                return
            # A page may not lead its tab elsewhere: what it then showed would not be this list.
            away = wanted.is_navigation_request() and wanted.frame == wanted.frame.page.main_frame
            if away or wanted.resource_type in _LEFT_OUT:
                await way.abort()
                return
            ask = Ask(url=wanted.url, method=wanted.method, body=wanted.post_data, data=True, loose=True)
            sight = await answer(ask)
            if sight is None:
                await way.abort()
                return
            kind = sight.look.content_type or "application/octet-stream"
            await way.fulfill(status=sight.look.status or 200, body=sight.page.body, content_type=kind)

    async def prepare(tab: Tab, request: Request) -> None:
        tabs.append(tab)
        await tab.route("**", route)

    return prepare
