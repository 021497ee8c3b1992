"""What one way of reading says about the cells: for each cell key the texts it could be.

Every cell is read in two ways that know nothing of each other; only what both see alike is taken as printed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
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
    """The options one way of reading gives for each cell, and the rows of table 3 it could not name.

    `doubted` are cells that stay unsure whatever the options, as in a row that has lost one of its cells.
    """

    cells: dict[str, Options] = field(default_factory=dict)
    doubted: set[str] = field(default_factory=set)
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
        if len(values) < len(keys) or 0 < len(_trimmed(values)) < len(keys) < len(values):
            self.doubted |= KEYS.intersection(keys)

    def say_item(self, item: str | None, measures: Sequence[str | None], values: Sequence[str]) -> None:
        """Record a row of table 2 under its heads; None among them is a spare cell, rows may leave it out."""
        named = [measure for measure in measures if measure]
        core = _trimmed(values)
        if len(values) != len(measures) and len(core) == len(named) and all(text.strip() for text in core):
            measures, values = named, core
        self.say_row([f"t2.{item}.{measure}" for measure in measures], values)

    def tables(self) -> set[str]:
        """Name the tables anything was seen of: `t2`, `t3`, `t4`."""
        return {key[:2] for key in self.cells}

    def without(self, tables: Collection[str]) -> Witness:
        """Forget some tables."""
        return Witness(
            cells={key: options for key, options in self.cells.items() if key[:2] not in tables},
            doubted={key for key in self.doubted if key[:2] not in tables},
            unknown=self.unknown,
        )

    def and_then(self, other: Witness) -> Witness:
        """Put what two readings of different tables say together."""
        return Witness(
            cells=self.cells | other.cells,
            doubted=self.doubted | other.doubted,
            unknown=self.unknown + other.unknown,
        )


def fits(values: Sequence[str], size: int) -> list[Options]:
    """Give, for each of `size` cells, every text it could hold.

    As many values as cells: each is what it is. Otherwise blank ones at the ends may be spare cells of the
    layout, and up to SPARE cells may be too many or lost, any of them.

    >>> fits(["", "1", "0", ""], 2), fits(["0", "0", "0"], 2), fits(["3", "3", "1"], 2), fits(["4"], 2)
    ([('1',), ('0',)], [('0',), ('0',)], [('3',), ('3', '1')], [('4', ''), ('', '4')])
    """
    core = values if len(values) == size else _trimmed(values)
    if not core and len(values) >= size:
        return [("",)] * size
    if len(core) >= size:
        places = combinations(range(len(core)), size) if len(core) <= size + SPARE else iter(())
        found = [[core[place] for place in chosen] for chosen in places]
    else:
        gaps = combinations(range(size), len(core)) if len(core) + SPARE >= size else iter(())
        found = [_spread(core, chosen, size) for chosen in gaps]
    return [tuple(dict.fromkeys(column)) for column in zip(*found, strict=True)] if found else [()] * size


def _trimmed(values: Sequence[str]) -> Sequence[str]:
    filled = [number for number, value in enumerate(values) if value.strip()]
    return values[filled[0] : filled[-1] + 1] if filled else ()


def _spread(values: Sequence[str], places: Sequence[int], size: int) -> list[str]:
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


def unsure(cell: Printed) -> Printed:
    """Keep what was read of a cell as one possibility only."""
    if cell.number is None:
        return replace(cell, state="uncertain")
    return replace(cell, state="uncertain", number=None, readings=(cell.number,))
