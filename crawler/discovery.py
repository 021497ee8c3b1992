"""From a portal's home page to its report column, by what the links say: the best first, within a budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from crawler.addresses import beside, same_place
from crawler.families import family_of
from crawler.fetching import Sight
from crawler.frontier import Search
from crawler.pagers import is_pager
from crawler.pages import Item, Page, element_text
from crawler.rendering import is_scripted, rendered
from crawler.rows import link_title
from crawler.screening import refresh_target
from crawler.visit import Visit
from data.wording import may_be_report, normalise, report_year

# How many pages are looked at before we say that no column was found; how many more after each one found.
MOST_PAGES = 20
PAGES_A_COLUMN = 8
MOST_COLUMNS = 200

# What a link says or is called, and how near that brings us to the column.
_TEXT = (
    (re.compile(r"政府信息公开(?:工作)?年(?:度)?报(?:告)?"), 100),
    (re.compile(r"(?:信息|政务)公开年度?报告?|公开年报"), 90),
    (re.compile(r"年度报告|年报"), 70),
    (re.compile(r"政府信息公开"), 50),
    (re.compile(r"信息公开|政务公开|主动公开"), 35),
    (re.compile(r"公开(?:专栏|专区|平台|目录|内容)?$"), 20),
)
_PATH = (
    (re.compile(r"zfxxgknb|xxgknb|zfxxgkndbg|xxgkndbg|gknb|ndbg|nianbao", re.IGNORECASE), 60),
    (re.compile(r"zfxxgk|xxgk|zwgk", re.IGNORECASE), 25),
)
# Where departments and towns have lists or sites of their own.
_HUB = re.compile(
    r"(?:部门|乡镇|镇街|街镇|街道|县直|区直|市直|直属|委办局|开发区|园区|派出机构).{0,8}$|(?:部门|乡镇|街道).{0,4}公开"
)
_OFFICE = re.compile(r"(?:[局委办院]|委员会|办公室|中心|[镇乡]|街道|办事处|人民政府)$")
_HUB_VALUE, _OFFICE_VALUE = 45, 42
# Once a column is found, only links at least so promising are followed further.
_FURTHER = 20
_MOST_NAME = 20
# A frame that leads to so many reports is a report column, whatever else stands between them.
_ENOUGH = 3
_ELSEWHERE = re.compile(r"解读|图解|读懂|图说|预算|决算|企业|年报公示|统计|财务|指南|制度|依申请")
_TAB = re.compile(
    r"^(?:.{0,6}(?:部门|乡镇|镇街|街镇|街道|县直|区直|市直|直属|委办局|开发区|园区|派出|政府).{0,6}|20[0-3]\d年?度?)$"
)
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
    if len(said) <= _MOST_NAME and _HUB.search(said):
        text = max(text, _HUB_VALUE)
    path = next((value for pattern, value in _PATH if pattern.search(urlsplit(url).path)), 0)
    return text + path


def column_links(page: Page) -> Iterator[tuple[int, str]]:
    """List the links of a page that may lead to a column, each with its attraction.

    What a link is called counts, and where it stands: on a page of departments each one's name leads on.
    """
    hub = _is_hub(page)
    for element in page.tree.iter("a", "area", "iframe", "frame"):
        url = page.absolute(element.get("href") or element.get("src") or "")
        if not url.startswith(("http://", "https://")):
            continue
        title = link_title(element)
        value = attraction(title, url)
        if hub and not value and _OFFICE.search(normalise(title)) and len(title) <= _MOST_NAME:
            value = _OFFICE_VALUE
        if value and not _is_article(title, url) and not is_pager(title):
            yield value, url


def tabs(page: Page) -> tuple[str, ...]:
    """List the further lists of a column that it links to itself: tabs of departments and towns, years.

    Only addresses below the column's own folder count: what lies elsewhere on the portal is another column.
    """
    folder = beside(page.url, "")
    rows = {same_place(url) for url in _belongings(page)}
    found: dict[str, None] = {}
    for anchor in page.tree.iter("a"):
        url = page.absolute(anchor.get("href") or "").partition("#")[0]
        said = normalise(element_text(anchor))
        if (
            url.startswith(folder)
            and same_place(url) not in rows | {same_place(page.url)}
            and _TAB.search(said)
        ):
            found[url] = None
    return tuple(found)


def _is_hub(page: Page) -> bool:
    """Whether a page is a list of departments or towns: by its name, or by what most of its links say."""
    if _HUB.search(normalise(page.meta("ColumnName") or page.title.partition("-")[0].partition("_")[0])):
        return True
    said = [normalise(element_text(anchor)) for anchor in page.tree.iter("a")]
    offices = sum(bool(_OFFICE.search(each)) and len(each) <= _MOST_NAME for each in said)
    return offices >= 3 and 2 * offices > len(said)


def _is_article(title: str, url: str) -> bool:
    """A single report is no column; a column's name holds no year."""
    is_folder = url.endswith("/") or bool(re.search(r"/index\.s?html?$", url))
    return may_be_report(title) and bool(re.search(r"(?:19|20)\d\d", title)) and not is_folder


