"""Reads one report column from its first page to its last, and says whether all of it was seen."""

from __future__ import annotations

import hashlib
import re
from collections import deque
from dataclasses import dataclass, field, replace

from crawler.addresses import beside, same_place
from crawler.families import Family, family_id, family_of
from crawler.fetching import Sight
from crawler.ledger import Errand
from crawler.pages import Ask, Item, Page
from crawler.screening import refresh_target
from crawler.visit import BudgetSpent, Visit
from data.codec import canonical_json
from data.records import Purpose, Sighting

# A list a script writes: the page itself holds the empty frame only.
_SCRIPTED = re.compile(
    r"ms-repeat|v-for=|ng-repeat|\$\.ajax|\$\.post|axios|fetch\(|XMLHttpRequest|dataproxy", re.I
)
_MOST_REFRESHES = 3


@dataclass
class Listing:
    """What a column showed: its entries each once, its pages in order, the first thing that went wrong."""

    url: str
    walk_id: str
    unit_id: str | None = None
    family: Family | None = None
    why: str | None = None
    declared: int | None = None
    items: dict[str, Item] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    trouble: str | None = None
    probe: str | None = None

    @property
    def outcome(self) -> str:
        """`complete`, or the reason code why the list cannot be trusted to be all there is."""
        if self.trouble:
            return self.trouble
        if self.declared is not None and len(self.items) < self.declared:
            return "incomplete_list"
        if self.family is None or not self.family.PROVES_COMPLETE:
            return "unknown_template"
        return "complete"

    @property
    def family_id(self) -> str | None:
        """The family's id, None when nobody recognised the list."""
        return family_id(self.family) if self.family else None

    def fail(self, reason: str) -> None:
        """Note the first reason why the list cannot be trusted."""
        self.trouble = self.trouble or reason

    def take(self, family: Family, sight: Sight) -> None:
        """Take in the entries of one list page."""
        sha256 = sight.look.sha256 or ""
        self.pages.append(sha256)
        declared = family.total(sight.page)
        if declared is not None:
            self.declared = max(declared, self.declared or 0)
        items = family.items(sight.page)
        before = len(self.items)
        for position, item in enumerate(items, start=1):
            self.items.setdefault(same_place(item.url), item)
            self.sightings.append(sighting(sight, position, item))
        if not items and self.declared != 0 and not family.more(sight.page):
            self.fail("js_required" if _SCRIPTED.search(sight.page.text) else "unknown_template")
        elif self.pages.count(sha256) > 1 and len(self.items) == before:
            self.fail("incomplete_list")  # page N is page 1 again


def sighting(sight: Sight, position: int, item: Item) -> Sighting:
    """Write down one entry as printed; the same entry on the same page is the same row for ever."""
    facts = Sighting(
        id="",
        list_sha256=sight.look.sha256 or "",
        list_url=sight.page.url,
        position=position,
        title=item.title,
        url=item.url,
        listed_on=item.listed_on,
    )
    return replace(facts, id=hashlib.sha256(canonical_json(facts).encode()).hexdigest())


async def read_column(visit: Visit, listing: Listing) -> None:
    """Fetch and read the column's pages and probe the site; everything found stands in the listing."""
    try:
        first = await _first_page(visit, listing)
        if first is not None:
            await _further_pages(visit, listing, first)
            await _probe(visit, listing, first.page.url)
    except BudgetSpent:
        listing.fail("incomplete_list")


def _errand(visit: Visit, listing: Listing, ask: Ask, purpose: Purpose) -> Errand:
    return Errand(
        ask=ask,
        purpose=purpose,
        portal_id=visit.portal.id,
        unit_id=listing.unit_id,
        walk_id=listing.walk_id,
    )


async def _first_page(visit: Visit, listing: Listing) -> Sight | None:
    ask = Ask(url=listing.url)
    for _ in range(_MOST_REFRESHES):
        sight = await visit.look(_errand(visit, listing, ask, "column"))
        if sight.reason:
            listing.fail(sight.reason)
            return None
        onward = refresh_target(sight.page)
        if onward is None:
            break
        ask = Ask(url=onward)
    family = family_of(sight.page, visit.portal.family)
    if family is None:
        listing.pages.append(sight.look.sha256 or "")
        listing.fail("js_required" if _SCRIPTED.search(sight.page.text) else "unknown_template")
        return None
    listing.family, listing.why = family, family.recognise(sight.page)
    listing.take(family, sight)
    return sight


async def _further_pages(visit: Visit, listing: Listing, first: Sight) -> None:
    family = listing.family
    if family is None:
        return
    asked = {_key(Ask(url=first.page.url))}
    ahead = deque(family.more(first.page))
    while ahead:
        ask = ahead.popleft()
        if _key(ask) in asked:
            continue
        asked.add(_key(ask))
        sight = await visit.look(_errand(visit, listing, ask, "api" if ask.data else "list"))
        reader = None if sight.reason else _reader(family, sight.page)
        if sight.reason or reader is None:
            listing.fail(sight.reason or "unknown_template")
        else:
            listing.take(reader, sight)
            ahead.extend(reader.more(sight.page))


def _reader(family: Family, page: Page) -> Family | None:
    """Who reads a further page: the list's own family, or one that knows how the list inside a year ends."""
    if family.recognise(page):
        return family
    other = family_of(page)
    return other if other and other.PROVES_COMPLETE else None


def _key(ask: Ask) -> tuple[str, str | None]:
    return same_place(ask.url), ask.body


async def _probe(visit: Visit, listing: Listing, list_url: str) -> None:
    """Ask for an address that cannot exist: only a site that says so can be believed about absence."""
    name = hashlib.sha256(f"{listing.walk_id} probe".encode()).hexdigest()[:12]
    url = beside(list_url, f"t{name}.html")
    sight = await visit.look(_errand(visit, listing, Ask(url=url), "probe"))
    listing.probe = "passed" if sight.reason is None else sight.reason
