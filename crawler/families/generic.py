"""Any list at all: the links that look like one, for portals of no family known here.

What such a list shows is there; that something is missing from it proves nothing, because nobody told how the
list goes on. A walk read through it never counts as complete.
"""

from __future__ import annotations

import re

from crawler.addresses import same_place
from crawler.pages import Ask, Item, Page, element_text
from crawler.rows import list_rows
from data.wording import may_be_report

RANK = 90
PROVES_COMPLETE = False

_TOTAL = re.compile(r"共\s*(\d+)\s*(?:条|篇|项)")
_NEXT = ("下一页", "下页", "后一页", "下一页>", ">")


def recognise(page: Page) -> str | None:
    """Say why the page is a list of reports."""
    reports = sum(may_be_report(row.title) for row in list_rows(page))
    return f"{reports} report titles in one list" if reports else None


def items(page: Page) -> tuple[Item, ...]:
    """Give the rows of the list."""
    return list_rows(page)


def more(page: Page) -> tuple[Ask, ...]:
    """Follow a printed link to the next page."""
    here = same_place(page.url)
    for anchor in page.tree.iter("a"):
        url = page.absolute(anchor.get("href") or "")
        if element_text(anchor) in _NEXT and url.startswith("http") and same_place(url) != here:
            return (Ask(url=url),)
    return ()


def total(page: Page) -> int | None:
    """Give the number of entries the page prints, as 共 25 条."""
    found = _TOTAL.search(page.visible)
    return int(found.group(1)) if found else None
