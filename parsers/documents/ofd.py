"""OFD (GB/T 33190-2016), the state's own page format: a zip of XML with text and lines at coordinates.

Ruled tables become grids by the geometry of their lines, as in PDF; cells are filled twice, from single
characters and from whole pieces of text, so that a figure that crosses a line is noticed.
"""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterator, Sequence

from lxml import etree

from parsers.archive import names, part, xml
from parsers.blocks import Block, Document, Grid, TooMuch, Unreadable, texts
from parsers.drawn import Line, Run, area_of, cells_of, edge, lines_of, paragraphs, tables_of, within
from parsers.labels import unite_radicals
from parsers.pictures import SCANTY, OnlyPictures
from parsers.ruled import PAGE, Ruled, join, ruled_grid

VERSION = 2
ROOT = "OFD.xml"
MAX_PAGES = 100
MAX_CHARACTERS = 400_000
POINTS = 72 / 25.4
_NUMBER = re.compile(r"-?\d*\.?\d+(?:[eE]-?\d+)?")
_STEP = re.compile(r"([MSLBQAC])([^MSLBQAC]*)")
_REPEATED = re.compile(r"g\s+(\d{1,4})\s+(\S+)")
_PAGE_NUMBER = re.compile(r"[-—–·]?\s*\d{1,3}\s*[-—–·]?")
EDGE = 0.09
FILLED = 0.5
SCAN = "OFD共{pages}页，没有文字，其中{pictures}页是整页图片（扫描件）"
EMPTY = "OFD可以打开，但没有文字，也没有整页图片"


def recognise(body: bytes) -> int:
    """Say how surely these bytes are an OFD."""
    return 9 if ROOT in names(body) else 0


def read(body: bytes, declared: str | None) -> Document:
    """Turn an OFD into blocks; one without text (a scan) or a broken one is `unreadable_file`."""
    document, title = _document(body)
    pages = [_resolved(document, each.get("BaseLoc")) for each in _all(xml(part(body, document)), "Page")]
    if len(pages) > MAX_PAGES:
        raise TooMuch
    blocks: list[Block] = []
    again: list[Grid] = []
    tables: list[Ruled] = []
    lines: list[Line] = []
    for piece in (piece for number, name in enumerate(pages) for piece in _page(body, name, number)):
        if isinstance(piece, Ruled):
            blocks += paragraphs(lines)
            lines = []
            tables.append(piece)
        else:
            _close(tables, blocks, again)
            lines.append(piece)
    _close(tables, blocks, again)
    blocks += paragraphs(lines)
    if sum(map(len, texts(blocks))) < SCANTY and (pictures := _pictures(body, pages)):
        raise OnlyPictures(SCAN.format(pages=len(pages), pictures=pictures))
    if not blocks:
        raise Unreadable("unreadable_file", EMPTY)
    return Document(kind="ofd", blocks=tuple(blocks), again=tuple(again), title=title)


def _close(tables: list[Ruled], blocks: list[Block], again: list[Grid]) -> None:
    """Hand on the parts of a table that followed one another, joined, as grids in both fillings."""
    if tables:
        whole = join(tables)
        blocks.append(ruled_grid(whole, "characters"))
        again.append(ruled_grid(whole, "words"))
        tables.clear()


# ------------------------------------------------------------------ the package


def _document(body: bytes) -> tuple[str, str]:
    """Give the name of the (first) document's file and its title."""
    root = xml(part(body, ROOT))
    place = next((each.text for each in _all(root, "DocRoot") if each.text), None)
    if place is None:
        raise Unreadable("unreadable_file")
    title = next((each.text for each in _all(root, "Title") if each.text), "")
    return _resolved(ROOT, place), (title or "").strip()


def _resolved(beside: str, place: str | None) -> str:
    """Find a file named in another: relative to it, or from the root; never outside the package."""
    if not place:
        raise Unreadable("unreadable_file")
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(beside), place.strip()))
    return joined.lstrip("/")


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return root.iter(f"{{*}}{name}")


def _numbers(text: str | None) -> list[float]:
    return [float(each) for each in _NUMBER.findall(text or "")]


# ------------------------------------------------------------------ one page


