"""A picture of a kept original with the cells concerned in a frame, whatever kind of file it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from data.records import Figure
from data.snapshots import DamagedSnapshot, MissingSnapshot
from data.store import Store
from monitor.letters.browser import Browser
from monitor.letters.framing import FRAME, agrees, concerned, framed
from parsers.documents import kind_of
from parsers.drawn import Corners
from parsers.outside import office
from parsers.outside.pages import drawn_page, printed_rows

ABOVE, BELOW, TALLEST, UNFRAMED = 520, 80, 1300, 1000
BAND, TOLERANCE = 14, 30
MOST_PAGES = 2
RED = f"rgb{FRAME}"
WEB, PRINTED, CONVERTED, SCANNED = "原页截图", "原件第{}页", "原件由LibreOffice排版的第{}页", "原件图片"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """What was pictured, in a few words, and the picture; without a picture, why there is none.

    `framed` counts the cells in a frame, `elsewhere` those that stand on other pages.
    """

    what: str = ""
    png: bytes | None = None
    why_not: str = ""
    framed: int = 0
    elsewhere: int = 0

    def caption(self, note: str = "") -> str:
        """Write what stands below the picture; `note` comes first in the brackets."""
        told = [note, "红框为涉及数据项" if self.framed else ""]
        told.append(f"另有{self.elsewhere}格在其他页" if self.elsewhere else "")
        inside = "，".join(filter(None, told))
        return f"{self.what}（{inside}）" if inside else self.what


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The cells to frame, and the figures of the report as we read them."""

    cells: Sequence[str]
    figures: Mapping[str, Figure]


def shot(store: Store, sha256: str, cells: Sequence[str], browser: Browser | None) -> Shot:
    """Picture a kept original around its frames."""
    try:
        body = store.body(sha256)
    except (MissingSnapshot, DamagedSnapshot):
        return Shot(why_not="存档原件缺失或损坏")
    kind, asked = kind_of(body), Asked(cells=cells, figures=store.cells(sha256[:16]))
    if kind == "html":
        return _web(body, asked, browser)
    if kind == "pdf":
        return _printed(body, asked, PRINTED)
    if kind == "docx" or office.recognise(body):
        pdf = office.as_pdf(body)
        return _printed(pdf, asked, CONVERTED) if pdf else Shot(why_not="本机不能打开Word原件")
    if kind == "image":
        png = drawn_page(body)
        return Shot(what=SCANNED, png=crop(png)) if png else Shot(why_not="原件图片已损坏")
    return Shot(why_not="原件不是网页、PDF、Word文件或图片")


def _web(body: bytes, asked: Asked, browser: Browser | None) -> Shot:
    if browser is None:
        return Shot(why_not="本机没有浏览器")
    try:
        page, count = framed(body, asked.cells, asked.figures)
    except ValueError:
        return Shot(why_not="原件不是网页")
    png = browser(page, "png")
    if png is None:
        return Shot(why_not="浏览器未能打开存档页面")
    return Shot(what=WEB, png=crop(png), framed=count)


def _printed(pdf: bytes, asked: Asked, what: str) -> Shot:
    """Picture the pages that have most of the cells, two at most, or the first."""
    places = list(_places(pdf, asked))
    counted = Counter(page for page, _ in places)
    pages = sorted(page for page, _ in counted.most_common(MOST_PAGES)) or [0]
    cuts = []
    for page in pages:
        png = drawn_page(pdf, page, [corners for number, corners in places if number == page], RED)
        if png is None:
            return Shot(why_not="原件页面未能绘出")
        cuts.append(crop(png, above=ABOVE // len(pages)))
    framed_cells = sum(counted[page] for page in pages)
    return Shot(
        what=what.format("、".join(str(page + 1) for page in pages)),
        png=stacked(cuts),
        framed=framed_cells,
        elsewhere=len(places) - framed_cells,
    )


def _places(pdf: bytes, asked: Asked) -> Iterator[tuple[int, Corners]]:
    """Give page and corners of each cell that is printed as we read it."""
    rows = [
        ("".join(text for text, _ in row.cells), [(row.page, *cell) for cell in row.cells])
        for row in printed_rows(pdf)
    ]
    for cell, (page, text, corners) in concerned(rows, asked.cells):
        if agrees(text, asked.figures.get(cell)):
            yield page, corners


def crop(png: bytes, above: int = ABOVE) -> bytes:
    """Cut a tall picture down to what is around the red frames, or to its top when there are none."""
    image = Image.open(BytesIO(png)).convert("RGB")
    top, bottom = _frames(image)
    first, last = max(0, min(top, image.height) - above), bottom + BELOW
    if last - first > TALLEST:  # frames come before what stands above them
        first = max(first, min(top - BELOW, last - TALLEST))
    last = min(image.height, max(last, first + above + BELOW), first + TALLEST)
    return _png(image.crop((0, first, image.width, last)))


def stacked(pictures: Sequence[bytes]) -> bytes:
    """Put pictures below one another, parted by a grey band."""
    if len(pictures) == 1:
        return pictures[0]
    images = [Image.open(BytesIO(each)) for each in pictures]
    height = sum(image.height for image in images) + BAND * (len(images) - 1)
    whole = Image.new("RGB", (max(image.width for image in images), height), "lightgrey")
    down = 0
    for image in images:
        whole.paste(image, (0, down))
        down += image.height + BAND
    return _png(whole)


def _png(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _frames(image: Image.Image) -> tuple[int, int]:
    """Where the frames' colour first and last stands."""
    bands = [
        band.point([255 if abs(value - wanted) <= TOLERANCE else 0 for value in range(256)])
        for band, wanted in zip(image.split(), FRAME, strict=True)
    ]
    both = Image.merge("RGB", bands).convert("L").point([255 if value == 255 else 0 for value in range(256)])
    box = both.getbbox()
    return (box[1], box[3]) if box else (0, UNFRAMED - BELOW)
