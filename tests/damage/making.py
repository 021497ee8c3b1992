"""Lay a form with given figures out as real offices do: tables with spans, as HTML or as flattened text."""

from dataclasses import dataclass, replace
from html import escape

from data.forms import Form, Line


@dataclass(frozen=True)
class Cell:
    """One cell of a table as an office lays it out; `key` names the figure it prints."""

    text: str
    rows: int = 1
    columns: int = 1
    key: str = ""


Rows = list[list[Cell]]
Figures = dict[str, str]
CHINESE = "一二三四五六七八九十"
RELATION = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


def proactive(form: Form, figures: Figures) -> Rows:
    """Table 2: a head for each group of rows."""
    width = 1 + max(len(line.columns) for line in form.table2)
    rows: Rows = []
    last: tuple[str, ...] = ()
    for line in form.table2:
        heads = (line.group, *(column.label for column in line.columns))
        if heads[0] not in last:
            rows.append([Cell(line.group, 1, width)])
            rows.append(filled([Cell("信息内容"), *(Cell(label) for label in heads[1:])], width))
        last = heads
        values = figures_of("t2", line, figures)
        rows.append(filled([Cell(line.label), *values], width))
    return rows


def filled(cells: list[Cell], width: int) -> list[Cell]:
    """Let the last cell reach to the right edge when it is the only one after the label."""
    if len(cells) == 2:
        return [cells[0], replace(cells[1], columns=width - 1)]
    return cells + [Cell("")] * (width - len(cells))


def figures_of(table: str, line: Line, figures: Figures) -> list[Cell]:
    """The value cells of one row."""
    keys = [f"{table}.{line.key}.{column.key}" for column in line.columns]
    return [Cell(figures[key], key=key) for key in keys]


def applications(form: Form, figures: Figures) -> Rows:
    """Table 3: three head rows, groups with row spans, the label over what columns are left."""
    heads = [Cell(column.label) for column in form.table3[0].columns]
    rows: Rows = [
        [Cell(RELATION, 3, 3), Cell("申请人情况", 1, 7)],
        [Cell("自然人", 2), Cell("法人或其他组织", 1, 5), Cell("总计", 2)],
        heads[1:6],
    ]
    results = [line for line in form.table3 if line.part or line.key == "total_processed"]
    for number, line in enumerate(form.table3):
        labels = [Cell(line.label, 1, 3)] if line not in results else result_labels(results, line)
        previous = form.table3[number - 1].group if number else ""
        if line.group and line.group != previous and line.label != line.group:
            labels.insert(-1, Cell(line.group, sum(each.group == line.group for each in results)))
        values = figures_of("t3", line, figures)
        rows.append([*labels, *values])
    return rows


def result_labels(results: list[Line], line: Line) -> list[Cell]:
    """The label cells of a row of 三、本年度办理结果."""
    single = not line.group or line.label == line.group
    own = [Cell(line.label, 1, 2 if single else 1)]
    return [Cell("三、本年度办理结果", len(results)), *own] if line is results[0] else own


def disputes(form: Form, figures: Figures) -> Rows:
    """Table 4: fifteen columns under three heads, one row of figures."""
    results = [column.label for column in form.table4[0].columns]
    return [
        [Cell("行政复议", 1, 5), Cell("行政诉讼", 1, 10)],
        [*(Cell(label, 2) for label in results), *(Cell(line.label, 1, 5) for line in form.table4[1:])],
        [Cell(label) for label in results * 2],
        [cell for line in form.table4 for cell in figures_of("t4", line, figures)],
    ]


def tables(form: Form, figures: Figures) -> tuple[Rows, Rows, Rows]:
    """All three tables."""
    return proactive(form, figures), applications(form, figures), disputes(form, figures)


def as_html(rows: Rows) -> str:
    """One table as HTML."""
    lines = []
    for row in rows:
        cells = "".join(
            f"<td{span('rowspan', cell.rows)}{span('colspan', cell.columns)}>{escape(cell.text)}</td>"
            for cell in row
        )
        lines.append(f"<tr>{cells}</tr>\n")
    return f"<table>\n{''.join(lines)}</table>\n"


def span(name: str, size: int) -> str:
    return f' {name}="{size}"' if size > 1 else ""


def as_tabs(rows: Rows) -> str:
    """One table as text, a row a line."""
    return "".join("\t".join(cell.text for cell in row) + "\n" for row in rows)


def as_cell_lines(rows: Rows) -> str:
    """One table as text, a cell a line behind a tab, rows parted by an empty line."""
    return "".join("".join(f"\t{cell.text}\n" for cell in row) + "\n" for row in rows)


def as_bars(rows: Rows) -> str:
    """One table as text, a cell a line before a bar; spans leave bars behind."""
    lines = []
    for row in rows:
        spare = sum(cell.columns - 1 for cell in row)
        lines += [f"{cell.text} |\n" for cell in row]
        if spare:
            lines.append("|" * max(spare, 2) + "\n")
    return "".join(lines)


def as_lines(rows: Rows) -> str:
    """One table as text, a cell a line and nothing else; empty cells are lost."""
    return "".join(f"{cell.text}\n" for row in rows for cell in row if cell.text.strip())


def page(title: str, parts: list[str], made: tuple[str, str, str]) -> str:
    """A bare page: headings, one paragraph each, the tables in their sections."""
    bodies = [f"<p>{heading}</p>\n<p>{part}</p>\n" for heading, part in zip(HEADINGS, parts, strict=True)]
    for number, table in enumerate(made, start=1):
        bodies[number] += table
    head = f'<meta charset="utf-8"><title>{title}</title>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>\n<div>\n{''.join(bodies)}</div></body></html>\n"


def text(title: str, parts: list[str], made: tuple[str, str, str]) -> str:
    """The same as flattened text."""
    bodies = [f"{heading}\n{part}\n" for heading, part in zip(HEADINGS, parts, strict=True)]
    for number, table in enumerate(made, start=1):
        bodies[number] += table + "\n\n"
    return f"{title}\n" + "".join(bodies)
