"""Hanweb JCMS: the column page holds the first group of rows, a script fetches the others as XML.

The address in the browser's bar (`/col/col12/index.html?pageNum=2`) always answers with the first page. The
script's call `jpage({totalRecord, perPage, groupSize, proxyUrl, ajaxParam})` says how the rest is asked for:
POST to `…/dataproxy.jsp?startrecord=46&endrecord=90&perpage=15`, several pages at a time. Where it does not,
`<nextgroup>` names the next group's address. Old sites keep their first rows in an array `InitData12 = […]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from math import ceil
from urllib.parse import parse_qs, urlencode, urlsplit

from lxml import html

from crawler.fragments import row_of
from crawler.pages import Ask, Item, Page
from data.wording import may_be_report

RANK = 10
PROVES_COMPLETE = True

_STORE_BEGINS = re.compile(r"<datastore>|\bInitData\d{0,9}\s{0,9}=\s{0,9}\[")
_STORE = re.compile(r"<datastore>.*?(?:</datastore>|</script>|\Z)|InitData\d*\s*=\s*\[.*?\]\s*;", re.S)
_CALL_BEGINS = re.compile(r"\.jpage\(")
_CALL = re.compile(r"\.jpage\(\s*\{(.*?)\}\s*\)", re.S)
_RECORD = re.compile(r"\s*<!\[CDATA\[(.*?)\]\]>", re.S)
_STRING = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"", re.S)
_TOTAL = re.compile(r"<totalrecord>\s*(\d{1,9})\s*</totalrecord>")
_NEXT_GROUP = re.compile(r"<nextgroup>\s*<!\[CDATA\[(.*?)\]\]>\s*</nextgroup>", re.S)
_PARAMETERS = re.compile(r"ajaxParam\s*:\s*\{([^}]*)\}", re.S)
_PAIR = re.compile(r"[\"']?(\w+)[\"']?\s*:\s*(?:'([^']*)'|\"([^\"]*)\"|([^,\s}]+))")
_MOST_GROUPS = 200
_MOST_LISTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Jpage:
    """One list of a page: its first rows as pieces of HTML, the script's call, the next group's address."""

    rows: tuple[str, ...]
    call: str = ""
    onward: str = ""
    total: int | None = None

    def number(self, name: str) -> int | None:
        """Read a number of the script's call."""
        found = re.search(rf"\b{name}[\"']?\s*:\s*[\"']?(\d+)", self.call)
        return int(found.group(1)) if found and len(found.group(1)) < 10 else None

    @property
    def proxy(self) -> str:
        """The address the script asks for further groups."""
        found = re.search(r"proxyUrl[\"']?\s*:\s*[\"']([^\"']+)", self.call)
        return found.group(1) if found else ""

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """The form the script sends along."""
        found = _PARAMETERS.search(self.call)
        pairs = _PAIR.findall(found.group(1)) if found else []
        return tuple((name, single or double or bare) for name, single, double, bare in pairs)


def recognise(page: Page) -> str | None:
    """Say why the page is a JCMS column, or an answer of its dataproxy."""
    found = _jpage(page)
    if found is None:
        return None
    if not found.call:
        return f"a dataproxy answer with {len(found.rows)} records"
    if total(page) is None and not found.onward:
        return None  # nobody says how long the list is or how it goes on
    return f"a jpage script with {len(found.rows)} rows in the page"


def items(page: Page) -> tuple[Item, ...]:
    """Give the rows of the first group, or of an answer."""
    found = _jpage(page)
    rows = (row_of(page, row) for row in found.rows) if found else ()
    return tuple(row for row in rows if row is not None)


def more(page: Page) -> tuple[Ask, ...]:
    """Ask for every group up to the declared number, unless the page holds all of them."""
    found = _jpage(page)
    if found is None:
        return ()
    if not found.call:
        return _from_answer(page, found)
    entries, size = total(page), _group_size(found)
    if entries is not None and entries <= len(found.rows):
        return ()
    if found.proxy and found.parameters and entries:
        address = page.absolute(found.proxy)
        return _windows(address, urlencode(found.parameters), (entries, size, found.number("perPage") or 15))
    return _groups(page, found, ceil((entries or 0) / max(1, len(found.rows))))


