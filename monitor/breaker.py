"""The circuit breaker: when half a portal seems silent, first suspect the portal and ourselves.

Source: A8 of the fault register; contract §3 (`platform_anomaly`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.coverage import Ruling, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """One portal in one report year.

    `known` is how many of its units have a report of another year, `seen` how many have one of this year.
    """

    known: int
    seen: int


def hold_back(rulings: Sequence[Ruling], platform: Platform) -> tuple[Ruling, ...]:
    """Hold back the absences of one portal and report year when too many units turn absent on one day.

    More than max(3, 2 % of the units known to publish) on one day are `platform_anomaly`, until the evidence
    is there twice over and at least half of those units do show the year, which proves that the portal
    carries it.
    """
    limit = max(3, 0.02 * platform.known)
    alive = platform.seen > 0 and platform.seen * 2 >= platform.known
    turned = Counter(ruling.decided_on for ruling in rulings if ruling.coverage.state == "absent")
    return tuple(
        _held(ruling, alive)
        if ruling.coverage.state == "absent" and turned[ruling.decided_on] > limit
        else ruling
        for ruling in rulings
    )


def _held(ruling: Ruling, alive: bool) -> Ruling:
    if alive and ruling.twice_on is not None:
        return replace(ruling, decided_on=ruling.twice_on)
    return replace(settle(ruling, "unverifiable", "platform_anomaly"), decided_on=None)
