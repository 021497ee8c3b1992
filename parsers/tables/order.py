"""Second way of reading: values follow their label in the row as it is written, whatever the spans say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parsers import labels
from parsers.blocks import Grid
from parsers.figures import is_figure
from parsers.tables.place import reach
from parsers.tables.witness import (
    APPLICANT_KEYS,
    DISPUTE_KEYS,
    KEYS,
    UNKNOWN,
    Row,
    Unknown,
    Witness,
    without_spare,
)

HEADS = 3
FIGURES = 4


def by_order(grids: Iterable[Grid]) -> Witness:
    """Read the three tables row by row, counting cells after the label."""
    witness = Witness()
    reader = _Rows(witness)
    for grid in grids:
        for row in range(len(grid.rows)):
            cells = [box.text for box in grid.own(row)]
            reader.reach = reach(grid, row) if grid.placed else len(cells)
            reader.read(_without_gap(cells) if grid.placed else cells)
    reader.end()
    return witness


def _without_gap(cells: Sequence[str]) -> Sequence[str]:
    """Leave out an empty label cell between a label and a full row of figures.

    Only where columns are known too: there a first figure that is missing is noticed by its place.
    """
    values = len(APPLICANT_KEYS)
    gap = len(cells) > values + 1 and not cells[-values - 1].strip() and all(map(is_figure, cells[-values:]))
    return [*cells[: -values - 1], *cells[-values:]] if gap and labels.row(cells[-values - 2]) else cells


class _Rows:
    """What must be remembered from row to row: the head of table 2, that the head of table 4 was seen."""

    def __init__(self, witness: Witness) -> None:
        self.witness = witness
        self.measures: list[str | None] = []
        self.disputes = False
        self.last: str | None = None
        self.rows: list[Row] = []
        self.routes: list[Row] = []
        self.reach = 0
        self.published: list[
            tuple[int, list[str]]
        ] = []  # rows of table 2: how far they reach, cells if some are empty

    def read(self, cells: Sequence[str]) -> None:
        if not (self._application(cells) or self._published(cells) or self._dispute(cells)):
            self._unknown(cells)

    def end(self) -> None:
        """Hand over the rows of tables 3 and 4; spare cells are told by looking at all rows together."""
        layout = self.witness.say_rows(self.rows)
        for keys, values in self.routes:
            self.witness.say_row(keys, without_spare(values, len(keys), layout))
        whole = max((cells for cells, _ in self.published), default=0)
        for cells, keys in self.published:
            # Head and row may both be short of a cell: then what is empty may be the room beside them.
            self.witness.doubted |= KEYS.intersection(keys if cells < whole else ())

    def _application(self, cells: Sequence[str]) -> bool:
        found = [number for number, text in enumerate(cells) if labels.row(text)]
        if not found or not _in_table_3(cells, found[-1]):
            return False
        label, values = cells[found[-1]], cells[found[-1] + 1 :]
        key = labels.row(label)
        if key == "other_handling" and values and values[0].strip() and not is_figure(values[0]):
            return False  # the group heading, and under it a row no form has
        self.last = f"t3.{key}"
        self.witness.seen.add(self.last)
        self.rows.append(([f"t3.{key}.{column}" for column in APPLICANT_KEYS], values))
        return True

    def _published(self, cells: Sequence[str]) -> bool:
        names = [number for number, text in enumerate(cells) if labels.item(text)]
        head = cells[: names[0] if names else None]
        if any(map(labels.measure, head)):
            self.measures = heads_of(head)
        elif any(map(labels.is_article, cells)):
            self.measures = []
        if names:
            self._item(labels.item(cells[names[-1]]), cells[names[-1] + 1 :])
        return bool(names) or any(map(labels.measure, head))

    def _item(self, item: str | None, values: Sequence[str]) -> None:
        self.witness.seen.add(f"t2.{item}")
        self.witness.say_item(item, self.measures, values)
        gaps = len(values) > 1 and not all(map(str.strip, values))
        self.published.append((self.reach, [f"t2.{item}.{each}" for each in self.measures] if gaps else []))

    def _dispute(self, cells: Sequence[str]) -> bool:
        heads = [number for number, text in enumerate(cells) if labels.dispute(text)]
        if len(heads) >= HEADS:
            self.disputes = True
            cells = cells[heads[-1] + 1 :]
        if self.disputes and _only_figures(cells):
            self.disputes = False
            self.routes.append((DISPUTE_KEYS, cells))
            return True
        return len(heads) >= HEADS

    def _unknown(self, cells: Sequence[str]) -> None:
        figures = [number for number, text in enumerate(cells) if is_figure(text)]
        if len(figures) >= FIGURES and self.last:
            label = next((text for text in reversed(cells[: figures[0]]) if text.strip()), "")
            self.witness.unknown.append(Unknown(self.last, label, tuple(cells[figures[0] :])))


def _only_figures(cells: Sequence[str]) -> bool:
    return any(map(is_figure, cells)) and all(is_figure(text) or not text.strip() for text in cells)


def _in_table_3(cells: Sequence[str], label: int) -> bool:
    """Tell a row of the table from its head, where 其他 and 总计 are columns."""
    key = labels.row(cells[label])
    if key not in ("other_misc", "total_processed"):
        return True
    others = [
        text for text in cells[:label] if text.strip() and not labels.row(text) and not labels.is_group(text)
    ]
    return not others and any(is_figure(text) or not text.strip() for text in cells[label + 1 :])


def heads_of(cells: Sequence[str]) -> list[str | None]:
    """Name the columns under a head row of table 2: UNKNOWN where no form has such a head, None where empty.

    >>> heads_of(["信息内容", "本年新制作数量", "本年某数量", ""])
    ['newly_made', '?', None]
    """
    start = next((number + 1 for number, text in enumerate(cells) if labels.core(text) == "信息内容"), None)
    if start is None:
        start = 0 if labels.measure(cells[0]) else 1
    return [labels.measure(text) or (UNKNOWN if text.strip() else None) for text in cells[start:]]
