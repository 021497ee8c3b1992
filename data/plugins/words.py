"""Datasette plugin: what our templates need to speak Chinese about any table."""

# mypy: allow-untyped-decorators
# (hookimpl comes from a library without types)

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from datasette import hookimpl
from datasette.utils import tilde_encode
from markupsafe import Markup, escape

from data.desk.addresses import of_row, receipt
from data.desk.cells import beijing, code_kind, outward
from data.desk.charts import Chart
from data.desk.drawing import GALLERY
from data.desk.tables import OPERATORS, Heading, filtered, groups, heading
from data.words import said

DATABASE = "nianjian"
NAMED = {"unit_id": ("units", "name"), "portal_id": ("portals", "name"), "rule_id": ("rules", "name_zh")}
# Numbers that are no amounts: they stand on the left.
NOT_FIGURES = ("year", "source_year", "from_year", "to_year", "status", "position", "owes", "working")
SHORT, WIDE = 14, 40  # characters
_LINK = re.compile(r'<a href="([^"]*)">')


# A cell of a list: the words of its class, the label beside it on a narrow screen, the value.
Cell = tuple[str, str, object]


def tone(cell: Mapping[str, Any]) -> str:
    """Say how a cell stands: figures on the right, short values on one line, long ones in a wide column."""
    value = cell["value"]
    if cell["value_type"] in ("int", "float") and cell["column"] not in NOT_FIGURES:
        return "figure"
    length = len(value.striptags() if isinstance(value, Markup) else str(value))
    found = "short" if length <= SHORT else "wide" if length > WIDE else ""
    return f"{found} blank" if str(value) == "&nbsp;" else found


