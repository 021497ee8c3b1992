"""From a portal's home page to its report column, by what the links say: the best first, within a budget."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from crawler.addresses import same_place
from crawler.families import family_of
from crawler.fetching import Sight
from crawler.pages import Page
from crawler.rows import link_title
from crawler.screening import refresh_target
from crawler.visit import Visit
from data.wording import may_be_report, normalise, report_year

# How many pages are looked at before we say that no column was found.
MOST_PAGES = 20

# What a link says or is called, and how near that brings us to the column.
_TEXT = (
    (re.compile(r"政府信息公开(?:工作)?年(?:度)?报(?:告)?"), 100),
    (re.compile(r"(?:信息|政务)公开年度?报告?|公开年报"), 90),
    (re.compile(r"年度报告|年报"), 70),
    (re.compile(r"政府信息公开"), 50),
    (re.compile(r"信息公开|政务公开"), 35),
)
_PATH = (
    (re.compile(r"zfxxgknb|xxgknb|zfxxgkndbg|xxgkndbg|gknb|ndbg|nianbao", re.IGNORECASE), 60),
    (re.compile(r"zfxxgk|xxgk|zwgk", re.IGNORECASE), 25),
)
_ELSEWHERE = re.compile(r"解读|图解|预算|决算|企业|年报公示|统计|财务|指南|制度|依申请")
_COLUMN_NAME = re.compile(r"年报|年度报告")


def attraction(title: str, url: str) -> int:
    """Tell how promising a link is on the way to the report column; 0 is not worth a request.

    >>> attraction("政府信息公开年报", "/zwgk/zfxxgk/zfxxgknb/") > attraction("政务公开", "/zwgk/") > 0
    True
    >>> attraction("部门决算", "/zwgk/czjs/"), attraction("领导之窗", "/ldzc/")
    (0, 0)
    """
    said = normalise(title)
    if _ELSEWHERE.search(said):
        return 0
    text = next((value for pattern, value in _TEXT if pattern.search(said)), 0)
    path = next((value for pattern, value in _PATH if pattern.search(urlsplit(url).path)), 0)
    return text + path


def column_links(page: Page) -> Iterator[tuple[int, str]]:
    """List the links of a page that may lead to the column, each with its attraction."""
    for anchor in page.tree.iter("a", "area"):
        url = page.absolute(anchor.get("href") or "")
        title = link_title(anchor)
        value = attraction(title, url) if url.startswith(("http://", "https://")) else 0
        if value and not _is_article(title, url):
            yield value, url


def _is_article(title: str, url: str) -> bool:
    """A single report is no column; a column's name holds no year."""
    return may_be_report(title) and bool(re.search(r"(?:19|20)\d\d", title)) and not url.endswith("/")


def is_report_column(page: Page) -> bool:
    """Tell whether a page is the report column: a list, and either its name or most of its rows say so."""
    reports, rows = _rows(page)
    if not reports:
        return False
    named = _COLUMN_NAME.search(normalise(page.meta("ColumnName") or page.title))
    return bool(named) or 2 * reports > rows


def _rows(page: Page) -> tuple[int, int]:
    """Count the reports in a page's list, and all its rows; what is named without a year is a column."""
    family = family_of(page)
    rows = family.items(page) if family else ()
    return sum(may_be_report(row.title) and report_year(row.title) is not None for row in rows), len(rows)


@dataclass
class Search:
    """The links still to be tried, the best first, and the places already tried."""

    tried: set[str] = field(default_factory=set)
    _ahead: list[tuple[int, int, str]] = field(default_factory=list)
    _counter: int = 0

    def add(self, value: int, url: str) -> None:
        """Remember a link; of equals the one found first is tried first."""
        if same_place(url) not in self.tried:
            self._counter += 1
            heapq.heappush(self._ahead, (-value, self._counter, url))

    def next(self) -> str | None:
        """Take the best link that was not tried yet, None when there is none."""
        while self._ahead:
            url = heapq.heappop(self._ahead)[2]
            if same_place(url) not in self.tried:
                self.tried.add(same_place(url))
                return url
        return None


async def find_column(visit: Visit) -> tuple[str | None, str]:
    """Look for the report column from the home page.

    Gives its address and an empty text, or None and the reason code: why the home page could not be read, or
    `no_column` when everything promising within the budget was looked at.
    """
    search = Search()
    home = visit.portal.home_url
    search.add(0, home)
    for number in range(MOST_PAGES):
        url = search.next()
        if url is None:
            break
        sight = await visit.look(visit.errand(url, "nav" if number else "home"))
        if sight.reason and not number:
            return None, sight.reason
        if sight.reason is None and _is_html(sight):
            if is_report_column(sight.page) or await _frames_reports(visit, sight.page):
                return sight.page.url, ""
            _add_links(search, sight, visit)
    return None, "no_column"


async def _frames_reports(visit: Visit, page: Page) -> bool:
    """A frame without rows of its own is judged by the first list it leads to."""
    family = family_of(page)
    asks = family.more(page) if family and not family.items(page) else ()
    if not asks:
        return False
    errand = visit.errand(asks[0].url, "api" if asks[0].data else "nav")
    sight = await visit.look(replace(errand, ask=asks[0]))
    reports, rows = _rows(sight.page)
    return sight.reason is None and 2 * reports > rows


def _is_html(sight: Sight) -> bool:
    return sight.page.body.lstrip()[:1] == b"<"


def _add_links(search: Search, sight: Sight, visit: Visit) -> None:
    onward = refresh_target(sight.page)
    if onward:
        search.add(1000, onward)
    for value, url in column_links(sight.page):
        if visit.fetcher.guard.permits(url):
            search.add(value, url)
