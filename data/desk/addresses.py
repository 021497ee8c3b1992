"""Where things are found on the desk (contract §6); every path is still without the base of the site."""

from __future__ import annotations

from urllib.parse import quote, urlencode

# Tables whose rows have a page of their own, by their key.
PAGES = {"units": "/unit/", "findings": "/finding/"}


def of_row(table: str, key: str) -> str | None:
    """Give the address of a row's own page; None when Datasette's page is its only one.

    >>> of_row("findings", "late-report/qinghe-water/2025"), of_row("rules", "late-report")
    ('/finding/late-report/qinghe-water/2025', None)
    """
    return PAGES[table] + quote(key) if table in PAGES else None


def receipt(unit_id: str, year: int) -> str:
    """Give the address of the record of looks for one unit and year."""
    return f"/receipt/{quote(unit_id)}/{year}"


def rows(table: str, **filters: object) -> str:
    """Give the address of a list, narrowed by Datasette's filters; empty ones are left out.

    >>> rows("standings", year=2025, standing="late", division_code__startswith="")
    '/nianjian/standings?year=2025&standing=late'
    """
    kept = {name: value for name, value in filters.items() if value not in (None, "")}
    return f"/nianjian/{table}" + (f"?{urlencode(kept)}" if kept else "")
