"""Guangdong's common platform: a frame `/gkmlpt/index#2846`, and the list as JSON at `/gkmlpt/api/all/2846`.

The frame's script holds the site's number (`SID`) and the tree of columns (`TREE`). The answer says how many
entries there are (`total`) and often where it starts (`offset`), a hundred a page. Pages count from 1; where
one holds less than it then should, they count from 0. The tree's own count includes entries not listed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from crawler.pages import Ask, Item, Page, squeeze
from crawler.rows import printed_day
from data.wording import normalise

RANK = 10
PROVES_COMPLETE = True

_FRAME = re.compile(r"^(.*?/gkmlpt)(?:/|$)")
_ANSWER = re.compile(r"/gkmlpt/api/\w+/\d+")
_SID = re.compile(r"\bSID[\"']?\s*[:=]\s*[\"']?(\d+)")
_TREE = re.compile(r"\bTREE[\"']?\s*[:=]\s*(?=[\[{])")
_COLUMN = re.compile(r"(?:信息|政务)公开(?:工作)?(?:年报|年度(?:工作)?报告)|^(?:年报|年度报告)$")
_CHINA = timezone(timedelta(hours=8))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ROWS = 100
_MOST_PAGES = 100


def recognise(page: Page) -> str | None:
    """Say why the page is the platform's frame with a report column, or an answer of its interface."""
    if page.json is not None:
        articles = _articles(page)
        return f"a gkmlpt answer with {len(articles)} articles" if articles is not None else None
    column = _column(page)
    return f"the gkmlpt frame, column {column[1]} of site {column[0]}" if column else None


def items(page: Page) -> tuple[Item, ...]:
    """Give the articles of an answer; the frame itself holds none."""
    found = (_item(page, article) for article in _articles(page) or ())
    return tuple(item for item in found if item.url and item.title)


def more(page: Page) -> tuple[Ask, ...]:
    """Ask for the first page, and from an answer for those its numbers say are left."""
    if page.json is not None:
        return tuple(_further(page, len(_articles(page) or ())))
    column = _column(page)
    frame = _FRAME.match(page.url.split("#")[0])
    if column is None or frame is None:
        return ()
    sid, number = column
    return (_page(f"{frame.group(1)}/api/all/{number}?sid={sid}", 1),)


def total(page: Page) -> int | None:
    """Give the declared number of entries."""
    return _whole(page.json.get("total")) if isinstance(page.json, dict) else None


def _articles(page: Page) -> list[dict[str, Any]] | None:
    found = page.json.get("articles") if isinstance(page.json, dict) else None
    if not isinstance(found, list) or not _ANSWER.search(page.url):
        return None
    return [article for article in found if isinstance(article, dict)]


def _column(page: Page) -> tuple[str, str] | None:
    """The site's number and the column's: the one in the address, else the tree's report column."""
    sid = _SID.search(page.text)
    if sid is None or _FRAME.match(page.url.split("#")[0]) is None:
        return None
    named = re.fullmatch(r"/?(\d+)", urlsplit(page.url).fragment)
    number = named.group(1) if named else next(_report_columns(_tree(page.text)), None)
    return (sid.group(1), number) if number else None


def _tree(text: str) -> Any:
    found = _TREE.search(text)
    try:
        return json.JSONDecoder().raw_decode(text, found.end())[0] if found else None
    except (ValueError, RecursionError):
        return None


def _report_columns(tree: Any) -> Iterator[str]:
    """Walk the tree of columns; those named after the yearly report, in the order of the tree."""
    ahead = [tree]
    while ahead:
        node = ahead.pop()
        if isinstance(node, list):
            ahead.extend(reversed(node))
        elif isinstance(node, dict):
            if _COLUMN.search(normalise(str(node.get("name") or ""))) and _whole(node.get("id")) is not None:
                yield str(node["id"])
            ahead.extend(value for value in node.values() if isinstance(value, list | dict))


def _item(page: Page, article: dict[str, Any]) -> Item:
    address = article.get("url") or article.get("post_url") or ""
    days = (_day(article.get(name)) for name in ("create_time", "display_publish_time", "created_at"))
    return Item(
        title=squeeze(re.sub(r"<[^>]*>", "", str(article.get("title") or ""))),
        url=page.absolute(str(address)) if address else "",
        listed_on=next((day for day in days if day), None),
    )


def _day(value: Any) -> date | None:
    """Seconds since 1970, as a number or as digits, mean a day in China; other text is read as printed."""
    seconds = _whole(value)
    if seconds is None or not 0 < seconds < 1 << 36:
        return printed_day(str(value or ""))
    return (_EPOCH + timedelta(seconds=seconds)).astimezone(_CHINA).date()


def _whole(value: Any) -> int | None:
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,12}", str(value)):
        return None
    return int(str(value))


def _further(page: Page, rows: int) -> Iterator[Ask]:
    """The next page while entries are left; page 0 once a page turns out not to begin where it should."""
    asked = parse_qs(urlsplit(page.url).query)
    number, entries = _whole(asked.get("page", ["1"])[0]), total(page)
    if number is None or number > _MOST_PAGES:
        return
    start = _start(page, number, rows)
    if number and start >= number * _ROWS:
        yield _page(page.url, 0)
    if rows and (rows >= _ROWS if entries is None else start + rows < entries):
        yield _page(page.url, number + 1)


def _start(page: Page, number: int, rows: int) -> int:
    """How many entries come before this page: as it says itself, else by what it can hold."""
    said, entries = _whole(page.json.get("offset")), total(page)
    if said is not None:
        return said
    before = max(0, number - 1) * _ROWS
    fits = entries is None or rows == min(_ROWS, max(0, entries - before))
    return before if fits else number * _ROWS


def _page(url: str, number: int) -> Ask:
    address, _, query = url.partition("?")
    others = [(name, value) for name, value in parse_qsl(query) if name != "page"]
    return Ask(url=f"{address}?{urlencode([('page', str(number)), *others])}", data=True)
