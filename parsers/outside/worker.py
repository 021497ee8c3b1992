"""The limited child: reads documents one after another from its standard input until that ends.

Started by parsers/outside/child.py as `python -m parsers.outside.worker CPU_SECONDS`, which are for each
document; what it prints goes nowhere.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import traceback
from types import TracebackType
from typing import BinaryIO

from parsers.documents import types
from parsers.outside import limits
from parsers.outside.wire import ANSWER, CRASHED, LAST, READ, READY, REQUEST, pack
from parsers.parsed import Parsed
from parsers.read import read

LIMIT = Parsed(outcome="unreadable", reason="parse_limit")


def main(cpu_seconds: int) -> None:
    """Say that it is ready, then answer each request; ends with its input, or after it grew too large."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    types()
    limits.confine()
    _hush()
    gc.freeze()
    _say_crashes(answers)
    _answer(answers, READY, b"")
    while header := sys.stdin.buffer.read(REQUEST.size):
        length, size = REQUEST.unpack(header)
        content_type, url = json.loads(sys.stdin.buffer.read(length))
        body = sys.stdin.buffer.read(size)
        limits.allow_time(cpu_seconds)
        parsed = _read(body, content_type, url)
        grown = limits.has_grown()
        if grown and limits.is_suspect():
            parsed = LIMIT
        _answer(answers, LAST if grown else READ, pack(parsed))
        if grown:
            return


def _read(body: bytes, content_type: str | None, url: str | None) -> Parsed:
    try:
        return read(body, content_type=content_type, url=url)
    except (MemoryError, RecursionError):
        return LIMIT


def _answer(answers: BinaryIO, kind: bytes, data: bytes) -> None:
    answers.write(ANSWER.pack(kind, len(data)) + data)
    answers.flush()


def _hush() -> None:
    """Let libraries print what they like: nobody reads it, and it must not mix with the answers."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _say_crashes(answers: BinaryIO) -> None:
    """Tell the parent of a defect of ours with its traceback; the process ends with it."""

    def crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _answer(answers, CRASHED, "".join(traceback.format_exception(kind, error, trace)).encode())

    sys.excepthook = crashed


if __name__ == "__main__":
    main(int(sys.argv[1]))
