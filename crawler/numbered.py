"""Lists whose articles and pages bear numbers in their addresses: one reader, told which ones. Pure.

A family of this kind is a module of crawler/families that says what its addresses look like and hands on the
four questions of a family to its reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.pagers import highest, is_stuck, page_place, pager_links, printed_total
from crawler.pages import Ask, Item, Page
from crawler.rows import list_rows
from data.wording import may_be_report

_MOST_PAGES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedPages:
    """How the addresses of a family look.

    `article` finds one of an entry; `page` one of a further page of the list, its first group what stands
    before the number and its second the number; `like` shows an example to people.
    """

    article: re.Pattern[str]
    page: re.Pattern[str]
    like: str

    def recognise(self, page: Page) -> str | None:
        """Say why the page is a list of the family."""
        rows = list_rows(page)
        articles = sum(bool(self.article.search(row.url)) for row in rows)
        if not articles or not any(may_be_report(row.title) for row in rows) or is_stuck(page):
            return None
        return f"rows at addresses like {self.like}: {articles}"

    def items(self, page: Page) -> tuple[Item, ...]:
        """Give the rows of the list."""
        return list_rows(page)

    def more(self, page: Page) -> tuple[Ask, ...]:
        """Name every page up to the highest number printed; others are followed as printed."""
        links = pager_links(page)
        numbered = highest(links, self.page)
        if numbered is None:
            return tuple(Ask(url=url) for url in links)
        number, url = numbered
        last = min(max(number, page_place(page)[1] or 1), _MOST_PAGES)
        return tuple(Ask(url=self.page.sub(rf"\g<1>{n}", url, count=1)) for n in range(2, last + 1))

    def total(self, page: Page) -> int | None:
        """Give the number of entries the pager prints."""
        return printed_total(page)
