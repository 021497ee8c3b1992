"""What a page draws, text and lines at coordinates: tables out of lines, lines of text out of pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
from pdfplumber.utils.geometry import filter_edges

from parsers.blocks import Paragraph, TooMuch
from parsers.labels import heading
from parsers.ruled import Cell

MAX_LINES = 20_000
SNAP = 3.0
STRAIGHT = 1.0
INDENT = 10.0
Corners = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One piece of text: its characters with the place of each, in points from the page's upper left."""

    text: str
    xs: tuple[float, ...]
    y: float
    size: float

    @property
    def x1(self) -> float:
        """Tell where it ends."""
        return self.xs[-1] + self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of text outside tables."""

    text: str
    x0: float
    x1: float
    y: float


def edge(first: tuple[float, float], last: tuple[float, float]) -> Iterator[dict[str, Any]]:
    """Give a drawn line as pdfplumber names its parts; none for one that is slanted or a mere dot."""
    (x0, x1), (y0, y1) = (sorted((first[axis], last[axis])) for axis in (0, 1))
    level, upright = y1 - y0 < STRAIGHT, x1 - x0 < STRAIGHT
    if level is not upright:
        yield {
            "orientation": "h" if level else "v",
            "x0": x0,
            "x1": x0 if upright else x1,
            "top": y0,
            "bottom": y0 if level else y1,
            "width": x1 - x0,
            "height": y1 - y0,
        }


def tables_of(edges: list[dict[str, Any]]) -> list[list[Corners]]:
    """Find the ruled tables among lines, each as the corners of its cells; raises TooMuch."""
    if len(edges) > MAX_LINES:
        raise TooMuch
    merged = filter_edges(merge_edges(edges, SNAP, SNAP, SNAP, SNAP), min_length=SNAP)
    cells = intersections_to_cells(edges_to_intersections(merged, SNAP, SNAP))
    return [table for table in cells_to_tables(cells) if len(table) > 1]


def area_of(cells: Sequence[Corners]) -> Corners:
    """Give the corners of a whole table."""
    lefts, tops, rights, bottoms = zip(*cells, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def within(run: Run, number: int, area: Corners) -> bool:
    """Tell whether the middle of one character lies in an area."""
    x, y = run.xs[min(number, len(run.xs) - 1)] + run.size / 4, run.y - run.size / 3
    return area[0] <= x < area[2] and area[1] <= y < area[3]


def cells_of(cells: Sequence[Corners], runs: Sequence[Run], offset: float) -> Iterator[Cell]:
    """Fill cells with the text whose middle they hold, by characters and by whole pieces."""
    for cell in cells:
        near = [run for run in runs if run.xs[0] < cell[2] and run.x1 > cell[0]]
        single = [
            Run(text=character, xs=(run.xs[number],), y=run.y, size=run.size)
            for run in near
            for number, character in enumerate(run.text)
            if within(run, number, cell)
        ]
        whole = [run for run in near if within(run, len(run.xs) // 2, cell)]
        yield Cell(
            x0=cell[0],
            x1=cell[2],
            top=cell[1] + offset,
            bottom=cell[3] + offset,
            characters="\n".join(line.text for line in lines_of(single)),
            words="\n".join(line.text for line in lines_of(whole)),
        )


def lines_of(runs: Sequence[Run]) -> Iterator[Line]:
    """Put pieces of text that stand on one base line together, from left to right, from top to bottom."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda each: (each.y, each.xs[0])):
        if rows and run.y - rows[-1][0].y < run.size / 2:
            rows[-1].append(run)
        else:
            rows.append([run])
    for row in rows:
        text, end = "", 0.0
        for run in sorted(row, key=lambda each: each.xs[0]):
            text += f" {run.text}" if text and run.xs[0] > end + run.size / 2 else run.text
            end = run.x1
        if text.strip():
            yield Line(text=text.strip(), x0=row[0].xs[0], x1=end, y=row[0].y)


def paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """Join lines that were only broken at the right margin; a heading stands alone."""
    right = max((line.x1 for line in lines), default=0.0)
    left = min((line.x0 for line in lines), default=0.0)
    text, full = "", False
    for line in lines:
        indent = line.x0 - left > INDENT
        if text and (not full or indent or heading(text) or heading(line.text)):
            yield Paragraph(text=text)
            text = ""
        text += line.text
        full = line.x1 > right - (right - left) / 15
    if text:
        yield Paragraph(text=text)
