"""How many rows a list has of each kind, from the counts `check` has made instead of every row.

Datasette counts the rows of a list by each of its facets; on 200,000 rows that takes longer than the page.
Where a list is narrowed by nothing but what was counted, the counts are added up; otherwise rows are counted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from datasette.facets import ColumnFacet

from data.summaries import LENGTHS

# The table of counts beside a table, and the columns both have.
COUNTED = {
    "findings": ("tally_findings", frozenset({"year", "rule_id", "severity", "status"})),
    "standings": ("tallies", frozenset({"year", "standing", "kind"})),
}
# What a list's address may say without narrowing it.
HARMLESS = frozenset({"_sort", "_sort_desc", "_next", "_size", "_all", "_facet", "_facet_size", "_dl"})
PLACE = "division_code__startswith"
_PLACE = re.compile(r'"division_code" like :(p\d+)')


class CountedFacet(ColumnFacet):  # type: ignore[misc]
    """A facet by column, read from the counts where they can answer."""

    ds: Any
    sql: str
    params: Any

    async def facet_results(self) -> Any:
        """Count the rows of a list by each facet."""
        counts = counted(self.table or "", self.sql, self.params, list(self.request.args))
        if counts:
            self.sql, self.params = counts
            self.ds = _Adding(self.ds)
        return await super().facet_results()


class _Adding:
    """Datasette, but that a row which stands for `n` rows counts as `n`."""

    def __init__(self, datasette: Any) -> None:
        self._datasette = datasette

    def __getattr__(self, name: str) -> Any:
        return getattr(self._datasette, name)

    async def execute(self, database: str, sql: str, *given: Any, **options: Any) -> Any:
        summing = sql.replace("count(*) as count", "sum(n) as count").replace(
            "order by count", "having sum(n) > 0 order by count"
        )
        return await self._datasette.execute(database, summing, *given, **options)


def counted(
    table: str, sql: str, params: Any, asked: Collection[str]
) -> tuple[str, Mapping[str, object]] | None:
    """Write a list's query over the counts; None where they cannot answer it.

    >>> counted("standings", 'select * from standings where "year" = :p0', {"p0": "2025"}, ["year"])[0]
    'select * from tallies where place = \\'\\' and ("year" = :p0)'
    """
    counts, columns = COUNTED.get(table, ("", frozenset()))
    filters = {name for name in asked if name not in HARMLESS}
    if not counts or not {name.partition("__")[0] for name in filters - {PLACE}} <= columns:
        return None
    where = sql.partition(" where ")[2].strip()
    given = dict(params) if params else {}
    if PLACE in filters:
        found = _PLACE.search(where)
        place = str(given.get(found[1], "")).removesuffix("%") if found else ""
        if not found or len(place) not in LENGTHS or not place.isdigit():
            return None
        where, given[found[1]] = _PLACE.sub(f"place = :{found[1]}", where, count=1), place
    else:
        where = f"place = ''{f' and ({where})' if where else ''}"
    return f"select * from {counts} where {where}", given
