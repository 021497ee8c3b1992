"""Datasette plugin: forms with files carry their token like all others.

asgi-csrf looks for the token of a multipart form with a parser option that python-multipart no longer has and
breaks; so the token is read here and handed on in the header asgi-csrf also takes, and the kind of form in a
header of ours (to asgi-csrf it is unknown). Whether the token is right, asgi-csrf decides.
"""

# mypy: allow-untyped-decorators
# (hookimpl comes from a library without types)

from __future__ import annotations

import asyncio
from typing import Any

from datasette import Response, hookimpl
from datasette.utils.asgi import Request

from data.desk.uploads import TooLarge, again, read_form

TOKEN, KIND = b"x-csrftoken", b"x-form-type"


@hookimpl(tryfirst=True)  # innermost: the gate has let it in and knows how long it is
def asgi_wrapper() -> Any:
    """Find the token of a multipart form."""

    def wrap(app: Any) -> Any:
        async def handing_on(scope: Any, receive: Any, send: Any) -> None:
            kind = dict(scope.get("headers", [])).get(b"content-type", b"").decode("latin-1")
            if scope["type"] != "http" or not kind.startswith("multipart/form-data"):
                await app(scope, receive, send)
                return
            body = await Request(scope, receive).post_body()
            try:
                token = (await asyncio.to_thread(read_form, kind, body)).words.get("csrftoken", "")
            except TooLarge as error:
                token = error.words.get("csrftoken", "")
            except ValueError:
                await Response.text("no form", status=400).asgi_send(send)
                return
            headers = [each for each in scope["headers"] if each[0] not in (TOKEN, KIND, b"content-type")]
            headers += [(TOKEN, token.encode("ascii", "replace")), (KIND, kind.encode("latin-1"))]
            await app({**scope, "headers": headers}, again(body, receive), send)

        return handing_on

    return wrap
