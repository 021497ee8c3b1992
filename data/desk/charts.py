"""Charts: what is counted, as Vega-Lite, as a sentence and as the table beneath it.

Drawn on the server (data/desk/drawing.py): a browser's Vega would need `unsafe-eval`. Colours change with the
reader's light or dark mode; nothing is told by colour alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

FONT = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei", sans-serif'
INK, SOFT, LINE, BAR, DUE = "#1c2329", "#55606b", "#d5dbe1", "#1a5a96", "#a3201a"
# The same colours in the dark, as in data/static/desk.css.
DARK = {INK: "#e6eaee", SOFT: "#a7b2bd", LINE: "#37414b", BAR: "#8bbdf0", DUE: "#ffb0a8"}
DUE_WORDS = "应公布日期"
# What XML cannot hold: the renderer would break off on it.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HEIGHT, WIDE = 120, 640  # pixels
MANY = 20  # bars; more of them carry no figure each


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: what it stands for, how much it is (None: nothing is known); `mark` lifts it out."""

    label: str
    value: float | None
    mark: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A row of bars with a title that says what is counted; `step` is the room of one bar in pixels."""

    title: str
    bars: tuple[Bar, ...]
    step: int

    @property
    def width(self) -> int:
        """Give the width of the drawing without its margins."""
        return min(max(len(self.bars), 1) * self.step, WIDE)

    @property
    def known(self) -> tuple[Bar, ...]:
        """Give the bars of which there is something to tell: for the table beneath."""
        return tuple(bar for bar in self.bars if bar.value or bar.mark or len(self.bars) <= MANY)

    def figure(self, bar: Bar) -> str:
        """Write the figure of one bar."""
        return figure(bar.value)

    @property
    def said(self) -> str:
        """Say the chart in words, for who does not see it."""
        figures = "，".join(f"{bar.label} {figure(bar.value)}" for bar in self.bars if bar.value)
        return f"{self.title}：{figures or '无数据'}"


def figure(value: float | None) -> str:
    """Write a figure as it is read: whole where it is whole, a stroke where nothing is known.

    >>> figure(4.0), figure(2.5), figure(None)
    ('4', '2.5', '—')
    """
    return "—" if value is None else f"{value:g}" if value % 1 else f"{value:.0f}"


def bars(title: str, values: Sequence[tuple[str, float | None, bool]], *, step: int) -> Chart:
    """Set values side by side; a missing value leaves a gap.

    >>> bars("件", [("2024", 4, False), ("2025", None, False)], step=40).said
    '件：2024 4'
    """
    drawn = tuple(Bar(label=_UNFIT.sub("", label), value=value, mark=mark) for label, value, mark in values)
    return Chart(title=title, bars=drawn, step=step)


def by_day(title: str, counts: Mapping[date, int], due: frozenset[date], *, around: int = 45) -> Chart | None:
    """Count how many were published on each day around the due days, which are marked; None without any."""
    if not due or not counts:
        return None
    first, last = min(due) - timedelta(days=around), max(due) + timedelta(days=around)
    inside = [day for day in (*counts, *due) if first <= day <= last]
    day, end, values = min(inside), max(inside), []
    while day <= end:
        values.append((f"{day.month}月{day.day}日", float(counts.get(day, 0)), day in due))
        day += timedelta(days=1)
    return bars(title, values, step=10)


def spec(chart: Chart) -> Mapping[str, object]:
    """Write a chart as Vega-Lite."""
    many = len(chart.bars) > MANY
    labels = [bar.label for bar in chart.bars]
    x = {
        "field": "label",
        "type": "ordinal",
        "sort": None,
        "axis": {"title": None, "labelAngle": 0, **({"values": _ends(chart)} if many else {})},
        "scale": {"domain": labels, "paddingInner": 0.2, "paddingOuter": 0.1},
    }
    top = max([bar.value for bar in chart.bars if bar.value] or [1.0])
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, top], "nice": False},
        # few bars have their figures above them
        "axis": {"title": None, "values": [0, (top + 1) // 2, top], "format": "d"} if many else None,
    }
    layers: list[Mapping[str, object]] = [
        {"mark": {"type": "bar", "color": BAR}, "encoding": {"x": x, "y": y}}
    ]
    layers += [_figures(x, y)] if not many else _due(chart, x)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": chart.width,
        "height": HEIGHT,
        "background": None,
        "data": {"values": [_point(bar) for bar in chart.bars]},
        "layer": layers,
        "config": _CONFIG,
    }


def _point(bar: Bar) -> Mapping[str, object]:
    return {"label": bar.label, "value": bar.value, "told": figure(bar.value), "mark": bar.mark}


def _ends(chart: Chart) -> list[str]:
    """Name the days that stand beneath many bars: first, last, and those lifted out."""
    return list(dict.fromkeys([chart.bars[0].label, *_marked(chart), chart.bars[-1].label]))


def _marked(chart: Chart) -> list[str]:
    return [bar.label for bar in chart.bars if bar.mark]


def _figures(x: Mapping[str, object], y: Mapping[str, object]) -> Mapping[str, object]:
    """Write each figure over its bar; a stroke where nothing is known."""
    placed = {"x": x, "y": {**y, "field": "height"}, "text": {"field": "told"}}
    return {
        "transform": [{"calculate": "datum.value === null ? 0 : datum.value", "as": "height"}],
        "mark": {"type": "text", "dy": -7, "color": INK, "fontSize": 11},
        "encoding": placed,
    }


def _due(chart: Chart, x: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Draw a broken line with its words at each due day."""
    only = {"transform": [{"filter": "datum.mark"}]}
    line = {"type": "rule", "color": DUE, "strokeDash": [4, 3], "strokeWidth": 2}
    text = {
        "type": "text",
        "align": "left",
        "dx": -4,
        "y": -8,
        "color": DUE,
        "fontSize": 11,
        "text": DUE_WORDS,
    }
    if not _marked(chart):
        return []
    return [{**only, "mark": line, "encoding": {"x": x}}, {**only, "mark": text, "encoding": {"x": x}}]


_CONFIG: Mapping[str, object] = {
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": SOFT,
        "labelFontSize": 11,
        "domainColor": LINE,
        "tickColor": LINE,
        "gridColor": LINE,
        "labelFlush": False,
    },
    "axisX": {"grid": False, "ticks": False, "labelPadding": 6, "labelOverlap": "parity"},
}
