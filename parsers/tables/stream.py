"""Reading order without rows: every value after a label belongs to it, up to the next label.

The only way for text that lost its tables, and a second opinion where rows are still to be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parsers import labels
from parsers.blocks import Block, Paragraph
from parsers.figures import is_figure
from parsers.tables.witness import APPLICANT_KEYS, DISPUTE_KEYS, Witness

_PAGE_LINE = re.compile(r"[-—–]\s*\d{1,3}\s*[-—–]|第\s*\d{1,3}\s*页.*")
_TABLE_2 = re.compile(r"第二十.{0,3}条第|^信息内容$")
_TABLE_3 = re.compile(r"勾稽关系|^申请人情况$")
_SENTENCE = re.compile(r"[。；]")
PROSE = 80
HEADS = 8


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of text in reading order and the number of the block it stands in."""

    text: str
    block: int


def tokens(blocks: Sequence[Block]) -> Iterator[Token]:
    """Cut blocks into tokens: cells as they are, lines at tabs, bars, and before figures at their end."""
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            for piece in re.split(r"[\t|]", block.text):
                yield from (Token(text, number) for text in _words(piece))
        else:
            for row in range(len(block.rows)):
                yield from (Token(box.text, number) for box in block.own(row))


def _words(line: str) -> list[str]:
    """Part the figures at the end of a line from the label before them."""
    words = line.split()
    end = len(words)
    while end and is_figure(words[end - 1]):
        end -= 1
    label = " ".join(words[:end])
    return [*([label] if label else []), *words[end:]]


def by_stream(found: Iterable[Token]) -> tuple[Witness, set[int]]:
    """Read the three tables out of tokens; also gives the blocks that belonged to them."""
    reader = _Stream()
    for token in found:
        reader.read(token)
    reader.close()
    return reader.witness, reader.used


class _Stream:
    """Which table we are in, the label waiting for its values, and the values so far."""

    def __init__(self) -> None:
        self.witness = Witness()
        self.used: set[int] = set()
        self.table = 0
        self.measures: list[str] = []
        self.heads = 0
        self.begun = False
        self.pending: tuple[str, ...] = ()
        self.values: list[str] = []

    def read(self, token: Token) -> None:
        text = token.text.strip()
        if _PAGE_LINE.fullmatch(text):
            return
        if not text or is_figure(text):
            self._value(text)
        elif labels.heading(text) or len(text) > PROSE * 2 or _SENTENCE.search(text):
            self._leave_table(text)
            return
        else:
            self._label(text)
        if self.table:
            self.used.add(token.block)

    def _value(self, text: str) -> None:
        if not self.pending and self.table == 4 and self.heads >= HEADS and text:
            self.pending, self.heads = DISPUTE_KEYS, 0
        if self.pending:
            self.values.append(text)

    def _leave_table(self, text: str) -> None:
        self.close()
        if labels.heading(text):
            self.table = 0

    def close(self) -> None:
        """Give the waiting label its values; a label without any says nothing (it may have been a head)."""
        if self.pending and self.values:
            self.witness.say_row(self.pending, self.values)
        self.pending, self.values = (), []

    def _label(self, text: str) -> None:
        self.close()
        plain = labels.core(text)
        if _TABLE_2.search(plain):
            self.table, self.measures = 2, []
        elif _TABLE_3.search(plain) or labels.row(text) == "new_received":
            self.table = 3
        elif (
            (labels.route(text) and self.table != 3)
            or plain == "行政复议"
            or labels.dispute(text) in ("upheld", "pending")
        ):
            self.table = 4
        reading = {2: self._measure_or_item, 3: self._application, 4: self._dispute}.get(self.table)
        if reading:
            reading(text)

    def _measure_or_item(self, text: str) -> None:
        item, measure = labels.item(text), labels.measure(text)
        if measure:
            self.measures.append(measure)
        elif item:
            self.pending = tuple(f"t2.{item}.{measure}" for measure in self.measures)

    def _application(self, text: str) -> None:
        key = labels.row(text)
        self.begun = self.begun or key == "new_received"
        if key and (self.begun or key not in ("other_misc", "total_processed")):
            self.pending = tuple(f"t3.{key}.{column}" for column in APPLICANT_KEYS)

    def _dispute(self, text: str) -> None:
        if labels.dispute(text):
            self.heads += 1
