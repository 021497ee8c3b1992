"""Reads one report column from its first page to its last, and says whether all of it was seen.

A column may be several lists: tabs for departments and towns, a list a year, a small site an office. It is
complete only when every one of them is.
"""

from __future__ import annotations

import hashlib
from collections import deque
from dataclasses import dataclass, field, replace

from crawler.addresses import beside, same_place
from crawler.budget import BudgetSpent
from crawler.discovery import is_report_column, tabs
from crawler.families import Family, family_id, family_of
from crawler.fetching import Sight
from crawler.ledger import Errand
from crawler.pages import Ask, Item, Page
from crawler.part import Part
from crawler.rendering import BROWSER, is_scripted, rendered
from crawler.screening import refresh_target
from crawler.visit import Visit
from data.codec import canonical_json
from data.records import Purpose, Sighting

_MOST_REFRESHES = 3


@dataclass
class Listing:
    """What a column showed: its entries each once, its pages in order, the first thing that went wrong.

    `url` is the address the column goes by, `roots` are those of all its lists.
    """

    url: str
    walk_id: str
    unit_id: str | None = None
    roots: tuple[str, ...] = ()
    why: str | None = None
    parts: list[Part] = field(default_factory=list)
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
        if any(part.short for part in self.parts):
            return "incomplete_list"
        if not self.parts or not all(part.family.PROVES_COMPLETE for part in self.parts):
            return "unknown_template"
        return "complete"

    @property
    def declared(self) -> int | None:
        """How many entries the portal says there are, None where it does not say so of every list."""
        said = [part.declared for part in self.parts if part.declared is not None]
        return sum(said) if said and len(said) == len(self.parts) else None

    @property
    def family_id(self) -> str | None:
        """The family's id, None when nobody recognised the list."""
        return family_id(self.parts[0].family) if self.parts else None

    def knows(self, part: Part) -> bool:
        """Tell whether a list shows nothing on its first page that others did not show before."""
        items = part.family.items(part.first.page)
        return bool(items) and all(same_place(item.url) in self.items for item in items)

    def fail(self, reason: str) -> None:
        """Note the first reason why the list cannot be trusted."""
        self.trouble = self.trouble or reason

    def take(self, part: Part, family: Family, sight: Sight) -> None:
        """Take in the entries of one page of a list, read by the list's own family or another one."""
        self.pages.append(sight.look.sha256 or "")
        if sight.unverified:
            self.fail("tls_unverified")
        items = family.items(sight.page)
        fresh = part.take(family.total(sight.page), items)
        repeated = self.pages.count(sight.look.sha256 or "") > 1
        # Where a total is declared, what is missing shows by itself.
        overlaps = part.declared is not None or getattr(part.family, "OVERLAPS", False)
        for position, item in enumerate(items, start=1):
            self.items.setdefault(same_place(item.url), item)
            self.sightings.append(sighting(sight, position, item))
        if not items and part.declared != 0 and not family.more(sight.page):
            self.fail("js_required" if is_scripted(sight.page) else "unknown_template")
        elif items and not fresh and (repeated or not overlaps):
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
    """Fetch and read all lists of the column and probe the site; everything found stands in the listing."""
    asked: set[tuple[str, str | None]] = set()
    try:
        for root in listing.roots or (listing.url,):
            await _read_list(visit, listing, root, asked)
        for part in tuple(listing.parts):
            for tab in tabs(part.first.page):
                await _read_list(visit, listing, tab, asked, is_tab=True)
        if listing.parts:
            await _probe(visit, listing, listing.parts[0].first.page.url)
    except BudgetSpent:
        listing.fail("incomplete_list")


async def _read_list(
    visit: Visit, listing: Listing, root: str, asked: set[tuple[str, str | None]], *, is_tab: bool = False
) -> None:
    if _key(Ask(url=root)) in asked:
        return
    part = await _first_page(visit, listing, root, is_tab=is_tab)
    if part is None or (is_tab and listing.knows(part)):
        return
    listing.parts.append(part)
    listing.take(part, part.family, part.first)
    asked |= {_key(Ask(url=root)), _key(Ask(url=part.first.page.url))}
    await _further_pages(visit, listing, part, asked)
    if part.doubtful:
        part.settled = await _stood_still(visit, listing, part)


