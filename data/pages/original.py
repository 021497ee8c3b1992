"""The stored bytes themselves, as a download that no browser opens in our name."""

from __future__ import annotations

import asyncio
import mimetypes

from datasette import NotFound, Response

from data.desk.asking import Asked
from data.desk.captures import is_page
from data.export import mask

ADDRESS = r"/original/(?P<sha256>[0-9a-f]{64})$"


async def page(asked: Asked) -> Response:
    """Give the bytes of one look; pages get a name that opens as text."""
    sha256 = asked.part("sha256")
    newest = await asked.must("capture_looks", sha256=sha256)
    body = await asyncio.to_thread(asked.body, sha256)
    if body is None:
        raise NotFound("not kept")
    kind = (newest["content_type"] or "").split(";")[0].strip().lower()
    if is_page(body, kind) and asked.officer is None:
        # Byte for byte the same but for identity numbers, which only officers may read.
        body = mask(body.decode("latin-1")).encode("latin-1")
    ending = ".txt" if is_page(body, kind) else mimetypes.guess_extension(kind) or ".bin"
    headers = {
        "content-disposition": f'attachment; filename="{sha256[:12]}{ending}"',
        "content-security-policy": "sandbox; default-src 'none'",
    }
    return Response(body, headers=headers, content_type="application/octet-stream")
