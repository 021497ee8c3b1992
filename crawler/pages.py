"""A page as received, what a family finds in it, and what it asks for next. Pure: no network, no clock."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode, urljoin

from lxml import etree, html

from data.charset import decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request worth making: an address, and for POST the form's body.

    `data`: the answer is data, XML or JSON, and no page. `loose`: any kind will do.
    """

    url: str
    method: str = "GET"
    body: str | None = None
    data: bool = False
    loose: bool = False

    @classmethod
    def form(cls, url: str, fields: tuple[tuple[str, str], ...]) -> Ask:
        """Make a POST of form fields, as the portal's own script sends it."""
        return cls(url=url, method="POST", body=urlencode(fields), data=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a list as printed: its title, its absolute address, the day beside it."""

    title: str
    url: str
    listed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Page:
    """One answer: its final address, its content-decoded body, its declared type, the form it answers."""

    url: str
    body: bytes
    content_type: str | None = None
    sent: str | None = None

    @cached_property
    def _decoded(self) -> tuple[str, bool]:
        return decode(self.body, self.content_type)

    @property
    def text(self) -> str:
        """The page's source as text."""
        return self._decoded[0]

    @property
    def charset_doubt(self) -> bool:
        """Whether no charset reads the bytes without too many errors."""
        return self._decoded[1]

    @cached_property
    def _parsed(self) -> tuple[html.HtmlElement, bool]:
        parser = html.HTMLParser(huge_tree=True, encoding="utf-8")
        source = re.sub(r"^\s*<\?xml[^>]*\?>", "", self.text).replace("\x00", "")
        try:
            tree = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
        except etree.ParserError:  # no element at all, such as a page cut off in its first tag
            return html.document_fromstring("<html></html>"), False
        return tree, any("depth" in entry.message for entry in parser.error_log)

    @property
    def tree(self) -> html.HtmlElement:
        """The page as a tree; an empty page gives an empty one."""
        return self._parsed[0]

    @property
    def too_deep(self) -> bool:
        """Whether the parser gave up on nesting, so that parts of the page are missing from the tree."""
        return self._parsed[1]

    @cached_property
    def json(self) -> Any:
        """The body as JSON, or None when it is none."""
        start = self.text.lstrip("\ufeff \r\n\t")[:1]
        if start not in ("{", "["):
            return None
        try:
            return json.loads(self.text.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            return None

    @cached_property
    def title(self) -> str:
        """What the page calls itself: the content of its title element."""
        return squeeze("".join(self.tree.xpath("//title[1]//text()")))

    @cached_property
    def visible(self) -> str:
        """The text a visitor sees, without scripts and styles, white space folded."""
        skip = "not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::title)"
        return squeeze(" ".join(self.tree.xpath(f"//text()[{skip}]")))

    def meta(self, name: str) -> str:
        """The content of a named meta element, empty when there is none; the case of the name is ignored."""
        for element in self.tree.iter("meta"):
            if (element.get("name") or element.get("property") or "").lower() == name.lower():
                return squeeze(element.get("content") or "")
        return ""

    def absolute(self, href: str) -> str:
        """Resolve an address against the page's own final one."""
        try:
            return urljoin(self.url, href.strip())
        except ValueError:
            return ""


def squeeze(text: str) -> str:
    """Fold white space, the ideographic space included.

    >>> squeeze("  2021\u3000年\\n 报告 ")
    '2021 年 报告'
    """
    return " ".join(text.split())


def element_text(element: etree._Element) -> str:
    """Give all text inside an element with white space folded."""
    return squeeze("".join(str(part) for part in element.itertext()))
