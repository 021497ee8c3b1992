"""A document's blocks as tokens in reading order: cells as they are, lines cut where cells ran together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parsers import labels
from parsers.blocks import Block, Paragraph
from parsers.figures import is_figure
from parsers.tables.glue import GLUED
from parsers.words import Word, word

PAGE_LINE = re.compile(r"[-—–]\s*\d{1,3}\s*[-—–]|第\s*\d{1,3}\s*页.*")
_BARS = re.compile(r"[\t|]")
TABLE_4 = frozenset(("行政复议", "行政诉讼", "未经复议直接起诉"))


class Token(NamedTuple):
    """One piece of text in reading order, its block's number, and whether cells may have run together."""

    text: str
    block: int
    glued: bool = False


def tokens(blocks: Sequence[Block]) -> Iterator[Token]:
    """Cut blocks into tokens: cells as they are, lines at tabs, bars, heads and before the figures."""
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            yield from (Token(text, number, block.tag == GLUED) for text in _cut(block.text))
        else:
            for row in range(len(block.rows)):
                yield from (Token(box.text, number) for box in block.own(row))


def words(blocks: Sequence[Block]) -> list[Word]:
    """Give what the tokens are, without their places."""
    found: list[Word] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found += map(word, _cut(block.text))
        else:
            for row in range(len(block.rows)):
                found += [box.word for box in block.own(row)]
    return found


def _cut(text: str) -> list[str]:
    if PAGE_LINE.fullmatch(text.strip()):
        return []
    return [word for piece in _BARS.split(text) for word in _parted(piece)]


def _parted(line: str) -> list[str]:
    """Part the figures at the end of a line from the label before them, and heads that stand in one line."""
    words = line.split()
    end = len(words)
    while end and is_figure(words[end - 1]):
        end -= 1
    if end > 1 and all(map(_is_head, words[:end])):
        return words
    label = " ".join(words[:end])
    return [*([label] if label else []), *words[end:]]


def _is_head(word: str) -> bool:
    names = (labels.measure, labels.dispute, labels.applicant, labels.route)
    return any(name(word) for name in names) or word == "信息内容" or word in TABLE_4
