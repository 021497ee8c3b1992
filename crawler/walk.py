"""One walk: a report column read to its end, then the documents it lists, then those it lists no more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.budget import BudgetSpent
from crawler.discovery import find_columns
from crawler.documents import Documents
from crawler.hands import Hands
from crawler.ledger import Ledger
from crawler.listing import Listing, read_column
from crawler.memory import Memory
from crawler.orders import ColumnResult, Unexamined
from crawler.visit import Visit
from data.records import Walk
from data.wording import may_be_report


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
        started = self.ledger.clock.now()
        if column_url is None:
            listing = await self._own_column()
        else:
            listing = await self._read((column_url,), unit_id)
        documents = Documents(self.visit, self.ledger, self.memory, listing)
        if listing.parts and not self.survey:
            await documents.fetch()
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
