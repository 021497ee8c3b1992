"""Our clock against everybody else's: what the Date headers of the portals say. Pure.

A host's own clock may be wrong, and so may ours: of each host the answer that agrees best counts, of all
hosts the median (F35 of the fault register).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from data.clock import ClockSkew

_GRAIN = timedelta(seconds=1)


@dataclass
class Hands:
    """By how many seconds our clock is ahead of each host's, as far as they told."""

    told: dict[str, float] = field(default_factory=dict)

    def hear(self, host: str, sent: datetime, received: datetime, date: str, age: str = "0") -> None:
        """Take in one answer's Date header; `age` is how long a cache had kept the answer, in seconds."""
        said = _instant(date)
        if said is None:
            return
        said += timedelta(seconds=int(age) if age.isdecimal() and len(age) < 9 else 0)
        ahead = _outside((sent - said - _GRAIN).total_seconds(), (received - said).total_seconds())
        if abs(ahead) < abs(self.told.get(host, float("inf"))):
            self.told[host] = ahead

    @property
    def skew(self) -> ClockSkew:
        """The median over the hosts."""
        return ClockSkew.of(self.told)


def _outside(low: float, high: float) -> float:
    """Between the two lies the truth: 0 if that may be none at all, else the one nearer to it.

    >>> _outside(-1.5, 0.2), _outside(59.0, 61.5), _outside(-61.5, -59.0)
    (0.0, 59.0, -59.0)
    """
    return 0.0 if low <= 0 <= high else min(low, high, key=abs)


def _instant(date: str) -> datetime | None:
    try:
        said = parsedate_to_datetime(date)
    except ValueError:
        return None
    return said if said.tzinfo is not None else said.replace(tzinfo=UTC)
