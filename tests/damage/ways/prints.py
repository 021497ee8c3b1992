"""What the office itself printed otherwise: blanks, dashes, signs, units. The truth changes with it."""

from dataclasses import replace

from tests.damage.case import Case, figures_at, place, reprint


def blank_cells(case: Case) -> None:
    rows, number = place(case)
    for at in figures_at(rows[number]):
        if case.chance.random() < 0.6:
            reprint(case, rows[number], at, "")


def dashes(case: Case) -> None:
    rows, number = place(case)
    mark = case.chance.choice(["/", "—", "-", "无", "——"])
    for at in figures_at(rows[number]):
        reprint(case, rows[number], at, mark)


def figures_in_other_clothes(case: Case) -> None:
    rows, number = place(case)
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for at in figures_at(rows[number]):
        cell = rows[number][at]
        dressed = [cell.text.translate(wide), f" {cell.text} ", f"{cell.text}件", f"\u3000{cell.text}"]
        if cell.text.isdecimal():
            rows[number][at] = replace(cell, text=case.chance.choice(dressed))


def blank_a_column(case: Case) -> None:
    back = case.chance.randint(1, 7)
    for row in case.tables[1]:
        if len(figures_at(row)) >= back:
            reprint(case, row, figures_at(row)[-back], "")


def signed_changes(case: Case) -> None:
    """本年增/减 as offices write it."""
    for row in case.tables[0]:
        for at in figures_at(row):
            size = row[at].text.lstrip("-")
            if row[at].key.endswith("items_delta") and size.isdecimal():
                sign = case.chance.choice(["+", "-", "－", "＋", "增", "减", "增加", "减少", "－", ""])
                reprint(case, row, at, f"{sign}{size}")


def amounts(case: Case) -> None:
    """Money with decimals, separators and units."""
    yuan, part = case.chance.randint(0, 99_999_999), case.chance.randint(0, 999_999)
    prints = [f"{yuan}元", f"{yuan % 1000}.{part:06}", f"{yuan:,}", f"{yuan:,}.{part % 100:02}元"]
    prints += [f"{yuan % 100000}.{part % 10000:04}万元", f"{yuan}.9", f"{yuan % 90}万元"]
    for rows in case.tables:
        for row in rows:
            for at in figures_at(row):
                if "amount" in row[at].key:
                    reprint(case, row, at, case.chance.choice(prints))


def large_figures(case: Case) -> None:
    """Whole rows of large figures, with separators or without."""
    rows, number = place(case)
    write = case.chance.choice(["{:,}", "{}", "{:,} "])
    for at in figures_at(rows[number]):
        reprint(case, rows[number], at, write.format(case.chance.randint(0, 9_999_999)))
