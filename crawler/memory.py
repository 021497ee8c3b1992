"""What earlier runs already know of a portal: its documents, its columns, and the lists it vouches for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from crawler.addresses import same_place
from crawler.fetching import Held
from crawler.promises import promised
from data.clock import office_day
from data.records import Look, Walk
from data.snapshots import DamagedSnapshot, MissingSnapshot
from data.store import Store
from data.wording import normalise

_DOCUMENTS = "portal_id = ? AND purpose IN ('report', 'attachment')"
_LIST = (
    "url = ? AND portal_id = ? AND final_url = url AND method = 'GET' AND reason IS NULL "
    "AND purpose IN ('column', 'list', 'api') AND status = 200 "
    "AND (tls IS NULL OR tls NOT LIKE 'unverified%') ORDER BY at DESC, rowid DESC LIMIT 1"
)
_ROOTS = "walk_id = ? AND purpose = 'column'"
# A walk that came to its end, so that all the lists of its column are known.
_WHOLE = ("complete", "unknown_template", "tls_unverified")

# A known report is looked at again after so long at the earliest, one in so many of a column a run.
AGAIN_AFTER = timedelta(days=7)
AGAIN_SHARE = 20
# After a portal was rebuilt, its column must still list this share of what was known.
STILL_THERE = 0.7


@dataclass
class Memory:
    """The documents of one portal, by place. A document is held once a healthy look kept its bytes."""

    held: dict[str, Look] = field(default_factory=dict)
    failed: dict[str, Look] = field(default_factory=dict)
    newest: dict[str, Look] = field(default_factory=dict)
    healthy: dict[str, Look] = field(default_factory=dict)
    roots: tuple[str, ...] = ()
    promised: dict[str, date] = field(default_factory=dict)
    _column_of: dict[str, tuple[str, str | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store, portal_id: str) -> Memory:
        """Read what the log says about a portal's documents."""
        memory = cls()
        last: Walk | None = None
        for walk in store.rows(Walk, "portal_id = ?", (portal_id,)):
            memory._column_of[walk.id] = (walk.column_url, walk.unit_id)
            if walk.unit_id is None and walk.outcome in _WHOLE and walk.seen:
                last = walk
        if last is not None:
            looks = store.rows(Look, _ROOTS, (last.id,))
            memory.roots = tuple(dict.fromkeys((last.column_url, *(look.url for look in looks))))
        for look in store.rows(Look, _DOCUMENTS, (portal_id,)):
            memory.learn(look)
        memory.promised = {same_place(url): day for url, day in promised(store).items()}
        return memory

    def learn(self, look: Look) -> None:
        """Take in one look at a document."""
        place = same_place(look.url)
        self.newest[place] = look
        if look.reason is None and look.status == 200:
            self.held.setdefault(place, look)
            self.healthy[place] = look
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
        return tuple(look for look in self.of_column(column) if look.purpose == "report")

    def of_column(self, column: tuple[str, str | None]) -> tuple[Look, ...]:
        """List the reports and attachments held that walks of this column fetched."""
        return tuple(look for look in self.held.values() if self._column_of.get(look.walk_id or "") == column)

    def due_again(self, column: tuple[str, str | None], now: datetime) -> tuple[Look, ...]:
        """Choose the documents of a column to look at again: those not looked at for longest, a few a run.

        Gives the newest healthy look at each. In turn every document comes up, and a run costs little. What
        was to be put right by a day comes first, once that day is over.
        """
        known = self.of_column(column)
        ages = [(self.newest[place].at, place) for place in (same_place(look.url) for look in known)]
        over = sorted(age for age in ages if self._is_over(*age, now))
        old = sorted(age for age in ages if now - age[0] >= AGAIN_AFTER and age not in over)
        return tuple(self.healthy[place] for _, place in [*over, *old[: -(-len(known) // AGAIN_SHARE)]])

    def _is_over(self, looked_at: datetime, place: str, now: datetime) -> bool:
        """Whether the day a letter set is over, and nobody has looked since."""
        day = self.promised.get(place)
        return day is not None and office_day(looked_at) <= day < office_day(now)

    def recognises(self, titles: Iterable[str]) -> bool:
        """Tell whether a column found anew shows most of the reports that were known on this portal."""
        known = {normalise(look.title or "") for look in self.held.values() if look.purpose == "report"}
        return len(known & {normalise(title) for title in titles}) >= STILL_THERE * len(known)

    def lost_attachments(self, column: tuple[str, str | None]) -> tuple[Look, ...]:
        """List the attachments that could not be had so far, of reports of this column."""
        return tuple(
            look
            for look in self.failed.values()
            if look.purpose == "attachment" and self._column_of.get(look.walk_id or "") == column
        )


def vouched(store: Store, portal_id: str, url: str, now: datetime, days: int) -> Held | None:
    """Give what we hold of a list if the portal can be asked whether it still is so, else None.

    Only a whole answer younger than `days` counts, with a mark of its state: an ETag, or a Last-Modified
    that is not simply the moment of the answer. Older ones are asked for again as a whole, for there are
    portals that say "not modified" of everything.
    """
    look = next(store.rows(Look, _LIST, (url, portal_id)), None)
    if look is None or look.sha256 is None or now - look.at >= timedelta(days=days):
        return None
    named = {name.lower(): value for name, value in _headers(look)}
    etag, modified = named.get("etag"), named.get("last-modified")
    if not etag and (not modified or modified == named.get("date")):
        return None
    try:
        body = store.body(look.sha256)
    except (DamagedSnapshot, MissingSnapshot):  # `verify` names it; here it is simply asked for again
        return None
    return Held(body=body, content_type=look.content_type, etag=etag, last_modified=modified)


def _headers(look: Look) -> list[tuple[str, str]]:
    """Read a look's headers back; a row of them too long to be kept whole gives none."""
    try:
        return [(str(name), str(value)) for name, value in json.loads(look.headers or "[]")]
    except ValueError:
        return []
