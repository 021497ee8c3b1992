"""Datasette plugin: `?_zh=` finds Chinese words of any length in units, reports, sections and findings."""

# mypy: allow-untyped-decorators
# (hookimpl comes from a library without types)

from __future__ import annotations

from typing import Any

from datasette import hookimpl
from datasette.filters import FilterArguments

from data.search import INDEXES, phrases

# Tables found through the name of their unit.
BY_UNIT = ("coverage", "standings", "findings")
PROMPTS = {
    "reports": "标题或单位中的字词",
    "sections": "正文中的字词",
    "findings": "单位或情况说明中的字词",
}


@hookimpl
def filters_from_request(request: Any, table: str) -> FilterArguments | None:
    """Narrow a table to the rows that contain every word of `_zh`."""
    typed = (request.args.get("_zh") or "").strip()
    clause = where(table)
    if not typed or clause is None:
        return None
    said = f"含有“{typed}”"
    wanted = phrases(typed)
    if not wanted:
        return FilterArguments(["0"], human_descriptions=[said])
    return FilterArguments([clause], params={"zh": wanted}, human_descriptions=[said])


def where(table: str) -> str | None:
    """Write the condition of a searchable table; None for tables that cannot be searched."""
    ways = [
        f"({', '.join(index.key)}) IN ({_matching(index.name, index.key)})"
        for index in INDEXES
        if index.table == table
    ]
    if table in BY_UNIT:
        ways.append(f"unit_id IN ({_matching('units_zh', ('id',))})")
    return f"({' OR '.join(ways)})" if ways else None


def _matching(index: str, key: tuple[str, ...]) -> str:
    return f"SELECT {', '.join(key)} FROM {index} WHERE {index} MATCH :zh"


@hookimpl
def extra_template_vars(table: str | None) -> dict[str, object]:
    """Tell the table page what its search box finds; empty: it has none."""
    if table is None or where(table) is None:
        return {"searchable": ""}
    return {"searchable": PROMPTS.get(table, "单位名称中的字词")}
