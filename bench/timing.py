"""Ratios that survive a busy machine: both sides measured in turns, the median kept, the spread printed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

ROUNDS = 5
# Beyond this spread of the floor itself the machine was too busy to judge by.
UNSTEADY = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A ratio to stay below, or (`at_least`) to reach."""

    name: str
    bound: float
    at_least: bool = False

    def met(self, value: float) -> bool:
        """Tell whether a value reaches the goal."""
        return value >= self.bound if self.at_least else value <= self.bound

    def judge(self, values: list[float], unit: str = "", *, steady: bool = True) -> bool:
        """Print the median with its spread and what it is held against; tell whether it is good enough."""
        middle = median(values)
        good = self.met(middle)
        verdict = "met" if good else "MISSED" if steady else "not judged: the machine was too busy"
        sign = "≥" if self.at_least else "≤"
        spread = f" ({min(values):.2f}–{max(values):.2f})" if len(values) > 1 else ""
        print(f"{self.name:58} {middle:8.2f}{unit}{spread:18} goal {sign} {self.bound}{unit}: {verdict}")  # noqa: T201 - a bench prints
        return good or not steady


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Measure one piece of work by the clock on the wall, or by another one."""
    start = clock()
    work()
    return clock() - start


def is_busy() -> bool:
    """Tell whether others already use this machine so much that the gain of a core cannot be seen."""
    return os.getloadavg()[0] > 1


def compare(
    goal: Goal, floor: Callable[[], object], full: Callable[[], object], *, many_cores: bool = False
) -> bool:
    """Measure floor and full work in turns and judge their ratio (`at_least`: floor's time over full's).

    Work of one process is measured by the processor's time, which others on the machine hardly change.
    """
    clock = time.perf_counter if many_cores else time.process_time
    quiet = not (many_cores and is_busy())
    floor()
    full()
    pairs = [(seconds(floor, clock), seconds(full, clock)) for _ in range(ROUNDS)]
    ratios = [low / high if goal.at_least else high / low for low, high in pairs]
    lows = [low for low, _ in pairs]
    return goal.judge(ratios, "×", steady=quiet and max(lows) / min(lows) < UNSTEADY)
