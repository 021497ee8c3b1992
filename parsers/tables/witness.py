"""What one way of reading says about the cells: for each cell key the texts it could be.

Every cell is read in two ways that know nothing of each other; only what both see alike is taken as printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from data.forms import APPLICANTS, DISPUTE_RESULTS, DISPUTES, all_cells
from parsers.figures import Printed, printed

Options = tuple[str, ...]
KEYS = frozenset(all_cells())
APPLICANT_KEYS = tuple(column.key for column in APPLICANTS)
DISPUTE_KEYS = tuple(f"t4.{line.key}.{column.key}" for line in DISPUTES for column in DISPUTE_RESULTS)
SPARE = 2


@dataclass(slots=True)
class Unknown:
    """A row of figures under a label no form has: what stands before it, its label, its figures."""

    after: str | None
    label: str
    values: tuple[str, ...]


@dataclass(slots=True)
class Witness:
    """The options one way of reading gives for each cell, and the rows of table 3 it could not name."""

    cells: dict[str, Options] = field(default_factory=dict)
    unknown: list[Unknown] = field(default_factory=list)

    def say(self, key: str, options: Options) -> None:
        """Record what a cell could be; a cell seen twice keeps every option that differs."""
        known = self.cells.get(key, ())
        seen = {printed(text).content for text in known}
        self.cells[key] = known + tuple(text for text in options if printed(text).content not in seen)

    def say_row(self, keys: Sequence[str], values: Sequence[str]) -> None:
        """Record a row read in order: as many texts as there are keys, or every way they could fit."""
        for key, options in zip(keys, fits(values, len(keys)), strict=True):
            if key in KEYS:
                self.say(key, options)

    def tables(self) -> set[str]:
        """Name the tables anything was seen of: `t2`, `t3`, `t4`."""
        return {key[:2] for key in self.cells}


def fits(values: Sequence[str], size: int) -> list[Options]:
    """Give, for each of `size` cells, every text it could hold.

    As many values as cells: each is what it is. More: blank ones at the ends are spare cells of the layout;
    otherwise up to SPARE of them may be, and any of them. Fewer: any cell may be the one without a value.

    >>> fits(["", "1", "0", ""], 2), fits(["0", "0", "0"], 2), fits(["3", "3", "1"], 2), fits(["4"], 2)
    ([('1',), ('0',)], [('0',), ('0',)], [('3',), ('3', '1')], [('4', ''), ('', '4')])
    """
    if len(values) == size:
        return [(value,) for value in values]
    if len(values) > size:
        found = _windows(values, size)
    else:
        gaps = combinations(range(size), len(values))
        found = [_spread(values, places, size) for places in gaps] if len(values) + SPARE >= size else []
    if not found:
        return [()] * size
    return [tuple(dict.fromkeys(column)) for column in zip(*found, strict=True)]


def _windows(values: Sequence[str], size: int) -> list[Sequence[str]]:
    spare = len(values) - size
    windows = [
        values[start : start + size]
        for start in range(spare + 1)
        if not any(value.strip() for value in (*values[:start], *values[start + size :]))
    ]
    if windows:
        return windows
    values = _trimmed(values)
    if len(values) > size + SPARE:
        return []
    return [[values[place] for place in places] for places in combinations(range(len(values)), size)]


def _trimmed(values: Sequence[str]) -> Sequence[str]:
    filled = [number for number, value in enumerate(values) if value.strip()]
    return values[filled[0] : filled[-1] + 1]


def _spread(values: Sequence[str], places: Sequence[int], size: int) -> Sequence[str]:
    row = [""] * size
    for place, value in zip(places, values, strict=True):
        row[place] = value
    return row


def settle(options: Sequence[Options]) -> Printed:
    """Judge one cell by what each way of reading says: sure when every one names the same single text."""
    contents = {printed(text).content for each in options for text in each}
    first = next((text for each in options for text in each), "")
    if len(contents) == 1 and all(options):
        return printed(first)
    readings: list[int | float] = []
    for text in (text for each in options for text in each):
        one = printed(text)
        readings += [*one.readings, *(() if one.number is None else (one.number,))]
    return Printed(raw=first, state="uncertain", readings=tuple(dict.fromkeys(readings)))
