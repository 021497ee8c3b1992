"""What earlier runs already know of a portal: which documents are held, and which a column once listed."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.addresses import same_place
from data.records import Look, Walk
from data.store import Store

_DOCUMENTS = "portal_id = ? AND purpose IN ('report', 'attachment')"


@dataclass
class Memory:
    """The documents of one portal, by place. A document is held once a healthy look kept its bytes."""

    held: dict[str, Look] = field(default_factory=dict)
    failed: dict[str, Look] = field(default_factory=dict)
    _column_of: dict[str, tuple[str, str | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store, portal_id: str) -> Memory:
        """Read what the log says about a portal's documents."""
        memory = cls()
        for walk in store.rows(Walk, "portal_id = ?", (portal_id,)):
            memory._column_of[walk.id] = (walk.column_url, walk.unit_id)
        for look in store.rows(Look, _DOCUMENTS, (portal_id,)):
            memory.learn(look)
        return memory

    def learn(self, look: Look) -> None:
        """Take in one look at a document."""
        place = same_place(look.url)
        if look.reason is None and look.status == 200:
            self.held.setdefault(place, look)
            self.failed.pop(place, None)
        elif place not in self.held:
            self.failed[place] = look

    def document(self, url: str) -> Look | None:
        """Give the look that holds the document of an address, or None."""
        return self.held.get(same_place(url))

    def walked(self, look: Look) -> bool:
        """Whether the walk a look belonged to came to its end; if not, its attachments may be missing."""
        return look.walk_id in self._column_of

    def once_listed(self, column: tuple[str, str | None]) -> tuple[Look, ...]:
        """List the reports held that walks of this column (address, unit) fetched."""
        return tuple(
            look
            for look in self.held.values()
            if look.purpose == "report" and self._column_of.get(look.walk_id or "") == column
        )

    def lost_attachments(self, column: tuple[str, str | None]) -> tuple[Look, ...]:
        """List the attachments that could not be had so far, of reports of this column."""
        return tuple(
            look
            for look in self.failed.values()
            if look.purpose == "attachment" and self._column_of.get(look.walk_id or "") == column
        )
