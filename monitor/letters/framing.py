"""A stored page made fit to be pictured: nothing runs or loads, the cells stand in a frame. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree, html

from data.words import said
from monitor.letters.words import by_row
from parsers.blocks import readable

FRAME = (226, 0, 26)
_STYLE = f"outline:3px solid rgb{FRAME};outline-offset:-2px;background:#fff3f3"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_ACTIVE = (
    *("script", "noscript", "iframe", "frame", "frameset", "object", "embed", "applet"),
    *("link", "meta", "base", "form", "audio", "video"),
)
_SPACE = re.compile(r"[\s\u3000\u200b]+")
# How many figures stand at the end of a row: the applicants' seven columns, else all there are.
COLUMNS = {
    "t3": ("natural_person", "enterprise", "research_institution", "public_welfare_org", "legal_service_org",
           "other_org", "total"),
}  # fmt: skip
RESULTS = ("upheld", "corrected", "other", "pending", "total")
ROUTES = ("review", "suit_direct", "suit_after_review")


def framed(body: bytes, cells: Iterable[str]) -> tuple[bytes, int]:
    """Give the page and how many of the cells were framed; raises ValueError for what is no HTML page."""
    try:
        text = readable(body).replace("\x00", "").encode("utf-8", "replace")
        tree = html.document_fromstring(text, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ValueError(f"not an HTML page: {error}") from error
    _disarm(tree)
    count = sum(_frame(found) for found in _found(tree, list(cells)))
    head = tree.find("head")
    if head is None:
        head = etree.SubElement(tree, "head")
    head.insert(0, etree.Element("meta", {"charset": "utf-8"}))
    policy = etree.Element("meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    head.insert(1, policy)
    page: bytes = html.tostring(tree, encoding="utf-8", doctype="<!doctype html>")
    return page, count


def _disarm(tree: html.HtmlElement) -> None:
    for element in list(tree.iter(*_ACTIVE)):
        if element.getparent() is not None:
            element.drop_tree()
    for element in tree.iter(etree.Element):
        for name in list(element.attrib):
            if name.startswith("on") or name in ("src", "srcset", "background", "href", "action"):
                del element.attrib[name]


def _frame(element: html.HtmlElement) -> int:
    element.set("style", f"{element.get('style', '')};{_STYLE}")
    return 1


def _found(tree: html.HtmlElement, cells: Sequence[str]) -> Iterable[html.HtmlElement]:
    rows = [(row, _plain(row), [each for each in row if each.tag in ("td", "th")]) for row in tree.iter("tr")]
    for (table, line), columns in by_row(cells).items():
        if table == "t4":
            yield from _in_disputes(rows, line, columns)
            continue
        label = _label(said("line", line))
        mine = next((found for _, text, found in rows if label and label in text), None)
        names = COLUMNS.get(table)
        for column in columns if mine else ():
            at = names.index(column) - len(names) if names and column in names else -1
            if mine and len(mine) >= -at:
                yield mine[at]


def _in_disputes(
    rows: Sequence[tuple[html.HtmlElement, str, list[html.HtmlElement]]], line: str, columns: Sequence[str]
) -> Iterable[html.HtmlElement]:
    """Table 4 has its fifteen figures in one row of numbers."""
    figures = [found for _, text, found in rows if len(found) == 15 and re.fullmatch(r"[\d/—-]*", text)]
    for column in columns if figures and line in ROUTES else ():
        yield figures[-1][ROUTES.index(line) * len(RESULTS) + RESULTS.index(column)]


def _plain(element: html.HtmlElement) -> str:
    return _SPACE.sub("", element.text_content()).replace("(", "（").replace(")", "）")


def _label(words: str) -> str:
    """What of a row's name is printed in the row itself: without the group it stands under."""
    last = words.rpartition(" ")[2]
    return _SPACE.sub("", last.partition("（区分")[0])