def _page(body: bytes, name: str, number: int) -> Iterator[Ruled | Line]:
    """Give the tables and the lines of a page from top to bottom."""
    root = xml(part(body, name))
    runs = [run for each in _all(root, "TextObject") for run in _runs(each)]
    if sum(len(run.text) for run in runs) > MAX_CHARACTERS:
        raise TooMuch
    tables = tables_of([edge for each in _all(root, "PathObject") for edge in _edges(each)])
    areas = [area_of(cells) for cells in tables]
    found: list[tuple[float, Ruled | Line]] = [
        (area[1], Ruled(cells=tuple(cells_of(cells, runs, number * PAGE))))
        for area, cells in zip(areas, tables, strict=True)
    ]
    outside = [run for run in runs if not any(within(run, len(run.xs) // 2, area) for area in areas)]
    height = _size(root)[1] * POINTS
    for line in lines_of(outside):
        margin = height and not height * EDGE < line.y < height * (1 - EDGE)
        if not (margin and _PAGE_NUMBER.fullmatch(line.text)):
            found.append((line.y, line))
    yield from (piece for _, piece in sorted(found, key=lambda pair: pair[0]))


def _size(root: etree._Element) -> tuple[float, float]:
    """Give width and height of a page in millimetres; zeros where it does not say."""
    boxes = [_numbers(each.text) for each in _all(root, "PhysicalBox")]
    if not boxes or len(boxes[0]) != len(("x", "y", "width", "height")):
        return 0.0, 0.0
    return boxes[0][2], boxes[0][3]


def _pictures(body: bytes, pages: Sequence[str]) -> int:
    """Count the pages that a picture covers for the most part."""
    roots = [xml(part(body, name)) for name in pages]
    return sum(_covered(root) > FILLED * math.prod(_size(root)) for root in roots)


def _covered(root: etree._Element) -> float:
    boxes = (_numbers(each.get("Boundary")) for each in _all(root, "ImageObject"))
    return sum(math.prod(box[2:4]) for box in boxes if len(box) == len(("x", "y", "width", "height")))


def _origin(element: etree._Element) -> tuple[float, float]:
    boundary = _numbers(element.get("Boundary"))
    return (boundary[0], boundary[1]) if len(boundary) > 1 else (0.0, 0.0)


def _runs(element: etree._Element) -> Iterator[Run]:
    left, top = _origin(element)
    size = (_numbers(element.get("Size")) or [3.5])[0]
    x = y = 0.0
    for code in _all(element, "TextCode"):
        x, y = (_numbers(code.get("X")) or [x])[0], (_numbers(code.get("Y")) or [y])[0]
        text = unite_radicals(code.text or "")
        if text.strip():
            places = [left + x]
            for step in _deltas(code.get("DeltaX"), len(text) - 1, size):
                places.append(places[-1] + step)
            blank = len(text) - len(text.lstrip())
            xs = tuple(place * POINTS for place in places[blank:])
            yield Run(text=text[blank:], xs=xs, y=(top + y) * POINTS, size=size * POINTS)


def _deltas(printed: str | None, count: int, size: float) -> list[float]:
    """Read the steps from character to character: `g 3 4.2` is 4.2 three times; what is missing is `size`."""
    expanded = _REPEATED.sub(lambda match: f"{match[2]} " * int(match[1]), printed or "")
    steps = _numbers(expanded)[:count]
    return steps + [steps[-1] if steps else size] * (count - len(steps))


def _edges(element: etree._Element) -> Iterator[dict[str, object]]:
    """Give the straight lines of a path that run level or upright, as pdfplumber names them."""
    left, top = _origin(element)
    data = next((each.text or "" for each in _all(element, "AbbreviatedData")), "")
    start = here = (left, top)
    for step, printed in _STEP.findall(data):
        numbers = _numbers(printed)
        there = (
            start if step == "C" else (left + numbers[-2], top + numbers[-1]) if len(numbers) > 1 else here
        )
        if step in "MS":
            start = there
        elif step in "LC":
            yield from edge(_in_points(here), _in_points(there))
        here = there


def _in_points(place: tuple[float, float]) -> tuple[float, float]:
    return place[0] * POINTS, place[1] * POINTS
