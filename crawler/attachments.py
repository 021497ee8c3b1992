"""Which links of a report page lead to the report as a file. Pure.

Files hang below the text as `P020240308….docx`, sit in a viewer's address (`viewer.html?file=….pdf`), are
opened by a script of the page, or are served by a program whose query names or numbers the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from crawler.addresses import beside
from crawler.pages import Page
from crawler.rows import link_title
from data.wording import may_be_report

_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|rtf)$", re.IGNORECASE)
_SERVED = re.compile(r"(?:down(?:load)?(?:file)?|attach\w*|servlet|getfile|fileview)[^?]*\?", re.IGNORECASE)
_IN_SCRIPT = re.compile(
    r"""["']([^"'<>\s{}]{1,300}\.(?:pdf|docx?|xlsx?|wps|ofd)(?:\?[^"'<>\s{}]{0,200})?)["']""", re.IGNORECASE
)
_OPENS = re.compile(r"pdf|viewer|preview|open|show|file|embed|down|attach|附件", re.IGNORECASE)
_WORDS = ("附件", "下载", "全文", "报告")
_WHERE = ("href", "src", "data", "oldsrc", "data-src", "data-url", "data-file")
_MOST = 10


def attachments(page: Page) -> tuple[str, ...]:
    """List the addresses of a report page's files, each once, in order, ten at most."""
    return tuple(dict.fromkeys(_files(page)))[:_MOST]


def _files(page: Page) -> Iterator[str]:
    for element in page.tree.iter("a", "iframe", "embed", "object"):
        written = next((value for name in _WHERE if (value := element.get(name))), "")
        if not written or "{{" in written:
            continue
        url = _file_address(page, written) or _served(page, written, element)
        if url and (element.tag != "a" or _belongs(page, url, element)):
            yield url
    yield from _in_scripts(page)


def _in_scripts(page: Page) -> Iterator[str]:
    """Files named in scripts and in what happens at a click, where the words around say that they open."""
    sources = [script.text or "" for script in page.tree.iter("script")]
    sources += [str(clicked) for clicked in page.tree.xpath("//@onclick")]
    for source in sources:
        for found in _IN_SCRIPT.finditer(source):
            before = source[max(0, found.start() - 80) : found.start()]
            url = _file_address(page, found.group(1)) if _OPENS.search(before) else None
            if url:
                yield url


def _served(page: Page, written: str, element: etree._Element) -> str | None:
    """A program that serves files by number (`download.jsp?wbfileid=17`), if the link bears a file's name."""
    url = page.absolute(written)
    if not url.startswith(("http://", "https://")) or not _SERVED.search(url):
        return None
    said = link_title(element)
    return url if _FILE.search(said) or "附件" in said or element.tag != "a" else None


def _file_address(page: Page, written: str) -> str | None:
    """The file an address leads to: itself, or the one a viewer is told to show."""
    url = page.absolute(written)
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    if _FILE.search(parts.path):
        return url
    inside = next(
        (value for values in parse_qs(parts.query).values() for value in values if _is_file(value)), None
    )
    if inside is None:
        return None
    return url if _SERVED.search(url) else page.absolute(inside)


def _is_file(value: str) -> bool:
    return bool(_FILE.search(value.split("?")[0])) or bool(_SERVED.search(value) and _FILE.search(value))


def _belongs(page: Page, url: str, anchor: etree._Element) -> bool:
    """A file in the article's own folder is its own; others must say that they are part of a report."""
    if url.startswith(beside(page.url, "")):
        return True
    said = link_title(anchor)
    if _SERVED.search(url) and _FILE.search(said):
        return True
    return may_be_report(said) or any(word in said for word in _WORDS)
