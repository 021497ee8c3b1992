"""Pages that only a browser can read: what it makes of them becomes a look of its own, its bytes are kept.

The browser has no way out: whatever a page's scripts ask for is asked here, like everything else of a portal.
Only registered hosts, robots.txt, one request at a time, the delay, the budget, the limits and the ledger
hold for it, and each request it causes is a look.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from crawler.budget import BudgetSpent
from crawler.fetching import Reply, Sight
from crawler.ledger import Errand, Outcome
from crawler.pages import Ask, Page
from crawler.screening import Answer, judge

if TYPE_CHECKING:
    from crawler.visit import Visit

# The method of a look that is no request but what a browser showed.
BROWSER = "BROWSER"
# A list a script writes: the page itself holds the empty frame only.
_SCRIPTED = re.compile(
    r"ms-repeat|v-for=|ng-repeat|\$\.ajax|\$\.post|\$\.get|axios|fetch\(|XMLHttpRequest|dataproxy|document\.write",
    re.IGNORECASE,
)
_SCRIPT_FILE = re.compile(r"<script[^>]+src=", re.IGNORECASE)

Answering = Callable[[Ask], Awaitable[Sight | None]]


class Browser(Protocol):
    """Runs a page's scripts; never raises for what a page can do."""

    async def __call__(self, page: Page, answer: Answering) -> Reply:
        """Show a page that was fetched; `answer` is asked for whatever its scripts want, None: refused."""

    async def close(self) -> None:
        """End the browser, if one was started."""


def is_scripted(page: Page) -> bool:
    """Tell whether a page without rows of its own looks like one whose rows a script writes."""
    text = page.text
    return bool(_SCRIPTED.search(text)) or (bool(_SCRIPT_FILE.search(text)) and not _has_links(page))


def _has_links(page: Page) -> bool:
    return any((anchor.get("href") or "#")[:1] not in ("#", "") for anchor in page.tree.iter("a"))


@dataclass
class _Scripts:
    """What the scripts of one page ask for, asked on behalf of one visit."""

    visit: Visit
    errand: Errand
    spent: bool = False
    over: bool = False

    async def answer(self, ask: Ask) -> Sight | None:
        """Ask the portal; None when it may not be asked (any more), or gave no answer."""
        if self.spent or self.over or not self.visit.fetcher.guard.permits(ask.url):
            return None
        try:
            errand = replace(self.errand, ask=ask, purpose="api", first=None, title=None)
            sight = await self.visit.look(errand)
        except BudgetSpent:
            self.spent = True
            return None
        return sight if sight.look.status is not None else None


async def rendered(visit: Visit, errand: Errand, sight: Sight) -> Sight | None:
    """Let a browser show a page that was seen; None where there is no browser. Raises BudgetSpent."""
    if visit.browser is None:
        return None
    scripts, ledger, page = _Scripts(visit, errand), visit.fetcher.ledger, sight.page
    request = await ledger.begin(replace(errand, ask=Ask(url=errand.ask.url, method=BROWSER)))
    reply = await visit.browser(page, scripts.answer)
    scripts.over = True
    look = await ledger.end(request, _outcome(errand, page.url, reply, sight.look.tls))
    visit.reasons.append(look.reason)
    if scripts.spent:
        raise BudgetSpent
    return Sight(look=look, page=Page(url=page.url, body=reply.body, content_type=reply.content_type))


def _outcome(errand: Errand, url: str, reply: Reply, tls: str | None) -> Outcome:
    if reply.status is None:
        return Outcome(reason=reply.reason, final_url=url, tls=tls)
    answer = Answer(
        url=url,
        purpose=errand.purpose,
        status=reply.status,
        body=reply.body,
        content_type=reply.content_type,
    )
    return Outcome(
        reason=reply.reason or judge(answer),
        status=reply.status,
        body=reply.body,
        final_url=url,
        content_type=reply.content_type,
        tls=tls,
    )
