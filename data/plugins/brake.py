"""Datasette plugin: who guesses at passwords has to wait, longer every time (data/desk/brake.py)."""

# mypy: allow-untyped-decorators
# (hookimpl comes from a library without types)

from __future__ import annotations

import math
from time import monotonic
from typing import Any
from urllib.parse import parse_qs

from datasette import Response, hookimpl
from datasette.utils.asgi import Request

from data.desk.brake import Brake
from data.desk.uploads import again

LOGIN = "-/login"
_brake = Brake()


@hookimpl(tryfirst=True)  # innermost: the gate knows how long the form is
def asgi_wrapper(datasette: Any) -> Any:
    """Count every password sent to the log-in form; too many in a row are not even looked at."""
    address = datasette.setting("base_url") + LOGIN

    def wrap(app: Any) -> Any:
        async def braked(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "http" or scope["method"] != "POST" or scope["path"] != address:
                await app(scope, receive, send)
                return
            request = Request({**scope, "csrftoken": str}, receive)  # no form, no token
            body = await request.post_body()
            account, origin = _account(body), _origin(scope)
            wait = _brake.try_once(account, origin, monotonic())
            if wait:
                await (await _too_many(datasette, request, wait)).asgi_send(send)
            else:
                await app(scope, again(body, receive), _judging(send, account, origin))

        return braked

    return wrap


def _account(body: bytes) -> str:
    return parse_qs(body.decode("utf-8", "replace")).get("username", [""])[0].strip()[:200]


def _origin(scope: Any) -> str:
    """Give the visitor's address: behind a proxy on this machine the one it names last."""
    peer = str((scope.get("client") or ("",))[0])
    named = dict(scope["headers"]).get(b"x-forwarded-for", b"").decode("latin-1").rpartition(",")[2].strip()
    return named[:64] if named and peer in ("127.0.0.1", "::1") else peer


def _judging(send: Any, account: str, origin: str) -> Any:
    """See from the answer whether the password was right; a refused form was no guess."""

    async def sending(message: Any) -> None:
        if message["type"] == "http.response.start":
            if message["status"] == 302:
                _brake.passed(account, origin)
            elif message["status"] != 200:
                _brake.unmade(account, origin)
        await send(message)

    return sending


async def _too_many(datasette: Any, request: Any, wait: float) -> Response:
    minutes, seconds = divmod(math.ceil(wait), 60)
    told = f"{minutes}分" if minutes else ""
    context = {"wait": f"{told}{seconds}秒" if seconds or not told else f"{told}钟"}
    page = await datasette.render_template("password_login.html", context, request=request)
    return Response.html(page, status=429, headers={"retry-after": str(math.ceil(wait))})
