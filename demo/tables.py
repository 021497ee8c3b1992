"""The three tables of a form as HTML, in the three ways portals write them.

*plain*: figures stand in the cell as they are; *editor*: each in a paragraph, as the TRS editor leaves it;
*word*: saved from Word, every text in several spans, digits torn apart, empty paragraphs between.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import groupby
from typing import Literal

from data.forms import Form, Line
from data.records import Figure
from demo.figures import PrintedCells

Style = Literal["plain", "editor", "word"]

EDITOR_CELL = "border:1px solid #333;padding:4px 6px"
WORD_CELL = "padding:0cm 1.4pt 0cm 1.4pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt"
WORD_FONT = "font-size:10.5pt;font-family:仿宋_GB2312;mso-hansi-font-family:Calibri"
RULE_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


@dataclass(frozen=True, slots=True)
class Box:
    """One printed cell: its text and how many columns and rows it spans."""

    text: str
    columns: int = 1
    rows: int = 1


def printed(value: Figure | str | None) -> str:
    """Write a figure as reports do: no thousands separators, blank for None; words as they are."""
    return "" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)


def _plain(text: str) -> str:
    return escape(text)


def _editor(text: str) -> str:
    return f'<p style="text-indent:0em;text-align:center">{escape(text) or "&nbsp;"}</p>'


def _word(text: str) -> str:
    pieces = (
        list(text) if text.replace(".", "").isdigit() else [text[: len(text) // 2], text[len(text) // 2 :]]
    )
    spans = "".join(
        f'<span lang="EN-US" style="{WORD_FONT}">{escape(piece)}</span>' for piece in pieces if piece
    )
    return f'<p class="MsoNormal" align="center" style="line-height:18.0pt">{spans}<o:p></o:p></p>'


def _attributes(box: Box, style: Style) -> str:
    spans = f' colspan="{box.columns}"' if box.columns > 1 else ""
    spans += f' rowspan="{box.rows}"' if box.rows > 1 else ""
    if style == "word":
        return f'{spans} width="{52 * box.columns}" valign="center" style="{WORD_CELL}"'
    return spans if style == "plain" else f'{spans} style="{EDITOR_CELL}"'


def _table(rows: list[list[Box]], style: Style) -> str:
    write = {"plain": _plain, "editor": _editor, "word": _word}[style]
    kind = ' class="MsoNormalTable"' if style == "word" else ""
    lines = [
        "<tr>" + "".join(f"<td{_attributes(box, style)}>{write(box.text)}</td>" for box in row) + "</tr>"
        for row in rows
    ]
    head = f'<table{kind} border="1" cellspacing="0" cellpadding="0" style="border-collapse:collapse">'
    return head + "<tbody>\n" + "\n".join(lines) + "\n</tbody></table>"


def _figures(cells: PrintedCells, table: str, line: Line) -> list[Box]:
    return [Box(printed(cells[f"{table}.{line.key}.{column.key}"])) for column in line.columns]


def _across(boxes: list[Box], columns: int) -> list[Box]:
    """Let boxes reach over all columns there are: alike if they can, else the last one over the rest."""
    wide = columns // len(boxes) if columns % len(boxes) == 0 else 1
    rest = columns - wide * (len(boxes) - 1)
    return [*(Box(box.text, wide) for box in boxes[:-1]), Box(boxes[-1].text, rest)]


def _table2(form: Form, cells: PrintedCells) -> list[list[Box]]:
    columns = max(len(line.columns) for line in form.table2)
    rows = []
    for article, members in groupby(form.table2, key=lambda line: line.group):
        lines = tuple(members)
        head = [Box(column.label) for column in lines[0].columns]
        rows.append([Box(article, 1 + columns)])
        rows.append([Box("信息内容"), *_across(head, columns)])
        rows += [[Box(line.label), *_across(_figures(cells, "t2", line), columns)] for line in lines]
    return rows


def _outcomes(cells: PrintedCells, lines: tuple[Line, ...]) -> list[list[Box]]:
    """Lay out 三、本年度办理结果: groups stand in a column of their own beside their lines."""
    rows = []
    for group, members in groupby(lines, key=lambda line: line.group):
        inside = tuple(members)
        for place, line in enumerate(inside):
            label = [Box(line.label)] if group else [Box(line.label, 2)]
            front = [Box(group, 1, len(inside))] if group and place == 0 else []
            rows.append([*front, *label, *_figures(cells, "t3", line)])
    rows[0].insert(0, Box("三、本年度办理结果", 1, len(rows)))
    return rows


def _table3(form: Form, cells: PrintedCells, without: tuple[str, ...]) -> list[list[Box]]:
    natural, *organisations, total = form.table3[0].columns
    lines = tuple(line for line in form.table3 if f"t3.{line.key}" not in without)
    head = [
        [Box(RULE_NOTE, 3, 3), Box("申请人情况", 7)],
        [Box(natural.label, 1, 2), Box("法人或其他组织", 5), Box(total.label, 1, 2)],
        [Box(column.label) for column in organisations],
    ]
    *intake, last = (line for line in lines if not line.part and line.key != "total_processed")
    whole = [[Box(line.label, 3), *_figures(cells, "t3", line)] for line in (*intake, last)]
    handled = tuple(line for line in lines if line.part or line.key == "total_processed")
    return [*head, *whole[:-1], *_outcomes(cells, handled), whole[-1]]


def _table4(form: Form, cells: PrintedCells) -> list[list[Box]]:
    review, direct, after = form.table4
    return [
        [Box(review.label, 5), Box(direct.group, 10)],
        [
            *(Box(column.label, 1, 2) for column in review.columns),
            Box(direct.label, 5),
            Box(after.label, 5),
        ],
        [Box(column.label) for line in (direct, after) for column in line.columns],
        [box for line in form.table4 for box in _figures(cells, "t4", line)],
    ]


def tables(
    form: Form, cells: PrintedCells, style: Style, without: tuple[str, ...] = ()
) -> tuple[str, str, str]:
    """Write tables 2, 3 and 4 of one report as HTML; `without` names rows of table 3 that are left out."""
    write = partial(_table, style=style)
    return write(_table2(form, cells)), write(_table3(form, cells, without)), write(_table4(form, cells))
