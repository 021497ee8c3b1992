"""A stored page as plain lines of text: nothing of it is ever markup, script or address on our own pages."""

from __future__ import annotations

import re

from lxml import etree

LONGEST = 2_000_000  # bytes of a page that are turned into text
LINES = 4_000

_NEVER = ("script", "style", "noscript", "template", "iframe", "object", "svg")
_BLOCKS = frozenset(["p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "section", "title", "dd", "dt"])
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
# Pages that say gb2312 or gbk hold more than that: gb18030 reads all three.
_KNOWN = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5", "utf-16": "utf-16"}


def is_page(body: bytes, content_type: str | None) -> bool:
    """Tell whether a body is a page or plain text, not a file to be opened with something else."""
    kind = (content_type or "").lower()
    return "html" in kind or kind.startswith("text/") or body.lstrip()[:1] == b"<"


def lines(body: bytes, content_type: str | None) -> list[str]:
    r"""Read the text of a stored page, a line a block; cells of a table stand apart by wide spaces.

    >>> lines("<p>甲<b>乙</b></p><script>x</script><tr><td>1</td><td>2</td></tr>".encode(), "text/html")
    ['甲乙', '1\u30002']
    """
    text = body[:LONGEST].decode(_charset(body, content_type), "replace")
    if "<" not in text:
        return _split(text)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = etree.fromstring(text.encode("utf-8"), parser)
    if tree is None:
        return []
    for element in tree.iter(*_NEVER):
        tail = element.tail
        element.clear()
        element.tail = tail
    for element in tree.iter():
        if element.tag in _BLOCKS:
            element.tail = "\n" + (element.tail or "")
        elif element.tag in ("td", "th"):
            element.tail = "\u3000" + (element.tail or "")
    return _split("".join(str(part) for part in tree.itertext()))


def _charset(body: bytes, content_type: str | None) -> str:
    named = _CHARSET.search((content_type or "").encode()) or _CHARSET.search(body[:4096])
    return _KNOWN.get(named[1].decode("ascii").lower(), "utf-8") if named else "utf-8"


def _split(text: str) -> list[str]:
    tidy = (re.sub(r"[ \t\r\f\v\xa0]+", " ", line).strip(" \u3000") for line in text.split("\n"))
    return [line for line in tidy if line][:LINES]
