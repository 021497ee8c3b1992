"""What a crawl is told and what it tells: plain values that travel between processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from data.clock import OFFICE_ZONE
from data.records import Portal, Purpose, Unit
from data.registry import Registry

# The most one portal is asked in one run where policy.csv says nothing.
MOST_REQUESTS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOrder:
    """Which portals to look at, for which units, on whose behalf and under which limits.

    `units` are those valid on the day. `seconds` is how long one answer may take, `browser_seconds` how
    long a page in a browser with all it asks for, `minutes` how long one portal. `clock_start` is the
    instant the clock of the working process starts at, `until` the one after which nothing is asked any
    more: the end of the night. `registered` are all addresses of the registry: a portal may send us on to
    any of them. `checks_clock`: it is the machine's own clock that is in use, so that it can be compared
    with those of the portals. `trust_days`: how long a portal is believed that says a list is as it was,
    before the whole list is asked for again. `survey`: find and read the columns only, fetch no report.
    """

    data: Path
    portals: tuple[Portal, ...]
    units: tuple[Unit, ...]
    clock_start: datetime
    contact: str | None = None
    proxy: str | None = None
    jobs: int = 1
    requests: int = MOST_REQUESTS
    minutes: int | None = None
    seconds: float | None = None
    browser_seconds: float = 120.0
    until: datetime | None = None
    registered: tuple[str, ...] = ()
    checks_clock: bool = False
    trust_days: int = 6
    survey: bool = False

    def of_portal(self, portal_id: str) -> tuple[Unit, ...]:
        """List the units that appear on one portal."""
        return tuple(unit for unit in self.units if unit.portal_id == portal_id)


def active(unit: Unit, day: date) -> bool:
    """Tell whether a unit exists on a day; the last day of its validity counts."""
    return (unit.valid_from is None or unit.valid_from <= day) and (
        unit.valid_to is None or day <= unit.valid_to
    )


def night(now: datetime, opens: time | None, closes: time | None) -> tuple[bool, datetime | None]:
    """Tell whether portals may be looked at now, and until when (None: for ever); days are Asia/Shanghai's.

    >>> from datetime import UTC
    >>> evening = datetime(2026, 2, 2, 15, 0, tzinfo=UTC)  # 23:00 in China
    >>> night(evening, time(22), time(6))
    (True, datetime.datetime(2026, 2, 3, 6, 0, tzinfo=zoneinfo.ZoneInfo(key='Asia/Shanghai')))
    >>> night(evening, time(1), time(5))[0], night(evening, None, None)
    (False, (True, None))
    """
    if opens is None or closes is None:
        return True, None
    here = now.astimezone(OFFICE_ZONE)
    end = datetime.combine(here.date(), closes, OFFICE_ZONE)
    if end <= here:
        end += timedelta(days=1)
    begin = datetime.combine(end.date(), opens, OFFICE_ZONE)
    if begin >= end:
        begin -= timedelta(days=1)
    return begin <= here, end


def addresses(registry: Registry) -> tuple[str, ...]:
    """List every address the registry holds: whom we may contact at all."""
    found = [portal.home_url for portal in registry.portals]
    found += [portal.column_url for portal in registry.portals if portal.column_url]
    found += [unit.column_url for unit in registry.units if unit.column_url]
    return tuple(dict.fromkeys(found))


def select(
    registry: Registry, day: date, portal_ids: Iterable[str] = (), unit_ids: Iterable[str] = ()
) -> tuple[tuple[Portal, ...], tuple[Unit, ...]]:
    """Choose the portals with a unit valid on the day, and those units; filters narrow the choice down."""
    portal_ids, unit_ids = set(portal_ids), set(unit_ids)
    units = tuple(
        unit
        for unit in registry.units
        if active(unit, day)
        and unit.portal_id is not None
        and (not unit_ids or unit.id in unit_ids)
        and (not portal_ids or unit.portal_id in portal_ids)
    )
    wanted = {unit.portal_id for unit in units}
    return tuple(portal for portal in registry.portals if portal.id in wanted), units


@dataclass(frozen=True, slots=True, kw_only=True)
class Unexamined:
    """Something that could not be looked at properly: a list, or a listed document."""

    portal_id: str
    url: str
    reason: str
    purpose: Purpose
    unit_id: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """What this run found different about one document.

    `kind`: `new`, `changed` (its words are others than at the look before), `gone` (its address says that it
    is no more), `unlisted` (it is there, but the list shows it no more).
    """

    kind: str
    url: str
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnResult:
    """How the reading of one report column ended; `outcome` as in the table `walks`."""

    column_url: str
    outcome: str
    unit_id: str | None = None
    family: str | None = None
    why: str | None = None
    declared: int | None = None
    seen: int = 0
    probe: str | None = None
    new: int = 0
    known: int = 0
    gone: int = 0
    unexamined: tuple[Unexamined, ...] = ()
    deltas: tuple[Delta, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalResult:
    """What one portal gave in one run. `failure` is set when our own program failed on it."""

    portal_id: str
    looks: int
    columns: tuple[ColumnResult, ...]
    reasons: tuple[tuple[str, int], ...]
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlResult:
    """What a crawl gave: one result a portal, in the order of the registry, and the runs it wrote."""

    portals: tuple[PortalResult, ...]
    run_ids: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[ColumnResult, ...]:
        """All columns read."""
        return tuple(column for portal in self.portals for column in portal.columns)

    @property
    def unexamined(self) -> tuple[Unexamined, ...]:
        """All lists and listed documents that could not be examined."""
        return tuple(each for column in self.columns for each in column.unexamined)

    @property
    def deltas(self) -> tuple[Delta, ...]:
        """All that this run found different."""
        return tuple(each for column in self.columns for each in column.deltas)

    @property
    def lists_examined(self) -> bool:
        """Whether every list was read to its end; what a failed document matters is not ours to say."""
        broken = any(portal.failure for portal in self.portals)
        return not broken and all(column.outcome == "complete" for column in self.columns)


def tally(reasons: Iterable[str | None]) -> tuple[tuple[str, int], ...]:
    """Count reason codes, the most frequent first.

    >>> tally(["dns", None, "dns", "timeout"])
    (('dns', 2), ('timeout', 1))
    """
    return tuple(Counter(reason for reason in reasons if reason).most_common())


def host_of(portal: Portal) -> str:
    """Give the host and port a portal lives on."""
    return portal.home_url.split("/")[2].lower()


def shares(order: CrawlOrder) -> list[CrawlOrder]:
    """Split an order over its processes; portals of one host stay together, so that the delay holds there."""
    by_host: dict[str, list[Portal]] = {}
    for portal in order.portals:
        by_host.setdefault(host_of(portal), []).append(portal)
    hands: list[list[Portal]] = [[] for _ in range(max(1, min(order.jobs, len(by_host))))]
    for portals in sorted(by_host.values(), key=len, reverse=True):
        min(hands, key=len).extend(portals)
    return [replace(order, portals=tuple(hand), jobs=1) for hand in hands if hand]
