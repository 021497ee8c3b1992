"""Catalogue trees by year: a bar of links 2024年 2023年 …, and behind each year a list of its own.

The years lie at addresses that differ in the year: `/gknb/2023n/`, `/gknb2023/`, `zfxxgknb.html?nbYear=2023`.
How the list inside a year goes on is a matter of its own family.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.addresses import beside
from crawler.families import Family, families, family_id
from crawler.pagers import is_stuck, pager_links
from crawler.pages import Ask, Item, Page, element_text
from crawler.rows import list_rows
from data.wording import may_be_report, normalise

RANK = 8
PROVES_COMPLETE = True
# The page above the tree shows the newest year, which has a page of its own as well.
OVERLAPS = True

_YEAR = re.compile(r"((?:19|20)\d\d)(?:年|年度)?")
_COLUMN = re.compile(r"年报|年度报告")
_PATH = re.compile(r"gknb|ndbg|nianbao|annual", re.IGNORECASE)
_FEWEST_YEARS = 2


def recognise(page: Page) -> str | None:
    """Say why the page is part of a tree by year: a bar of years, around or above this page."""
    years = _years(page)
    if len(years) < _FEWEST_YEARS or not _is_about_reports(page):
        return None
    inner = _inner(page)
    if inner is None and is_stuck(page):
        return None
    said = f"a bar of {len(years)} years, {min(years)} to {max(years)}"
    return f"{said}, over a list of {family_id(inner)}" if inner else said


def items(page: Page) -> tuple[Item, ...]:
    """Give the rows of the year shown; the bar's own links are none."""
    inner, bar = _inner(page), set(_years(page).values())
    rows = inner.items(page) if inner else list_rows(page)
    rows = tuple(row for row in rows if row.url not in bar)
    return rows if any(may_be_report(row.title) for row in rows) else ()


def more(page: Page) -> tuple[Ask, ...]:
    """Ask for every year, and for the rest of the list of the year shown."""
    inner = _inner(page)
    rest = inner.more(page) if inner else tuple(Ask(url=url) for url in pager_links(page))
    return (*(Ask(url=url) for url in _years(page).values()), *rest)


def total(page: Page) -> int | None:
    """A year's number of entries says nothing about the tree's."""
    return None


def _years(page: Page) -> dict[int, str]:
    """Where the bar's years lead. A bar elsewhere on the portal, of gazettes say, lies in another folder."""
    found: dict[int, str] = {}
    for anchor in page.tree.iter("a"):
        said = _YEAR.fullmatch(normalise(element_text(anchor)))
        url = page.absolute(anchor.get("href") or "")
        if said and said.group(1) in _below_host(url) and page.url.startswith(_root(url, said.group(1))):
            found.setdefault(int(said.group(1)), url)
    return found


def _below_host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def _root(url: str, year: str) -> str:
    """The folder the years branch off from."""
    return beside(url[: url.rindex(year)].partition("?")[0], "")


def _is_about_reports(page: Page) -> bool:
    named = _COLUMN.search(normalise(f"{page.meta('ColumnName')}{page.title}"))
    if named or _PATH.search(urlsplit(page.url).path):
        return True
    return any(may_be_report(row.title) for row in list_rows(page))


def _inner(page: Page) -> Family | None:
    """The family of the list inside the year shown, of those that know how a list ends."""
    others = (family for family in families() if family.PROVES_COMPLETE and family.__name__ != __name__)
    return next((family for family in others if family.recognise(page)), None)
