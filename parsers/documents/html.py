"""HTML pages, also those Word saved: one walk, layout tables opened, data tables kept as grids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from itertools import compress, pairwise

from parsers.blocks import MAX_CELLS, MAX_DEPTH, Block, Document, Paragraph, Raw, TooMuch, grid_of, readable
from parsers.labels import unite_radicals
from parsers.layout import open_prose
from parsers.markup import LINE, LONGEST, Markup, Tag, as_shown, attributes
from parsers.nesting import Nesting
from parsers.words import word

_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table|div|meta|title|p|span|script|ucapcontent|tr|td)\b",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\r\n\f\xa0\u3000\u200b\ufeff]+")
_PAGE_BREAK = "#PAGE_BREAK#"
_TAG = re.compile(r"<[^>]*>")
_AWAY = re.compile(r"^\s*\d*\s*;\s*url\s*=", re.IGNORECASE)
_MARKS = ("ucaptitle", "publishtime")
HEAD = 2048


def recognise(body: bytes) -> int:
    """Say how surely these bytes are a page: tags near the beginning."""
    return 5 if _MARKUP.search(body[:HEAD]) else 0


def read(body: bytes, declared: str | None) -> Document:
    """Turn a page into blocks; raises TooMuch for pages nested deeper than MAX_DEPTH: they lose parts."""
    page = Markup(as_shown(_text(body, declared)))
    different = dict.fromkeys(page.kinds)
    names = {kind.name for kind in different}
    marks = [(name, text) for name in _MARKS if name in names for text in _heard(page, name)]
    title = next(_heard(page, "title"), "")
    if any(kind.unseen for kind in different):
        _hide(page)
    walker = _Walker(page)
    walker.walk()
    meta = tuple(_meta(different))
    return Document(
        kind="html",
        blocks=tuple(walker.blocks),
        parents=tuple(walker.nesting.parents),
        meta=(*marks, *meta),
        title=title,
        moved=any(name == "refresh" and _AWAY.match(value) for name, value in meta),
    )


def _text(body: bytes, declared: str | None) -> str:
    text = readable(body, declared)
    if b"\0" in body:
        text = text.replace("\0", "")
    return text.replace(_PAGE_BREAK, "") if _PAGE_BREAK in text else text


def _meta(kinds: Iterable[Tag]) -> Iterator[tuple[str, str]]:
    for each in (attributes(kind.source) for kind in kinds if kind.source):
        name = each.get("name") or each.get("property") or each.get("http-equiv") or ""
        content = each.get("content") or ""
        content = _clean(_TAG.sub(" ", content) if "<" in content else content)
        if name and content and name.lower() != "viewport":
            yield name.strip().lower(), content


def _heard(page: Markup, name: str) -> Iterator[str]:
    """Give the text of every element of a name that is closed before the next one begins."""
    numbers = [number for number, kind in enumerate(page.kinds) if kind.name == name]
    for first, last in pairwise(numbers):
        if page.kinds[last].closing and not page.kinds[first].closing:
            yield _clean(page.between(page.places[first], page.places[last]))


def _hide(page: Markup) -> None:
    """Take out what readers of the page do not see; an element that is never closed hides nothing."""
    kinds, places = page.kinds, page.places
    shown, after = [True] * len(kinds), 0
    for number in [number for number, kind in enumerate(kinds) if kind.unseen]:
        if number >= after:
            end = number if kinds[number].closing else _end_of(kinds, number)
            page.blank(places[number], places[end])
            after = end + 1
            shown[number:after] = [False] * (after - number)
    page.keep(shown)


def _end_of(kinds: Sequence[Tag], number: int) -> int:
    """Find the tag that ends an element: no other of its name nor the end of what stands around it before."""
    name, inner = kinds[number].name, [""]
    for end in range(number + 1, len(kinds)):
        kind = kinds[end]
        if kind.void:
            continue
        if kind.name == name:
            return end if kind.closing else number
        if not kind.closing:
            inner.append(kind.name)
        elif kind.name in inner:
            del inner[len(inner) - 1 - inner[::-1].index(kind.name) :]
        elif kind.name != "p" or len(inner) > MAX_DEPTH:
            break
    return number


def _clean(words: str) -> str:
    if "&" in words:
        words = unescape(words).replace("\x00", "")
    return _SPACE.sub(" ", unite_radicals(words)).strip()


class _Walker:
    """One pass over the page, collecting paragraphs and grids with the container each stands in."""

    def __init__(self, page: Markup) -> None:
        self.blocks: list[Block] = []
        self.nesting = Nesting()
        self._page = page
        self._cells = 0

    def walk(self) -> None:
        """Read the page: its text, and the tables that hold no other; those around them only arrange it."""
        places, kinds, start, after = self._page.places, self._page.kinds, -1, 0
        for first, last in _tables(kinds):
            self._text(start, after, first)
            start = places[last] if last < len(kinds) else self._page.end
            self._table(first, last, start)
            after = last + 1
        self._text(start, after, len(kinds))

    def _text(self, start: int, first: int, last: int) -> None:
        page = self._page
        between = page.between
        for place, kind in zip(page.places[first:last], page.kinds[first:last], strict=True):
            words = between(start, place)
            if words and not words.isspace():
                self._line(words)
            if kind.closing:
                self.nesting.leave(kind.name)
            elif not kind.void:
                self.nesting.enter(kind.name)
            start = place
        self._line(between(start, page.places[last] if last < len(page.places) else page.end))

    def _line(self, words: str) -> None:
        text = _clean(words)
        if text:
            name, number = self.nesting.names[-1], self.nesting.numbers[-1]
            self.blocks.append(Paragraph(text=text, tag=name, parent=number))

    def _table(self, first: int, last: int, end: int) -> None:
        self.nesting.enter("table")
        rows = self._rows(first, last, end)
        self._cells += sum(map(len, rows))
        if self._cells > MAX_CELLS:
            raise TooMuch
        if rows:
            self.blocks.extend(open_prose(grid_of(rows, parent=self.nesting.numbers[-1])))
        self.nesting.leave("table")

    def _rows(self, first: int, last: int, end: int) -> list[list[Raw]]:
        page, texts = self._page, self._page.texts
        rows: list[list[Raw]] = []
        row: list[Raw] | None = None
        kinds = page.kinds[first:last]
        wanted = [kind.part for kind in kinds]
        places = list(compress(page.places[first:last], wanted))
        for place, following, kind in zip(places, [*places[1:], end], compress(kinds, wanted), strict=False):
            if not kind.cell:
                row = None
                continue
            words = texts[2 * following] if following == place + 1 else page.between(place, following)
            if kind.closing and (not words or words.isspace() or row is None or not _clean(words)):
                continue  # text between two cells is a cell too many: then the row is known to be odd
            if row is None:
                row = []
                rows.append(row)
            cell = _known(words) if len(words) <= LONGEST else _plain(words)
            row.append(cell if kind.height == kind.width == 1 else _spanned(cell, kind))
        return rows


def _spanned(cell: Raw, kind: Tag) -> Raw:
    return Raw(cell.text, kind.height, kind.width, cell.known)


def _plain(words: str) -> Raw:
    lines = (_clean(line) for line in words.split(LINE))
    text = "\n".join(line for line in lines if line)
    return Raw(text, known=word(text))


# Figures and labels are the same in every report.
_known = lru_cache(maxsize=8192)(_plain)


def _tables(kinds: Sequence[Tag]) -> Iterator[tuple[int, int]]:
    """Find the tables with no other in them: the numbers of their tags; the last may never be closed."""
    numbers = [number for number, kind in enumerate(kinds) if kind.name == "table"]
    for first, last in pairwise([*numbers, len(kinds)]):
        if not kinds[first].closing and (last == len(kinds) or kinds[last].closing):
            yield first, last
