"""Boda VSB: pages that count down. `gknb.htm` is the newest, `gknb/10.htm` the next, `gknb/1.htm` the oldest.

Articles lie at `/info/1023/2345.htm`, or behind a script that names them by `wbnewsid`. The pager prints
共52条 and 1/11.
"""

from __future__ import annotations

import re

from crawler.addresses import beside
from crawler.pagers import highest, is_stuck, page_place, pager_links, printed_total
from crawler.pages import Ask, Item, Page
from crawler.rows import list_rows
from data.wording import may_be_report

RANK = 20
PROVES_COMPLETE = True

_ARTICLE = re.compile(r"/info/(?:\w+/)*\d+/\d+\.htm|[?&]wbnewsid=\d+")
_PAGER = "//*[contains(@class,'pb_sys_') or contains(@class,'p_pages') or starts-with(@id,'fanye')]"
_NUMBERED = re.compile(r"/(\d{1,6})\.html?$")
_MOST_PAGES = 1000


def recognise(page: Page) -> str | None:
    """Say why the page is a VSB list."""
    rows = list_rows(page)
    articles = sum(bool(_ARTICLE.search(row.url)) for row in rows)
    if articles and page.tree.xpath(_PAGER) and not is_stuck(page):
        return f"a VSB pager, rows at addresses like info/1023/2345.htm: {articles}"
    if articles >= 2 and any(may_be_report(row.title) for row in rows) and not is_stuck(page):
        return f"{articles} addresses like info/1023/2345.htm in one list"
    return None


def items(page: Page) -> tuple[Item, ...]:
    """Give the rows of the list."""
    return list_rows(page)


def more(page: Page) -> tuple[Ask, ...]:
    """Name every page below the highest number printed; pages without numbers are followed as printed."""
    links = pager_links(page)
    numbered = highest(links, _NUMBERED)
    if numbered is None:
        return tuple(Ask(url=url) for url in links)
    number, url = numbered
    last = min(max(number, (page_place(page)[1] or 1) - 1), _MOST_PAGES)
    extension = url.rpartition(".")[2]
    return tuple(Ask(url=beside(url, f"{n}.{extension}")) for n in range(last, 0, -1))


def total(page: Page) -> int | None:
    """Give the number of entries the pager prints."""
    return printed_total(page)
