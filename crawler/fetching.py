"""One request at a time to an address, and what became of it: the side of fetching that knows no library.

crawler/downloader.py sends a request; crawler/visit.py decides what is asked of a portal.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from crawler.addresses import host_port
from crawler.guard import Guard, Refused, is_public
from crawler.hands import Hands
from crawler.ledger import Errand, Ledger, Outcome
from crawler.pages import Page
from crawler.screening import Answer, judge
from data.records import Look

# How `looks.tls` begins where nobody vouches for a certificate.
UNVERIFIED = "unverified"
_REDIRECTS = {301, 302, 303, 307, 308}
_NOT_MODIFIED = 304
_DEEP = ("column", "list", "api", "report", "attachment")
_HOME_PAGE = re.compile(r"/?(?:index\.\w+)?")
_ERROR_PAGE = re.compile(r"/(?:404|error|err404|notfound)(?:\.\w+|/)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the network gave: an answer, or no answer and the reason code why.

    `confirmed`: the answer was that what we hold still stands; body and type are those we hold. `tls`: how
    the connection was vouched for, as in the column `looks.tls`.
    """

    reason: str | None = None
    status: int | None = None
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    flags: tuple[str, ...] = ()
    content_type: str | None = None
    confirmed: bool = False
    tls: str | None = None

    def header(self, name: str) -> str | None:
        """Give the last value of a header, None when it is not there."""
        return next((value for key, value in reversed(self.headers) if key.lower() == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An answer we hold, and the marks by which the portal can tell whether it still stands."""

    body: bytes
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None


class Download(Protocol):
    """Sends one request and waits for its end; never raises for what a network or a portal can do."""

    async def __call__(self, errand: Errand, held: Held | None = None) -> Reply:
        """Send the request of an errand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What one look showed: the recorded look, the page, and where a redirect sends us on to."""

    look: Look
    page: Page
    redirect: str | None = None
    retry_after: float | None = None

    @property
    def reason(self) -> str | None:
        """The reason code of the look; None when the answer is what it claims to be."""
        return self.look.reason

    @property
    def unverified(self) -> bool:
        """Whether nobody vouches for who answered: what is shown is there, what is missing proves nothing."""
        return (self.look.tls or "").startswith(UNVERIFIED)


@dataclass
class Turnstile:
    """Lets one request at a time through to an address, and the next only after the delay."""

    _locks: dict[str, asyncio.Lock] = field(default_factory=dict)
    _free_at: dict[str, float] = field(default_factory=dict)

    @asynccontextmanager
    async def turn(self, address: str, delay: float) -> AsyncIterator[Awaitable[None]]:
        """Wait for the turn at an address; the delay in seconds runs from the end of a request.

        What is left of the delay is given to be waited for, so that something else may be done meanwhile.
        """
        loop = asyncio.get_running_loop()
        async with self._locks.setdefault(address, asyncio.Lock()):
            left = max(0.0, self._free_at.get(address, 0.0) - loop.time())
            try:
                yield asyncio.sleep(left)
            finally:
                self._free_at[address] = loop.time() + delay


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """Guard, turnstile, download and ledger in one: an errand goes in, its look comes out."""

    ledger: Ledger
    guard: Guard
    download: Download
    turnstile: Turnstile
    hands: Hands = field(default_factory=Hands)

    async def refuse(self, errand: Errand, reason: str) -> Sight:
        """Record a request that is not sent, with the reason why."""
        request = await self.ledger.begin(errand)
        outcome = Outcome(reason=reason, final_url=errand.ask.url if errand.first else None)
        return _sight(errand, await self.ledger.end(request, outcome), Reply(reason=reason))

    async def fetch(self, errand: Errand, *, delay: float, last_hop: bool, held: Held | None = None) -> Sight:
        """Send one request and record its look; redirects are told, not followed.

        `last_hop`: a redirect now is one too many and gets the reason `redirect_loop`. `held`: ask only
        whether this still stands; if it does, the look has the status 304 and names what we hold.
        """
        try:
            address = await self.guard.address(errand.ask.url)
        except Refused as refusal:
            return await self.refuse(errand, refusal.reason)
        async with self.turnstile.turn(_queue(address, errand.ask.url), delay) as pause:
            request, _ = await asyncio.gather(self.ledger.begin(errand), pause)
            sent_at = self.ledger.clock.now()
            reply = await self.download(errand, held)
            self._compare_clocks(errand.ask.url, reply, sent_at)
        if held is not None and reply.status == _NOT_MODIFIED and reply.reason is None:
            reply = replace(reply, body=held.body, content_type=held.content_type, confirmed=True)
        elapsed = self.ledger.clock.now() - sent_at
        outcome = _outcome(errand, reply, elapsed, last_hop=last_hop)
        return _sight(errand, await self.ledger.end(request, outcome), reply)

    def _compare_clocks(self, url: str, reply: Reply, sent_at: datetime) -> None:
        date, place = reply.header("date"), host_port(url)
        if date and place:
            self.hands.hear(place[0], sent_at, self.ledger.clock.now(), date, reply.header("age") or "0")


def _queue(address: str, url: str) -> str:
    """Which queue a request stands in: that of its address, on our own machine that of its port."""
    place = host_port(url)
    try:
        public = is_public(address)
    except ValueError:  # a name: a proxy resolves it
        public = True
    return address if public or place is None else f"{address}:{place[1]}"


def _outcome(errand: Errand, reply: Reply, elapsed: timedelta, *, last_hop: bool) -> Outcome:
    url = errand.ask.url
    if reply.status is None:
        return Outcome(reason=reply.reason, final_url=url, elapsed=elapsed, tls=reply.tls)
    target = _target(url, reply)
    reason = _reason(errand, reply, target, last_hop=last_hop)
    if reason is not None and errand.unverified:  # what is missing here, anybody may have left out
        reason = "tls_unverified"
    return Outcome(
        reason=reason,
        leads_on=target is not None and reason is None,
        status=reply.status,
        body=reply.body,
        final_url=url,
        content_type=reply.content_type or reply.header("content-type"),
        headers=reply.headers,
        elapsed=elapsed,
        tls=reply.tls,
    )


def _reason(errand: Errand, reply: Reply, target: str | None, *, last_hop: bool) -> str | None:
    if reply.reason is not None:
        return reply.reason
    if target is not None:
        if errand.purpose == "probe":  # a site that sends everybody somewhere else never says "not there"
            return "soft_404"
        if errand.purpose in _DEEP and leads_nowhere(errand.ask.url, target):
            return "soft_404"
        return "redirect_loop" if last_hop else None
    answer = Answer(
        url=errand.ask.url,
        purpose=errand.purpose,
        status=200 if reply.confirmed else reply.status or 0,
        body=reply.body,
        content_type=reply.content_type or reply.header("content-type"),
        flags=reply.flags,
        retry_after=reply.header("retry-after") is not None,
        loose=errand.ask.loose,
    )
    return judge(answer)


def leads_nowhere(url: str, target: str) -> bool:
    """Tell whether a redirect means "not there": it leads home from deep inside, or to an error page.

    >>> leads_nowhere("http://a.gov.cn/nb/t1.html", "http://a.gov.cn/")
    True
    >>> leads_nowhere("http://a.gov.cn/nb/t1.html", "http://a.gov.cn/nb/t2.html")
    False
    """
    here, there = urlsplit(url).path, urlsplit(target).path
    return bool(_ERROR_PAGE.search(there)) or (here.count("/") > 1 and bool(_HOME_PAGE.fullmatch(there)))


def _target(url: str, reply: Reply) -> str | None:
    """Where a redirect leads, None when the answer is none."""
    location = reply.header("location")
    if reply.status not in _REDIRECTS or not location:
        return None
    try:
        return urljoin(url, location.strip())
    except ValueError:
        return None


def _sight(errand: Errand, look: Look, reply: Reply) -> Sight:
    url, wait = errand.ask.url, reply.header("retry-after") or ""
    return Sight(
        look=look,
        page=Page(url=url, body=reply.body, content_type=look.content_type, sent=look.body),
        redirect=None if look.reason else _target(url, reply),
        retry_after=float(wait) if wait.isdigit() else None,
    )
