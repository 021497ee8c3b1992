"""What data/metadata.yaml says of a table, made ready for the templates: headings, groups, filters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# The comparisons of Datasette an officer can choose, in this order.
OPERATORS = {
    "exact": "等于",
    "not": "不等于",
    "contains": "包含",
    "startswith": "开头是",
    "endswith": "结尾是",
    "gt": "大于",
    "gte": "不小于",
    "lt": "小于",
    "lte": "不大于",
    "isblank": "为空",
    "notblank": "不为空",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The words over a column, and what they mean."""

    label: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One table as the overview lists it."""

    name: str
    title: str
    description: str


def heading(table: Mapping[str, Any], column: str) -> Heading:
    """Split a column's help into the words over it and their explanation; an unknown column keeps its name.

    >>> heading({"columns": {"year": "报告年度：所报告的年度"}}, "year").label
    '报告年度'
    """
    label, _, words = str(table.get("columns", {}).get(column, column)).partition("：")
    return Heading(label=label, help=words)


def groups(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, list[Listed]]:
    """Sort the tables that are not hidden under the headings of the overview."""
    found: dict[str, list[Listed]] = {}
    for name, table in tables.items():
        if not table.get("hidden"):
            listed = Listed(name=name, title=table["title"], description=table["description"])
            found.setdefault(table["group"], []).append(listed)
    return found


def filtered(
    table: Mapping[str, Any], selections: Iterable[tuple[str, str, str]], words: Mapping[str, str]
) -> str:
    """Say which rows a list shows: each chosen comparison in words; `words` are values said as codes.

    >>> filtered({"columns": {"year": "报告年度"}}, [("year", "gte", "2023")], {})
    '报告年度不小于“2023”'
    """
    parts = []
    for column, operator, value in selections:
        label = heading(table, column).label
        comparison = OPERATORS.get(operator, operator)
        blank = operator in ("isblank", "notblank")
        parts.append(f"{label}{comparison}" + ("" if blank else f"“{words.get(value, value)}”"))
    return "，".join(parts)
