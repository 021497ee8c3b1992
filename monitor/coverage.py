"""In which state one unit's report year is on one day: published, absent, or honestly unknown.

Unknown is the default; a failure of ours is never a unit's fault. `absent` needs positive evidence,
repeated: complete readings of the right list after the due day, on several days, each of which showed an
item that proves the list alive (the canary) on a site that says so when a page is not there (the probe).
Source: contract §3, A1 to A8 of the fault register.

The order of judging: seen (then never absent, at most withdrawn) · nothing owed · not yet due · listed
but not to be had · absent · not yet often enough · could not look.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from data.records import Coverage
from monitor.due import Obligation

COMPLETE = "complete"
PROBE_PASSED = "passed"
# A walk that found less than this share of what an earlier one found is a fault of the platform (A8).
LEAST_YIELD = 0.7
Unseen = Literal["not_due", "not_seen", "absent", "unverifiable", "exempt"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """How much looking makes an absence: complete looks, on how many days, over how many days."""

    looks: int = 3
    days: int = 3
    span_days: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One attempt to read the column in which a unit publishes.

    `at` is in Asia/Shanghai; `items` are the (unit id, report year) of everything it listed that has both.
    """

    at: datetime
    outcome: str
    probe: str | None = None
    seen: int = 0
    items: frozenset[tuple[str, int]] = frozenset()
    url: str | None = None
    list_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """That we have a document of the unit for the year.

    `published_on` is the earliest credible date of any version; `first_at` when any version was first listed
    or fetched (Asia/Shanghai); `defect` is why it cannot be read, `mark` what else must be said of how it was
    seen; `gone`: it left a complete list and its address answers that it is no more.
    """

    report_id: str
    first_at: datetime
    published_on: date | None = None
    defect: str | None = None
    mark: str | None = None
    readable: bool = True
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is known of one unit and report year on one day.

    `visits` are those of the unit's column up to that day, in order; `doubt` is the reason why something
    listed that is, or may be, this report could not be examined; `trouble` why there was no visit at all.
    """

    unit_id: str
    year: int
    obligation: Obligation
    visits: tuple[Visit, ...] = ()
    sight: Sight | None = None
    doubt: str | None = None
    trouble: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The state, and the healthy visits after the due day it rests on.

    `decided_on` is the day on which the report was first seen or its absence certain, `twice_on` the day on
    which the evidence of absence was there twice over; `unseen_at` the last healthy visit before the first
    sight of a report that was then already due.
    """

    coverage: Coverage
    healthy: tuple[Visit, ...] = ()
    decided_on: date | None = None
    twice_on: date | None = None
    unseen_at: datetime | None = None
    absent_on: date | None = None
    misses: int = 0


def rule(case: Case, absence: Absence, as_of: date) -> Ruling:
    """Judge one unit and year at the end of the day `as_of`."""
    flaws = weigh(case)
    due_on = case.obligation.due_on
    after = [
        (visit, flaw)
        for visit, flaw in zip(case.visits, flaws, strict=True)
        if due_on is not None and visit.at.date() > due_on
    ]
    healthy = tuple(visit for visit, flaw in after if flaw is None)
    found = Ruling(coverage=_blank(case, len(healthy)), healthy=healthy)
    if case.sight is not None:
        return _published(found, case, case.sight, absence)
    if case.obligation.exempt:
        return settle(found, "exempt")
    doubt = case.doubt or _listed_unexplained(case)
    found = found if doubt is None else replace(found, coverage=_blank(case, _listings(case)))
    if due_on is not None and as_of <= due_on:
        return settle(found, "not_due", doubt)
    if doubt is not None:
        return settle(found, "unverifiable", doubt)
    if due_on is None:
        return settle(found, "unverifiable", _why_not([*zip(case.visits, flaws, strict=True)], case))
    return _unseen(found, after, case, absence)


