"""What comes next and when: said at the service's start and by `status`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from data.clock import OFFICE_ZONE
from data.records import Recipient
from monitor.season.calendar import Season
from monitor.service.schedule import LOOK_HOUR, MAIL_HOUR, MONDAY, JobName, look_day
from monitor.service.upkeep import BACKUP_AT, VERIFY_AT

FARTHEST = 400  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """A job and the instant from which it is next due."""

    name: JobName
    at: datetime


def agenda(
    now: datetime, recipients: Iterable[Recipient], backups_kept: int, season: Season
) -> tuple[Next, ...]:
    """Say when each regular job is next due after an instant, the nearest first."""
    return tuple(sorted(_agenda(now, recipients, backups_kept, season), key=lambda each: each.at))


def _agenda(
    now: datetime, recipients: Iterable[Recipient], backups_kept: int, season: Season
) -> Iterator[Next]:
    wanted = {each.frequency for each in recipients if each.active}
    ahead = [now.astimezone(OFFICE_ZONE).date() + timedelta(days=number) for number in range(FARTHEST)]

    def first(hour: time, days: Iterable[bool]) -> datetime:
        slots = (
            datetime.combine(day, hour, OFFICE_ZONE) for day, fits in zip(ahead, days, strict=True) if fits
        )
        return next(slot for slot in slots if slot > now)

    yield Next(name="looks", at=first(LOOK_HOUR, [look_day(day, season) for day in ahead]))
    daily = "daily" in wanted
    if daily or "weekly" in wanted:
        days = [day.weekday() == MONDAY or (daily and season.daily(day)) for day in ahead]
        yield Next(name="digest", at=first(MAIL_HOUR, days))
    weekly: tuple[tuple[JobName, tuple[int, time]], ...] = (("verify", VERIFY_AT),)
    weekly += (("backup", BACKUP_AT),) if backups_kept else ()
    for name, (weekday, hour) in weekly:
        yield Next(name=name, at=first(hour, [day.weekday() == weekday for day in ahead]))
