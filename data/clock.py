"""The one place that reads the time of day; everything else is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import monotonic
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")


def office_day(instant: datetime) -> date:
    """Tell which day it is in the office (Asia/Shanghai) at an instant.

    >>> office_day(datetime(2026, 1, 31, 16, 0, tzinfo=UTC)).isoformat()
    '2026-02-01'
    """
    return instant.astimezone(OFFICE_ZONE).date()


# A clock off by less is right (F35 of the fault register); seconds.
GRAIN = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockSkew:
    """By how many seconds our clock is ahead of other people's, and how many hosts told; None: nobody did."""

    seconds: float | None
    hosts: int

    @classmethod
    def of(cls, told: Mapping[str, float]) -> ClockSkew:
        """Take the median over the hosts, for a host's own clock may be wrong."""
        return cls(seconds=round(median(told.values()), 1) if told else None, hosts=len(told))

    @property
    def matters(self) -> bool:
        """Whether our clock is off by more than the grain of what we were told, or nobody told us."""
        return self.seconds is None or abs(self.seconds) > GRAIN

    def knows_day(self, instant: datetime) -> bool:
        """Tell whether an instant by our clock lies on the same day (Asia/Shanghai) by everybody's.

        >>> noon, night = datetime(2026, 1, 31, 4, tzinfo=UTC), datetime(2026, 1, 31, 15, 59, tzinfo=UTC)
        >>> slow, unknown = ClockSkew(seconds=-90.0, hosts=5), ClockSkew(seconds=None, hosts=0)
        >>> slow.knows_day(noon), slow.knows_day(night), unknown.knows_day(noon)
        (True, False, False)
        """
        if self.seconds is None:
            return False
        off = timedelta(seconds=abs(self.seconds) if self.matters else 0)
        return office_day(instant - off) == office_day(instant + off)


class Clock:
    """A clock that starts at a given instant, or now, and runs on from there (NIANJIAN_NOW)."""

    def __init__(self, start: datetime | None = None) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError(f"a clock starts at an instant with a zone, not at {start.isoformat()}")
        self.rehearsed = start is not None
        self._started = start or datetime.now(UTC)
        self._mark = monotonic()

    def now(self) -> datetime:
        """Give the instant, in UTC; never goes back while the process lives."""
        return (self._started + timedelta(seconds=monotonic() - self._mark)).astimezone(UTC)

    def today(self) -> date:
        """Give the day in the office, Asia/Shanghai."""
        return office_day(self.now())
