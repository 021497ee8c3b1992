"""One walk: a report column read to its end, then the documents it lists, then those it lists no more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.addresses import same_place
from crawler.attachments import attachments
from crawler.budget import BudgetSpent
from crawler.deltas import delta_of
from crawler.discovery import find_columns
from crawler.fetching import Sight
from crawler.hands import Hands
from crawler.ledger import Errand, Ledger
from crawler.listing import Listing, read_column
from crawler.memory import Memory
from crawler.orders import ColumnResult, Delta, Unexamined
from crawler.pages import Ask, Page
from crawler.visit import Visit
from data.records import Look, Purpose, Walk
from data.wording import may_be_report


@dataclass
class Documents:
    """What became of the documents of one column: how many new, known, gone, and which could not be had."""

    new: int = 0
    known: int = 0
    gone: int = 0
    unexamined: list[Unexamined] = field(default_factory=list)
    deltas: list[Delta] = field(default_factory=list)


@dataclass
class Walker:
    """Walks the columns of one portal and writes down what was seen."""

    visit: Visit
    ledger: Ledger
    memory: Memory
    hands: Hands | None = None
    survey: bool = False

    async def column(self, column_url: str | None, unit_id: str | None = None) -> ColumnResult:
        """Walk one report column (address None: the one found before, else find it from the home page)."""
        started, documents = self.ledger.clock.now(), Documents()
        if column_url is None:
            listing = await self._own_column()
        else:
            listing = await self._read((column_url,), unit_id)
        if listing.parts and not self.survey:
            await self._documents(listing, documents)
        skew = self.hands.skew if self.hands else None
        await self.ledger.append(
            *listing.sightings,
            Walk(
                id=listing.walk_id,
                run_id=self.ledger.run.id,
                portal_id=self.visit.portal.id,
                column_url=listing.url,
                started_at=started,
                finished_at=self.ledger.clock.now(),
                outcome=listing.outcome,
                seen=len(listing.items),
                pages=tuple(listing.pages),
                unit_id=unit_id,
                family=listing.family_id,
                declared=listing.declared,
                probe=listing.probe,
                changes=tuple((delta.kind, delta.url) for delta in documents.deltas),
                clock_skew=skew.seconds if skew else None,
                clock_hosts=skew.hosts if skew else None,
            ),
        )
        return self._result(listing, documents)

    async def _own_column(self) -> Listing:
        """Read the column found in an earlier run; search from the home page where it is none any more."""
        listing = await self._read(self.memory.roots) if self.memory.roots else None
        if listing is not None and not _is_lost(listing):
            return listing
        try:
            roots, trouble = await find_columns(self.visit)
        except BudgetSpent:
            roots, trouble = (), "no_column"
        if roots:
            found = await self._read(roots)
            if not self.memory.recognises(item.title for item in found.items.values()):
                found.fail("site_changed")  # another place than the one we knew: a person must say which
            return found
        if listing is None:
            listing = self._listing((self.visit.portal.home_url,))
            listing.fail(trouble)
        return listing

    async def _read(self, roots: tuple[str, ...], unit_id: str | None = None) -> Listing:
        listing = self._listing(roots, unit_id)
        await read_column(self.visit, listing)
        return listing

    def _listing(self, roots: tuple[str, ...], unit_id: str | None = None) -> Listing:
        walk_id = self._walk_id(roots[0], unit_id)
        return Listing(url=roots[0], roots=roots, walk_id=walk_id, unit_id=unit_id)

    def _walk_id(self, url: str, unit_id: str | None) -> str:
        """Made of run, portal, column and unit: known before the walk ends, so that its looks can name it."""
        facts = "\n".join((self.ledger.run.id, self.visit.portal.id, url, unit_id or ""))
        return hashlib.sha256(facts.encode()).hexdigest()

    async def _documents(self, listing: Listing, documents: Documents) -> None:
        listed = [item for item in listing.items.values() if may_be_report(item.title)]
        try:
            for item in listed:
                await self._report(listing, documents, Ask(url=item.url), item.title)
            for look in self.memory.lost_attachments((listing.url, listing.unit_id)):
                await self._attachment(listing, documents, look.url, look.title or "")
            if listing.outcome == "complete":
                await self._vanished(listing, documents)
            for held in self.memory.due_again((listing.url, listing.unit_id), self.ledger.clock.now()):
                await self._again(listing, documents, held)
        except BudgetSpent:
            self._not_reached(listing, documents)

    async def _report(self, listing: Listing, documents: Documents, ask: Ask, title: str) -> None:
        held = self.memory.document(ask.url)
        if held is not None:
            documents.known += 1
            if not self.memory.walked(held) and held.run_id != self.ledger.run.id:
                await self._attachments(listing, documents, self._kept_page(held), title)
            return
        sight = await self._look(listing, ask.url, "report", title)
        if sight.reason:
            documents.unexamined.append(self._unexamined(sight.look, ask.url))
            return
        documents.new += 1
        documents.deltas.append(Delta(kind="new", url=ask.url, title=title))
        await self._attachments(listing, documents, sight.page, title)

    async def _attachments(self, listing: Listing, documents: Documents, page: Page, title: str) -> None:
        """Fetch the files of a report page; they bear its title, which says whose they are."""
        if page.body.lstrip()[:1] != b"<":
            return
        for url in attachments(page):
            if self.memory.document(url) is None:
                await self._attachment(listing, documents, url, title)

    async def _attachment(self, listing: Listing, documents: Documents, url: str, title: str) -> None:
        sight = await self._look(listing, url, "attachment", title)
        if sight.reason:
            documents.unexamined.append(self._unexamined(sight.look, url))

    async def _vanished(self, listing: Listing, documents: Documents) -> None:
        """Look again at reports that a complete list shows no more: taken off the list, or taken away?"""
        for held in self.memory.once_listed((listing.url, listing.unit_id)):
            if same_place(held.url) not in listing.items:
                documents.gone += 1
                await self._again(listing, documents, held, listed=False)

    async def _again(
        self, listing: Listing, documents: Documents, held: Look, *, listed: bool = True
    ) -> None:
        """Look again at something known, and note what is different."""
        title = held.title or ""
        sight = await self._look(listing, held.url, held.purpose, title)
        kind = delta_of(self._kept_page(held), sight.page, sight.reason, listed=listed)
        if kind:
            documents.deltas.append(Delta(kind=kind, url=held.url, title=held.title))
        if kind == "changed" and held.purpose == "report":
            await self._attachments(listing, documents, sight.page, title)

    async def _look(self, listing: Listing, url: str, purpose: Purpose, title: str) -> Sight:
        errand = Errand(
            ask=Ask(url=url),
            purpose=purpose,
            portal_id=self.visit.portal.id,
            unit_id=listing.unit_id,
            walk_id=listing.walk_id,
            title=title or None,
        )
        sight = await self.visit.look(errand)
        self.memory.learn(sight.look)
        return sight

    def _kept_page(self, look: Look) -> Page:
        body = self.ledger.store.body(look.sha256 or "")
        return Page(url=look.final_url or look.url, body=body, content_type=look.content_type)

    def _unexamined(self, look: Look, listed_url: str) -> Unexamined:
        return Unexamined(
            portal_id=look.portal_id,
            url=listed_url,
            reason=look.reason or "never_looked",
            purpose=look.purpose,
            unit_id=look.unit_id,
            title=look.title,
        )

    def _not_reached(self, listing: Listing, documents: Documents) -> None:
        """Name the listed reports the budget did not suffice for."""
        done = {each.url for each in documents.unexamined}
        for item in listing.items.values():
            if may_be_report(item.title) and item.url not in done and not self.memory.document(item.url):
                documents.unexamined.append(
                    Unexamined(
                        portal_id=self.visit.portal.id,
                        url=item.url,
                        reason="never_looked",
                        purpose="report",
                        unit_id=listing.unit_id,
                        title=item.title,
                    )
                )

    def _result(self, listing: Listing, documents: Documents) -> ColumnResult:
        return ColumnResult(
            column_url=listing.url,
            outcome=listing.outcome,
            unit_id=listing.unit_id,
            family=listing.family_id,
            why=listing.why,
            declared=listing.declared,
            seen=len(listing.items),
            probe=listing.probe,
            new=documents.new,
            known=documents.known,
            gone=documents.gone,
            deltas=tuple(documents.deltas),
            unexamined=(*_list_trouble(self.visit.portal.id, listing), *documents.unexamined),
        )


def _is_lost(listing: Listing) -> bool:
    """Whether a column found earlier is none any more; that it cannot be reached today is another matter."""
    if listing.outcome in ("site_changed", "soft_404"):
        return True
    reached = listing.outcome in ("complete", "unknown_template", "js_required", "incomplete_list")
    return reached and not any(may_be_report(item.title) for item in listing.items.values())


def _list_trouble(portal_id: str, listing: Listing) -> Iterator[Unexamined]:
    if listing.outcome != "complete":
        yield Unexamined(
            portal_id=portal_id,
            url=listing.url,
            reason=listing.outcome,
            purpose="column",
            unit_id=listing.unit_id,
        )
