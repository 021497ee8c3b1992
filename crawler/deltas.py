"""What is different about a document since it was last looked at. Pure."""

from __future__ import annotations

from crawler.pages import Page
from crawler.zone import words

_GONE = ("dead_link", "soft_404")


def delta_of(before: Page, after: Page, reason: str | None, *, listed: bool) -> str | None:
    """Name what is different: `gone`, `changed`, `unlisted`, or None; a failure of the look says nothing.

    >>> page = Page(url="http://a.gov.cn/1.html", body="<p>受理3件</p><p>浏览次数：17</p>".encode())
    >>> same = Page(url=page.url, body="<p>受理3件</p><p>浏览次数：18</p>".encode())
    >>> other = Page(url=page.url, body="<p>受理4件</p><p>浏览次数：18</p>".encode())
    >>> delta_of(page, same, None, listed=True), delta_of(page, other, None, listed=True)
    (None, 'changed')
    """
    if reason is not None:
        return "gone" if reason in _GONE else None
    if before.body != after.body and _words(before) != _words(after):
        return "changed"
    return None if listed else "unlisted"


def _words(page: Page) -> str | bytes:
    """What stands in the document of a page; of a file all its bytes."""
    return words(page) if page.body.lstrip()[:1] == b"<" else page.body
