"""What one way of reading says about the cells: for each cell key the texts it could be.

Every cell is read in two ways that know nothing of each other; only what both see alike is taken as printed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import combinations

from data.forms import APPLICANTS, DISPUTE_RESULTS, DISPUTES, all_cells, national
from parsers.figures import Printed, printed
from parsers.tables.pieces import is_piece

Options = tuple[str, ...]
KEYS = frozenset(all_cells())
APPLICANT_KEYS = tuple(column.key for column in APPLICANTS)
DISPUTE_KEYS = tuple(f"t4.{line.key}.{column.key}" for line in DISPUTES for column in DISPUTE_RESULTS)
ROW_KEYS = {
    line.key: tuple(f"t3.{line.key}.{column}" for column in APPLICANT_KEYS)
    for form in national()
    for line in form.table3
}
PUBLISHED_KEYS = frozenset(key for key in KEYS if key.startswith("t2."))
UNKNOWN = "?"
SPARE = 3
FEWEST_ROWS, MOST = 5, 0.8
Row = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A row of figures whose label no form has; `after` is the row of table 3 before it, None in table 2."""

    after: str | None
    label: str
    values: tuple[str, ...]


@dataclass(slots=True)
class Witness:
    """The options one way of reading gives for each cell, and the rows of table 3 it could not name.

    `doubted` are cells that stay unsure whatever the options, as in a row that has lost one of its cells;
    `seen` are the rows whose label is printed, as `t3.granted`, with figures or without.
    """

    cells: dict[str, Options] = field(default_factory=dict)
    doubted: set[str] = field(default_factory=set)
    unknown: list[Unknown] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def say(self, key: str, options: Options) -> None:
        """Record what a cell of a form could be; seen twice it keeps every option that differs."""
        if key not in KEYS:
            return
        known = self.cells.get(key)
        if not known:
            self.cells[key] = options
            return
        seen = {printed(text).content for text in known}
        self.cells[key] = known + tuple(text for text in options if printed(text).content not in seen)

    def say_row(self, keys: Sequence[str], values: Sequence[str]) -> None:
        """Record a row read in order: as many texts as there are keys, or every way they could fit."""
        for key, options in zip(keys, fits(values, len(keys)), strict=True):
            if key in self.cells:
                self.say(key, options)
            elif key in KEYS:
                self.cells[key] = options
        if len(values) < len(keys) or not ("".join(values).isascii() or not any(map(is_piece, values))):
            self.doubted |= KEYS.intersection(keys)

    def say_rows(self, rows: Sequence[Row], *, beside: bool = True) -> tuple[int, int] | None:
        """Record the rows of one table, without the spare cells that most of its rows have at the same place.

        `beside`: the rows may reach further than the heads, so that a spare cell could be one of the columns.
        Gives how many cells are spare before and after the values, None where that cannot be told.
        """
        layout = spare_cells(rows)
        kept = [(keys, without_spare(values, len(keys), layout)) for keys, values in rows]
        for keys, values in kept:
            self.say_row(keys, values)
        if layout is not None and beside:
            self.doubted |= KEYS.intersection(shifted(kept))
        return layout

    def say_item(self, item: str | None, measures: Sequence[str | None], values: Sequence[str]) -> None:
        """Record a row of table 2 under its heads; None among them is a spare cell, rows may leave it out."""
        fitting = len(values) == len(measures)
        named = measures if fitting else [measure for measure in measures if measure]
        keys = [f"t2.{item}.{measure}" for measure in named]
        self.say_row(keys, values)
        lost = not fitting and not all(text.strip() for text in values)
        if lost or (fitting and _astray(measures, values)):
            self.doubted |= KEYS.intersection(keys)

    def doubt_table(self, name: str) -> None:
        """Doubt every cell of a table, as `t3`."""
        self.doubted |= {key for key in KEYS if key.startswith(name)}

    def tables(self) -> set[str]:
        """Name the tables anything was seen of: `t2`, `t3`, `t4`."""
        return {key[:2] for key in self.cells}

    def without(self, tables: Collection[str]) -> Witness:
        """Forget some tables."""
        return Witness(
            cells={key: options for key, options in self.cells.items() if key[:2] not in tables},
            doubted={key for key in self.doubted if key[:2] not in tables},
            unknown=self.unknown,
            seen={row for row in self.seen if row[:2] not in tables},
        )

    def and_then(self, other: Witness) -> Witness:
        """Put what two readings of different tables say together."""
        return Witness(
            cells=self.cells | other.cells,
            doubted=self.doubted | other.doubted,
            unknown=self.unknown + other.unknown,
            seen=self.seen | other.seen,
        )


