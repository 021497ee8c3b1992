"""TRS in Fujian: ten rows stand in the page, the rest comes by POST `/fjdzapp/search` as JSON.

The page's script names the channel (`channelid`, often `SiteInfo.searchId`), the query (`classsql`), the
order (`sortfield`), the rows a request (`prepage`) and the number of entries (`recordCount`). Whoever reads
only the rows in the page misses everything from the eleventh on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil
from typing import Any
from urllib.parse import parse_qsl

from crawler.pages import Ask, Item, Page, squeeze
from crawler.rows import list_rows, printed_day

RANK = 10
PROVES_COMPLETE = True

_SEARCH = "/fjdzapp/search"
_MOST_PAGES = 500
_STRINGS = r"""((?:"[^"\n]*"|'[^'\n]*'|\s|\|\|)+)"""
_TAG = re.compile(r"<[^>]*>")


def recognise(page: Page) -> str | None:
    """Say why the page is a list of this kind, or an answer of its search."""
    if page.json is not None:
        rows = _records(page)
        return f"a search answer with {len(rows)} documents" if rows is not None else None
    if _query(page) and re.search(r"fjdzapp|trsapi|ms-controller|avalon", page.text):
        return "a list script with channelid and classsql"
    return None


def items(page: Page) -> tuple[Item, ...]:
    """Give the rows printed in the page, or the documents of a search answer."""
    if page.json is None:
        return list_rows(page)
    return tuple(_item(page, record) for record in _records(page) or ())


def more(page: Page) -> tuple[Ask, ...]:
    """Ask for all documents by search, from the first on: the page itself may be older than the search."""
    if page.json is not None:
        return tuple(_from_answer(page))
    query, entries = _query(page), total(page)
    if query is None:
        return ()
    each = _number(page.text, "prepage") or 10
    last = min(ceil(entries / each) if entries else 1, _MOST_PAGES)
    return tuple(_ask(page, query, number, each) for number in range(1, last + 1))


def total(page: Page) -> int | None:
    """Give the declared number of entries."""
    if page.json is None:
        return _number(page.text, "recordCount")
    for name in ("recordCount", "count", "total"):
        value = page.json.get(name) if isinstance(page.json, dict) else None
        if str(value).isdigit():
            return int(str(value))
    return None


def _records(page: Page) -> list[dict[str, Any]] | None:
    data = page.json.get("data") if isinstance(page.json, dict) else None
    if not isinstance(data, list):
        return None
    found = [record for record in data if isinstance(record, dict) and "doctitle" in record]
    return found if len(found) == len(data) else None


def _item(page: Page, record: dict[str, Any]) -> Item:
    address = record.get("chnldocurl") or record.get("docpuburl") or ""
    day = record.get("docreltime") or record.get("pubdate") or ""
    return Item(
        title=squeeze(_TAG.sub("", str(record["doctitle"]))),
        url=page.absolute(str(address)),
        listed_on=printed_day(str(day)),
    )


def _query(page: Page) -> tuple[tuple[str, str], ...] | None:
    channel, sql = _number(page.text, "channelid"), _string(page.text, "classsql")
    if channel is None or sql is None:
        return None
    order = _string(page.text, "sortfield") or "-docorderpri,-docreltime"
    return ("channelid", str(channel)), ("classsql", sql), ("sortfield", order)


def _ask(page: Page, query: tuple[tuple[str, str], ...], number: int, each: int) -> Ask:
    return Ask.form(page.absolute(_SEARCH), (*query, ("page", str(number)), ("prepage", str(each))))


def _from_answer(page: Page) -> Iterator[Ask]:
    """A search answer names its own number of pages; the form it answers tells how to ask for the others."""
    sent = dict(parse_qsl(page.sent or ""))
    pages = page.json.get("pageCount") if isinstance(page.json, dict) else None
    if not sent or not str(pages).isdigit():
        return
    for number in range(1, min(int(str(pages)), _MOST_PAGES) + 1):
        yield Ask.form(page.url, tuple({**sent, "page": str(number)}.items()))


def _number(text: str, name: str) -> int | None:
    """Read a number a script sets, directly or by the name of another setting."""
    found = re.search(rf"\b{name}[\"']?\s*[:=]\s*[\"']?(?:(\d+)|(?:\w+\.)*(\w+))\b", text)
    if found is None:
        return None
    if found.group(1):
        return int(found.group(1))
    named = re.search(rf"\b{found.group(2)}[\"']?\s*[:=]\s*[\"']?(\d+)", text)
    return int(named.group(1)) if named else None


def _string(text: str, name: str) -> str | None:
    """Read the text a script sets; of alternatives (`"" || "chnlid=7"`) the first that is not empty."""
    found = re.search(rf"\b{name}[\"']?\s*[:=]\s*{_STRINGS}", text)
    values = re.findall(r"""["']([^"'\n]*)["']""", found.group(1)) if found else []
    return next((value for value in values if value), None)
