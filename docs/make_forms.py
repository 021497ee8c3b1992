"""Write docs/forms.md from data/forms/: `python -m docs.make_forms`. A test holds the page fresh."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from data.forms import Form, Line, all_cells, forms, national

PAGE = Path(__file__).with_name("forms.md")
TITLES = {
    "t2": "表二　主动公开政府信息情况",
    "t3": "表三　收到和处理政府信息公开申请情况",
    "t4": "表四　政府信息公开行政复议、行政诉讼情况",
}
HEAD = """# 年度报告格式

本页由 `python -m docs.make_forms` 根据 `data/forms/` 生成，请勿手工修改。

每个数据项有一个固定的名称：`表.行.栏`，例如 `t3.granted.natural_person`。`nianjian read --json`、数据库和各条
规则都用这些名称。格式由报告里的表格文字判定，与年份无关；空白不是 0。更早的报告（2008—2018年度）没有全国
统一的表格，格式记作 `free_2008`，没有数据项，由标题判定；所附的统计表照录在说明里。
"""


def page() -> str:
    """Write the whole page."""
    return "\n".join([HEAD, *(line for form in forms() for line in _form(form)), *_together()])


def _form(form: Form) -> Iterator[str]:
    years = f"{form.from_year}年度起" if form.to_year is None else f"{form.from_year}—{form.to_year}年度"
    yield f"## {form.id}（{years}）"
    yield ""
    if not form.cells():
        yield f"依据：{form.basis}。没有全国统一的表格，没有数据项。"
        yield f"标题中常见的字样（见到两种以上才判定）：{'、'.join(form.evidence)}。"
        yield ""
        return
    yield f"依据：{form.basis}。共 {len(form.cells())} 个数据项。"
    yield f"只有这一格式才印的字样：{'、'.join(form.evidence)}。"
    for table, lines in form.tables().items():
        yield f"\n### {TITLES[table]}\n"
        if table == "t3":
            yield "标“＋”的各行之和等于（七）总计。\n"
        yield from _table(table, lines)
    yield ""


def _table(table: str, lines: tuple[Line, ...]) -> Iterator[str]:
    """List the rows; columns that all rows have are named once above them."""
    shared = len({line.columns for line in lines}) == 1
    if shared:
        yield f"每行都有这{len(lines[0].columns)}栏：{'、'.join(_columns(lines[0]))}。\n"
    yield "| 所属 | 行 | 名称 |" if shared else "| 所属 | 行 | 名称 | 栏 |"
    yield "|---|---|---|" if shared else "|---|---|---|---|"
    for line in lines:
        cells = [line.group, f"{'＋' if line.part else ''}{line.label}", f"`{table}.{line.key}`"]
        yield f"| {' | '.join([*cells, *([] if shared else ['<br>'.join(_columns(line))])])} |"


def _columns(line: Line) -> Iterator[str]:
    return (f"`{column.key}` {column.label}" for column in line.columns)


def _together() -> Iterator[str]:
    shared = set.intersection(*(set(form.cells()) for form in national()))
    yield "## 各格式之间"
    yield ""
    yield f"各格式合计 {len(all_cells())} 个数据项，其中 {len(shared)} 个为各格式共有，可以跨年比较。"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
