"""Papers handed in and letters drafted, given back to officers of the region, as downloads only."""

from __future__ import annotations

import asyncio

from datasette import Forbidden, NotFound, Response

from data.desk.asking import Asked
from data.desk.files import download
from data.desk.keeping import kept

ADDRESS = r"/kept/(?P<sha256>[0-9a-f]{64})$"


async def page(asked: Asked) -> Response:
    """Give one kept file."""
    officer = asked.officer
    if officer is None:
        raise Forbidden("only officers have papers back")
    found = await asyncio.to_thread(kept, asked.folder, asked.part("sha256"), officer)
    if found is None or found.body is None:
        raise NotFound("not kept")
    return download(found.body, found.name)
