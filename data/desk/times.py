"""What time it is on the desk: as `serve` was told, going on from there."""

from __future__ import annotations

import os
from datetime import date, datetime

from data.clock import Clock

_started = os.environ.get("NIANJIAN_NOW")
_clock = Clock(datetime.fromisoformat(_started) if _started else None)


def now() -> datetime:
    """Give the instant, in UTC."""
    return _clock.now()


def today() -> date:
    """Give the day in the office."""
    return _clock.today()