def total(page: Page) -> int | None:
    """Give the declared number of entries."""
    found = _jpage(page)
    if found is None:
        return None
    called = found.number("totalRecord")
    return called if called is not None else found.total


def _jpage(page: Page) -> Jpage | None:
    """Find the page's list; of several on one page the one with most report titles."""
    text = page.text
    if page.json is not None or ("<datastore>" not in text and ".jpage(" not in text):
        return None
    stores = [found.group() for found in _each(_STORE_BEGINS, _STORE, text)]
    calls = [found.group(1) for found in _each(_CALL_BEGINS, _CALL, text) if "proxyUrl" in found.group(1)]
    if "<datastore>" not in text and not calls:
        return None
    lists = [_read(store, call) for store, call in zip_longest(stores, calls, fillvalue="")]
    return max(lists, key=lambda each: (sum(map(may_be_report, each.rows)), len(each.rows)))


def _each(begins: re.Pattern[str], whole: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Find the first few places where something begins and does end: a page of beginnings costs no hours."""
    for begin in islice(begins.finditer(text), _MOST_LISTS):
        found = whole.match(text, begin.start())
        if found:
            yield found


def _read(store: str, call: str) -> Jpage:
    said = _TOTAL.search(store)
    onward = _NEXT_GROUP.search(store)
    return Jpage(
        rows=tuple(_rows(store)),
        call=call,
        onward=_href(onward.group(1)) if onward else "",
        total=int(said.group(1)) if said else None,
    )


def _rows(store: str) -> list[str]:
    if store.startswith("InitData"):
        return [re.sub(r"\\(.)", r"\1", single or double) for single, double in _STRING.findall(store)]
    pieces = (_RECORD.match(piece) for piece in store.split("<record>")[1:])
    return [found.group(1) for found in pieces if found]


def _href(piece: str) -> str:
    links = html.fragment_fromstring(piece, create_parent="div").xpath("//a/@href")
    return str(links[0]) if links else ""


def _group_size(found: Jpage) -> int:
    """Rows a request: as many pages at a time as the script takes, at least those in the page."""
    pages = (found.number("perPage") or 15) * max(1, found.number("groupSize") or 3)
    return max(pages, 1)


def _windows(address: str, form: str, counts: tuple[int, int, int]) -> tuple[Ask, ...]:
    entries, size, each = counts
    last = min(ceil(entries / size), _MOST_GROUPS)
    windows = [(n * size + 1, (n + 1) * size) for n in range(last)]
    return tuple(
        Ask(
            url=f"{address}?startrecord={start}&endrecord={end}&perpage={each}",
            method="POST",
            body=form,
            data=True,
        )
        for start, end in windows
    )


def _groups(page: Page, found: Jpage, groups: int) -> tuple[Ask, ...]:
    """Follow the next group's address; where the number of groups is known, all of them at once."""
    url = page.absolute(found.onward) if found.onward else ""
    numbered = re.search(r"([?&]page=)(\d+)", url)
    if numbered is None or groups < 2:
        return (Ask(url=url, data=True),) if url and found.rows else ()
    first = int(numbered.group(2))
    pages = range(first, first + min(groups, _MOST_GROUPS) - 1)
    addresses = (url.replace(numbered.group(), f"{numbered.group(1)}{n}", 1) for n in pages)
    return tuple(Ask(url=address, data=True) for address in addresses)


def _from_answer(page: Page, found: Jpage) -> tuple[Ask, ...]:
    """An answer asked for by its window names the windows left; one of a chain names the next group."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}
    window = [asked.get(name, "") for name in ("startrecord", "endrecord", "perpage")]
    if not all(re.fullmatch(r"\d{1,9}", value) for value in window) or not page.sent:
        return _groups(page, found, 0)
    start, end, each = map(int, window)
    if found.total is None or end <= start:
        return ()
    return _windows(page.url.split("?")[0], page.sent, (found.total, end - start + 1, each))
