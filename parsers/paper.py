"""What stands on the pages of a PDF: characters, drawn lines and images, with places from the upper left.

pdfminer interprets the file. Of what it gives only that is kept which a table or a line of text is made of.
"""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice, pairwise
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTPage, LTRect
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef

from parsers.blocks import TooMuch
from parsers.drawn import Corners, edge
from parsers.operators import Interpreter

MAX_PAGES = 100
MAX_CHARACTERS = 400_000
FILLED = 0.5
UNSEEN = 3  # text rendering mode "neither fill nor stroke" (ISO 32000-1, 9.3.6)
# A report of 40 pages asks for 4,000 objects.
MAX_OBJECTS = 200_000
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # fonts without a bounding box are no news
Thing = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page: its size in points, its characters and lines as pdfplumber takes them, its images.

    `unseen` counts the characters that are there to be searched and not to be seen.
    """

    width: float
    height: float
    characters: list[Thing] = field(default_factory=list)
    edges: list[Thing] = field(default_factory=list)
    images: list[Corners] = field(default_factory=list)
    unseen: int = 0

    @property
    def is_picture(self) -> bool:
        """Tell whether pictures, whole or in strips, cover most of the page."""
        covered = sum((image[2] - image[0]) * (image[3] - image[1]) for image in self.images)
        return covered > FILLED * self.width * self.height


class _File(PDFDocument):
    """A PDF's objects; one that is only a reference to itself is not looked for again and again."""

    asked = 0

    def getobj(self, objid: int) -> object:
        """Give an object by its number; raises TooMuch for a circle, or after asking far too often."""
        seen = {objid}
        found = self._asked(objid)
        while isinstance(found, PDFObjRef):
            if found.objid in seen:
                raise TooMuch
            seen.add(found.objid)
            found = self._asked(found.objid)
        return found

    def _asked(self, objid: int) -> object:
        self.asked += 1
        if self.asked > MAX_OBJECTS:
            raise TooMuch
        return super().getobj(objid)


class _Device(PDFPageAggregator):
    """pdfminer's list of what a page draws, which also counts what text mode 3 hides."""

    unseen = 0

    def render_string(
        self,
        textstate: PDFTextState,
        seq: PDFTextSeq,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> None:
        """Draw a piece of text."""
        before = len(self.cur_item)
        super().render_string(textstate, seq, ncs, graphicstate)
        if textstate.render == UNSEEN:
            self.unseen += len(self.cur_item) - before


def sheets(body: bytes) -> Iterator[Sheet]:
    """Give the pages of a PDF; raises TooMuch, and for a broken one whatever pdfminer raises."""
    resources = PDFResourceManager()
    for number, page in enumerate(PDFPage.create_pages(_File(PDFParser(BytesIO(body))))):
        if number >= MAX_PAGES:
            raise TooMuch
        device = _Device(resources)
        Interpreter(resources, device).process_page(page)
        yield _sheet(device.get_result(), device.unseen)


def media_box(body: bytes, number: int) -> Corners:
    """Give the corners of a whole page in the PDF's own points, whether written on the page or inherited."""
    page = next(islice(PDFPage.create_pages(_File(PDFParser(BytesIO(body)))), number, None))
    left, bottom, right, top = page.mediabox
    return left, bottom, right, top


def _sheet(layout: LTPage, unseen: int) -> Sheet:
    sheet = Sheet(width=layout.width, height=layout.height, unseen=unseen)
    for thing in _drawn(layout):
        if isinstance(thing, LTChar):
            sheet.characters.append(_character(thing, layout.height))
        elif isinstance(thing, LTCurve):
            sheet.edges.extend(_edges(thing, layout.height))
        elif isinstance(thing, LTImage):
            top, bottom = layout.height - thing.y1, layout.height - thing.y0
            sheet.images.append((thing.x0, top, thing.x1, bottom))
    if len(sheet.characters) > MAX_CHARACTERS:
        raise TooMuch
    return sheet


def _drawn(container: Iterable[Any]) -> Iterator[Any]:
    """Open forms within forms, in the order in which they are drawn."""
    for thing in container:
        if isinstance(thing, LTContainer):
            yield from _drawn(thing)
        else:
            yield thing


def _character(printed: LTChar, height: float) -> Thing:
    top = height - printed.y1
    return {
        "text": printed.get_text(),
        "x0": printed.x0,
        "x1": printed.x1,
        "top": top,
        "bottom": height - printed.y0,
        "doctop": top,
        "upright": printed.upright,
    }


def _edges(path: LTCurve, height: float) -> Iterator[Thing]:
    """Give the sides of a path that run level or upright."""
    corners = [(x, height - y) for x, y in path.pts]
    if isinstance(path, LTRect):
        corners.append(corners[0])
    for first, last in pairwise(corners):
        yield from edge(first, last)


class Placed:
    """Things of one page, found by where their middle lies, and given in the order in which they came."""

    def __init__(self, things: Sequence[Mapping[str, Any]]) -> None:
        self._things = things
        self._middles = [(thing["x0"] + thing["x1"]) / 2 for thing in things]
        heights = sorted((((thing["top"] + thing["bottom"]) / 2), at) for at, thing in enumerate(things))
        self._heights = [height for height, _ in heights]
        self._numbers = [at for _, at in heights]

    def inside(self, area: Corners) -> list[Any]:
        """Give the things whose middle lies in an area."""
        return [self._things[at] for at in sorted(self._at(area))]

    def outside(self, areas: Iterable[Corners]) -> list[Any]:
        """Give the things whose middle lies in none of these areas."""
        taken = {at for area in areas for at in self._at(area)}
        return [thing for at, thing in enumerate(self._things) if at not in taken]

    def _at(self, area: Corners) -> Iterator[int]:
        left, top, right, bottom = area
        for at in self._numbers[bisect_left(self._heights, top) : bisect_left(self._heights, bottom)]:
            if left <= self._middles[at] < right:
                yield at
