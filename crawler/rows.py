"""Which links of a page are the rows of its list, and what stands beside them. Pure.

A portal page holds hundreds of links; those of one list stand at the same place of the page's structure. The
group with most report titles is the list; a hot-article box beside it is another group and is not counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from lxml import etree

from crawler.pages import Item, Page, element_text, squeeze
from data.wording import may_be_report

_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_TRAILING_DAY = re.compile(
    r"[\s\[(（【]*(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\s\])）】]*(?:\d{1,2}:\d{2})?\s*$"
)
# Elements that make up a row; their classes differ from row to row (odd, on, last) and are not looked at.
_ROW_TAGS = {"a", "li", "tr", "td", "dd", "dl", "dt", "span", "p", "h3", "h4", "h5", "em", "b", "strong"}
_MIN_TITLE = 4


def printed_day(text: str) -> date | None:
    """Read the first day printed in a text; None when there is none or it is impossible.

    >>> printed_day("[2024-3-8]"), printed_day("2024年02月30日")
    (datetime.date(2024, 3, 8), None)
    """
    for year, month, day in _DAY.findall(text):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


@lru_cache(maxsize=4)  # a family is asked four things about one page
def list_rows(page: Page) -> tuple[Item, ...]:
    """Find the rows of the page's main list, in the order printed, each address once."""
    groups: dict[str, list[etree._Element]] = defaultdict(list)
    for anchor in page.tree.iter("a"):
        if _target(page, anchor) and len(link_title(anchor)) >= _MIN_TITLE:
            groups[_place(anchor)].append(anchor)
    found = [_items(page, anchors) for anchors in groups.values()]
    return max(found, key=_likeness, default=())


def _likeness(items: tuple[Item, ...]) -> tuple[int, int, int]:
    reports = sum(may_be_report(item.title) for item in items)
    return reports, sum(item.listed_on is not None for item in items), len(items)


def _place(anchor: etree._Element) -> str:
    """Where an element stands: tags and, above the row, classes of everything around it."""
    steps = []
    for element in (anchor, *anchor.iterancestors()):
        tag = str(element.tag)
        steps.append(tag if tag in _ROW_TAGS else f"{tag}.{element.get('id', '')}.{element.get('class', '')}")
    return "/".join(steps)


def _target(page: Page, anchor: etree._Element) -> str:
    href = (anchor.get("href") or "").strip()
    if not href or href.startswith("#") or re.match(r"(?i)(javascript|mailto|tel|data):", href):
        return ""
    return page.absolute(href)


def link_title(anchor: etree._Element) -> str:
    """Give a link's full title: the title attribute where the printed text is cut short, without a day."""
    printed = _TRAILING_DAY.sub("", element_text(anchor))
    full = squeeze(anchor.get("title") or "")
    return full if len(full) > len(printed.rstrip(".…")) or not printed else printed


def _items(page: Page, anchors: Iterable[etree._Element]) -> tuple[Item, ...]:
    found: dict[str, Item] = {}
    for anchor in anchors:
        url = _target(page, anchor)
        item = Item(title=link_title(anchor), url=url, listed_on=printed_day(_beside(anchor)))
        known = found.get(url)
        if known is None or len(known.title) < len(item.title):
            found[url] = item
    return tuple(found.values())


def _beside(anchor: etree._Element) -> str:
    """The text of the widest element around a link that holds no other link; the link's own text last."""
    own, widest = anchor.get("href"), anchor
    for around in anchor.iterancestors():
        if around.tag in ("body", "html") or any(other.get("href") != own for other in around.iter("a")):
            break
        widest = around
    printed = element_text(anchor)
    return f"{element_text(widest).replace(printed, ' ')} {printed}"
