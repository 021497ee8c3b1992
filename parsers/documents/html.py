"""HTML pages, also those Word saved: one walk, layout tables opened, data tables kept as grids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from lxml import etree

from parsers.blocks import MAX_CELLS, MAX_DEPTH, Block, Document, Paragraph, Raw, TooMuch, grid_of, readable
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
_HEARD = _MARKS | {"meta", "title"}
_CELLS = frozenset(("tr", "td", "th"))
_PAGE_BREAK = "#PAGE_BREAK#"
_AWAY = re.compile(r"^\s*\d*\s*;\s*url\s*=", re.IGNORECASE)
HEAD = 2048


def recognise(body: bytes) -> int:
    """Say how surely these bytes are a page: tags near the beginning."""
    return 5 if _MARKUP.search(body[:HEAD]) else 0


def read(body: bytes, declared: str | None) -> Document:
    """Turn a page into blocks; raises TooMuch for pages nested deeper than MAX_DEPTH: they lose parts."""
    text = unite_radicals(readable(body, declared)).replace("\x00", "").replace(_PAGE_BREAK, "")
    # Events instead of a tree: walking a tree element by element takes three times as long as parsing it.
    seen = _Seen()  # lxml's stubs ask for a handler of comments too; without one, comments are left out
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=cast("Any", seen))
    try:
        etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return Document(kind="html", blocks=())
    walker = _Walker()
    walker.walk(seen.events)
    meta = tuple(_meta(seen.metas))
    return Document(
        kind="html",
        blocks=tuple(walker.blocks),
        parents=tuple(walker.parents),
        meta=(*((name, _clean(value)) for name, value in seen.marks), *meta),
        title=_clean(seen.title or ""),
        moved=any(name == "refresh" and _AWAY.match(value) for name, value in meta),
    )


def _meta(metas: Iterable[Mapping[str, str]]) -> Iterable[tuple[str, str]]:
    for each in metas:
        name = each.get("name") or each.get("property") or each.get("http-equiv") or ""
        content = _clean(re.sub(r"<[^>]*>", " ", each.get("content") or ""))
        if name and content and name.lower() != "viewport":
            yield name.strip().lower(), content


def _clean(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


@lru_cache(maxsize=8192)
def _cell_text(words: str) -> str:
    """Clean the text of a cell line by line; figures and labels are the same in every report."""
    lines = (_clean(line) for line in words.split("\v"))
    return "\n".join(line for line in lines if line)


def _span(printed: str | None) -> int:
    digits = re.match(r"\s*(\d{1,6})", printed or "")
    return int(digits.group(1)) if digits else 1


@dataclass(slots=True)
class _Event:
    """A block-level element that begins; `layout` says of a table that it only arranges the page."""

    tag: str
    height: int = 1
    width: int = 1
    layout: bool = False


@lru_cache(maxsize=4096)
def _event(tag: str, rowspan: str | None = None, colspan: str | None = None) -> _Event:
    """Give the same event for the same element: a page has a thousand, and a dozen kinds."""
    return _Event(tag, _span(rowspan), _span(colspan))


_END = _Event("")


class _Seen:
    """What the parser meets, in order: texts, block-level elements that begin, and their ends."""

    def __init__(self) -> None:
        self.events: list[str | _Event] = []
        self.metas: list[Mapping[str, str]] = []
        self.marks: list[tuple[str, str]] = []
        self.title: str | None = None
        self._depth = self._skipped = 0
        self._tables: list[_Event] = []
        self._listened: list[tuple[str, list[str]]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise TooMuch
        if tag in _HEARD:
            self._hear(tag, attributes)
        if self._skipped or tag in _SKIPPED:
            self._skipped += 1
        elif tag not in _INLINE and ":" not in tag:
            self.events.append(self._block(tag, attributes))

    def _hear(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "meta":
            self.metas.append(dict(attributes))
        elif tag in _MARKS or self.title is None:
            self._listened.append((tag, []))

    def _block(self, tag: str, attributes: Mapping[str, str]) -> _Event:
        if tag == "table":
            for outer in self._tables:
                outer.layout = True
            self._tables.append(_Event(tag))
            return self._tables[-1]
        if attributes and tag in ("td", "th"):
            return _event(tag, attributes.get("rowspan"), attributes.get("colspan"))
        return _event(tag)

    def data(self, text: str) -> None:
        for _, words in self._listened:
            words.append(text)
        if not self._skipped:
            self.events.append(text)

    def end(self, tag: str) -> None:
        self._depth -= 1
        if self._listened and self._listened[-1][0] == tag:
            self._heard(*self._listened.pop())
        if self._skipped:
            self._skipped -= 1
        elif tag not in _INLINE and ":" not in tag:
            self.events.append(_END)
            if tag == "table":
                self._tables.pop()

    def _heard(self, tag: str, words: list[str]) -> None:
        if tag == "title":
            self.title = "".join(words) if self.title is None else self.title
        elif not self._skipped:
            self.marks.append((tag, "".join(words)))

    def close(self) -> None:
        """Nothing is left to do at the end of the page."""


class _Walker:
    """One pass over the events, collecting paragraphs and grids with the container each stands in."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.parents = [0]
        self._stack = [0]
        self._open: list[_Event] = [_Event("")]
        self._words: list[str] = []
        self._table: list[list[Raw]] | None = None
        self._cells = 0

    def walk(self, events: Sequence[str | _Event]) -> None:
        for event in events:
            if isinstance(event, str):
                self._words.append(event)
            elif event is _END:
                self._leave(self._open[-1])
                self._stack.pop()
                self._open.pop()
            else:
                self._enter(event)
        self._flush()

    def _enter(self, event: _Event) -> None:
        self._break()
        self.parents.append(self._stack[-1])
        self._stack.append(len(self.parents) - 1)
        self._open.append(event)
        if event.tag == "table" and not event.layout and self._table is None:
            self._flush()
            self._table = []
        elif self._table is not None and event.tag in _CELLS:
            if event.tag == "tr" or not self._table:
                self._table.append([])
            self._words = []

    def _leave(self, event: _Event) -> None:
        if self._table is None:
            self._flush()
        elif event.tag in ("td", "th"):
            self._leave_cell(event)
        elif event.tag == "table":
            self._leave_table()
        else:
            self._break()

    def _leave_cell(self, event: _Event) -> None:
        assert self._table
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise TooMuch
        self._table[-1].append(Raw(_cell_text("".join(self._words)), event.height, event.width))
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
        text = _clean("".join(self._words)) if self._words else ""
        self._words = []
        if text:
            self.blocks.append(Paragraph(text=text, tag=self._open[-1].tag, parent=self._stack[-1]))
