"""Rows that travel as pieces of HTML inside data: in XML records, in arrays of a script. Pure."""

from __future__ import annotations

import re

from lxml import etree, html

from crawler.pages import Item, Page, element_text
from crawler.rows import link_title, printed_day


def row_of(page: Page, source: str) -> Item | None:
    """Read one row from a piece of HTML; of several links the one with the longest title is the entry's.

    None for a piece without a link, such as a dividing line.
    """
    if not source.strip():
        return None
    piece = html.fragment_fromstring(source.replace("\x00", ""), create_parent="div")
    anchors = [anchor for anchor in piece.iter("a") if _leads_on(anchor) and link_title(anchor)]
    if not anchors:
        return None
    anchor = max(anchors, key=lambda each: len(link_title(each)))
    around = element_text(piece).replace(element_text(anchor), " ")
    return Item(
        title=link_title(anchor),
        url=page.absolute(anchor.get("href") or ""),
        listed_on=printed_day(f"{around} {element_text(anchor)}"),
    )


def _leads_on(anchor: etree._Element) -> bool:
    href = (anchor.get("href") or "").strip()
    return bool(href) and re.match(r"(?i)#|javascript:|mailto:", href) is None
