"""The ways reports get damaged between an office's desk and our parser. One function is one way.

A way changes the tables of a case in place. Where it changes what is printed (a blank, a dash) it changes the
truth with it; where it only hides or moves things, the truth stays and the parser must find it or say it is unsure.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

from tests.damage.making import Cell, Rows


@dataclass
class Case:
    """One report being damaged: its tables, the true prints by cell, rows that are no longer there."""

    tables: list[Rows]
    truth: dict[str, str]
    chance: Random
    touched: set[str] = field(default_factory=set)
    heads_matter: bool = False

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


# ------------------------------------------------------------------ what is printed


def blank_cells(case: Case) -> None:
    rows, number = place(case)
    for at in figures_at(rows[number]):
        if case.chance.random() < 0.6:
            rows[number][at] = replace(rows[number][at], text="")
            case.truth[rows[number][at].key] = ""


def dashes(case: Case) -> None:
    rows, number = place(case)
    mark = case.chance.choice(["/", "—", "-", "无", "——"])
    for at in figures_at(rows[number]):
        rows[number][at] = replace(rows[number][at], text=mark)
        case.truth[rows[number][at].key] = mark


def figures_in_other_clothes(case: Case) -> None:
    rows, number = place(case)
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for at in figures_at(rows[number]):
        cell = rows[number][at]
        dressed = [cell.text.translate(wide), f" {cell.text} ", f"{cell.text}件", f"\u3000{cell.text}"]
        if cell.text.isdecimal():
            rows[number][at] = replace(cell, text=case.chance.choice(dressed))


# ------------------------------------------------------------------ cells


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


# ------------------------------------------------------------------ rows


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
    if len(rows[number]) > len(figures_at(rows[number])) and all(cell.rows == 1 for cell in rows[number]):
        for cell in rows.pop(number):
            case.truth.pop(cell.key, None)


def add_a_local_row(case: Case) -> None:
    rows = max(case.tables, key=len)
    number = case.chance.randint(4, len(rows) - 1)
    figures = [Cell(str(case.chance.randint(0, 30))) for _ in range(7)]
    label = case.chance.choice(["9.属于本市规定的其他情形", "其中：网上申请", "补充说明"])
    rows.insert(number, [Cell(label, 1, 1), *figures])


def page_number_between_rows(case: Case) -> None:
    rows = case.chance.choice(case.tables)
    rows.insert(case.chance.randint(1, len(rows)), [Cell(f"- {case.chance.randint(1, 9)} -")])


def cut_the_table(case: Case) -> None:
    number = case.chance.randint(0, 1)
    rows = case.tables[number]
    at = case.chance.randint(3, len(rows) - 2)
    below = rows[at:]
    if case.chance.random() < 0.5 and number == 1:
        below = [list(row) for row in rows[:3]] + below
    case.tables[number : number + 1] = [rows[:at], below]


# ------------------------------------------------------------------ heads and labels


def lose_a_letter(case: Case) -> None:
    def change(text: str) -> str:
        at = case.chance.randrange(len(text))
        return text[:at] + text[at + 1 :]

    change_label(case, change, case.chance.random() < 0.7)


def wrong_letter(case: Case) -> None:
    def change(text: str) -> str:
        at = case.chance.randrange(len(text))
        return text[:at] + case.chance.choice("的由第年口0") + text[at + 1 :]

    change_label(case, change, case.chance.random() < 0.7)


def spread_letters(case: Case) -> None:
    gap = case.chance.choice([" ", "\u3000", "\n", " "])
    change_label(case, gap.join, case.chance.random() < 0.5)


def other_numbering(case: Case) -> None:
    change_label(case, lambda text: text.replace(".", "、").replace("（", "(").replace("）", ") "))


def radicals(case: Case) -> None:
    table = str.maketrans("一二行人方工大用高", "⼀⼆⾏⼈⽅⼯⼤⽤⾼")
    for rows in case.tables:
        for row in rows:
            row[:] = [replace(cell, text=cell.text.translate(table)) for cell in row]


def cut_heads(case: Case) -> None:
    for rows in case.tables[-1:]:
        for row in rows:
            row[:] = [
                replace(cell, text=cell.text[:2]) if len(cell.text) == 4 and not cell.key else cell
                for cell in row
            ]


def lose_a_head(case: Case) -> None:
    rows, number = place(case, keyed=False)
    if rows[number]:
        del rows[number][case.chance.randrange(len(rows[number]))]


def lose_a_head_row(case: Case) -> None:
    rows, number = place(case, keyed=False)
    del rows[number]


def wrong_spans(case: Case) -> None:
    rows, number = place(case, case.chance.random() < 0.5)
    if rows[number]:
        at = case.chance.randrange(len(rows[number]))
        cell = rows[number][at]
        rows[number][at] = replace(
            cell,
            rows=max(1, cell.rows + case.chance.randint(-2, 2)),
            columns=max(1, cell.columns + case.chance.randint(-1, 1)),
        )


def lose_all_spans(case: Case) -> None:
    for rows in case.tables:
        for row in rows:
            row[:] = [replace(cell, rows=1) for cell in row]


WAYS: dict[str, Callable[[Case], None]] = {
    name: way
    for name, way in list(globals().items())
    if callable(way) and getattr(way, "__annotations__", {}).keys() == {"case", "return"}
}
