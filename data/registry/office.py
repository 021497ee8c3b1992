"""What the office's files say, as one object: the units, the portals, the days, the people, the policy."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time

from data.records import Contact, Deadline, Holiday, Officer, Portal, Recipient, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What policy.csv says; a key that is not there keeps the value below.

    `absent_looks` healthy complete looks on `absent_days` different days, the first and the last at least
    `absent_span_days` days apart, are needed before a unit counts as not having published.
    `night_from` and `night_to` (Asia/Shanghai; the end may lie on the next morning) are the hours in which
    portals may be looked at, None: at any hour. `portal_requests` and `portal_minutes` are the most that one
    portal may be asked in one run, None: no limit. `backups_kept` weekly backups are kept, 0: none are taken.
    """

    absent_looks: int = 3
    absent_days: int = 3
    absent_span_days: int = 7
    night_from: time | None = None
    night_to: time | None = None
    portal_requests: int | None = None
    portal_minutes: int | None = None
    backups_kept: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """All that the office told us, in the order of its files."""

    portals: tuple[Portal, ...] = ()
    units: tuple[Unit, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    officers: tuple[Officer, ...] = ()
    policy: Policy = Policy()
    contacts: tuple[Contact, ...] = ()
    _portal_by_id: dict[str, Portal] = field(init=False, repr=False, compare=False)
    _unit_by_id: dict[str, Unit] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_portal_by_id", {portal.id: portal for portal in self.portals})
        object.__setattr__(self, "_unit_by_id", {unit.id: unit for unit in self.units})

    def portal(self, portal_id: str) -> Portal | None:
        """Give the portal with this id, None if there is none."""
        return self._portal_by_id.get(portal_id)

    def unit(self, unit_id: str) -> Unit | None:
        """Give the unit with this id, None if there is none."""
        return self._unit_by_id.get(unit_id)
