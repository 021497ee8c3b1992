"""One portal in one run: what may be asked of it, how often, and how each question is seen through.

A visit fetches robots.txt of every host before anything else there, follows redirects hop by hop, asks again
after failures that pass and once without verification where nobody vouches for a certificate, and stops when
its budget is spent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from crawler.addresses import origin
from crawler.budget import Budget
from crawler.fetching import Fetcher, Held, Sight
from crawler.ledger import Errand
from crawler.pages import Ask
from crawler.rendering import Browser
from crawler.robots import Permission, permission
from data.records import Portal, Purpose

# A portal that redirects to itself to set a cookie needs one or two; more is a loop.
MOST_HOPS = 5
# Failures that often pass: asked again after 1 and 3 times the delay (Retry-After goes first).
PASSING = {"server_error", "truncated", "rate_limited"}
WAITS = (1.0, 3.0)
MOST_WAIT = 60.0
_NOT_ASKED_TWICE = ("probe", "robots")
_LISTS = ("column", "list", "api")


@dataclass
class Visit:
    """All questions to one portal in one run; `reasons` has one entry a look.

    `held` gives what we hold of a list, if the portal may be asked whether it still stands; `browser` shows
    pages that need one, where there is one.
    """

    portal: Portal
    fetcher: Fetcher
    budget: Budget
    held: Callable[[str], Held | None] = lambda url: None
    browser: Browser | None = None
    reasons: list[str | None] = field(default_factory=list)
    _permissions: dict[str, Permission] = field(default_factory=dict)
    _unverified: set[str] = field(default_factory=set)
    _warmed: bool = False

    def errand(self, url: str, purpose: Purpose) -> Errand:
        """Begin an errand to this portal."""
        return Errand(ask=Ask(url=url), purpose=purpose, portal_id=self.portal.id)

    async def look(self, errand: Errand) -> Sight:
        """See one question through to its end: redirects followed, passing failures asked again.

        Raises BudgetSpent; everything a portal or a network can do comes back as a reason code instead.
        """
        sight = await self._follow(errand)
        for wait in _waits(sight, self.portal.delay_seconds):
            if errand.purpose in _NOT_ASKED_TWICE or sight.reason not in PASSING:
                break
            await asyncio.sleep(wait)
            sight = await self._follow(errand)
        if _is_shell(sight) and not self._warmed and errand.purpose not in (*_NOT_ASKED_TWICE, "home"):
            await self._warm_up()
            sight = await self._follow(errand)
        return sight

    async def _follow(self, errand: Errand) -> Sight:
        for hop in range(MOST_HOPS + 1):
            sight = await self._ask(errand, last_hop=hop == MOST_HOPS)
            if sight.redirect is None:
                return sight
            first = errand.first or errand.ask.url
            errand = replace(errand, ask=_redirected(errand.ask, sight), first=first)
        return sight

    async def _ask(self, errand: Errand, *, last_hop: bool) -> Sight:
        url = errand.ask.url
        if not self.fetcher.guard.permits(url):
            return self._counted(await self.fetcher.refuse(errand, "host_not_registered"))
        delay = self.portal.delay_seconds
        if errand.purpose != "robots":
            allowed = await self._permission(url)
            refused = allowed.reason(url)
            if refused:
                return self._counted(await self.fetcher.refuse(errand, refused))
            delay = max(delay, allowed.delay)
        sight = await self._send(errand, delay, last_hop=last_hop)
        if sight.reason == "tls_unverified" and origin(url) not in self._unverified:
            self._unverified.add(origin(url))  # recorded once a visit; from now on asked without, and marked
            sight = await self._send(errand, delay, last_hop=last_hop)
        return sight

    async def _send(self, errand: Errand, delay: float, *, last_hop: bool) -> Sight:
        self.budget.spend(asyncio.get_running_loop().time())
        url = errand.ask.url
        errand = replace(errand, unverified=origin(url) in self._unverified)
        asks_again = errand.purpose in _LISTS and errand.ask.method == "GET" and errand.first is None
        held = self.held(url) if asks_again else None
        return self._counted(await self.fetcher.fetch(errand, delay=delay, last_hop=last_hop, held=held))

    def _counted(self, sight: Sight) -> Sight:
        self.reasons.append(sight.reason)
        return sight

    async def _permission(self, url: str) -> Permission:
        """Ask a host's robots.txt once a visit, before anything else is asked there."""
        host = origin(url)
        if host not in self._permissions:
            sight = await self._follow(self.errand(f"{host}/robots.txt", "robots"))
            self._permissions[host] = permission(sight.look.status, sight.reason, sight.page.body)
        return self._permissions[host]

    async def _warm_up(self) -> None:
        """Fetch the home page once, as a browser would, so that the firewall's cookie is there."""
        self._warmed = True
        await self._follow(self.errand(self.portal.home_url, "home"))


def _waits(sight: Sight, delay: float) -> Iterator[float]:
    for factor in WAITS:
        yield min(MOST_WAIT, max(sight.retry_after or 0.0, factor * delay))


def _is_shell(sight: Sight) -> bool:
    """A tiny answer under a good status: the firewall wants to see a cookie first."""
    return sight.look.status == 200 and sight.reason in ("waf_challenge", "maintenance")


def _redirected(ask: Ask, sight: Sight) -> Ask:
    """After 307 and 308 the same request goes to the new address, after the others a plain one."""
    url = sight.redirect or ask.url
    return replace(ask, url=url) if sight.look.status in (307, 308) else Ask(url=url)
