"""From what was filed to a ruling on every unit and year: each unit's column, its visits, its sights."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from data.clock import OFFICE_ZONE, ClockSkew, office_day
from data.records import Look, Unit, Walk
from data.registry import Registry
from data.store import Store
from monitor.breaker import Platform, hold_back
from monitor.coverage import COMPLETE, Absence, Case, Ruling, Sight, Visit, rule
from monitor.due import obligation, years
from monitor.filing.filing import Filing
from monitor.filing.versions import Owed, Version

# A column is a unit's own or its portal's: (portal id, unit id or None).
Column = tuple[str, str | None]

CLOCK_DOUBT = "clock_doubt"
UNVERIFIED = "tls_unverified"

_ON_THE_WAY = (
    "reason IS NOT NULL AND purpose IN ('robots', 'home', 'nav', 'column', 'list', 'api') ORDER BY at"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """The rulings of one day by unit and year, and the visits they rest on by column."""

    rulings: Mapping[Owed, Ruling]
    visits: Mapping[Column, tuple[Visit, ...]]

    def visits_of(self, unit: Unit) -> tuple[Visit, ...]:
        """Give the visits of the column a unit publishes in, oldest first."""
        return self.visits.get(column_of(unit), ())


def column_of(unit: Unit) -> Column:
    """Name the column in which a unit's reports are looked for."""
    return unit.portal_id or "", unit.id if unit.column_url else None


def rule_all(store: Store, registry: Registry, filing: Filing, as_of: date) -> Ruled:
    """Judge every unit of the registry for every year it has owed by a day."""
    ruled = Ruled(rulings={}, visits=_visits(filing))
    troubles = _troubles(store, as_of)
    doubtful = [walk for walk in filing.log.walks if _skew_of(walk).matters]
    policy = registry.policy
    absence = Absence(looks=policy.absent_looks, days=policy.absent_days, span_days=policy.absent_span_days)
    rulings: dict[Owed, Ruling] = {}
    for unit in registry.units:
        visits = ruled.visits_of(unit)
        portal, own = column_of(unit)
        trouble = troubles.get((portal, own)) or troubles.get((portal, None))
        for year in years(unit, registry.deadlines, as_of):
            case = Case(
                unit_id=unit.id,
                year=year,
                obligation=obligation(unit, year, registry.deadlines),
                visits=visits,
                sight=sight(filing.versions.get((unit.id, year), ()), doubtful),
                doubt=filing.doubt(unit.id, year),
                trouble=trouble,
            )
            rulings[unit.id, year] = rule(case, absence, as_of)
    return Ruled(rulings=_without_avalanches(registry, filing, rulings), visits=ruled.visits)


def sight(versions: Sequence[Version], doubtful: Sequence[Walk] = ()) -> Sight | None:
    """Sum up all versions of one report: the earliest credible date of any of them is its publication.

    Having seen it ourselves before that date proves the date late; then the day of first sight counts, unless
    it was seen in one of the walks whose clock is in doubt.
    """
    if not versions:
        return None
    counts = versions[0]
    first_at = min(version.report.first_seen_at for version in versions).astimezone(OFFICE_ZONE)
    published_on = min((day for version in versions for _, day in version.dates), default=None)
    if published_on is not None and not any(_in_doubt(walk, first_at) for walk in doubtful):
        published_on = min(published_on, first_at.date())
    return Sight(
        report_id=counts.report.id,
        first_at=first_at,
        published_on=published_on,
        defect=counts.defect,
        mark=UNVERIFIED if not any(map(_vouched_for, versions)) else None,
        readable=counts.defect is None,
        gone=all(version.gone for version in versions),
    )


def _vouched_for(version: Version) -> bool:
    """Whether a version was seen at least once over a connection that somebody vouches for."""
    looks = [look for trace in version.traces for look in trace.looks if look.sha256 == version.report.sha256]
    return not looks or any(not (look.tls or "").startswith("unverified") for look in looks)


def _in_doubt(walk: Walk, at: datetime) -> bool:
    """Whether our clock did not know the day of something seen in a walk (F35 of the fault register)."""
    return walk.started_at <= at <= walk.finished_at and not _skew_of(walk).knows_day(at)


def _skew_of(walk: Walk) -> ClockSkew:
    """What a walk knew of our clock's error; a rehearsal's clock is right by definition."""
    if walk.clock_hosts is None:
        return ClockSkew(seconds=0.0, hosts=0)
    return ClockSkew(seconds=walk.clock_skew, hosts=walk.clock_hosts)


def _outcome(walk: Walk) -> str:
    doubtful = walk.outcome == COMPLETE and _in_doubt(walk, walk.finished_at)
    return CLOCK_DOUBT if doubtful else walk.outcome


def _visits(filing: Filing) -> Mapping[Column, tuple[Visit, ...]]:
    visits: dict[Column, list[Visit]] = defaultdict(list)
    for walk in filing.log.walks:
        visits[walk.portal_id, walk.unit_id].append(
            Visit(
                at=walk.finished_at.astimezone(OFFICE_ZONE),
                outcome=_outcome(walk),
                probe=walk.probe,
                seen=walk.seen,
                items=filing.shown[walk.id],
                url=walk.column_url,
                list_sha256=walk.pages[0] if walk.pages else None,
            )
        )
    return {column: tuple(found) for column, found in visits.items()}


def _troubles(store: Store, as_of: date) -> Mapping[Column, str]:
    """The last thing that went wrong on the way to each column."""
    found: dict[Column, str] = {}
    for look in store.rows(Look, _ON_THE_WAY):
        if look.reason is not None and office_day(look.at) <= as_of:
            found[look.portal_id, look.unit_id] = look.reason
    return found


def _without_avalanches(
    registry: Registry, filing: Filing, rulings: Mapping[Owed, Ruling]
) -> Mapping[Owed, Ruling]:
    checked = dict(rulings)
    for together, platform in _platforms(registry, filing, rulings):
        held = hold_back([rulings[owed] for owed in together], platform)
        checked.update(zip(together, held, strict=True))
    return checked


def _platforms(
    registry: Registry, filing: Filing, rulings: Mapping[Owed, Ruling]
) -> Iterator[tuple[list[Owed], Platform]]:
    """Put the rulings of one portal and year together."""
    portals = {unit.id: unit.portal_id for unit in registry.units}
    published: dict[str | None, set[Owed]] = defaultdict(set)
    for owed in filing.versions:
        published[portals.get(owed[0])].add(owed)
    groups: dict[tuple[str | None, int], list[Owed]] = defaultdict(list)
    for owed in rulings:
        groups[portals[owed[0]], owed[1]].append(owed)
    for (portal_id, year), together in groups.items():
        there = published[portal_id]
        known = {unit_id for unit_id, other in there if other != year}
        yield together, Platform(known=len(known), seen=sum(other == year for _, other in there))
