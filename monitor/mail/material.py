"""What the mails are made of, read from the tables: one reading serves all recipients of a round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from data.clock import OFFICE_ZONE
from data.codec import instant_text
from data.records import LetterEvent, Reminder, Review
from data.registry import Registry
from data.store import Store
from monitor.check import Judgement
from monitor.digest.leniency import next_day
from monitor.digest.scope import Health, Material, Trouble
from monitor.filing.attribution import attribute
from monitor.filing.filing import names_on
from monitor.season.calendar import Season
from monitor.season.roster import rosters

_Row = tuple[Any, ...]

# The latest reading of each column, and when it was last read to its end.
_HEALTH = """
SELECT portal_id, unit_id, outcome, max(finished_at) AS at,
    (SELECT max(finished_at) FROM walks AS good WHERE good.portal_id = walks.portal_id
        AND good.unit_id IS walks.unit_id AND good.outcome = 'complete' AND good.finished_at <= :until)
FROM walks WHERE finished_at <= :until
GROUP BY portal_id, unit_id
ORDER BY portal_id, outcome = 'complete'
"""
# What went wrong since the column was last read to its end; then single pages that could not be had.
_TROUBLES = """
SELECT portal_id, unit_id, outcome, min(finished_at), count(*) FROM walks
WHERE outcome <> 'complete' AND finished_at <= :until AND finished_at > coalesce(
    (SELECT max(finished_at) FROM walks AS good WHERE good.portal_id = walks.portal_id
        AND good.unit_id IS walks.unit_id AND good.outcome = 'complete' AND good.finished_at <= :until), '')
GROUP BY portal_id, unit_id, outcome
"""
_LOOKS = """
SELECT portal_id, unit_id, reason, min(at), count(*),
    CASE WHEN purpose IN ('report', 'attachment') THEN coalesce(title, '') END AS paper FROM looks
WHERE reason IS NOT NULL AND at <= :until GROUP BY portal_id, unit_id, reason, paper
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who writes and where readers can go on reading; from the environment, never from what was crawled."""

    sender: str
    base_url: str | None = None
    contact: str | None = None
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The day a mail is about, the instant it is composed, and the office's yearly round."""

    as_of: date
    at: datetime
    season: Season = field(default_factory=Season)


def gather(store: Store, registry: Registry, judged: Judgement, moment: Moment, head: Letterhead) -> Material:
    """Read everything the mails of one round are made of."""
    end = datetime.combine(moment.as_of + timedelta(days=1), time(), OFFICE_ZONE)
    until = {"until": instant_text(min(moment.at, end))}
    query = store.db.conn.execute
    health = tuple(
        Health(
            portal_id=portal,
            outcome=outcome,
            at=datetime.fromisoformat(at),
            last_complete=datetime.fromisoformat(good) if good else None,
            unit_id=unit_id,
        )
        for portal, unit_id, outcome, at, good in query(_HEALTH, until)
    )
    return Material(
        as_of=moment.as_of,
        at=moment.at,
        units=registry.units,
        portals=registry.portals,
        coverage=judged.coverage,
        findings=judged.findings,
        rules=judged.rules,
        reports=judged.reports,
        health=health,
        troubles=_troubles(registry, query(_LOOKS, until).fetchall(), query(_TROUBLES, until).fetchall()),
        reviews=tuple(each for each in store.rows(Review, "1 ORDER BY at, id") if each.at <= end),
        letters=tuple(store.rows(LetterEvent)),
        contacts=registry.contacts,
        reminders=tuple(each for each in store.rows(Reminder) if each.at <= end),
        next_day=next_day(judged.coverage, registry.holidays),
        season=moment.season,
        rosters=rosters(store),
        base_url=head.base_url,
        contact=head.contact,
        version=head.version,
    )


def _troubles(registry: Registry, looks: Sequence[_Row], walks: Sequence[_Row]) -> tuple[Trouble, ...]:
    """Put what went wrong where it belongs: a report's page to its unit and year, the rest to its column.

    A reason that stopped whole walks counts by walks, any other by the requests it stopped.
    """
    names = {portal.id: names_on(registry, portal) for portal in registry.portals}
    found: dict[tuple[object, ...], Trouble] = {}
    for portal, own, reason, since, tries, *paper in (*looks, *walks):
        trouble = Trouble(
            portal_id=portal, reason=reason, since=datetime.fromisoformat(since), tries=tries, unit_id=own
        )
        title = paper[0] if paper else None
        if title is not None and portal in names:
            whose = attribute(names[portal], [title] if title else [], column_unit=own)
            units = {whose.unit_id} if whose.unit_id else whose.maybe
            each = [replace(trouble, unit_id=unit_id, year=whose.year) for unit_id in units]
        else:
            each = [trouble]
        for one in each:
            place = (one.portal_id, one.unit_id, one.year, one.reason)
            found[place] = one if paper == [] else _together(found.get(place), one)
    return tuple(found.values())


def _together(past: Trouble | None, more: Trouble) -> Trouble:
    if past is None:
        return more
    return replace(past, since=min(past.since, more.since), tries=past.tries + more.tries)
