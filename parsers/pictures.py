"""Documents that show a report only as pictures: told from those that are broken, locked or empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from parsers.blocks import Unreadable
from parsers.parsed import Odd, Parsed

# What is no text of a report: less than so many characters (R-07 of the rule catalogue).
SCANTY = 200
# A picture that could show a page of a report is at least so wide and so high, in pixels.
SMALLEST = 400
KIND, LAYER = "image", "layer"
ON_PAGE = "网页上只有题名，正文是图片（{count}张），没有文字"
_AROUND = frozenset(("header", "footer", "nav", "aside", "button", "form"))
_DECORATION = re.compile(
    r"head|foot|nav|menu|logo|share|bottom|banner|qr|ewm|erweima|side|icon|ico\b|search|weixin|wechat|print|"
    r"close|arrow|bg|jiucuo|beian|二维码|党政机关|找错|无障碍",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|rtf|zip)(?:$|[?#])", re.IGNORECASE)
_SIZE = re.compile(r"\d+")


class OnlyPictures(Unreadable):
    """A whole, open document without text whose pages are pictures; a scan, most often."""

    def __init__(self, note: str) -> None:
        super().__init__("unreadable_file", note)


def kind_of_pictures(kind: str | None) -> str:
    """Name the kind of a document that holds only pictures: `image`, `image+pdf`.

    >>> kind_of_pictures("pdf"), kind_of_pictures("image")
    ('image+pdf', 'image')
    """
    return KIND if kind in (KIND, None) else f"{KIND}+{kind}"


def kind_of_layer(kind: str) -> str:
    """Name the kind of a document whose text was recognised in its own pictures, by whomever."""
    return f"{LAYER}+{kind}"


def doubted(parsed: Parsed) -> Parsed:
    """Mark every cell as uncertain, with what was recognised as its possible reading."""
    odd = {
        cell: replace(parsed.odd_cells[cell], state="uncertain")
        if value is None
        else Odd(raw=str(value), state="uncertain", readings=(value,))
        for cell, value in parsed.cells.items()
    }
    return replace(parsed, cells=dict.fromkeys(parsed.cells), odd_cells=odd)


def pictures_on_page(body: bytes) -> int:
    """Count the pictures of a page that could be pages of a report; none where a file hangs below it.

    Small ones and those of head, foot and menus are not counted. In doubt it is decoration.
    """
    tree = etree.fromstring(body, etree.HTMLParser(huge_tree=True)) if body.strip() else None
    if tree is None or any(_FILE.search(link.get("href", "")) for link in tree.iter("a")):
        return 0
    sources = {image.get("src", "") for image in tree.iter("img") if _may_be_report(image)}
    return len(sources - {""})


def _may_be_report(image: etree._Element) -> bool:
    words = " ".join((image.get("src", ""), image.get("alt", ""), image.get("class", "")))
    if _DECORATION.search(words) or any(map(_is_around, image.iterancestors())):
        return False
    sizes = list(_sizes(image))
    return not sizes or min(sizes) >= SMALLEST


def _is_around(element: etree._Element) -> bool:
    """Tell whether an element belongs to the frame of a page; its own body and root do not count."""
    if element.tag in ("html", "body"):
        return False
    named = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag in _AROUND or bool(_DECORATION.search(named))


def _sizes(image: etree._Element) -> Iterator[int]:
    """Give width and height as far as they are written down in pixels."""
    style = dict(re.findall(r"(?:^|;)\s*(width|height)\s*:\s*(\d+)px", image.get("style", "")))
    for name in ("width", "height"):
        written = image.get(name, "")
        if size := _SIZE.fullmatch(written.removesuffix("px")):
            yield int(size[0])
        elif name in style:
            yield int(style[name])
