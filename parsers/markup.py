"""Markup as pieces of text and the tags between them, in one pass and without a tree.

A report page is a thousand tags, most of them decoration by a word processor or the portal. Building a tree
costs more than all that is read from it; so tags are told apart by one pattern, as the tokeniser of the HTML
standard does it, and each way of writing a tag is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import compress

# Elements whose content is no markup: nothing in them is seen, and no tag in them is one.
_OPAQUE = ("script", "style")


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Elements that end neither a word nor a line, as does whatever has a colon in its name (`o:p`).
_INLINE = _names("span a b strong i em u font small big ins code bdo label tt abbr mark cite q nobr")
# Inline too, but struck out, raised or lowered: a figure in one and the figure beside it are two.
_APART = _names("sup sub s del strike")
_VOID = _names("area base br col embed frame hr img input keygen link meta param source track wbr")
_UNSEEN = _names("noscript template select iframe object svg textarea button title")
_PART = _names("tr thead tbody tfoot caption colgroup col")
_CELL = _names("td th")
MOST_KINDS = 8_192
LONGEST = 500
LINE = "\v"
_FIGURE = re.compile(r"-?[\d.,]{1,20}")
_FIELD = re.compile(r"<input\b([^<>]*)>")
# A figure in a cell that nobody sees.
_HIDDEN = re.compile(
    r"(display\s{0,9}:\s{0,9}none[^<>]{0,500}>)[\d.,\s]++(?=</(?:span|font|b|i|em|strong|u|a)\s*>)"
)


def _any_case(name: str) -> str:
    return "".join(f"[{letter}{letter.upper()}]" for letter in name)


# A quote opens a value after an equals sign only; one that never closes ends with its word.
_REST = r"[^>=]*+(?:=[ \t\r\n\f]*+(?:\"[^\"]*+\"|'[^']*+'|[^ \t\r\n\f>]*+)[^>=]*+)*+"
_END = r"(?:>|\Z)"
_COMMENT = rf"!--(?:-?>|[^-]*+(?:-(?!-!?>)[^-]*+)*+(?:--!?>|\Z))|[!?][^>]*+{_END}|/(?![a-zA-Z])[^>]*+{_END}"
_RAW = "|".join(
    rf"{name}(?=[\s/>]){_REST}(?:(?<!/)>[^<]*+(?:<(?!/{name}[\s/>])[^<]*+)*+(?:</{name}[^>]*+{_END})?|{_END})"
    for name in map(_any_case, _OPAQUE)
)
# Of most tags the name is enough; of cells the spans matter, of `meta` all. One cut off by the end is none.
_WORD = r"[a-zA-Z][^ \t\r\n\f/>]*+"
_WHOLE = rf"(?:[tT][dDhH]|{_any_case('meta')})(?=[\s/>]){_REST}"
_TAG = rf"(/{_WORD}(?=>)|{_WHOLE}|/?{_WORD}){_REST}>|/?[a-zA-Z](?s:.*)"
_TOKEN = re.compile(rf"<(?:{_COMMENT}|{_RAW}|{_TAG})")
_NAME = re.compile(r"(/?)([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*)))?")
_SPAN = re.compile(r"\s*(\d{1,6})")


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """One way of writing a tag.

    `void` elements have no content, `cell` are td and th with their spans, `part` these and what else begins
    or ends a row, `unseen` are not shown to readers. `source` is the tag as written, for `meta` alone.
    """

    name: str
    closing: bool = False
    void: bool = False
    cell: bool = False
    part: bool = False
    unseen: bool = False
    height: int = 1
    width: int = 1
    source: str = ""


APART = Tag("")  # a tag that only sets words apart


class Markup:
    """A text with tags, cut at its tags.

    `kinds` are the tags that begin or end a block, `places` tells for each which of all tags it is. The text
    before the first tag of all is that between -1 and 0, the text after the last that between it and `end`.
    `texts` are all pieces, in turns with "" or LINE: that before tag n is at 2n.

    >>> page = Markup("<p>一<b>二</b><!-- 三 --><br>四")
    >>> page.places, [kind.name for kind in page.kinds], page.end
    ([0, 4], ['p', 'br'], 5)
    >>> page.between(0, 4), page.between(-1, 5).split(LINE)
    ('一二', ['', '一二', '四'])
    """

    __slots__ = ("end", "kinds", "places", "texts")

    def __init__(self, text: str) -> None:
        found: list[str] = _TOKEN.split(text)
        tags = list(map(_KINDS.__getitem__, found[1::2]))
        found[1::2] = ["" if kind is None else LINE for kind in tags]
        self.texts, self.end = found, len(tags)
        self.places = list(compress(range(self.end), tags))
        self.kinds = [kind for kind in tags if kind is not None]
        if APART in self.kinds:
            self._set_apart()

    def _set_apart(self) -> None:
        for place, kind in zip(self.places, self.kinds, strict=True):
            if kind is APART:
                self.texts[2 * place + 1] = " "
        shown = [kind is not APART for kind in self.kinds]
        self.keep(shown)

    def keep(self, wanted: Iterable[bool]) -> None:
        """Forget the tags that are not wanted; their texts stay."""
        chosen = list(wanted)
        self.places = list(compress(self.places, chosen))
        self.kinds = list(compress(self.kinds, chosen))

    def between(self, first: int, last: int) -> str:
        """Give the text between two tags, with a LINE where another block begins or ends between them."""
        if last == first + 1:
            return self.texts[2 * last]
        return "".join(self.texts[2 * first + 2 : 2 * last + 1])

    def blank(self, first: int, last: int) -> None:
        """Empty two tags, and all that stands between them."""
        self.texts[2 * first + 1 : 2 * last + 2] = [""] * (2 * (last - first) + 1)


def as_shown(text: str) -> str:
    """Take figures out of a page that it does not show, and put those in that its fields are filled with.

    >>> as_shown('<td><span style="display:none">5</span>3</td><td><input value="7"></td>')
    '<td><span style="display:none"></span>3</td><td>7</td>'
    """
    kept, at = [], 0
    for start in _starts(text, "display"):
        if found := _HIDDEN.match(text, start):
            kept.append(text[at : found.end(1)])
            at = found.end()
    text = "".join((*kept, text[at:]))
    return _FIELD.sub(_filled, text) if "<input" in text else text


def _starts(text: str, word: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + 1)


def _filled(field: re.Match[str]) -> str:
    given = attributes(field[1])
    figure = given.get("value", "").strip()
    shown = given.get("type", "text").lower() in ("text", "number") and _FIGURE.fullmatch(figure)
    return figure if shown else field[0]


def attributes(source: str) -> dict[str, str]:
    """Read the attributes of a tag as written; of two with the same name the first counts.

    >>> attributes('meta NAME=PubDate content="2024-01-05" name=x')["name"]
    'PubDate'
    """
    found: dict[str, str] = {}
    for name, in_two, in_one, bare in _ATTRIBUTE.findall(source):
        found.setdefault(name.lower(), unescape(in_two or in_one or bare))
    return found


class _Kinds(dict[str | None, Tag | None]):
    """Every way of writing a tag met so far; emptied when there are more than pages have."""

    def __missing__(self, written: str | None) -> Tag | None:
        if len(self) >= MOST_KINDS:
            self.clear()
        kind = _kind(written or "")
        if len(written or "") <= LONGEST:
            self[written] = kind
        return kind


_KINDS = _Kinds()


def _kind(written: str) -> Tag | None:
    match = _NAME.match(written)
    name = match[2].lower() if match else ""
    if match is None or name in _INLINE or ":" in name:
        return None
    if name in _APART:
        return APART
    if name == "meta":
        return Tag(name, void=True, source=written)
    if name in _CELL:
        given = attributes(written[match.end() :])
        spans = (_span(given.get("rowspan")), _span(given.get("colspan")))
        return Tag(name, bool(match[1]), False, True, True, False, *spans)
    return Tag(name, bool(match[1]), void=name in _VOID, part=name in _PART, unseen=name in _UNSEEN)


def _span(printed: str | None) -> int:
    digits = _SPAN.match(printed or "")
    return int(digits[1]) if digits else 1
