"""What is different about a document since it was last looked at. Pure."""

from __future__ import annotations

import re

from crawler.pages import Page

# What changes on a page without anybody touching the report: counters, clocks, the day in the page's head.
_IDLE = re.compile(
    r"(?:浏览|点击|阅读|访问|打印)(?:次数|量|数|人次)?[^\d]{0,6}\d+|\d+\s*(?:人次|次浏览)"
    r"|今天是.{0,20}|\d{1,2}:\d{2}(?::\d{2})?"
)
_GONE = ("dead_link", "soft_404")


def delta_of(before: Page, after: Page, reason: str | None, *, listed: bool) -> str | None:
    """Name what is different: `gone`, `changed`, `unlisted`, or None; a failure of the look says nothing.

    >>> page = Page(url="http://a.gov.cn/1.html", body="<p>受理3件 浏览次数：17</p>".encode())
    >>> same = Page(url=page.url, body="<p>受理3件 浏览次数：18</p>".encode())
    >>> other = Page(url=page.url, body="<p>受理4件 浏览次数：18</p>".encode())
    >>> delta_of(page, same, None, listed=True), delta_of(page, other, None, listed=True)
    (None, 'changed')
    """
    if reason is not None:
        return "gone" if reason in _GONE else None
    if before.body != after.body and _words(before) != _words(after):
        return "changed"
    return None if listed else "unlisted"


def _words(page: Page) -> str | bytes:
    """What stands on a page, without what changes by itself; of a file all its bytes."""
    if page.body.lstrip()[:1] != b"<":
        return page.body
    return _IDLE.sub("", page.visible)
