"""One document as people read it: who and when, the three tables as the form prints them, what is odd."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from data.forms import Line, forms
from data.words import cell_name, said
from parsers.parsed import Odd, Parsed

TABLES = {
    "t2": "表二　主动公开政府信息情况",
    "t3": "表三　收到和处理政府信息公开申请情况",
    "t4": "表四　政府信息公开行政复议、行政诉讼情况",
}
OUTCOMES = {"not_a_report": "不是年度报告", "unreadable": "无法读取"}
FREE = "这一格式没有全国统一的表格，没有数据项。"
SHORT = {"blank": "空白", "uncertain": "存疑", "unreadable": "未能读取"}  # others by what is printed there
MOST = 8
WIDE = 160
LABEL = 56  # half-width letters of a row's label, before it goes on in the next line
_KEY = re.compile(r"（t[234]\.[a-z_]+）|t[234]\.[a-z_]+\.[a-z_]+")


def show(name: str, parsed: Parsed) -> None:
    """Print one result: what the document states, odd cells marked in their place and explained below."""
    console = Console(width=None if Console().is_terminal else WIDE, highlight=False, markup=False)
    console.print(f"== {name}")
    if parsed.outcome != "read":
        why = "，".join((said("reason", parsed.reason), *parsed.notes))
        console.print(f"{OUTCOMES[parsed.outcome]}：{why}")
        return
    console.print(parsed.title or "（无标题）")
    console.print("　".join(_facts(parsed)))
    console.print(f"部分：{'；'.join(_parts(parsed)) or '未识别'}")
    if parsed.form is not None and not parsed.cells:
        console.print(FREE)
    else:
        for table in TABLES:
            console.print(_table(parsed, table))
    for line in (*_odd(parsed), *(f"注：{_in_words(note)}" for note in parsed.notes)):
        console.print(line)


def _facts(parsed: Parsed) -> Iterator[str]:
    yield f"单位：{parsed.unit_name or '未识别'}"
    yield f"年度：{parsed.year or '未识别'}"
    yield f"格式：{said('form', parsed.form) or '未识别'}"
    source = f"（{said('date_source', parsed.date_source)}）" if parsed.date_source else ""
    yield f"公布日期：{parsed.published_on or '未载明'}{source}"


def _parts(parsed: Parsed) -> Iterator[str]:
    for part in parsed.sections:
        yield f"{part.heading or said('section', part.key) + '（标题缺失）'} {len(part.text)}字"


# ------------------------------------------------------------------ the tables


def _table(parsed: Parsed, name: str) -> Table | str:
    """Lay a table out as the form does: each group of rows under its heading."""
    printed = {key.split(".")[1] for key in parsed.cells if key.startswith(f"{name}.")}
    rows = [line for line in _lines(parsed.form, name) if line.key in printed]
    if not rows:
        return f"{TABLES[name]}：未见"
    columns = max((line.columns for line in rows), key=len)
    view = Table(title=TABLES[name], title_justify="left", show_header=name != "t2")
    view.add_column("", overflow="fold", max_width=LABEL)
    for column in columns:
        view.add_column("" if name == "t2" else column.label, justify="right", overflow="fold")
    heading = ""
    for line in rows:
        if _heading(line, name) != heading:
            heading = _heading(line, name)
            _open_group(view, line, name)
        label = f"　{line.label}" if name == "t3" and line.group else line.label
        view.add_row(label, *(_cell(parsed, f"{name}.{line.key}.{column.key}") for column in line.columns))
    return view


def _heading(line: Line, name: str) -> str:
    """Tell the groups of rows apart: in table 2 those with the same columns under one article, too."""
    return "".join((line.group, *(column.label for column in line.columns if name == "t2")))


def _open_group(view: Table, line: Line, name: str) -> None:
    if name == "t2":
        view.add_section()
        view.add_row(line.group, *(column.label for column in line.columns), style="bold")
    elif name == "t3" and line.group:
        view.add_row(line.group, style="bold")


def _lines(form_id: str | None, table: str) -> list[Line]:
    """Give every row any form has in a table, in its place; in the words of the report's own form."""
    known = sorted(forms(), key=lambda each: each.id != form_id)
    found: list[Line] = []
    for each in known:
        before = 0
        for line in each.tables()[table]:
            if line.key not in [there.key for there in found]:
                found.insert(before, line)
            before = [there.key for there in found].index(line.key) + 1
    return found


def _cell(parsed: Parsed, key: str) -> str:
    odd = parsed.odd_cells.get(key)
    if odd is None:
        return str(parsed.cells.get(key, ""))
    return f"［{SHORT.get(odd.state) or odd.raw.strip()[:MOST]}］"


# ------------------------------------------------------------------ what is odd


def _odd(parsed: Parsed) -> Iterator[str]:
    """Explain the cells that are no plain numbers, row by row; empty ones are only counted."""
    rows: dict[tuple[str, str], list[tuple[str, Odd]]] = {}
    for key, odd in parsed.odd_cells.items():
        if odd.state != "blank":
            rows.setdefault((odd.state, key.rpartition(".")[0]), []).append((key, odd))
    for (state, row), cells in rows.items():
        told = "；".join(f"{said('measure', key.split('.')[-1])}{_could(odd)}" for key, odd in cells)
        yield f"［{SHORT.get(state) or said('odd_cell', state)}］{_row_name(row, cells)}：{told}"
    if blank := sum(odd.state == "blank" for odd in parsed.odd_cells.values()):
        yield f"［{SHORT['blank']}］共{blank}格"


def _row_name(row: str, cells: Sequence[tuple[str, Odd]]) -> str:
    key = cells[0][0]
    return cell_name(key).removesuffix(said("measure", key.split(".")[-1])) or row


def _could(odd: Odd) -> str:
    if odd.readings:
        return f"可能是 {' 或 '.join(map(str, odd.readings))}"
    return f"印作“{odd.raw}”" if odd.raw else "没有读到"


def _in_words(note: str) -> str:
    """Name the cells of a note as the form does."""
    return _KEY.sub(lambda found: "" if found.group().startswith("（") else cell_name(found.group()), note)
