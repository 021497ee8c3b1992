"""页面存档：a stored page as text, with when and where it was seen; the bytes only as a download."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from data.desk.asking import Asked
from data.desk.captures import is_page, lines
from data.desk.passages import hits
from data.export import mask

ADDRESS = r"/capture/(?P<sha256>[0-9a-f]{64})$"


async def page(asked: Asked) -> Mapping[str, object]:
    """Read the stored bytes of one look and mark the words of `q` in their text."""
    sha256 = asked.part("sha256")
    newest = await asked.must("capture_looks", sha256=sha256)
    body = await asyncio.to_thread(asked.body, sha256)
    kind = newest["content_type"]
    readable = body is not None and is_page(body, kind)
    text = await asyncio.to_thread(lines, body, kind) if body is not None and readable else []
    words = [word for word in asked.arg("q").split() if word]
    return {
        "sha256": sha256,
        "newest": newest,
        "looks": await asked.ask("capture_looks", sha256=sha256),
        "kept": body is not None,
        "readable": readable,
        "lines": [hits(mask(line), words) for line in text],
        "words": asked.arg("q"),
    }
