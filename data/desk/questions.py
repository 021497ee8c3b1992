"""The questions most asked: every file in data/queries/ is one; its head says title, help, parameters."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "queries"
# Parameters of every question that say which rows of it are wanted, not what is asked.
PAGING = ("size", "start")


@cache
def questions() -> dict[str, dict[str, Any]]:
    """Read data/queries/*.sql, the most asked first."""
    found = {path.stem: read(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.sql")}
    return dict(sorted(found.items(), key=lambda named: (named[1]["order"], named[0])))


def read(text: str) -> dict[str, Any]:
    """Read one question: 标题, 说明, 次序, 页面略去 and a 参数 a parameter, as comments; then the SQL.

    Columns the page leaves out (页面略去) stand in its files.
    """
    head: dict[str, list[str]] = {"标题": [], "说明": [], "次序": [], "页面略去": [], "参数": []}
    for line in text.splitlines():
        mark, _, words = line.removeprefix("-- ").partition("：")
        if line.startswith("-- ") and mark in head:
            head[mark].append(words)
    labels = dict(parameter.split(" ", 1) for parameter in head["参数"])
    return {
        "sql": text,
        "title": head["标题"][0],
        "description": head["说明"][0],
        "order": int(head["次序"][0]),
        "folded": [column for columns in head["页面略去"] for column in columns.split("、")],
        "params": list(labels),
        "labels": labels,
        "hide_sql": True,
    }