class Words:
    """Everything a template may ask, as `desk.…`."""

    def __init__(self, datasette: Any) -> None:
        self._datasette = datasette
        self._told: Mapping[str, Any] | None = None
        self.operators = OPERATORS
        self.not_figures = NOT_FIGURES

    def _tables(self) -> Mapping[str, Any]:
        if self._told is None:  # Datasette puts its metadata together anew each time
            self._told = self._datasette.metadata("tables", database=DATABASE) or {}
        return self._told

    async def groups(self) -> Any:
        """Give the tables of the overview by heading, those that there are."""
        database = self._datasette.get_database(DATABASE)
        there = {*await database.table_names(), *await database.view_names()}
        return groups({name: table for name, table in self._tables().items() if name in there})

    async def counts(self, tables: Iterable[Mapping[str, Any]], actor: object) -> Mapping[str, int | None]:
        """Count the rows of each table as its list does.

        Datasette's own counts leave out what only officers may see (restricted.py).
        """
        counted = {str(table["name"]): table["count"] for table in tables}
        if actor is not None and "findings" in counted:
            sql = "SELECT count(*) FROM findings"
            counted["findings"] = (await self._datasette.get_database(DATABASE).execute(sql)).single_value()
        return counted

    def title(self, table: str) -> str:
        """Say what a table is called."""
        return str(self._tables().get(table, {}).get("title", table))

    def heading(self, table: str, column: str) -> Heading:
        """Give the words over a column."""
        return heading(self._tables().get(table, {}), column)

    def folded(self, table: str) -> list[str]:
        """Name the columns a list leaves out; the row's own page has them."""
        return list(self._tables().get(table, {}).get("fold", []))

    def related(self, table: str, row: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Give title and address of the lists a row leads to."""
        found = []
        for other, column, ours in self._tables().get(table, {}).get("related", []):
            if row[ours]:
                url = self._datasette.urls.table(DATABASE, other)
                found.append((self.title(other), f"{url}?{urlencode({column: row[ours]})}"))
        return found

    async def word(self, table: str, column: str, value: Any) -> str:
        """Say one value of a facet or filter: a code in words, an id by its name."""
        if value is None or value == "":
            return "（空白）"
        kind = code_kind(table, column)
        if kind:
            return said(kind, str(value))
        if column in NAMED:
            other, name = NAMED[column]
            found = await self._datasette.get_database(DATABASE).execute(
                f'SELECT "{name}" FROM "{other}" WHERE id = ?', (value,)
            )
            return str(found.rows[0][0]) if found.rows else str(value)
        return str(value)

    async def filtered(self, table: str, filters: Any) -> str:
        """Say which rows a list shows."""
        chosen = list(filters.selections())
        words = {value: await self.word(table, column, value) for column, _, value in chosen}
        return filtered(self._tables().get(table, {}), chosen, words)

    def lines(self, table: str, rows: Iterable[Any], folded: Collection[str]) -> list[list[Cell]]:
        """Make the rows of a list ready: how each cell stands, the words beside it, what is in it."""
        heads: dict[str, str] = {}
        lines = []
        for row in rows:
            line: list[Cell] = []
            for cell in row:
                column = cell["column"]
                if cell["value_type"] == "pk":
                    line.append(("act", "", self.opening(table, cell["raw"], cell["value"], "查看")))
                elif column not in folded:
                    if column not in heads:
                        heads[column] = self.heading(table, column).label
                    line.append((tone(cell), heads[column], cell["value"]))
            lines.append(line)
        return lines

    def opening(self, table: str, key: str, link: str, label: str) -> Markup:
        """Give Datasette's link to a row other words, and its own page's address where it has one."""
        own = of_row(table, key)
        if own:
            return Markup('<a href="{}">{}</a>').format(self._datasette.urls.path(own), label)
        address = _LINK.match(str(link))
        return Markup('<a href="{}">{}</a>').format(Markup(address[1]), label) if address else escape(link)

    def chart(self, shown: Chart) -> str:
        """Give the address of a chart's picture."""
        return f"/chart/{GALLERY.name(shown)}.svg"

    def below(self, url: str) -> str:
        """Give an address of Datasette without scheme and host: behind a proxy they are not the visitor's."""
        parts = urlsplit(str(url))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def beijing(self, instant: str | None) -> str:
        """Write a stored instant in Beijing time."""
        return beijing(instant)

    def outward(self, url: str | None) -> Markup:
        """Show an address from outside."""
        return outward(url or "")

    def said(self, kind: str, code: str | None) -> str:
        """Say a code in words."""
        return said(kind, code)

    def in_order(self, table: str, facets: list[Any]) -> list[Any]:
        """Put facets in the order metadata.yaml names them; those somebody added come last."""
        wanted = list(self._tables().get(table, {}).get("facets", []))
        ranks = {name: rank for rank, name in enumerate(wanted)}
        return sorted(facets, key=lambda facet: ranks.get(facet["name"], len(ranks)))

    async def queries(self) -> list[Any]:
        """Give the canned queries."""
        return list((await self._datasette.get_canned_queries(DATABASE, None)).values())

    async def subject(self, table: str, row: Mapping[str, Any]) -> str:
        """Say what one row is about, as the heading of its page."""
        keys = row.keys()
        for name in ("name", "title", "name_zh"):
            if name in keys and row[name]:
                return str(row[name])
        if "unit_id" in keys and "year" in keys:
            return (
                f"{await self.word(table, 'unit_id', row['unit_id'])}{row['year']}年度：{self.title(table)}"
            )
        return self.title(table)

    def id_last(self, cells: list[Any]) -> list[Any]:
        """Put what only machines read at the end of a row's page."""
        return sorted(cells, key=lambda cell: cell["column"] == "id")

    def is_figure(self, column: Any) -> bool:
        """Tell whether a column holds figures, which stand on the right."""
        numeric = str(column["type"]).upper() in ("INTEGER", "REAL", "NUMERIC")
        return numeric and column["name"] not in self.not_figures

    def own(self, table: str, row: Mapping[str, Any]) -> str:
        """Give the address of the page made for a row, empty when there is none."""
        keys = row.keys()
        if table in ("coverage", "standings"):
            return str(self._datasette.urls.path(receipt(row["unit_id"], row["year"])))
        found = of_row(table, str(row["id"])) if "id" in keys else None
        return str(self._datasette.urls.path(found)) if found else ""

    def row(self, table: str, key: str) -> str:
        """Give the address of a row by its key."""
        return str(self._datasette.urls.row(DATABASE, table, tilde_encode(key)))


@hookimpl
def extra_template_vars(datasette: Any) -> dict[str, object]:
    """Give every template `desk`, and the questions most asked."""
    return {"desk": Words(datasette)}