def _astray(measures: Sequence[str | None], values: Sequence[str]) -> bool:
    """Tell a row that its heads do not fit: a figure under no head, two figures under a head printed twice.

    >>> _astray(["made", "made", None], ["7", "7", ""]), _astray(["made", "made", None], ["7", "0", ""])
    (False, True)
    """
    under: dict[str | None, set[str]] = {None: {""}}
    for measure, value in zip(measures, values, strict=True):
        if measure != UNKNOWN:
            under.setdefault(measure, set()).add(value.strip())
    return any(len(each) > 1 for each in under.values())


def spare_cells(rows: Sequence[Row]) -> tuple[int, int] | None:
    """Find how many empty cells stand before and after the values in most rows that have too many.

    >>> row = (("a", "b"), ["", "1", "2", ""])
    >>> spare_cells([row] * 5), spare_cells([row])
    ((1, 1), None)
    """
    longer = [(len(keys), values) for keys, values in rows if len(values) > len(keys)]
    for before in range(SPARE + 1):
        held = [
            len(values) - size - before
            for size, values in longer
            if not any(text.strip() for text in (*values[:before], *values[before + size :]))
        ]
        if len(held) >= max(FEWEST_ROWS, len(longer) * MOST):
            return before, max(held)
    return None


def without_spare(values: Sequence[str], size: int, layout: tuple[int, int] | None) -> Sequence[str]:
    """Take the spare cells of the layout away from a row that has too many, as far as they are empty.

    >>> without_spare(["", "1", "1", "2", ""], 2, (1, 1)), without_spare(["", "1", "2"], 2, None)
    (['1', '1', '2'], ['', '1', '2'])
    """
    before, after = layout or (0, 0)
    if any(text.strip() for text in values[:before]):
        return values
    kept = list(values[before:]) if len(values) > size else list(values)
    while len(kept) > size and after and not kept[-1].strip():
        kept.pop()
        after -= 1
    return kept


def shifted(rows: Sequence[Row]) -> Iterator[str]:
    """Give the cells that may stand under another head, now that spare cells are taken away.

    A row whose first or last cell is empty could have lost the wrong one; and most rows must add up to their
    total, else what was taken for spare was perhaps a cell.

    >>> keys = ("a", "b", "c")
    >>> [list(shifted([(keys, row)])) for row in (["1", "2", "3"], ["", "2", "2"], ["1", "2", "2"])]
    [[], ['a', 'b', 'c'], ['a', 'b', 'c']]
    """
    figures = [[printed(text).number or 0 for text in values] for _, values in rows]
    sums = [sum(row[:-1]) == row[-1] for row in figures if any(row)]
    astray = sum(sums) * 2 < len(sums)
    for keys, values in rows:
        edges = any(text.strip() for text in values) and not all(map(str.strip, (values[0], values[-1])))
        if astray or edges:
            yield from keys


def fits(values: Sequence[str], size: int) -> list[Options]:
    """Give, for each of `size` cells, every text it could hold.

    As many values as cells: each is what it is. Otherwise up to SPARE cells may be too many or lost, any.

    >>> fits(["0", "0", "0"], 2), fits(["3", "3", "1"], 2), fits(["4"], 2)
    ([('0',), ('0',)], [('3',), ('3', '1')], [('4', ''), ('', '4')])
    """
    if not any(map(str.strip, values)):
        return [("",)] * size
    if len(values) == size:
        return [(value,) for value in values]
    if abs(len(values) - size) > SPARE:
        return [()] * size
    if len(values) > size:
        found = [[values[place] for place in chosen] for chosen in combinations(range(len(values)), size)]
    else:
        found = [_spread(values, chosen, size) for chosen in combinations(range(size), len(values))]
    return [tuple(dict.fromkeys(column)) for column in zip(*found, strict=True)]


def _spread(values: Sequence[str], places: Sequence[int], size: int) -> list[str]:
    row = [""] * size
    for place, value in zip(places, values, strict=True):
        row[place] = value
    return row


@lru_cache(maxsize=8192)
def settle(options: tuple[Options, ...]) -> Printed:
    """Judge one cell by what each way of reading says: sure when every one names the same single text."""
    # Most cells of most reports say the same few things, 0 above all.
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