def weigh(case: Case) -> tuple[str | None, ...]:
    """Give for every visit the reason why nothing may be concluded from what it did not show, or None.

    A canary of another unit must be of the same report year or older: only that proves that the list reaches
    back so far. The unit's own must be of an older year.
    """
    best: dict[str | None, int] = {}
    flaws: list[str | None] = []
    for visit in case.visits:
        most = best.get(visit.url, 0)
        fallen = visit.seen < LEAST_YIELD * most
        if visit.outcome == COMPLETE:
            best[visit.url] = max(most, visit.seen)
        flaws.append(_flaw(visit, case, fallen))
    return tuple(flaws)


def _flaw(visit: Visit, case: Case, fallen: bool) -> str | None:
    if visit.outcome != COMPLETE:
        return visit.outcome
    if fallen:
        return "platform_anomaly"
    if visit.probe != PROBE_PASSED:
        return visit.probe or "soft_404"
    canaries = (
        year < case.year or (year == case.year and unit_id != case.unit_id) for unit_id, year in visit.items
    )
    return None if any(canaries) else "incomplete_list"


def _listed_unexplained(case: Case) -> str | None:
    """Something a list gave as this report turned out not to be one, and nobody could say what it is."""
    listed = any((case.unit_id, case.year) in visit.items for visit in case.visits)
    return "wrong_content" if listed else None


def _listings(case: Case) -> int:
    """How often a list showed it after its due day; that needs no canary."""
    due_on = case.obligation.due_on or date.min
    return sum((case.unit_id, case.year) in each.items for each in case.visits if each.at.date() > due_on)


def _blank(case: Case, looks: int) -> Coverage:
    owed = case.obligation
    return Coverage(
        unit_id=case.unit_id,
        year=case.year,
        state="unverifiable",
        due_on=owed.due_on,
        due_kind=owed.due_kind,
        basis=owed.basis,
        looks=looks,
    )


def _published(found: Ruling, case: Case, sight: Sight, absence: Absence) -> Ruling:
    """A report that was seen: when, and which healthy look after the due day was the last without it."""
    mine = (case.unit_id, case.year)
    before = [visit.at for visit in found.healthy if visit.at < sight.first_at and mine not in visit.items]
    return replace(
        found,
        coverage=_seen(found.coverage, sight),
        decided_on=sight.first_at.date(),
        unseen_at=max(before, default=None),
        absent_on=enough((at.date() for at in before), absence),
        misses=len(before),
    )


def _seen(blank: Coverage, sight: Sight) -> Coverage:
    late = None
    if sight.published_on is not None and blank.due_on is not None:
        late = max(0, (sight.published_on - blank.due_on).days)
    state: Literal["published", "defective", "withdrawn"] = "published" if sight.readable else "defective"
    return replace(
        blank,
        state="withdrawn" if sight.gone else state,
        published_on=sight.published_on,
        days_late=late,
        reason=sight.defect or sight.mark,
        report_id=sight.report_id,
    )


def settle(found: Ruling, state: Unseen, reason: str | None = None) -> Ruling:
    """Give the ruling with this state and reason."""
    return replace(found, coverage=replace(found.coverage, state=state, reason=reason))


def _unseen(found: Ruling, after: Sequence[tuple[Visit, str | None]], case: Case, absence: Absence) -> Ruling:
    if not found.healthy:
        return settle(found, "unverifiable", _why_not(after, case))
    days = [visit.at.date() for visit in found.healthy]
    decided_on = enough(days, absence)
    if decided_on is None:
        return settle(found, "not_seen")
    twice = Absence(looks=2 * absence.looks, days=2 * absence.days, span_days=2 * absence.span_days)
    return replace(settle(found, "absent"), decided_on=decided_on, twice_on=enough(days, twice))


def _why_not(visits: Sequence[tuple[Visit, str | None]], case: Case) -> str | None:
    """The latest reason; a healthy visit before the due day says nothing about after it."""
    if not visits:
        return case.trouble or "never_looked"
    return visits[-1][1]


def enough(days: Iterable[date], absence: Absence) -> date | None:
    """Give the day on which healthy looks on these days (in order) were first enough, or None."""
    first: date | None = None
    different: set[date] = set()
    for looks, day in enumerate(days, start=1):
        first = first or day
        different.add(day)
        spans = day - first >= timedelta(days=absence.span_days)
        if looks >= absence.looks and len(different) >= absence.days and spans:
            return day
    return None
