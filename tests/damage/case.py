"""One report being damaged, and how a way finds a place in it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

from data.forms import Form
from tests.damage.making import Cell, Rows


@dataclass
class Case:
    """One report being damaged: its form, its tables, its prints by cell before and now, rows miscounted."""

    form: Form
    tables: list[Rows]
    printed: dict[str, str]
    truth: dict[str, str]
    chance: Random
    beside: dict[str, str] = field(default_factory=dict)  # what another report on the page prints
    touched: set[str] = field(default_factory=set)
    heads_matter: bool = False
    rows_matter: bool = False  # without rows what was done to this report is no longer to be seen

    def first_touch(self, row: list[Cell]) -> bool:
        """Tell whether a row's cells were not yet miscounted: twice miscounted, it prints something else."""
        mark = next((cell.key for cell in row if cell.key), "head").rpartition(".")[0]
        fresh = mark not in self.touched
        self.touched.add(mark)
        return fresh


def place(case: Case, keyed: bool = True) -> tuple[Rows, int]:
    """Pick a row, with figures or without."""
    found = [
        (rows, number)
        for rows in case.tables
        for number, row in enumerate(rows)
        if any(cell.key for cell in row) == keyed
        and not (case.heads_matter and rows is case.tables[1] and number < 3)
    ]
    return case.chance.choice(found)


def reprint(case: Case, row: list[Cell], at: int, text: str) -> None:
    """Print something else in a cell, and let that be the truth."""
    row[at] = replace(row[at], text=text)
    case.truth[row[at].key] = text


def figures_at(row: list[Cell]) -> list[int]:
    return [number for number, cell in enumerate(row) if cell.key]


def labels_at(row: list[Cell]) -> list[int]:
    return [number for number, cell in enumerate(row) if not cell.key and cell.text]


def change_label(case: Case, change: Callable[[str], str], keyed: bool = True) -> None:
    rows, number = place(case, keyed)
    places = labels_at(rows[number])
    if places:
        at = case.chance.choice(places)
        rows[number][at] = replace(rows[number][at], text=change(rows[number][at].text))
