"""Charts as plain figures for an SVG template: no script, no style, readable without colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

HEIGHT = 96


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: its place in pixels, its value, what it stands for; `mark` lifts it out."""

    x: int
    y: int
    width: int
    height: int
    value: float | None
    label: str
    mark: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A row of bars with a title that says what is counted."""

    title: str
    width: int
    height: int
    bars: tuple[Bar, ...]


def bars(title: str, values: Sequence[tuple[str, float | None, bool]], *, step: int) -> Chart:
    """Draw values side by side, each `step` pixels wide; a missing value leaves a gap.

    >>> [bar.height for bar in bars("件", [("2024", 4, False), ("2025", None, False)], step=40).bars]
    [96, 0]
    """
    top = max((value for _, value, _ in values if value), default=1) or 1
    drawn = []
    for place, (label, value, mark) in enumerate(values):
        height = max(round(HEIGHT * (value or 0) / top), 1 if value is not None else 0)
        left = place * step
        box = Bar(
            x=left + step // 10,
            y=HEIGHT - height,
            width=step - step // 5,
            height=height,
            value=value,
            label=label,
            mark=mark,
        )
        drawn.append(box)
    return Chart(title=title, width=max(len(values), 1) * step, height=HEIGHT, bars=tuple(drawn))


def by_day(title: str, counts: Mapping[date, int], due: frozenset[date], *, around: int = 45) -> Chart | None:
    """Draw how many were published on each day around the due days, which are marked; None without any."""
    if not due or not counts:
        return None
    first, last = min(due) - timedelta(days=around), max(due) + timedelta(days=around)
    inside = [day for day in (*counts, *due) if first <= day <= last]
    day, end, values = min(inside), max(inside), []
    while day <= end:
        values.append((f"{day.month}月{day.day}日", float(counts.get(day, 0)), day in due))
        day += timedelta(days=1)
    return bars(title, values, step=10)
