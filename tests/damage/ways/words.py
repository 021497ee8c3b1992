"""Heads and labels that lost letters, order, spans or themselves."""

from dataclasses import replace

from tests.damage.case import Case, change_label, figures_at, labels_at, place


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


def figures_in_a_label(case: Case) -> None:
    remark = case.chance.choice(
        ["（如-8）", "（指2018年）", "（保留4位小数）", "(1)", "2021年", "（单位：1件）", "5"]
    )
    case.rows_matter |= remark.isdecimal()
    change_label(case, lambda text: text + remark, case.chance.random() < 0.7)


def full_width_labels(case: Case) -> None:
    table = str.maketrans("1234567890.()", "１２３４５６７８９０．（）")
    for rows in case.tables:
        for row in rows:
            row[:] = [cell if cell.key else replace(cell, text=cell.text.translate(table)) for cell in row]


def slips_of_the_pen(case: Case) -> None:
    """What real reports print in place of the form's words."""
    slips = {
        "第二十条第（六）": "第二十六条第（六）",
        "无正当理由": "无正当理由由",
        "行政法规禁止公开": "行政止公开",
        "三类内部": "第三类内部",
        "（五）项": "（|五|）项",
        "第二十条": "第 二 十 条[bookmark: _GoBack]",
        "信访举报投诉类": "信访举报类",
        "其他处理": "其它处理",
    }
    for slip in case.chance.sample(sorted(slips), 3):
        for rows in case.tables:
            for row in rows:
                row[:] = [replace(cell, text=cell.text.replace(slip, slips[slip])) for cell in row]


def figures_before_labels(case: Case) -> None:
    """A whole table, or one row of it, whose figures stand before the label; or in the midst of it."""
    rows, one = place(case)
    style, whole = case.chance.choice(["before", "amid"]), case.chance.random() < 0.6
    for number, row in enumerate(rows):
        if (whole or number == one) and figures_at(row) and labels_at(row) and case.first_touch(row):
            figures = [cell for cell in row if cell.key]
            *others, label = [cell for cell in row if not cell.key]
            half = len(label.text) // 2 if style == "amid" else 0
            begin = [replace(label, text=label.text[:half])] if half else []
            row[:] = [*others, *begin, *figures, replace(label, text=label.text[half:])]
    case.touched.update(cell.key.rpartition(".")[0] for row in rows for cell in row)


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
