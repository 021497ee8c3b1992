"""A file made for one visitor: written aside first, then sent piece by piece, then gone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from tempfile import TemporaryFile
from typing import IO, Any
from urllib.parse import quote

from datasette import Response

PIECE = 256 * 1024
AT_ONCE = asyncio.Semaphore(2)  # files being written; others wait


class Download(Response):  # type: ignore[misc]
    """An answer that is a file, never held in memory whole."""

    def __init__(self, file: IO[bytes], content_type: str, headers: dict[str, str]) -> None:
        super().__init__(None, content_type=content_type, headers=headers)
        self._file = file

    async def asgi_send(self, send: Any) -> None:
        """Send the file and let go of it."""
        headers = {**self.headers, "content-type": self.content_type}
        encoded = [[name.encode("latin-1"), value.encode("latin-1")] for name, value in headers.items()]
        with self._file:
            await send({"type": "http.response.start", "status": self.status, "headers": encoded})
            while piece := await asyncio.to_thread(self._file.read, PIECE):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})


async def download(write: Callable[[IO[bytes]], None], *, name: str, title: str, kind: str) -> Download:
    """Have a file written in a thread of its own; `name` is its plain name, `title` the one officers see."""
    file = TemporaryFile()  # noqa: SIM115 - it lives until it has been sent
    try:
        async with AT_ONCE:
            await asyncio.to_thread(write, file)
        size = file.tell()
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return Download(file, kind, {"content-disposition": attachment(name, title), "content-length": str(size)})


def attachment(name: str, title: str) -> str:
    """Write the header that names a download; nothing in a name can end the header or name a folder.

    >>> attachment("a.csv", 'x"/../\\r\\n问题.csv')
    'attachment; filename="a.csv"; filename*=UTF-8\\'\\'x%22%20..%20%20%20%E9%97%AE%E9%A2%98.csv'
    """
    safe = "".join(" " if each in "/\\" or ord(each) < 32 else each for each in title)
    return f"attachment; filename=\"{quote(name, safe='')}\"; filename*=UTF-8''{quote(safe, safe='')}"
