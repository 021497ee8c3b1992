"""Datasette plugin: every file in data/queries/ is a canned query; its head says title, help, parameters."""

# mypy: allow-untyped-decorators
# (hookimpl comes from a library without types)

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from datasette import hookimpl

FOLDER = Path(__file__).parent.parent / "queries"


@hookimpl
def canned_queries(database: str) -> dict[str, dict[str, Any]]:
    """Give the canned queries of nianjian.db, the most asked first."""
    return queries() if database == "nianjian" else {}


@cache
def queries() -> dict[str, dict[str, Any]]:
    """Read data/queries/*.sql."""
    found = {path.stem: read(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.sql")}
    return dict(sorted(found.items(), key=lambda named: (named[1]["order"], named[0])))


def read(text: str) -> dict[str, Any]:
    """Read one query: 标题, 说明, 次序 and a 参数 a parameter, as comments; then the SQL."""
    head: dict[str, list[str]] = {"标题": [], "说明": [], "次序": [], "参数": []}
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
        "params": list(labels),
        "labels": labels,
        "hide_sql": True,
    }
