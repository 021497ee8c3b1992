"""HTML pages, also those Word saved: one walk, layout tables opened, data tables kept as grids."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from itertools import pairwise

from parsers.blocks import MAX_CELLS, MAX_DEPTH, Block, Document, Paragraph, Raw, TooMuch, grid_of, readable
from parsers.labels import unite_radicals
from parsers.layout import open_prose
from parsers.markup import LINE, LONGEST, Markup, Tag, as_shown, attributes

_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table|div|meta|title|p|span|script|ucapcontent|tr|td)\b",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\r\n\f\xa0\u3000\u200b\ufeff]+")
_PAGE_BREAK = "#PAGE_BREAK#"
_AWAY = re.compile(r"^\s*\d*\s*;\s*url\s*=", re.IGNORECASE)
_MARKS = ("ucaptitle", "publishtime")
HEAD = 2048


def recognise(body: bytes) -> int:
    """Say how surely these bytes are a page: tags near the beginning."""
    return 5 if _MARKUP.search(body[:HEAD]) else 0


def read(body: bytes, declared: str | None) -> Document:
    """Turn a page into blocks; raises TooMuch for pages nested deeper than MAX_DEPTH: they lose parts."""
    text = readable(body, declared).replace("\x00", "").replace(_PAGE_BREAK, "")
    page = Markup(as_shown(text))
    kinds = [kind for kind in dict.fromkeys(page.tags) if kind is not None]
    marks = [(name, text) for name in _MARKS for text in _heard(page, _named(name, kinds))]
    title = next(_heard(page, _named("title", kinds)), "")
    _hide(page, [kind for kind in kinds if kind.unseen])
    walker = _Walker(page)
    walker.walk(_tables(page, _named("table", kinds)))
    meta = tuple(_meta(kinds))
    return Document(
        kind="html",
        blocks=tuple(walker.blocks),
        parents=tuple(walker.parents),
        meta=(*marks, *meta),
        title=title,
        moved=any(name == "refresh" and _AWAY.match(value) for name, value in meta),
    )


def _meta(kinds: Sequence[Tag]) -> Iterator[tuple[str, str]]:
    for each in (attributes(kind.source) for kind in kinds if kind.source):
        name = each.get("name") or each.get("property") or each.get("http-equiv") or ""
        content = _clean(re.sub(r"<[^>]*>", " ", each.get("content") or ""))
        if name and content and name.lower() != "viewport":
            yield name.strip().lower(), content


def _named(name: str, kinds: Iterable[Tag]) -> list[Tag]:
    return [kind for kind in kinds if kind.name == name]


def _heard(page: Markup, kinds: Sequence[Tag]) -> Iterator[str]:
    """Give the text of every element of a name that is closed before the next one begins."""
    for first, last in pairwise(page.places(kinds)):
        if page.begins(first) and not page.begins(last):
            yield _clean(page.between(first, last))


def _hide(page: Markup, unseen: Sequence[Tag]) -> None:
    """Take out what readers of the page do not see; an element that is never closed hides nothing."""
    for place in page.places(unseen):
        kind = page.tags[place]
        if kind is not None:
            page.blank(place, place if kind.closing else _end_of(kind.name, page.tags, place))


def _end_of(name: str, tags: Sequence[Tag | None], place: int) -> int:
    """Find the tag that ends an element: no other of its name nor the end of what stands around it before."""
    inner = [""]
    for end in range(place + 1, len(tags)):
        kind = tags[end]
        if kind is None or kind.void:
            continue
        if kind.name == name:
            return end if kind.closing else place
        if not kind.closing:
            inner.append(kind.name)
        elif kind.name in inner:
            del inner[len(inner) - 1 - inner[::-1].index(kind.name) :]
        elif kind.name != "p" or len(inner) > MAX_DEPTH:
            break
    return place


def _clean(words: str) -> str:
    if "&" in words:
        words = unescape(words).replace("\x00", "")
    return _SPACE.sub(" ", unite_radicals(words)).strip()


# What an element that begins ends before it, and how far up that may stand.
_PARAGRAPH, _TABLES = frozenset(("p",)), frozenset(("table",))
_CELLS, _BODIES = frozenset(("td", "th")), frozenset(("thead", "tbody", "tfoot"))
_INSIDE, _ITEMS = _CELLS | _TABLES, frozenset(("dt", "dd"))
_ENDED = {
    "li": (frozenset(("li",)), _INSIDE | {"ul", "ol", "menu"}),
    **dict.fromkeys(_ITEMS, (_ITEMS, _INSIDE | {"dl"})),
    **dict.fromkeys(_CELLS, (_CELLS, _TABLES | {"tr"})),
    **dict.fromkeys(_BODIES, (_BODIES, _TABLES)),
    "tr": (frozenset(("tr",)), _TABLES),
}
# How far up the tag that ends an element reaches.
_SCOPES = {"table": frozenset[str](), **dict.fromkeys((*_CELLS, *_BODIES, "tr"), _TABLES)}
_NEVER = frozenset(("html", "body"))


class _Walker:
    """One pass over the page, collecting paragraphs and grids with the container each stands in."""

    def __init__(self, page: Markup) -> None:
        self.blocks: list[Block] = []
        self.parents = [0]
        self._page = page
        self._names = [""]
        self._places = [0]
        self._cells = 0

    def walk(self, tables: Iterable[tuple[int, int]]) -> None:
        """Read the page: its text, and the tables that hold no other; those around them only arrange it."""
        start, number = -1, 0
        parts = [(place, kind) for place, kind in enumerate(self._page.tags) if kind is not None]
        for first, last in tables:
            stop, after = bisect_left(parts, (first,)), bisect_left(parts, (last,))
            self._text(start, parts[number:stop], first)
            self._table(parts[stop + 1 : after], last)
            start, number = last, after + 1
        self._text(start, parts[number:], len(self._page.tags))

    def _text(self, start: int, parts: Sequence[tuple[int, Tag]], end: int) -> None:
        between = self._page.between
        for place, kind in parts:
            words = between(start, place)
            if words and not words.isspace():
                self._line(words)
            if kind.closing:
                self._leave(kind.name)
            elif not kind.void:
                self._enter(kind.name)
            start = place
        self._line(between(start, end))

    def _line(self, words: str) -> None:
        text = _clean(words)
        if text:
            self.blocks.append(Paragraph(text=text, tag=self._names[-1], parent=self._places[-1]))

    def _enter(self, name: str) -> None:
        if self._names[-1] == "p":
            self._leave("p")
        if name in _ENDED:
            self._end(*_ENDED[name])
        if len(self._names) > MAX_DEPTH:
            raise TooMuch
        self.parents.append(self._places[-1])
        self._names.append(name)
        self._places.append(len(self.parents) - 1)

    def _leave(self, name: str) -> None:
        if self._names[-1] == name:
            self._names.pop()
            self._places.pop()
        elif name in self._names and name not in _NEVER:
            self._end((name,), _SCOPES.get(name, _INSIDE))

    def _end(self, names: Collection[str], scope: Collection[str]) -> None:
        """End the innermost open element of these names, and what is open in it, unless one of `scope` is."""
        for place in range(len(self._names) - 1, 0, -1):
            name = self._names[place]
            if name in names:
                del self._names[place:], self._places[place:]
                return
            if name in scope:
                return

    def _table(self, parts: Sequence[tuple[int, Tag]], end: int) -> None:
        self._enter("table")
        rows = self._rows([part for part in parts if part[1].part], end)
        self._cells += sum(map(len, rows))
        if self._cells > MAX_CELLS:
            raise TooMuch
        if rows:
            self.blocks.extend(open_prose(grid_of(rows, parent=self._places[-1])))
        self._leave("table")

    def _rows(self, parts: Sequence[tuple[int, Tag]], end: int) -> list[list[Raw]]:
        between = self._page.between
        rows: list[list[Raw]] = []
        row: list[Raw] | None = None
        ends = [*(place for place, _ in parts[1:]), end]
        for (place, kind), following in zip(parts, ends, strict=False):
            if not kind.cell:
                row = None
                continue
            words = between(place, following)
            if kind.closing and (not words or words.isspace() or row is None or not _clean(words)):
                continue  # text between two cells is a cell too many: then the row is known to be odd
            if row is None:
                row = []
                rows.append(row)
            cell = _known if len(words) <= LONGEST else _raw
            row.append(cell(words, kind.height, kind.width))
        return rows


def _raw(words: str, height: int, width: int) -> Raw:
    lines = (_clean(line) for line in words.split(LINE))
    return Raw("\n".join(line for line in lines if line), height, width)


# Figures and labels are the same in every report.
_known = lru_cache(maxsize=8192)(_raw)


def _tables(page: Markup, kinds: Sequence[Tag]) -> Iterator[tuple[int, int]]:
    """Find the tables with no other in them: the places of their tags; the last may never be closed."""
    places = page.places(kinds)
    for first, last in pairwise([*places, len(page.tags)]):
        if page.begins(first) and not page.begins(last):
            yield first, last
