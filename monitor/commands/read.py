"""`nianjian read`: Parse local files and show what they state; nothing is stored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from data.forms import Line, forms
from data.records import CellState
from data.words import said
from parsers.outside.child import read_safely
from parsers.parsed import Parsed

TABLES = {
    "t2": "表二　主动公开政府信息情况",
    "t3": "表三　收到和处理政府信息公开申请情况",
    "t4": "表四　行政复议、行政诉讼情况",
}
STATES: dict[CellState, str] = {
    "blank": "空白",
    "not_applicable": "未填数字",
    "text": "文字",
    "unreadable": "无法辨认",
    "uncertain": "存疑",
}
OUTCOMES = {"not_a_report": "不是年度报告", "unreadable": "无法读取"}
WIDE = 160


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE…", type=click.Path(exists=True, dir_okay=False)
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file, one a line.")
def command(files: tuple[str, ...], as_json: bool) -> int:
    """Parse local files of any supported type; store nothing."""
    outcomes = []
    for name in files:
        body = Path(name).read_bytes()
        parsed = read_safely(body)
        outcomes.append(parsed.outcome)
        if as_json:
            line = json.dumps(as_record(name, body, parsed), ensure_ascii=False, separators=(",", ":"))
            click.echo(line)
        else:
            show(name, parsed)
    return 0 if all(outcome == "read" for outcome in outcomes) else 1


def as_record(name: str, body: bytes, parsed: Parsed) -> dict[str, object]:
    """Write one result as the contract's JSON object (§4)."""
    if parsed.outcome != "read":
        return {"file": name, "outcome": parsed.outcome, "reason": why_not(parsed)}
    return {
        "file": name,
        "sha256": hashlib.sha256(body).hexdigest(),
        "outcome": parsed.outcome,
        "title": parsed.title,
        "unit_name": parsed.unit_name,
        "year": parsed.year,
        "form": parsed.form,
        "published_on": parsed.published_on.isoformat() if parsed.published_on else None,
        "date_source": parsed.date_source,
        "dates": [[source, day.isoformat()] for source, day in parsed.dates],
        "own_names": list(parsed.own_names),
        "sections": {part.key: part.text for part in parsed.sections},
        "cells": parsed.cells,
        "odd_cells": {
            key: {"raw": odd.raw, "state": odd.state, "readings": list(odd.readings)}
            for key, odd in parsed.odd_cells.items()
        },
        "notes": list(parsed.notes),
    }


def why_not(parsed: Parsed) -> str:
    """Say why a file is no report or cannot be read, and what would help where anything would."""
    return "，".join((parsed.reason or "", *parsed.notes))


# ------------------------------------------------------------------ the readable view


def show(name: str, parsed: Parsed) -> None:
    """Print one result for people: who and when, the three tables, odd cells marked and explained."""
    console = Console(width=None if Console().is_terminal else WIDE, highlight=False, markup=False)
    console.print(f"== {name}")
    if parsed.outcome != "read":
        why = "，".join((said("reason", parsed.reason), *parsed.notes))
        console.print(f"{OUTCOMES[parsed.outcome]}：{why}")
        return
    console.print(parsed.title or "（无标题）")
    console.print("　".join(_facts(parsed)))
    for table, title in TABLES.items():
        console.print(_table(parsed, table, title))
    for line in _remarks(parsed):
        console.print(line)


def _facts(parsed: Parsed) -> Iterator[str]:
    yield f"单位：{parsed.unit_name or '未识别'}"
    yield f"年度：{parsed.year or '未识别'}"
    yield f"格式：{said('form', parsed.form) or '未识别'}"
    yield f"公布日期：{parsed.published_on or '未载明'}"
    yield f"部分：{'、'.join(part.heading for part in parsed.sections) or '未识别'}"


def _table(parsed: Parsed, name: str, title: str) -> Table | str:
    rows = dict.fromkeys(key.rpartition(".")[0] for key in parsed.cells if key.startswith(f"{name}."))
    if not rows:
        return f"{title}：未见"
    lines = _lines(parsed.form, name)
    columns = max((lines[row].columns for row in rows), key=len)
    view = Table("", title=title, title_justify="left", show_header=name != "t2", show_lines=name == "t2")
    for column in columns:
        view.add_column("" if name == "t2" else column.label, justify="right", overflow="fold")
    for row in rows:
        heads = [f"{column.label}\n" if name == "t2" else "" for column in lines[row].columns]
        keys = [f"{row}.{column.key}" for column in lines[row].columns]
        view.add_row(
            lines[row].label, *(f"{head}{_cell(parsed, key)}" for head, key in zip(heads, keys, strict=True))
        )
    return view


def _lines(form_id: str | None, table: str) -> dict[str, Line]:
    """Give every row any form has in a table by its key; those of the report's own form count first."""
    known = sorted(forms(), key=lambda each: each.id == form_id)
    return {f"{table}.{line.key}": line for each in known for line in each.tables()[table]}


def _cell(parsed: Parsed, key: str) -> str:
    odd = parsed.odd_cells.get(key)
    if odd is None:
        return str(parsed.cells.get(key, ""))
    return f"［{STATES[odd.state]}］"


def _remarks(parsed: Parsed) -> Iterator[str]:
    for key, odd in parsed.odd_cells.items():
        if odd.state != "blank":
            could = f"，可能是 {' 或 '.join(map(str, odd.readings))}" if odd.readings else ""
            yield f"［{STATES[odd.state]}］{key}：印作“{odd.raw}”{could}"
    yield from (f"注：{note}" for note in parsed.notes)
