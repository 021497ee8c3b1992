"""The documents of one column: fetched once, looked at again in turn, missed when they are gone."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.addresses import same_place
from crawler.attachments import attachments
from crawler.budget import BudgetSpent
from crawler.deltas import delta_of
from crawler.fetching import Sight
from crawler.ledger import Errand, Ledger
from crawler.listing import Listing
from crawler.memory import Memory
from crawler.orders import Delta, Unexamined
from crawler.pages import Ask, Page
from crawler.visit import Visit
from data.records import Look, Purpose
from data.wording import may_be_report


@dataclass
class Documents:
    """What became of the documents of one column: how many new, known, gone, and which could not be had."""

    visit: Visit
    ledger: Ledger
    memory: Memory
    listing: Listing
    new: int = 0
    known: int = 0
    gone: int = 0
    unexamined: list[Unexamined] = field(default_factory=list)
    deltas: list[Delta] = field(default_factory=list)

    async def fetch(self) -> None:
        """Fetch what the list shows and nobody holds, then look again at what is gone or due."""
        listed = [item for item in self.listing.items.values() if may_be_report(item.title)]
        try:
            for item in listed:
                await self._report(Ask(url=item.url), item.title)
            for look in self.memory.lost_attachments(self._column):
                await self._attachment(look.url, look.title or "")
            if self.listing.outcome == "complete":
                await self._vanished()
            for held in self.memory.due_again(self._column, self.ledger.clock.now()):
                await self._again(held)
        except BudgetSpent:
            self._not_reached()

    @property
    def _column(self) -> tuple[str, str | None]:
        return self.listing.url, self.listing.unit_id

    async def _report(self, ask: Ask, title: str) -> None:
        held = self.memory.document(ask.url)
        if held is not None:
            self.known += 1
            if not self.memory.walked(held) and held.run_id != self.ledger.run.id:
                await self._attachments(self._kept_page(held), title)
            return
        sight = await self._look(ask.url, "report", title)
        if sight.reason:
            self.unexamined.append(self._unexamined(sight.look, ask.url))
            return
        self.new += 1
        self.deltas.append(Delta(kind="new", url=ask.url, title=title))
        await self._attachments(sight.page, title)

    async def _attachments(self, page: Page, title: str) -> None:
        """Fetch the files of a report page; they bear its title, which says whose they are."""
        if page.body.lstrip()[:1] != b"<":
            return
        for url in attachments(page):
            if self.memory.document(url) is None:
                await self._attachment(url, title)

    async def _attachment(self, url: str, title: str) -> None:
        sight = await self._look(url, "attachment", title)
        if sight.reason:
            self.unexamined.append(self._unexamined(sight.look, url))

    async def _vanished(self) -> None:
        """Look again at reports that a complete list shows no more: taken off the list, or taken away?"""
        for held in self.memory.once_listed(self._column):
            if same_place(held.url) not in self.listing.items:
                self.gone += 1
                await self._again(held, listed=False)

    async def _again(self, held: Look, *, listed: bool = True) -> None:
        """Look again at something known, and note what is different."""
        title = held.title or ""
        sight = await self._look(held.url, held.purpose, title)
        kind = delta_of(self._kept_page(held), sight.page, sight.reason, listed=listed)
        if kind:
            self.deltas.append(Delta(kind=kind, url=held.url, title=held.title))
        if kind == "changed" and held.purpose == "report":
            await self._attachments(sight.page, title)

    async def _look(self, url: str, purpose: Purpose, title: str) -> Sight:
        errand = Errand(
            ask=Ask(url=url),
            purpose=purpose,
            portal_id=self.visit.portal.id,
            unit_id=self.listing.unit_id,
            walk_id=self.listing.walk_id,
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

    def _not_reached(self) -> None:
        """Name the listed reports the budget did not suffice for."""
        done = {each.url for each in self.unexamined}
        for item in self.listing.items.values():
            if may_be_report(item.title) and item.url not in done and not self.memory.document(item.url):
                self.unexamined.append(
                    Unexamined(
                        portal_id=self.visit.portal.id,
                        url=item.url,
                        reason="never_looked",
                        purpose="report",
                        unit_id=self.listing.unit_id,
                        title=item.title,
                    )
                )
