"""One chart of a page, as a picture."""

from __future__ import annotations

import asyncio

from datasette import NotFound, Response

from data.desk.asking import Asked
from data.desk.drawing import GALLERY, POLICY

ADDRESS = r"/chart/(?P<key>[0-9a-f]{64})\.svg$"


async def page(asked: Asked) -> Response:
    """Give a chart a page has named."""
    drawn = await asyncio.to_thread(GALLERY.svg, asked.part("key"))
    if drawn is None:
        raise NotFound("no page shows this chart")
    headers = {"content-security-policy": POLICY, "cache-control": "private, max-age=86400, immutable"}
    return Response(drawn, content_type="image/svg+xml", headers=headers)
