"""Word files (.docx): paragraphs and tables straight from document.xml, merged cells included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from parsers.archive import names, part, xml
from parsers.blocks import Block, Document, Paragraph, Raw, TooMuch, Unreadable, grid_of, texts
from parsers.labels import unite_radicals
from parsers.layout import open_prose
from parsers.pictures import SCANTY, OnlyPictures

VERSION = 2
DOCUMENT = "word/document.xml"
PICTURES = "word/media/"
ONLY_PICTURES = "Word文件里没有正文文字，只有{count}张图片"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_SKIPPED = frozenset(("del", "delText", "instrText", "Fallback", "pict", "footnoteReference", "moveFrom"))
_MARKS = frozenset(("vanish", "strike", "dstrike", "vertAlign"))  # 3¹ is not 31
_OFF = frozenset(("0", "false", "off", "baseline"))
_LETTERS = {"t": "", "br": "\n", "cr": "\n", "tab": " "}
_PLAIN = tuple(f"{{*}}{name}" for name in _LETTERS)
_ODD = tuple(f"{{*}}{name}" for name in sorted(_SKIPPED | _MARKS))
MAX_NESTING = 20


@dataclass(frozen=True, slots=True)
class _Cell:
    column: int
    width: int
    merge: str
    text: str


def recognise(body: bytes) -> int:
    """Say how surely these bytes are a Word file."""
    return 9 if DOCUMENT in names(body) else 0


def read(body: bytes, declared: str | None) -> Document:
    """Turn a Word file into blocks; deleted text and field codes are left out."""
    root = xml(part(body, DOCUMENT))
    main = next((child for child in root if _name(child) == "body"), None)
    if main is None:
        raise Unreadable("unreadable_file")
    blocks = tuple(_blocks(main, 0))
    pictures = sum(name.startswith(PICTURES) for name in names(body))
    if pictures and sum(map(len, texts(blocks))) < SCANTY:
        raise OnlyPictures(ONLY_PICTURES.format(count=pictures))
    return Document(kind="docx", blocks=blocks)


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _value(element: etree._Element | None, name: str, default: str = "") -> str:
    if element is None:
        return default
    return element.get(f"{_W}{name}") or element.get(f"{_STRICT}{name}") or default


def _child(element: etree._Element, *path: str) -> etree._Element | None:
    found: etree._Element | None = element
    for name in path:
        found = next(found.iterchildren(f"{{*}}{name}"), None) if found is not None else None
    return found


def _blocks(parent: etree._Element, depth: int) -> Iterator[Block]:
    """Give paragraphs and tables in order; wrappers (content controls, tracked insertions) are opened."""
    if depth > MAX_NESTING:
        raise TooMuch
    for child in parent:
        name = _name(child)
        if name == "p":
            yield from (Paragraph(text=line, tag="p") for line in _text(child).split("\n") if line.strip())
        elif name == "tbl":
            yield from _table(child, depth)
        elif name not in _SKIPPED:
            yield from _blocks(child, depth + 1)


def _text(element: etree._Element) -> str:
    """Give the text of a paragraph; what is struck out or raised stands apart, hidden text is none."""
    if next(element.iter(*_ODD), None) is None:
        plain = (_LETTERS[_name(node)] or node.text or "" for node in element.iter(*_PLAIN))
        return unite_radicals("".join(plain)).strip()
    words: list[str] = []
    mark = ""
    skipped: etree._Element | None = None
    for event, node in etree.iterwalk(element, events=("start", "end")):
        name = _name(node)
        if skipped is not None:
            skipped = None if event == "end" and node is skipped else skipped
        elif event == "start":
            skipped = node if name in _SKIPPED else None
            mark = "" if name == "r" else mark
        elif name in _MARKS:
            mark = name if _value(node, "val", "on") not in _OFF else mark
        elif name in _LETTERS:
            words.append(_letters(_LETTERS[name] or node.text or "", mark))
    return unite_radicals("".join(words)).strip()


def _letters(letters: str, mark: str) -> str:
    if not mark:
        return letters
    return "" if mark == "vanish" else f" {letters} "


# ------------------------------------------------------------------ tables


def _table(table: etree._Element, depth: int) -> Iterator[Block]:
    """Give a table as a grid; one that holds tables only arranges the page and is opened."""
    if next(table.iterdescendants("{*}tbl"), None) is not None:
        for row in _rows(table):
            for cell in _cells_of(row):
                yield from _blocks(cell, depth + 1)
        return
    rows = [list(_row(row)) for row in _rows(table)]
    placed = [
        [_raw(rows, number, cell) for cell in row if cell.merge != "continue"]
        for number, row in enumerate(rows)
    ]
    if any(placed):
        yield from open_prose(grid_of(placed))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if _name(child) == "tr":
            yield child
        elif _name(child) in ("sdt", "sdtContent", "ins"):
            yield from _rows(child)


def _cells_of(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if _name(child) == "tc":
            yield child
        elif _name(child) in ("sdt", "sdtContent", "ins"):
            yield from _cells_of(child)


def _row(row: etree._Element) -> Iterator[_Cell]:
    before = int(_value(_child(row, "trPr", "gridBefore"), "val", "0") or 0)
    if before:
        yield _Cell(0, before, "", "")
    column = before
    for cell in _cells_of(row):
        width = int(_value(_child(cell, "tcPr", "gridSpan"), "val", "1") or 1)
        merge = _child(cell, "tcPr", "vMerge")
        lines = map(_text, cell.iterdescendants("{*}p"))
        text = "\n".join(line for line in lines if line)
        yield _Cell(column, width, "" if merge is None else _value(merge, "val", "continue"), text)
        column += width


def _raw(rows: Sequence[Sequence[_Cell]], number: int, cell: _Cell) -> Raw:
    """Count how many rows a merged cell reaches down."""
    height = 1
    while cell.merge == "restart" and number + height < len(rows):
        below = (each for each in rows[number + height] if each.column == cell.column)
        if not any(each.merge == "continue" for each in below):
            break
        height += 1
    return Raw(cell.text, height, cell.width)
