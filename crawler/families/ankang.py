"""Ankang's platform: columns `Node-5359.html`, `Node-5359_2.html` …, articles `Content-2361064.html`."""

from __future__ import annotations

import re

from crawler.pagers import highest, is_stuck, page_place, pager_links, printed_total
from crawler.pages import Ask, Item, Page
from crawler.rows import list_rows
from data.wording import may_be_report

RANK = 15
PROVES_COMPLETE = True

_ARTICLE = re.compile(r"/Content-\d+\.html", re.IGNORECASE)
_NUMBERED = re.compile(r"(/Node-\d+_)(\d{1,6})(?=\.html)", re.IGNORECASE)
_MOST_PAGES = 1000


def recognise(page: Page) -> str | None:
    """Say why the page is a list of the platform."""
    rows = list_rows(page)
    articles = sum(bool(_ARTICLE.search(row.url)) for row in rows)
    if not articles or not any(may_be_report(row.title) for row in rows) or is_stuck(page):
        return None
    return f"rows at addresses like Content-2361064.html: {articles}"


def items(page: Page) -> tuple[Item, ...]:
    """Give the rows of the list."""
    return list_rows(page)


def more(page: Page) -> tuple[Ask, ...]:
    """Name every page up to the highest number printed; others are followed as printed."""
    links = pager_links(page)
    numbered = highest(links, _NUMBERED)
    if numbered is None:
        return tuple(Ask(url=url) for url in links)
    number, url = numbered
    last = min(max(number, page_place(page)[1] or 1), _MOST_PAGES)
    return tuple(Ask(url=_NUMBERED.sub(rf"\g<1>{n}", url)) for n in range(2, last + 1))


def total(page: Page) -> int | None:
    """Give the number of entries the pager prints."""
    return printed_total(page)
