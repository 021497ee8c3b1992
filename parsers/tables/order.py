"""Second way of reading: values follow their label in the row as it is written, whatever the spans say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parsers.blocks import Grid
from parsers.tables.place import reach
from parsers.tables.witness import (
    APPLICANT_KEYS,
    DISPUTE_KEYS,
    KEYS,
    ROW_KEYS,
    UNKNOWN,
    Row,
    Unknown,
    Witness,
    without_spare,
)
from parsers.words import Word

HEADS = 3
FIRM = APPLICANT_KEYS[:5]  # heads no other table has
FIGURES = 4


def by_order(grids: Iterable[Grid]) -> Witness:
    """Read the three tables row by row, counting cells after the label."""
    witness = Witness()
    reader = _Rows(witness)
    for grid in grids:
        for row in range(len(grid.rows)):
            cells = [box.word for box in grid.own(row)]
            reader.reach = reach(grid, row) if grid.placed else len(cells)
            reader.placed = grid.placed
            reader.read(_without_gap(cells) if grid.placed else cells)
    reader.end()
    return witness


def _without_gap(cells: Sequence[Word]) -> Sequence[Word]:
    """Leave out an empty label cell between a label and a full row of figures.

    Only where columns are known too: there a first figure that is missing is noticed by its place.
    """
    values = len(APPLICANT_KEYS)
    gap = (
        len(cells) > values + 1 and cells[-values - 1].blank and all(cell.figure for cell in cells[-values:])
    )
    return [*cells[: -values - 1], *cells[-values:]] if gap and cells[-values - 2].row else cells


class _Rows:
    """What must be remembered from row to row: the head of table 2, that the head of table 4 was seen."""

    def __init__(self, witness: Witness) -> None:
        self.witness = witness
        self.measures: list[str | None] = []
        self.items = False  # table 2 has begun
        self.disputes = False  # the head of table 4 was seen, and no row of figures since
        self.disputed = False  # the row before was its figures
        self.last: str | None = None
        self.rows: list[Row] = []
        self.routes: list[Row] = []
        self.reach = 0
        self.placed = False
        self.headed = 0  # how far the heads of table 3 reach, where columns hold
        self.beside = False  # rows of table 3 reach further than its heads
        # Rows of table 2: how far they reach, and their cells where some are empty.
        self.published: list[tuple[int, list[str]]] = []

    def read(self, cells: Sequence[Word]) -> None:
        if self.placed and sum(cell.applicant in FIRM for cell in cells) >= HEADS:
            self.headed = self.reach
        if not (self._application(cells) or self._published(cells) or self._dispute(cells)):
            self._unknown(cells)

    def end(self) -> None:
        """Hand over the rows of tables 3 and 4; spare cells are told by looking at all rows together."""
        layout = self.witness.say_rows(self.rows, beside=self.beside)
        for keys, values in self.routes:
            self.witness.say_row(keys, without_spare(values, len(keys), layout))
        whole = max((cells for cells, _ in self.published), default=0)
        for cells, keys in self.published:
            # Head and row may both be short of a cell: then what is empty may be the room beside them.
            self.witness.doubted |= KEYS.intersection(keys if cells < whole else ())

    def _application(self, cells: Sequence[Word]) -> bool:
        found = [number for number, cell in enumerate(cells) if cell.row]
        if not found or not _in_table_3(cells, found[-1]):
            return False
        key, values = cells[found[-1]].row, cells[found[-1] + 1 :]
        if key == "other_handling" and values and not values[0].blank and not values[0].figure:
            return False  # the group heading, and under it a row no form has
        self.last = f"t3.{key}"
        self.witness.seen.add(self.last)
        self.rows.append((ROW_KEYS[key or ""], [cell.text for cell in values]))
        self.beside |= self.reach > self.headed or not self.placed
        return True

    def _published(self, cells: Sequence[Word]) -> bool:
        names = [number for number, cell in enumerate(cells) if cell.item]
        head = cells[: names[0] if names else None]
        headed = any(cell.measure for cell in head)
        self.items = self.items or headed or any(cell.article for cell in cells)
        if headed:
            self.measures = heads_of(head)
        elif any(cell.article for cell in cells):
            self.measures = []
        if names:
            self._item(cells[names[-1]].item, [cell.text for cell in cells[names[-1] + 1 :]])
        return bool(names) or headed

    def _item(self, item: str | None, values: Sequence[str]) -> None:
        self.witness.seen.add(f"t2.{item}")
        self.witness.say_item(item, self.measures, values)
        gaps = len(values) > 1 and not all(map(str.strip, values))
        self.published.append((self.reach, [f"t2.{item}.{each}" for each in self.measures] if gaps else []))

    def _dispute(self, cells: Sequence[Word]) -> bool:
        heads = [number for number, cell in enumerate(cells) if cell.dispute]
        if len(heads) >= HEADS:
            self.disputes, self.disputed = True, False
            cells = cells[heads[-1] + 1 :]
        if _only_figures(cells) and (self.disputes or (self.disputed and len(cells) >= len(DISPUTE_KEYS))):
            # A second row, of another year or only numbering the columns, is as good as the first.
            self.disputes, self.disputed = False, True
            self.routes.append((DISPUTE_KEYS, [cell.text for cell in cells]))
            return True
        self.disputed = False
        return len(heads) >= HEADS

    def _unknown(self, cells: Sequence[Word]) -> None:
        """Keep a row of figures whose label no form has: rows of the form may be hidden in it."""
        figures = [number for number, cell in enumerate(cells) if cell.figure]
        if len(figures) >= (FIGURES if self.last else 1) and (self.last or self.items):
            label = next((cell.text for cell in reversed(cells[: figures[0]]) if not cell.blank), "")
            label = label or next((cell.text for cell in cells if not (cell.blank or cell.figure)), "")
            if self.last or label:
                values = tuple(cell.text for cell in cells[figures[0] :])
                self.witness.unknown.append(Unknown(self.last, label, values))


def _only_figures(cells: Sequence[Word]) -> bool:
    return any(cell.figure for cell in cells) and all(cell.figure or cell.blank for cell in cells)


def _in_table_3(cells: Sequence[Word], label: int) -> bool:
    """Tell a row of the table from its head, where 其他 and 总计 are columns."""
    if cells[label].row not in ("other_misc", "total_processed"):
        return True
    others = any(not (cell.blank or cell.row or cell.group) for cell in cells[:label])
    return not others and any(cell.figure or cell.blank for cell in cells[label + 1 :])


def heads_of(cells: Sequence[Word]) -> list[str | None]:
    """Name the columns under a head row of table 2: UNKNOWN where no form has such a head, None where empty.

    >>> from parsers.words import word
    >>> heads_of([word(text) for text in ("信息内容", "本年新制作数量", "本年某数量", "")])
    ['newly_made', '?', None]
    """
    start = next((number + 1 for number, cell in enumerate(cells) if cell.core == "信息内容"), None)
    if start is None:
        start = 0 if cells[0].measure else 1
    return [cell.measure or (None if cell.blank else UNKNOWN) for cell in cells[start:]]
