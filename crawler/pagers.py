"""What the pager below a list prints: links to other pages, how many there are, how many entries. Pure."""

from __future__ import annotations

import re

from lxml import etree

from crawler.pages import Page, element_text

_NEXT = {"下一页", "下页", "后一页"}
_ONWARD = _NEXT | {"下一页>", "下一页>>", ">", ">>", "»"}
_BACK = {"上一页", "上页", "<", "<<", "«"}
_LAST = {"尾页", "末页", "最后一页", "末尾页"}
_TOTAL = re.compile(r"共\s*(?:有\s*)?(\d{1,6})\s*(?:条|篇|项)")
_PLACE = re.compile(r"(?<!\d)(\d{1,4})\s*/\s*(\d{1,4})(?!\d)")
_PAGES = re.compile(r"共\s*(?:有\s*)?(\d{1,6})\s*页")
_SCRIPTED = re.compile(
    r"\b(?:totalPages?|pageCount|countPage|allPages?)[\"']?\s*[:=]\s*[\"']?(\d{1,6})", re.IGNORECASE
)
_OFF = re.compile(r"(?:^|[\s_-])(?:disabled?|d|none|no)(?:$|[\s_-])")
_MOST_TEXT = 300


def pager_links(page: Page) -> tuple[str, ...]:
    """List where the pager's numbers (but 1), 下一页 and 尾页 lead, each address once, as printed."""
    found: dict[str, None] = {}
    for anchor in page.tree.iter("a"):
        said = element_text(anchor)
        if said in _ONWARD | _LAST or (said.isdecimal() and len(said) <= 3 and said != "1"):
            url = _address(page, anchor)
            if url:
                found[url] = None
    return tuple(found)


def is_pager(said: str) -> bool:
    """Tell whether a link's text is that of a pager: a number, 下一页, 首页 of the list …

    >>> [is_pager(said) for said in ("2", "下一页", "尾页", "政府信息公开年报")]
    [True, True, True, False]
    """
    return said.isdecimal() or said in _ONWARD | _LAST | _BACK


def highest(links: tuple[str, ...], numbered: re.Pattern[str]) -> tuple[int, str] | None:
    """Give the highest page number in the links, the pattern's last group, and the address it stands in."""
    found = [(int(match.groups()[-1]), url) for url in links if (match := numbered.search(url))]
    return max(found, default=None)


def is_stuck(page: Page) -> bool:
    """Tell whether the page says that there is more but only a script knows where."""
    current, pages = page_place(page)
    if pages is not None and (pages == 1 or pages == current):
        return False
    if pager_links(page):
        return False
    scripted = _SCRIPTED.search(page.text)
    if scripted and int(scripted.group(1)) > 1:
        return True
    onward = [anchor for anchor in page.tree.iter("a") if element_text(anchor) in _NEXT]
    return any(not _OFF.search(anchor.get("class") or "") for anchor in onward)


def printed_total(page: Page) -> int | None:
    """Read the number of entries a pager prints, as 共 25 条; None when it prints none."""
    found = _TOTAL.search(pager_text(page))
    return int(found.group(1)) if found else None


def page_place(page: Page) -> tuple[int | None, int | None]:
    """Read which page of how many this is, as 1/11 or 共 11 页; None for what is not printed."""
    said = pager_text(page)
    place = _PLACE.search(said)
    if place and int(place.group(1)) <= int(place.group(2)):
        return int(place.group(1)), int(place.group(2))
    pages = _PAGES.search(said)
    return None, int(pages.group(1)) if pages else None


def pager_text(page: Page) -> str:
    """Give what stands around the pager's words: the widest element there that is no more than a line."""
    for element in page.tree.iter("a", "span", "li", "td", "em", "div"):
        if element_text(element) in _ONWARD | _LAST:
            return _line_around(element)
    return ""


def _line_around(element: etree._Element) -> str:
    line = ""
    for around in (element, *element.iterancestors()):
        text = element_text(around)
        if len(text) > _MOST_TEXT or around.tag in ("body", "html"):
            break
        line = text
    return line


def _address(page: Page, anchor: etree._Element) -> str:
    href = (anchor.get("href") or "").strip()
    url = page.absolute(href) if href and not href.startswith("#") else ""
    return url if url.startswith(("http://", "https://")) else ""
