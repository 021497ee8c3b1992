"""TRS WCM: static list pages `index.html`, `index_1.html` … and a pager written by `createPageHTML`.

The pager's arguments come in several orders: (pages, current, name, extension, style, total), (total, pages,
current, name, extension), (total, entries a page, current, …); the number of rows printed decides.
A missing page is no end of the list: the pages are walked to the declared number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil

from crawler.addresses import beside
from crawler.pages import Ask, Item, Page, element_text
from crawler.rows import list_rows
from data.wording import may_be_report

RANK = 20
PROVES_COMPLETE = True

_ARTICLE = re.compile(r"/[tPW]0?20\d{6,}_?\w*\.(?:s?html?|pdf|docx?|xlsx?|wps|ofd)(?:\?|$)", re.IGNORECASE)
_CALL = re.compile(r"createPageHTML\w*\s*\(([^)]*)\)")
_ARGUMENT = re.compile(r"""["']([^"']*)["']|([\w.]+)""")
_COUNT = re.compile(r"\bcountPage\s*=\s*(?:parseInt\()?\s*[\"']?(\d+)")
_CURRENT = re.compile(r"\bcurrentPage\s*=\s*(?:parseInt\()?\s*[\"']?(\d+)")
_EXTENSION = re.compile(r"s?html?")
_NUMBERED = re.compile(r"(?:^|/)(\w*?)_?(\d+)\.(s?html?)$")
_MOST_PAGES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """What a page says about its list: how many pages and entries, and how its pages are named."""

    pages: int
    current: int
    name: str = "index"
    extension: str = "html"
    total: int | None = None


def recognise(page: Page) -> str | None:
    """Say why the page is a TRS list."""
    rows = list_rows(page)
    articles = sum(bool(_ARTICLE.search(row.url)) for row in rows)
    if pager(page, len(rows)) is not None:
        return f"a createPageHTML pager and {len(rows)} rows"
    if articles >= 2 and any(may_be_report(row.title) for row in rows):
        return f"{articles} addresses like t20240308_87885.html in one list"
    return None


def items(page: Page) -> tuple[Item, ...]:
    """Give the rows of the list."""
    return list_rows(page)


def more(page: Page) -> tuple[Ask, ...]:
    """Name every further page up to the declared number."""
    found = pager(page, len(list_rows(page)))
    if found is None:
        return ()
    first, pattern = _numbering(page, found)
    last = min(found.pages, _MOST_PAGES)
    return tuple(Ask(url=beside(page.url, pattern.format(n + first))) for n in range(last - 1))


def total(page: Page) -> int | None:
    """Give the declared number of entries."""
    found = pager(page, len(list_rows(page)))
    return found.total if found else None


def pager(page: Page, rows: int) -> Pager | None:
    """Read the pager's numbers; `rows` is how many entries the page prints."""
    for call in _CALL.findall(page.text):
        read = _from_call(call, page, rows)
        if read is not None:
            return read
    count = _COUNT.search(page.text)
    if count is None:
        return None
    current = _CURRENT.search(page.text)
    return Pager(pages=int(count.group(1)), current=int(current.group(1)) if current else 0)


def _from_call(arguments: str, page: Page, rows: int) -> Pager | None:
    tokens = [quoted or bare for quoted, bare in _ARGUMENT.findall(arguments)]
    tokens = [_value_of(token, page) for token in tokens]
    at = next((n for n, token in enumerate(tokens) if n and _EXTENSION.fullmatch(token)), None)
    if at is None:
        return None
    before = [int(token) for token in tokens[:at] if token.isdigit()]
    after = [int(token) for token in tokens[at + 1 :] if token.isdigit()]
    if len(before) < 2:
        return None
    pages, current, entries = _counts(before, after, rows)
    return Pager(pages=pages, current=current, name=tokens[at - 1], extension=tokens[at], total=entries)


def _value_of(token: str, page: Page) -> str:
    """A pager may be called with the names of variables set just before."""
    if not token.isidentifier() or _EXTENSION.fullmatch(token):
        return token
    found = re.search(rf"\bvar\s+{token}\s*=\s*[\"']?(\d+)", page.text)
    return found.group(1) if found else token


def _counts(before: list[int], after: list[int], rows: int) -> tuple[int, int, int | None]:
    """Tell pages, current page and total apart, whatever their order."""
    if len(before) == 2:
        pages, current = before
        entries = after[-1] if after and after[-1] >= pages else None
        return pages, current, entries
    small, large = sorted(before[:2])
    if small == rows and ceil(large / rows) != small:  # entries a page, not pages
        small = ceil(large / rows)
    return small, before[2], large


def _numbering(page: Page, found: Pager) -> tuple[int, str]:
    """Which number the second page bears, and how pages are spelt; a printed 下一页 link knows best."""
    for anchor in page.tree.iter("a"):
        link = _NUMBERED.search((anchor.get("href") or "").split("?")[0])
        if link and element_text(anchor) in ("下一页", "下页", "后一页", "2"):
            name, number, extension = link.groups()
            second = 2 if element_text(anchor) == "2" else found.current + 2
            spelt = f"{name}_{{}}.{extension}" if name else f"{{}}.{extension}"
            return int(number) - second + 2, spelt
    return 1, f"{found.name}_{{}}.{found.extension}"
