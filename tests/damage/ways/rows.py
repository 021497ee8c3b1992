"""Rows swapped, lost, doubled, parted from their table, or broken by a page."""

from dataclasses import replace

from tests.damage.case import Case, figures_at, labels_at, place
from tests.damage.making import Cell


def swap_two_rows(case: Case) -> None:
    rows = case.chance.choice(case.tables[:2])
    single = [
        number
        for number, row in enumerate(rows)
        if figures_at(row) and len(labels_at(row)) == 1 and all(cell.rows == 1 for cell in row)
    ]
    if len(single) > 1:
        one, two = case.chance.sample(single, 2)
        widths = [sum(cell.columns for cell in rows[number]) for number in (one, two)]
        heads = [len(figures_at(rows[number])) for number in (one, two)]
        if widths[0] == widths[1] and heads[0] == heads[1] and rows is case.tables[1]:
            rows[one], rows[two] = rows[two], rows[one]


def lose_a_row(case: Case) -> None:
    rows, number = place(case)
    alone = all(cell.rows == 1 for cell in rows[number]) and case.first_touch(rows[number])
    if alone and len(rows[number]) > len(figures_at(rows[number])):
        for cell in rows.pop(number):
            case.truth.pop(cell.key, None)


def add_a_local_row(case: Case) -> None:
    rows = max(case.tables, key=len)
    number = case.chance.randint(4, len(rows) - 1)
    figures = [Cell(str(case.chance.randint(0, 30))) for _ in range(7)]
    label = case.chance.choice(["9.属于本市规定的其他情形", "其中：网上申请", "补充说明"])
    rows.insert(number, [Cell(label, 1, 1), *figures])


def double_a_row(case: Case) -> None:
    """A row printed twice; the second time perhaps with other figures."""
    rows, number = place(case)
    row = rows[number]
    if any(cell.rows > 1 for cell in row) or not case.first_touch(row):
        return
    other = case.chance.random() < 0.5
    again = [
        replace(cell, key="", text=f"{case.chance.randint(0, 99)}" if other and cell.key else cell.text)
        for cell in row
    ]
    rows.insert(number + 1, again)


def add_a_local_column(case: Case) -> None:
    """A column of the office's own at the right edge: remarks, or a figure."""
    rows = case.chance.choice(case.tables[:2])
    if case.touched:
        return
    figures = case.chance.random() < 0.5
    case.rows_matter |= figures
    for number, row in enumerate(rows):
        if figures_at(row):
            row.append(Cell(str(case.chance.randint(0, 40)) if figures else ""))
        elif number == 0 or len(row) > 1:
            row.append(Cell("备注" if number == 0 or rows is case.tables[0] else ""))
    case.touched.update(cell.key.rpartition(".")[0] for row in rows for cell in row)


def page_number_between_rows(case: Case) -> None:
    rows = case.chance.choice(case.tables)
    page = case.chance.randint(1, 9)
    line = case.chance.choice(
        [f"- {page} -", f"— {page} —", f"第 {page} 页 共 9 页", f"－{page}－", f"{page}"]
    )
    case.rows_matter |= line.isdecimal()
    rows.insert(case.chance.randint(1, len(rows)), [Cell(line)])


def cut_the_table(case: Case) -> None:
    number = case.chance.randint(0, 1)
    rows = case.tables[number]
    at = case.chance.randint(3, len(rows) - 2)
    below = rows[at:]
    if case.chance.random() < 0.5 and number == 1:
        below = [list(row) for row in rows[:3]] + below
    case.tables[number : number + 1] = [rows[:at], below]
