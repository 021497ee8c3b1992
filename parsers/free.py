"""Reports of the old law (2008 to 2018): what their headings are, and how their own tables are kept.

They have two parts the national forms do not: 收费及减免 and, at the end or as an annex, a 统计表. Neither
belongs to one of the six sections, and the figures of neither are cells of a form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from data.forms import Form, form
from parsers.blocks import Block, Grid, Paragraph

FREE = "free_2008"
_ORDINAL = r"[一二三四五六七八九十]{1,2}[、.,]"
_FEES = re.compile(rf"{_ORDINAL}[^。;，]{{0,14}}收费[^。;]{{0,14}}")
_STATISTICS = re.compile(
    rf"(?:{_ORDINAL}|附[件表]?[一二三\d]?[:、]?)?[^。;,、]{{0,24}}(?:信息|政务)公开[^。;,、]{{0,10}}统计表:?"
)
_WORDS = re.compile(r"收\s*费|统\s*计\s*表")
_POINTS = re.compile(r"详?见|如下")
ENOUGH = 2
LONGEST_HEAD = 60
LONGEST = 8_000


def aside(text: str) -> str | None:
    """Name the part of the old law a line opens that is none of the six sections, or None.

    >>> aside("四、政府信息公开的收费及减免情况"), aside("附件：政府信息公开情况统计表"), aside("没有收费。")
    ('fees', 'statistics', None)
    """
    if len(text) > LONGEST_HEAD or not _WORDS.search(text):
        return None
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if _FEES.fullmatch(plain):
        return "fees"
    return "statistics" if _STATISTICS.fullmatch(plain) and not _POINTS.search(plain) else None


def free_form(headings: Iterable[str]) -> Form | None:
    """Give the free form when two headings or more are worded as only the old law had them.

    >>> free_form(["一、概述", "四、政府信息公开的收费及减免情况"]) is form(FREE), free_form(["一、概述"])
    (True, None)
    """
    found = form(FREE)
    plain = {re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)) for text in headings}
    own = [text for text in plain if not _POINTS.match(text) and any(word in text for word in found.evidence)]
    return found if len(own) >= ENOUGH else None


def as_printed(blocks: Iterable[Block]) -> str:
    """Write blocks down as they are: a line a paragraph, a line a row with bars between its cells."""
    whole = "\n".join(line for block in blocks for line in _lines(block))
    return whole if len(whole) <= LONGEST else f"{whole[:LONGEST]}（下略）"


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
        return
    assert isinstance(block, Grid)
    for row in range(len(block.rows)):
        yield " | ".join(box.text for box in block.own(row))
