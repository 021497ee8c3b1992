"""The one place that reads the time of day; everything else is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from time import monotonic
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")


def office_day(instant: datetime) -> date:
    """Tell which day it is in the office (Asia/Shanghai) at an instant.

    >>> office_day(datetime(2026, 1, 31, 16, 0, tzinfo=UTC)).isoformat()
    '2026-02-01'
    """
    return instant.astimezone(OFFICE_ZONE).date()


class Clock:
    """A clock that starts at a given instant, or now, and runs on from there (NIANJIAN_NOW)."""

    def __init__(self, start: datetime | None = None) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError(f"a clock starts at an instant with a zone, not at {start.isoformat()}")
        self._started = start or datetime.now(UTC)
        self._mark = monotonic()

    def now(self) -> datetime:
        """Give the instant, in UTC; never goes back while the process lives."""
        return (self._started + timedelta(seconds=monotonic() - self._mark)).astimezone(UTC)

    def today(self) -> date:
        """Give the day in the office, Asia/Shanghai."""
        return office_day(self.now())
