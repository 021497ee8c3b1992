"""What the log holds of every address that was listed or fetched as a report, up to the end of one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from data.clock import office_day
from data.records import Look, Walk
from data.store import Store

# What a server says of a page that is no more.
GONE_STATUS = frozenset({404, 410})
REMOVED_STUB = "soft_404"
# One entry of a list: its title, its address, its printed date.
Item = tuple[str, str, date | None]
_LISTED = "SELECT list_sha256, title, url, listed_on FROM sightings ORDER BY list_sha256, position, id"
# Who says so may be anybody.
NOBODY_VOUCHES = "tls_unverified"


@dataclass(slots=True, kw_only=True, eq=False)
class Trace:
    """One address on one portal: what lists said of it, and every look at it, oldest first.

    `column_unit` is the unit in whose own column it stood; `listed` holds the ends of the walks that showed
    it, `vanished_at` the end of the last complete walk of its column if that did not.
    """

    portal_id: str
    url: str
    title: str | None = None
    column_unit: str | None = None
    listed_on: date | None = None
    listed: list[datetime] = field(default_factory=list)
    vanished_at: datetime | None = None
    looks: list[Look] = field(default_factory=list)

    @property
    def bodies(self) -> Mapping[str, datetime]:
        """The SHA-256 of every healthy answer, with the time of the first look that brought it."""
        found: dict[str, datetime] = {}
        for look in self.looks:
            if look.reason is None and look.sha256 is not None:
                found.setdefault(look.sha256, look.at)
        return found

    def times(self, sha256: str) -> list[datetime]:
        """When one body was seen here: fetched, or its item listed while it was what the address held.

        What was listed before anybody looked counts for the body that was found first.
        """
        healthy = [look for look in self.looks if look.reason is None and look.sha256 is not None]
        fetched = [look.at for look in healthy if look.sha256 == sha256]
        return [*fetched, *(at for at in self.listed if _held_at(healthy, at) == sha256)]

    @property
    def trouble(self) -> str:
        """Why the page behind a listed item was not had."""
        return (self.looks[-1].reason if self.looks else None) or "interrupted"

    @property
    def gone(self) -> bool:
        """Tell whether it left a complete list and its address has since answered that it is no more."""
        if self.vanished_at is None or not self.looks:
            return False
        last = self.looks[-1]
        says_so = last.status in GONE_STATUS or last.reason == REMOVED_STUB
        says_so = says_so and last.reason != NOBODY_VOUCHES
        return says_so and last.at >= max(self.listed, default=last.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """The walks up to one day, oldest first, the addresses each showed, and every address's trace."""

    walks: tuple[Walk, ...]
    shown: Mapping[str, frozenset[str]]
    traces: tuple[Trace, ...]


def read_log(store: Store, as_of: date) -> Log:
    """Gather what had been seen by the end of a day (Asia/Shanghai)."""
    walks = sorted(
        (walk for walk in store.rows(Walk) if office_day(walk.finished_at) <= as_of),
        key=lambda walk: (walk.finished_at, walk.id),
    )
    lists = _lists(store, walks)
    traces: dict[tuple[str, str], Trace] = {}
    shown = dict(_shown(traces, walks, lists))
    for look in store.rows(Look, "purpose IN ('report', 'attachment') ORDER BY at, rowid"):
        if office_day(look.at) <= as_of:
            _add_look(traces, look)
    _mark_vanished(traces, walks, shown)
    _date_attachments(traces.values())
    ordered = tuple(traces[key] for key in sorted(traces))
    return Log(walks=tuple(walks), shown=shown, traces=ordered)


def _lists(store: Store, walks: Sequence[Walk]) -> Mapping[str, list[Item]]:
    """Give the items of every list page. The same item stands on many pages: it is kept once."""
    wanted = {page for walk in walks for page in walk.pages}
    same: dict[Item, Item] = {}
    lists: dict[str, list[Item]] = {}
    for page, title, url, day in store.db.conn.execute(_LISTED):
        if page in wanted:
            item = (title, url, date.fromisoformat(day) if day else None)
            lists.setdefault(page, []).append(same.setdefault(item, item))
    return lists


def _shown(
    traces: dict[tuple[str, str], Trace], walks: Sequence[Walk], lists: Mapping[str, list[Item]]
) -> Iterator[tuple[str, frozenset[str]]]:
    """Give what each walk showed; walks of one unchanged list share one set, or years of them fill memory."""
    same: dict[tuple[str, ...], frozenset[str]] = {}
    for walk in walks:
        found = frozenset(_list_walk(traces, walk, lists))
        yield walk.id, same.setdefault(walk.pages, found)


def _list_walk(
    traces: dict[tuple[str, str], Trace], walk: Walk, lists: Mapping[str, list[Item]]
) -> Iterator[str]:
    for page in walk.pages:
        for title, url, listed_on in lists.get(page, []):
            trace = _trace(traces, walk.portal_id, url)
            trace.title = title
            trace.column_unit = trace.column_unit or walk.unit_id
            trace.listed.append(walk.finished_at)
            trace.listed_on = _earlier(trace.listed_on, listed_on)
            yield url


def _add_look(traces: dict[tuple[str, str], Trace], look: Look) -> None:
    trace = _trace(traces, look.portal_id, look.url)
    trace.title = trace.title or look.title
    trace.column_unit = trace.column_unit or look.unit_id
    trace.looks.append(look)


def _held_at(healthy: Sequence[Look], at: datetime) -> str | None:
    """The body an address held at an instant: that of the last look before, else of the first one after."""
    before = [look for look in healthy if look.at <= at]
    found = before[-1:] or healthy[:1]
    return found[0].sha256 if found else None


def _trace(traces: dict[tuple[str, str], Trace], portal_id: str, url: str) -> Trace:
    return traces.setdefault((portal_id, url), Trace(portal_id=portal_id, url=url))


def _date_attachments(traces: Iterable[Trace]) -> None:
    """An attachment has no list entry of its own: the day beside its page's is its day."""
    unlisted = [trace for trace in traces if not trace.listed]
    days = {(trace.portal_id, trace.title): trace.listed_on for trace in traces if trace.listed}
    for trace in unlisted:
        trace.listed_on = days.get((trace.portal_id, trace.title))


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one and other else one or other


def _mark_vanished(
    traces: Mapping[tuple[str, str], Trace], walks: Sequence[Walk], shown: Mapping[str, frozenset[str]]
) -> None:
    """Find the items that the last complete walk of the column they stood in no longer shows."""
    columns: dict[tuple[str, str], set[str]] = {}
    last: dict[tuple[str, str], Walk] = {}
    for walk in walks:
        column = (walk.portal_id, walk.column_url)
        columns.setdefault(column, set()).update(shown[walk.id])
        if walk.outcome == "complete":
            last[column] = walk
    for column, walk in last.items():
        for url in columns[column] - shown[walk.id]:
            trace = traces[walk.portal_id, url]
            if walk.finished_at >= max(trace.listed):
                trace.vanished_at = walk.finished_at
