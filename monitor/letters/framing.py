"""A stored page made fit to be pictured: nothing runs or loads, the cells stand in a frame. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from lxml import etree, html

from data.forms import DISPUTE_RESULTS, DISPUTES, Line, forms
from data.records import Figure
from data.words import said
from monitor.letters.words import by_row
from parsers.blocks import readable
from parsers.figures import printed

FRAME = (226, 0, 26)
_STYLE = f"outline:3px solid rgb{FRAME};outline-offset:-2px;background:#fff3f3"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_ACTIVE = (
    *("script", "noscript", "iframe", "frame", "frameset", "object", "embed", "applet"),
    *("link", "meta", "base", "form", "audio", "video"),
)
_SPACE = re.compile(r"[\s\u3000\u200b]+")
RESULTS = tuple(column.key for column in DISPUTE_RESULTS)
ROUTES = tuple(line.key for line in DISPUTES)
NONE: Mapping[str, Figure] = MappingProxyType({})
Cell = TypeVar("Cell")
# A row of a printed table: the text of all its cells, and each cell as whoever asks knows it.
Row = tuple[str, Sequence[Cell]]


def framed(body: bytes, cells: Iterable[str], figures: Mapping[str, Figure] = NONE) -> tuple[bytes, int]:
    """Give the page and how many of the cells were framed; raises ValueError for what is no HTML page.

    A cell of which `figures` knows the number is framed only where the page prints that number.
    """
    try:
        text = readable(body).replace("\x00", "").encode("utf-8", "replace")
        tree = html.document_fromstring(text, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ValueError(f"not an HTML page: {error}") from error
    _disarm(tree)
    count = sum(
        _frame(found)
        for cell, found in _found(tree, list(cells))
        if agrees(found.text_content(), figures.get(cell))
    )
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


def agrees(printed_text: str, figure: Figure | None) -> bool:
    """Tell whether a printed cell says what we read: a frame around another number would be false evidence.

    >>> agrees("1，234", 1234), agrees("4", 3), agrees("", None)
    (True, False, True)
    """
    return figure is None or printed(printed_text).number == figure


def _found(tree: html.HtmlElement, cells: Sequence[str]) -> Iterator[tuple[str, html.HtmlElement]]:
    rows = [
        (row.text_content(), [each for each in row if each.tag in ("td", "th")]) for row in tree.iter("tr")
    ]
    return concerned(rows, cells)


def concerned(rows: Iterable[Row[Cell]], cells: Iterable[str]) -> Iterator[tuple[str, Cell]]:
    """Find where figures are printed, by the labels of rows and the order of the form's columns.

    Columns are counted from the right: to the left a label may stand in one cell or in three.
    """
    plain = [(_plain(text), found) for text, found in rows]
    for (table, line), columns in by_row(cells).items():
        if table == "t4":
            yield from _in_disputes(plain, line, columns)
            continue
        label = _label(said("line", line))
        mine = next((found for text, found in plain if label and label in text), ())
        form_line = line_with(table, line, columns)
        names = [column.key for column in form_line.columns] if form_line else []
        for column in columns if form_line else ():
            at = names.index(column) - len(names)
            if len(mine) >= -at:
                yield f"{table}.{line}.{column}", mine[at]


def line_with(table: str, line: str, columns: Sequence[str]) -> Line | None:
    """Give a row of the newest form that has it with all these columns."""
    lines = (each for form in reversed(forms()) for each in form.tables().get(table, ()) if each.key == line)
    return next((each for each in lines if {one.key for one in each.columns} >= set(columns)), None)


def _in_disputes(rows: Sequence[Row[Cell]], line: str, columns: Sequence[str]) -> Iterator[tuple[str, Cell]]:
    """Table 4 has its fifteen figures in one row of numbers."""
    whole = len(ROUTES) * len(RESULTS)
    figures = [found for text, found in rows if len(found) == whole and re.fullmatch(r"[\d/—-]*", text)]
    for column in columns if figures and line in ROUTES else ():
        place = ROUTES.index(line) * len(RESULTS) + RESULTS.index(column)
        yield f"t4.{line}.{column}", figures[-1][place]


def _plain(text: str) -> str:
    return _SPACE.sub("", text).replace("(", "（").replace(")", "）")


def _label(words: str) -> str:
    """What of a row's name is printed in the row itself: without the group it stands under."""
    last = words.rpartition(" ")[2]
    return _SPACE.sub("", last.partition("（区分")[0])
