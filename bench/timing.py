"""Ratios that survive a busy machine: both sides measured in turns, the median kept, the spread printed."""

from __future__ import annotations

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


def seconds(work: Callable[[], object]) -> float:
    """Measure one piece of work by the clock on the wall."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(
    goal: Goal, floor: Callable[[], object], full: Callable[[], object], rounds: int = ROUNDS
) -> bool:
    """Measure floor and full work in turns and judge their ratio (`at_least`: floor's time over full's)."""
    floor()
    full()
    pairs = [(seconds(floor), seconds(full)) for _ in range(rounds)]
    ratios = [low / high if goal.at_least else high / low for low, high in pairs]
    lows = [low for low, _ in pairs]
    return goal.judge(ratios, "×", steady=max(lows) / min(lows) < UNSTEADY)