def _errand(visit: Visit, listing: Listing, ask: Ask, purpose: Purpose) -> Errand:
    return Errand(
        ask=ask,
        purpose=purpose,
        portal_id=visit.portal.id,
        unit_id=listing.unit_id,
        walk_id=listing.walk_id,
    )


async def _first_page(visit: Visit, listing: Listing, root: str, *, is_tab: bool) -> Part | None:
    """Read a list's first page; of a tab that turns out to be something else nothing is held."""
    ask = Ask(url=root)
    for _ in range(_MOST_REFRESHES):
        errand = _errand(visit, listing, ask, "list" if is_tab else "column")
        sight = await visit.look(replace(errand, first=None if ask.url == root else root))
        if sight.reason:
            listing.fail(sight.reason)
            return None
        onward = refresh_target(sight.page)
        if onward is None:
            break
        ask = Ask(url=onward)
    sight, family = await _shown(visit, errand, sight)
    if sight.reason:
        listing.fail(sight.reason)
        return None
    if visit.portal.js and sight.look.method != BROWSER:
        listing.fail("js_required")
    if is_tab and (family is None or not is_report_column(sight.page)):
        return None
    if family is None:
        listing.pages.append(sight.look.sha256 or "")
        listing.fail("js_required" if is_scripted(sight.page) else "unknown_template")
        return None
    listing.why = listing.why or family.recognise(sight.page)
    return Part(family=family, first=sight)


async def _shown(visit: Visit, errand: Errand, sight: Sight) -> tuple[Sight, Family | None]:
    """Who reads a page; one whose rows a script writes, or that the registry says needs it, in a browser."""
    family = family_of(sight.page, visit.portal.family)
    empty = family is None or not (family.items(sight.page) or family.more(sight.page))
    if visit.portal.js or (empty and is_scripted(sight.page)):
        drawn = await rendered(visit, errand, sight)
        if drawn is not None:
            return drawn, None if drawn.reason else family_of(drawn.page, visit.portal.family)
    return sight, family


async def _further_pages(
    visit: Visit, listing: Listing, part: Part, asked: set[tuple[str, str | None]]
) -> None:
    ahead = deque(part.family.more(part.first.page))
    while ahead:
        ask = ahead.popleft()
        if _key(ask) in asked:
            continue
        asked.add(_key(ask))
        errand = _errand(visit, listing, ask, "api" if ask.data else "list")
        sight = await visit.look(errand)
        if not sight.reason and not ask.data:
            sight, _ = await _shown(visit, errand, sight)
        reader = None if sight.reason else _reader(part.family, sight.page)
        if sight.reason or reader is None:
            listing.fail(sight.reason or "unknown_template")
        else:
            listing.take(part, reader, sight)
            ahead.extend(reader.more(sight.page))


def _reader(family: Family, page: Page) -> Family | None:
    """Who reads a further page: the list's own family, or one that knows how the list inside a year ends."""
    if family.recognise(page):
        return family
    other = family_of(page)
    return other if other and other.PROVES_COMPLETE else None


async def _stood_still(visit: Visit, listing: Listing, part: Part) -> bool:
    """Something was listed twice: is it listed twice, or did the list move while it was read?"""
    sight = await visit.look(_errand(visit, listing, Ask(url=part.first.page.url), "list"))
    if sight.reason:
        return False
    before, after = part.family.items(part.first.page), part.family.items(sight.page)
    return bool(after) and before == after


def _key(ask: Ask) -> tuple[str, str | None]:
    return same_place(ask.url), ask.body


async def _probe(visit: Visit, listing: Listing, list_url: str) -> None:
    """Ask for an address that cannot exist: only a site that says so can be believed about absence."""
    name = hashlib.sha256(f"{listing.walk_id} probe".encode()).hexdigest()[:12]
    url = beside(list_url, f"t{name}.html")
    sight = await visit.look(_errand(visit, listing, Ask(url=url), "probe"))
    listing.probe = "passed" if sight.reason is None else sight.reason