def is_report_column(page: Page) -> bool:
    """Tell whether a page is the report column: a list, and either its name or most of its rows say so."""
    reports, rows = _rows(page)
    if not reports:
        return False
    return _named(page) or 2 * reports > rows


def _named(page: Page) -> bool:
    return bool(_COLUMN_NAME.search(normalise(page.meta("ColumnName") or page.title)))


def _rows(page: Page) -> tuple[int, int]:
    """Count the reports in a page's list, and all its rows; what is named without a year is a column."""
    family = family_of(page)
    rows = family.items(page) if family else ()
    return sum(may_be_report(row.title) and report_year(row.title) is not None for row in rows), len(rows)


async def find_columns(visit: Visit) -> tuple[tuple[str, ...], str]:
    """Look for the report columns from the home page, the best links first.

    Gives their addresses, the first one found first, and an empty text; or none and the reason code: why the
    home page could not be read, or `no_column` when everything promising within the budget was looked at.
    Each column found earns further pages: a portal may have a list an office.
    """
    search, found = Search(), Found()
    search.add(0, visit.portal.home_url)
    left, first = MOST_PAGES, True
    while left and len(found.columns) < MOST_COLUMNS:
        url = search.next(_FURTHER if found.columns else 0)
        if url is None:
            break
        left -= 1
        sight = await visit.look(visit.errand(url, "home" if first else "nav"))
        if first and sight.reason is None:
            sight = await _home(visit, sight)
        if sight.reason and first:
            return (), sight.reason
        first = False
        if sight.reason is None and _is_html(sight):
            if await found.take(visit, sight.page):
                left = PAGES_A_COLUMN if len(found.columns) == 1 else left + PAGES_A_COLUMN
                search.skip(_belongings(sight.page))
            _add_links(search, sight, visit)
    columns = found.columns or found.scripted[:1]
    return tuple(columns), "" if columns else "no_column"


async def _home(visit: Visit, sight: Sight) -> Sight:
    """Show a home page that only scripts can write in a browser, where there is one."""
    if any(True for _ in column_links(sight.page)) or not is_scripted(sight.page):
        return sight
    drawn = await rendered(visit, visit.errand(sight.page.url, "home"), sight)
    return drawn or sight


@dataclass
class Found:
    """The columns found, and the entries they show: a page that shows nothing else is no further column.

    `scripted` are pages that bear a column's name, and whose rows a script would have to write.
    """

    columns: list[str] = field(default_factory=list)
    scripted: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)

    async def take(self, visit: Visit, page: Page) -> bool:
        """Tell whether a page is a column that shows something new; if so, it is one of ours."""
        family = family_of(page)
        places = {same_place(row.url) for row in family.items(page)} if family else set()
        if is_report_column(page):
            fresh = bool(places - self.places)
        else:
            fresh = await _frames_reports(visit, page)
            if not fresh and not places and _named(page) and is_scripted(page):
                self.scripted.append(page.url)
        if fresh:
            self.columns.append(page.url)
            self.places |= places
        return fresh


def _belongings(page: Page) -> list[str]:
    """The entries and further pages of a list: no columns of their own."""
    family = family_of(page)
    if family is None:
        return []
    entries = [row.url for row in family.items(page) if _is_entry(row)]
    return entries + [ask.url for ask in family.more(page)]


def _is_entry(row: Item) -> bool:
    """Whether a row is an article; tabs often stand in lists of the same make."""
    return row.listed_on is not None or may_be_report(row.title)


async def _frames_reports(visit: Visit, page: Page) -> bool:
    """A frame without rows of its own is judged by the first list it leads to."""
    family = family_of(page)
    asks = family.more(page) if family and not family.items(page) else ()
    if not asks:
        return False
    errand = visit.errand(asks[0].url, "api" if asks[0].data else "nav")
    sight = await visit.look(replace(errand, ask=asks[0]))
    reports, rows = _rows(sight.page)
    return sight.reason is None and (2 * reports > rows or reports >= _ENOUGH)


def _is_html(sight: Sight) -> bool:
    return sight.page.body.lstrip()[:1] == b"<"


def _add_links(search: Search, sight: Sight, visit: Visit) -> None:
    onward = refresh_target(sight.page)
    if onward:
        search.add(1000, onward)
    for value, url in column_links(sight.page):
        if visit.fetcher.guard.permits(url):
            search.add(value, url)
