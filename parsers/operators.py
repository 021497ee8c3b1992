"""The content of a PDF page, cut into operators and operands as pdfminer does it, several times as fast.

What is not plain (images within the text, unbalanced brackets, odd escapes) is left to pdfminer itself.
Syntax: ISO 32000-1, 7.2 and 7.8.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, cast

from pdfminer.pdfinterp import PDFPageInterpreter, PDFStackT
from pdfminer.pdftypes import stream_value
from pdfminer.psparser import LIT, PSLiteral

LONGEST_NUMBER = 30
_TOKEN = re.compile(
    rb"""[\s\0]*(?:
      (?P<integer>[-+]?\d++(?!\.))
    | (?P<decimal>[-+]?(?:\d+\.\d*|\.\d+))
    | (?P<operator>[A-Za-z][^#/%\[\]()<>{}\s]*|['"])
    | /(?P<name>[^#/%\[\]()<>{}\s]*+)(?!\#)
    | <(?P<hexadecimal>[0-9A-Fa-f\s]*)>
    | \((?P<string>[^()\\]*(?:\\.[^()\\]*)*)\)
    | (?P<bracket>\[|\]|<<|>>)
    | (?P<comment>%[^\r\n]*)
    | (?P<end>\Z))""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_ESCAPED = {
    b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r", b"(": b"(", b")": b")", b"\\": b"\\",
}  # fmt: skip
_OPENING = {b"]": b"[", b">>": b"<<"}


class Operator(bytes):
    """The name of an operator, so that it is not taken for a string."""


class _NotPlain(Exception):
    """Here pdfminer is to read by itself."""


class Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter of pages, with a quicker way from bytes to operators."""

    def execute(self, streams: Sequence[object]) -> None:
        """Carry out the operators of content streams, which count as one."""
        found = [stream_value(each) for each in streams]
        if any(each.objid is None or each.objid in self.parent_stream_ids for each in found):
            super().execute(streams)
            return
        steps = plain_steps(b"\n".join(each.get_data() for each in found))
        if steps is None:
            super().execute(streams)
            return
        self.stream_ids = {each.objid for each in found if each.objid is not None}
        self._carry_out(steps)

    def _carry_out(self, steps: Sequence[object]) -> None:
        known: dict[bytes, tuple[Callable[..., None] | None, int]] = {}
        for step in steps:
            if not isinstance(step, Operator):
                self.argstack.append(cast("PDFStackT", step))
                continue
            if step not in known:
                known[step] = self._meaning(step)
            work, count = known[step]
            operands = self.pop(count) if count else []
            if work is not None and len(operands) == count:
                work(*operands)

    def _meaning(self, operator: bytes) -> tuple[Callable[..., None] | None, int]:
        """Give what pdfminer does for an operator, and with how many operands."""
        name = operator.decode("utf-8", "ignore").replace("*", "_a").replace('"', "_w").replace("'", "_q")
        work = getattr(self, f"do_{name}", None)
        return work, work.__code__.co_argcount - 1 if work else 0


def plain_steps(content: bytes) -> list[object] | None:
    """Cut content into operands and operators; None where it is not plain.

    >>> plain_steps(b"/F1 9.5 Tf [(a) -3 <62>] TJ")
    [/'F1', 9.5, b'Tf', [b'a', -3, b'b'], b'TJ']
    """
    steps: list[Any] = []
    outer: list[tuple[bytes, list[Any]]] = []
    at = 0
    try:
        for token in _TOKEN.finditer(content):
            if token.start() != at:
                return None
            at = token.end()
            kind, printed = token.lastgroup, token[token.lastindex or 0]
            if kind == "operator":
                steps.append(_operator(printed, within=bool(outer)))
            elif kind == "bracket":
                steps = _bracket(printed, steps, outer)
            elif kind in _OPERANDS:
                steps.append(_OPERANDS[kind](printed))
    except _NotPlain:
        return None
    return steps if at == len(content) and not outer else None


def _operator(name: bytes, *, within: bool) -> Operator | bool:
    if name in (b"true", b"false"):
        return name == b"true"
    if within or name in (b"BI", b"ID"):
        raise _NotPlain
    return _interned(name)


@lru_cache(maxsize=1024)
def _interned(name: bytes) -> Operator:
    return Operator(name)


def _bracket(mark: bytes, steps: list[Any], outer: list[tuple[bytes, list[Any]]]) -> list[Any]:
    """Open an array or a dictionary, or close it; gives the list that what follows belongs to."""
    if mark not in _OPENING:
        outer.append((mark, steps))
        return []
    if not outer or outer[-1][0] != _OPENING[mark]:
        raise _NotPlain
    _, around = outer.pop()
    around.append(steps if mark == b"]" else _dictionary(steps))
    return around


def _dictionary(pairs: Sequence[Any]) -> dict[str, Any]:
    names = pairs[::2]
    if len(pairs) % 2 or not all(isinstance(name, PSLiteral) for name in names):
        raise _NotPlain
    return {str(name.name): value for name, value in zip(names, pairs[1::2], strict=True)}


def _integer(printed: bytes) -> int:
    if len(printed) > LONGEST_NUMBER:
        raise _NotPlain
    return int(printed)


def _name(printed: bytes) -> object:
    try:
        return LIT(printed.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _NotPlain from error


def _hexadecimal(printed: bytes) -> bytes:
    digits = b"".join(printed.split())
    if len(digits) % 2:
        raise _NotPlain
    return bytes.fromhex(digits.decode("ascii"))


def _string(printed: bytes) -> bytes:
    return _ESCAPE.sub(_meant, printed) if b"\\" in printed else printed


def _meant(escape: re.Match[bytes]) -> bytes:
    """Say what an escape stands for; one that is not known, or a line's end, for nothing."""
    octal, letter = escape.groups()
    if octal is None:
        return _ESCAPED.get(letter, b"")
    if int(octal, 8) > 0xFF:
        raise _NotPlain
    return bytes((int(octal, 8),))


_OPERANDS: dict[str | None, Callable[[bytes], object]] = {
    "integer": _integer,
    "decimal": float,
    "name": _name,
    "hexadecimal": _hexadecimal,
    "string": _string,
}
