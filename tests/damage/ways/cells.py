"""Cells lost, added, doubled, put together: the row no longer fits its heads."""

from dataclasses import replace

from tests.damage.case import Case, figures_at, place
from tests.damage.making import Cell


def lose_a_cell(case: Case) -> None:
    rows, number = place(case)
    at = case.chance.choice(figures_at(rows[number]))
    if case.first_touch(rows[number]):
        del rows[number][at]


def add_a_cell(case: Case) -> None:
    rows, number = place(case)
    text = case.chance.choice(["", "", "0", "1", str(case.chance.randint(0, 99))])
    if case.first_touch(rows[number]):
        rows[number].insert(case.chance.randint(1, len(rows[number])), Cell(text))


def double_a_cell(case: Case) -> None:
    rows, number = place(case)
    at = case.chance.choice(figures_at(rows[number]))
    if case.first_touch(rows[number]):
        rows[number].insert(at, replace(rows[number][at], key=""))


def double_a_column(case: Case) -> None:
    rows = case.chance.choice(case.tables[1:])
    back = case.chance.randint(1, 7)
    for row in rows:
        if len(row) > back and case.first_touch(row):
            row.insert(len(row) - back, replace(row[-back], key=""))


def two_figures_in_one_cell(case: Case) -> None:
    rows, number = place(case)
    places = figures_at(rows[number])
    if len(places) > 1 and case.first_touch(rows[number]):
        at = case.chance.choice(places[:-1])
        one, two = rows[number][at], rows[number][at + 1]
        rows[number][at : at + 2] = [replace(one, text=f"{one.text} {two.text}".strip())]


def swap_two_columns(case: Case) -> None:
    """The office put two columns, heads and figures, in another order; nothing else happened to them."""
    rows = case.tables[1]
    if len(rows) < 5 or len(rows[2]) != 5 or case.touched:
        return
    one, two = case.chance.sample(range(2, 6), 2)
    for row in rows:
        if len(figures_at(row)) == 7:
            row[-one], row[-two] = row[-two], row[-one]
    rows[2][-one + 1], rows[2][-two + 1] = rows[2][-two + 1], rows[2][-one + 1]
    case.touched.update(cell.key.rpartition(".")[0] for row in rows for cell in row)
    case.heads_matter = True
