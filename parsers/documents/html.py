"""HTML pages, also those Word saved: one walk, layout tables opened, data tables kept as grids."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree, html

from parsers.blocks import MAX_CELLS, MAX_DEPTH, Block, Document, Paragraph, Raw, TooMuch, grid_of
from parsers.charset import decode
from parsers.labels import unite_radicals
from parsers.layout import open_prose

_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table|div|meta|title|p|span|script|ucapcontent|tr|td)\b",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\r\n\f\xa0\u3000\u200b\ufeff]+")
_NAMES = re.compile(r"\w+")
_INLINE = frozenset(
    _NAMES.findall(
        "span a b strong i em u font sup sub small big s ins del code bdo label tt abbr mark cite q nobr"
    )
)
_SKIPPED = frozenset(
    _NAMES.findall("script style noscript template select iframe object svg textarea button head")
)
_MARKS = frozenset(("ucaptitle", "publishtime"))
_PAGE_BREAK = "#PAGE_BREAK#"
_AWAY = re.compile(r"^\s*\d*\s*;\s*url\s*=", re.IGNORECASE)
HEAD = 2048


def recognise(body: bytes) -> int:
    """Say how surely these bytes are a page: tags near the beginning."""
    return 5 if _MARKUP.search(body[:HEAD]) else 0


def read(body: bytes, declared: str | None) -> Document:
    """Turn a page into blocks; raises TooMuch for pages nested deeper than MAX_DEPTH: they lose parts."""
    text = unite_radicals(decode(body, declared)).replace("\x00", "").replace(_PAGE_BREAK, "")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return Document(kind="html", blocks=())
    walker = _Walker(_layout_tables(root))
    walker.walk(root)
    meta = tuple(_meta(root))
    titles = [_inside(element) for element in root.iter("title")]
    return Document(
        kind="html",
        blocks=tuple(walker.blocks),
        parents=tuple(walker.parents),
        meta=(*walker.marks, *meta),
        title=_clean(titles[0]) if titles else "",
        moved=any(name == "refresh" and _AWAY.match(value) for name, value in meta),
    )


def _meta(root: html.HtmlElement) -> Iterable[tuple[str, str]]:
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("http-equiv") or ""
        content = _clean(re.sub(r"<[^>]*>", " ", element.get("content") or ""))
        if name and content and name.lower() != "viewport":
            yield name.strip().lower(), content


def _layout_tables(root: html.HtmlElement) -> set[html.HtmlElement]:
    """Find the tables that hold other tables: they only arrange the page."""
    layout: set[html.HtmlElement] = set()
    for table in root.iter("table"):
        for outer in table.iterancestors("table"):
            if outer in layout:
                break
            layout.add(outer)
    return layout


def _clean(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _inside(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


def _span(element: html.HtmlElement, name: str) -> int:
    digits = re.match(r"\s*(\d{1,6})", element.get(name) or "")
    return int(digits.group(1)) if digits else 1


class _Walker:
    """One pass over the tree, collecting paragraphs and grids with the container each stands in."""

    def __init__(self, layout: set[html.HtmlElement]) -> None:
        self.layout = layout
        self.blocks: list[Block] = []
        self.parents = [0]
        self.marks: list[tuple[str, str]] = []
        self._stack = [0]
        self._tags = [""]
        self._words: list[str] = []
        self._table: list[list[Raw]] | None = None
        self._cells = 0

    def walk(self, root: html.HtmlElement) -> None:
        depth = 0
        steps = etree.iterwalk(root, events=("start", "end"))
        for event, element in steps:
            depth += 1 if event == "start" else -1
            if depth > MAX_DEPTH:
                raise TooMuch
            tag = element.tag if isinstance(element.tag, str) else "script"
            if event == "start":
                if tag in _SKIPPED:
                    steps.skip_subtree()
                    continue
                self._enter(element, tag)
            elif tag in _SKIPPED:
                self._say(element.tail)
            else:
                self._leave(element, tag)
                self._say(element.tail)
        self._flush()

    def _say(self, text: str | None) -> None:
        if text:
            self._words.append(text)

    def _enter(self, element: html.HtmlElement, tag: str) -> None:
        if tag in _INLINE or ":" in tag:
            self._say(element.text)
            return
        self._break()
        self.parents.append(self._stack[-1])
        self._stack.append(len(self.parents) - 1)
        self._tags.append(tag)
        if tag == "table" and element not in self.layout and self._table is None:
            self._flush()
            self._table = []
        elif self._table is not None and tag in ("tr", "td", "th"):
            self._enter_cell(tag)
        self._say(element.text)

    def _enter_cell(self, tag: str) -> None:
        assert self._table is not None
        if tag == "tr" or not self._table:
            self._table.append([])
        self._words = []

    def _leave(self, element: html.HtmlElement, tag: str) -> None:
        if tag in _INLINE or ":" in tag:
            return
        if tag in _MARKS:
            self.marks.append((tag, _clean(_inside(element))))
        if self._table is not None and tag in ("td", "th"):
            self._leave_cell(element)
        elif self._table is not None and tag == "table":
            self._leave_table()
        else:
            self._break()
        self._stack.pop()
        self._tags.pop()

    def _leave_cell(self, element: html.HtmlElement) -> None:
        assert self._table
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise TooMuch
        lines = (_clean(line) for line in "".join(self._words).split("\v"))
        text = "\n".join(line for line in lines if line)
        self._table[-1].append(Raw(text, _span(element, "rowspan"), _span(element, "colspan")))
        self._words = []

    def _leave_table(self) -> None:
        assert self._table is not None
        rows, self._table = [row for row in self._table if row], None
        self._words = []
        if rows:
            self.blocks.extend(open_prose(grid_of(rows, parent=self._stack[-1])))

    def _break(self) -> None:
        """End a line: inside a cell it stays in the cell, elsewhere it ends the paragraph."""
        if self._table is None:
            self._flush()
        elif self._words:
            self._words.append("\v")

    def _flush(self) -> None:
        text = _clean("".join(self._words))
        self._words = []
        if text:
            self.blocks.append(Paragraph(text=text, tag=self._tags[-1], parent=self._stack[-1]))
