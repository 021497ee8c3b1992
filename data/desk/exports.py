"""CSV that a spreadsheet opens rightly and that cannot act: marked as UTF-8, no cell a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]

_ACTING = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def harmless(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula; numbers stay numbers.

    >>> harmless('=HYPERLINK("x")'), harmless("-3"), harmless("渭水县")
    ('\\'=HYPERLINK("x")', '-3', '渭水县')
    """
    return "'" + cell if cell.lstrip(" \u3000").startswith(_ACTING) and not _NUMBER.fullmatch(cell) else cell


def spreadsheet(body: bytes) -> bytes:
    """Rewrite a CSV file so that Excel reads it as UTF-8 and runs nothing in it."""
    written = io.StringIO()
    rows = csv.reader(io.StringIO(body.decode("utf-8"), newline=""))
    csv.writer(written).writerows([[harmless(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + written.getvalue().encode("utf-8")


def safe_csv(send: Send) -> Send:
    """Wrap the ASGI `send` of a CSV address: a good answer is gathered and rewritten, others pass through."""
    started: list[Message] = []
    parts: list[bytes] = []

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            started.append(message)
        elif not started:
            await send(message)
        else:
            parts.append(message.get("body", b""))
            if not message.get("more_body"):
                body = spreadsheet(b"".join(parts))
                await send(_as_csv(started[0], len(body)))
                await send({"type": "http.response.body", "body": body})

    return sending


def _as_csv(message: Message, length: int) -> Message:
    ours = (b"content-type", b"content-length")
    kept = [pair for pair in message["headers"] if pair[0].lower() not in ours]
    added = [(b"content-type", b"text/csv; charset=utf-8"), (b"content-length", str(length).encode())]
    return {**message, "headers": [*kept, *added]}
