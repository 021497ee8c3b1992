"""Reading order without rows: every value after a label belongs to it, up to the next label.

The only way for text that lost its tables, and a second opinion where rows are still to be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from parsers import labels
from parsers.figures import is_figure
from parsers.tables.glue import as_options, bounded, part, resolve, results
from parsers.tables.pieces import is_rest
from parsers.tables.tokens import PAGE_LINE, TABLE_4, Token
from parsers.tables.witness import APPLICANT_KEYS, DISPUTE_KEYS, UNKNOWN, Row, Unknown, Witness, without_spare

_TABLE_2 = re.compile(r"第二十.{0,3}条第|^信息内容$")
_TABLE_3 = re.compile(r"勾稽关系|^申请人情况$")
_SIGNS = re.compile(r"[+-]")
_RUN = re.compile(r"[-+\d.,\s]+[万元]{0,2}")
_SENTENCE = re.compile(r"[。；]")
_CUT_OFF = re.compile(r"[.、．)）]")
_NUMBER = re.compile("[1-8]")
PROSE = 80
HEADS = 8
FIGURES = 4
GROUP = "other_handling"  # a row in one form, the heading of three in the other
UNDER_GROUP = ("t3.other_no_correction.natural_person",)
ROW = 2  # figures in a row; one alone may be the number of a page


def by_stream(found: Iterable[Token]) -> tuple[Witness, set[int]]:
    """Read the three tables out of tokens; also gives the blocks that belonged to them."""
    reader = _Stream()
    for token in found:
        reader.read(token)
    reader.end()
    return reader.witness, reader.used


class _Stream:
    """Which table we are in, the label waiting for its values, and the values so far."""

    def __init__(self) -> None:
        self.witness = Witness()
        self.used: set[int] = set()
        self.maybe: set[int] = set()
        self.table = 0
        self.measures: list[str | None] = []
        self.headed = False  # the head row of table 2 has begun: what no form has there is a column too
        self.heads = 0
        self.begun = False
        self.pending: tuple[str, ...] = ()
        self.values: list[str] = []
        self.glued = False
        self.joined: dict[str, list[str]] = {}
        self.rows: list[Row] = []
        self.label = ""
        self.stray = ""
        self.early = 0  # figures in a row that no label stands before
        self.last: str | None = None

    def read(self, token: Token) -> None:
        """Take one token in; tokens come in reading order."""
        text = token.text.strip()
        if PAGE_LINE.fullmatch(text):
            return
        if labels.heading(text) or len(text) > PROSE * 2 or _SENTENCE.search(text):
            self._leave_table(text)
            return
        if not text or is_figure(text) or (token.glued and _RUN.fullmatch(text)):
            self._value(token)
            belongs = bool(self.pending)
        else:
            belongs = self._label(text)
        self._keep(token.block, belongs)

    def _keep(self, block: int, belongs: bool) -> None:
        """Count a block as table text; stray pieces only when the table goes on after them."""
        if not self.table:
            return
        self.maybe.add(block)
        if belongs:
            self.used |= self.maybe
            self.maybe = set()

    def _value(self, token: Token) -> None:
        text = token.text.strip()
        if not self.pending and self.table == 4 and self.heads >= HEADS and text:
            self.pending, self.heads = DISPUTE_KEYS, 0
        if self.table == 2 and not self.pending and self.measures and not text:
            self.measures.append(None)  # a spare cell in the head; the rows below have it too
        if self.pending or self.stray:
            self.values.append(text)
            self.glued = self.glued or token.glued
        elif text:
            self._doubt_order()

    def _doubt_order(self) -> None:
        """Doubt a table whose figures begin before its first label: perhaps each stands before its own."""
        self.early += 1
        if self.table == 2 and self.measures:
            few = min(ROW, len(self.measures))
        elif self.table == 3 and not self.begun:
            few = ROW
        else:
            return
        if self.early >= few:
            self.witness.doubt_table(f"t{self.table}")

    def _leave_table(self, text: str) -> None:
        self.close()
        self.maybe = set()
        if labels.heading(text):
            self.table = 0

    def close(self) -> None:
        """Give the waiting label its values; a label without any says nothing (it may have been a head)."""
        if self.pending and self.values:
            whole = len(self.values) >= len(self.pending) and all(
                is_figure(text) or not text for text in self.values
            )
            if self.glued and not whole:
                self._part()
            elif self.pending[0].startswith("t2."):
                self.witness.say_item(self.pending[0].split(".")[1], self.measures, self.values)
            else:
                self.rows.append((self.pending, self.values))
        elif self.pending and self.pending[0] in UNDER_GROUP and self.rows:
            # Its figures may stand before it: then a heading was given them.
            self.witness.doubted |= {key for key in self.rows[-1][0] if key.startswith(f"t3.{GROUP}.")}
        if self.stray and len(self.values) >= FIGURES:
            self.witness.unknown.append(Unknown(self.last, self.stray, tuple(self.values)))
        self.pending, self.values, self.glued, self.stray = (), [], False, ""

    def _part(self) -> None:
        """Part values that ran together; rows of table 3 wait for one another, their sums are witnesses."""
        table, row, _ = self.pending[0].split(".")
        if table == "t3":
            self.joined[row] = self.values
            return
        size = len(self.pending)
        signed = [number for number, key in enumerate(self.pending) if key.endswith("items_delta")]
        ways = results(self.values, size) if table == "t4" else part(self.values, size, signed)
        if len(_SIGNS.sub("", "".join(self.values))) != size or not ways:
            # Not a digit a cell: nothing but a sign proves where one ends.
            proved = {self.pending[place] for place in bounded(self.values, size, signed)} if ways else set()
            self.witness.doubted |= set(self.pending) - proved
        for key, options in zip(self.pending, as_options(ways, size), strict=True):
            self.witness.say(key, options)

    def end(self) -> None:
        """Finish: hand over the rows of tables 3 and 4, part those of table 3 that ran together."""
        self.close()
        layout = self.witness.say_rows([row for row in self.rows if row[0] != DISPUTE_KEYS])
        for keys, values in (row for row in self.rows if row[0] == DISPUTE_KEYS):
            self.witness.say_row(keys, without_spare(values, len(keys), layout))
        found, doubted = resolve(self.joined)
        for row, cells in found.items():
            keys = [f"t3.{row}.{column}" for column in APPLICANT_KEYS]
            for key, options in zip(keys, cells, strict=True):
                self.witness.say(key, options)
            self.witness.doubted |= set(keys) if row in doubted else set()

    def _label(self, text: str) -> bool:
        """Take a label in; tells whether it is one of the form's."""
        if self.pending and not self.values and is_rest(text, self.label):
            return True
        if _CUT_OFF.match(text) and _NUMBER.fullmatch(self.values[-1] if self.values else ""):
            self.witness.doubted |= set(self.pending)  # the last figure may be the number of this label
        self.close()
        self.label, self.early = text, 0
        self._enter_table(text)
        reading = {2: self._measure_or_item, 3: self._application, 4: self._dispute}.get(self.table)
        return bool(reading and reading(text))

    def _enter_table(self, text: str) -> None:
        plain = labels.core(text)
        if _TABLE_2.search(plain):
            self.table, self.measures, self.headed = 2, [], plain == "信息内容"
        elif _TABLE_3.search(plain) or labels.row(text) == "new_received":
            self.table = 3
        elif plain in TABLE_4 or labels.dispute(text) in ("upheld", "pending"):
            self.table = 4

    def _measure_or_item(self, text: str) -> bool:
        item, measure = labels.item(text), labels.measure(text)
        if measure:
            self.measures.append(measure)
        elif item:
            self.witness.seen.add(f"t2.{item}")
            self.pending = tuple(f"t2.{item}.{measure}" for measure in self.measures)
        elif (self.measures or self.headed) and not _TABLE_2.search(labels.core(text)):
            self.measures.append(UNKNOWN)
        return bool(item or measure or _TABLE_2.search(labels.core(text)))

    def _application(self, text: str) -> bool:
        key = labels.row(text)
        self.begun = self.begun or key not in (None, "other_misc", "total_processed")
        if key and self.begun:
            self.last = f"t3.{key}"
            self.witness.seen.add(self.last)
            self.pending = tuple(f"t3.{key}.{column}" for column in APPLICANT_KEYS)
        head = labels.applicant(text) or labels.is_group(text) or _TABLE_3.search(labels.core(text))
        if self.begun and not key and not head:
            self.stray = text  # perhaps a row whose label nobody knows: then figures follow
        return bool(key or head)

    def _dispute(self, text: str) -> bool:
        head = bool(labels.dispute(text))
        self.heads += head
        return head or bool(labels.route(text)) or labels.core(text) in TABLE_4
