"""Hanweb JCMS, annual report module: one address one report, `xxgkAnnualReport.jsp?area=11&fbtime=2021`.

Every page prints one report and links to the other years of its area, often to other areas too. Only the
query tells two reports apart, and its two parameters come in either order.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.pages import Ask, Item, Page, element_text
from data.wording import may_be_report

RANK = 5
PROVES_COMPLETE = True

_MODULE = re.compile(r"/xxgkAnnualReport\w*\.jsp$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?度?")
_REPORT = "政府信息公开年度报告"


def recognise(page: Page) -> str | None:
    """Say why the page belongs to the module: it links to the reports of years."""
    years = {item.url for item in _linked(page)}
    return f"{len(years)} addresses like xxgkAnnualReport.jsp?area=…&fbtime=2021" if years else None


def items(page: Page) -> tuple[Item, ...]:
    """Give one entry a year and area, the page's own report among them."""
    found = {item.url: item for item in _linked(page)}
    own = _spelt(page.url)
    if own is not None and _asked(own).get("fbtime") and own not in found:
        found[own] = Item(title=_title(page.title, _asked(own)["fbtime"]), url=own)
    return tuple(found.values())


def more(page: Page) -> tuple[Ask, ...]:
    """Ask for the newest report of every other area: its page links to the area's years."""
    own = _asked(page.url).get("area")
    areas: dict[str, str] = {}
    for url, _ in _links(page):
        asked = _asked(url)
        if asked.get("area") and asked["area"] != own and not asked.get("fbtime"):
            areas.setdefault(asked["area"], url)
    return tuple(Ask(url=url) for url in areas.values())


def total(page: Page) -> int | None:
    """The module prints no number of reports."""
    return None


def _links(page: Page) -> list[tuple[str, str]]:
    """The module's addresses on the page, each with what its link says."""
    found = []
    for anchor in page.tree.iter("a"):
        url = _spelt(page.absolute(anchor.get("href") or ""))
        if url is not None:
            found.append((url, element_text(anchor) or (anchor.get("title") or "").strip()))
    return found


def _linked(page: Page) -> list[Item]:
    links = [(url, said, _asked(url).get("fbtime", "")) for url, said in _links(page)]
    return [Item(title=_title(said, year), url=url) for url, said, year in links if year]


def _spelt(url: str) -> str | None:
    """Spell an address of the module one way, whatever the order of its parameters; None for any other."""
    parts = urlsplit(url)
    if not _MODULE.search(parts.path):
        return None
    return parts._replace(query=urlencode(sorted(parse_qsl(parts.query))), fragment="").geturl()


def _asked(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query))


def _title(said: str, year: str) -> str:
    """A tab prints the year alone: the entry is called what the module shows there."""
    return said if may_be_report(said) and year in said else f"{_YEAR.sub('', said)}{year}年{_REPORT}"
