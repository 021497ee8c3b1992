"""UCAP: `list.shtml`, `list_2.shtml` …, with `createPageHTML('page_div', 10, 1, 'list', 'shtml', 149)`.

Unlike with TRS the first argument names the pager's place, pages count from 1, and the second page bears the
number 2. The first number is the number of pages, on some portals the number of rows a page; the rows printed
decide. Articles lie at `/c111239/202301/c01_868731.shtml` or `/gknb/202401/<32 hexadecimal digits>.shtml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil

from crawler.addresses import beside
from crawler.pagers import is_stuck, pager_links, printed_total
from crawler.pages import Ask, Item, Page
from crawler.rows import list_rows
from data.wording import may_be_report

RANK = 15
PROVES_COMPLETE = True

_ARTICLE = re.compile(r"/\d{6}/(?:[0-9a-f]{32}|c\d+_\d+)\.s?html?(?:\?|$)|/\d{8}/i\d+\.html(?:\?|$)")
_CALL = re.compile(
    r"createPageHTML\w*\(\s*[\"'][^\"']*[\"']\s*,\s*(\d{1,6})\s*,\s*(\d{1,6})\s*,"
    r"\s*[\"'](\w+)[\"']\s*,\s*[\"'](s?html?)[\"']\s*(?:,\s*[\"']?(\d{1,6}))?"
)
_MOST_PAGES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """What the pager's call says: pages, which one this is (from 1), how pages are named, entries."""

    pages: int
    current: int
    name: str
    extension: str
    total: int | None


def recognise(page: Page) -> str | None:
    """Say why the page is a UCAP list."""
    rows = list_rows(page)
    if pager(page) is not None and rows:
        return f"a createPageHTML pager that names its place, and {len(rows)} rows"
    articles = sum(bool(_ARTICLE.search(row.url)) for row in rows)
    if articles >= 2 and any(may_be_report(row.title) for row in rows) and not is_stuck(page):
        return f"{articles} addresses like 202301/c01_868731.shtml in one list"
    return None


def items(page: Page) -> tuple[Item, ...]:
    """Give the rows of the list."""
    return list_rows(page)


def more(page: Page) -> tuple[Ask, ...]:
    """Name every further page up to the declared number; without the call, follow the printed links."""
    found = pager(page)
    if found is None:
        return tuple(Ask(url=url) for url in pager_links(page))
    if found.current > 1:
        return ()
    pages = range(2, min(_pages(found, len(list_rows(page))), _MOST_PAGES) + 1)
    return tuple(Ask(url=beside(page.url, f"{found.name}_{n}.{found.extension}")) for n in pages)


def total(page: Page) -> int | None:
    """Give the declared number of entries."""
    found = pager(page)
    return found.total if found else printed_total(page)


def pager(page: Page) -> Pager | None:
    """Read the call of the page's pager, None when there is none."""
    found = _CALL.search(page.text)
    if found is None:
        return None
    pages, current, name, extension, entries = found.groups()
    return Pager(
        pages=int(pages),
        current=int(current),
        name=name,
        extension=extension,
        total=int(entries) if entries else None,
    )


def _pages(found: Pager, rows: int) -> int:
    """The call's first number is rows a page where it equals the rows printed and the entries need more."""
    needed = ceil(found.total / rows) if found.total and rows else found.pages
    return needed if rows == found.pages else found.pages
