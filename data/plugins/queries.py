"""Datasette plugin: the questions most asked are canned queries (their page is data/pages/question.py)."""

# mypy: allow-untyped-decorators
# (hookimpl comes from a library without types)

from __future__ import annotations

from typing import Any

from datasette import hookimpl

from data.desk.questions import questions


@hookimpl
def canned_queries(database: str) -> dict[str, dict[str, Any]]:
    """Give the canned queries of nianjian.db, the most asked first."""
    return questions() if database == "nianjian" else {}
