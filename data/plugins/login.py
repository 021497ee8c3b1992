"""Datasette plugin: with the first officer every page asks for a log-in; without officers nothing changes."""

# mypy: allow-untyped-decorators
# (hookimpl comes from a library without types)

from __future__ import annotations

import os
from typing import Any

from datasette import Response, hookimpl
from datasette.actor_auth_cookie import actor_from_request as from_cookie
from datasette.utils.asgi import Request

from data.desk.officers import accounts, officer_of, officers
from data.desk.uploads import LIMIT, PACKED

LOGIN = "/-/login"
STATIC = "/static/"
# Bytes of a form: words, and as many files as its page takes.
FORM = 1024 * 1024
WITH_FILES = {"/selfcheck": 2 * LIMIT, "/explanation": 3 * LIMIT, "/entry/": LIMIT, "/preview": 2 * PACKED}
FILES = (".json", ".jsono", ".csv", ".xlsx", ".db")
# Basic authentication would let passwords be tried without a form, and break on a malformed header.
UNWANTED = (b"authorization",)


@hookimpl
def get_metadata() -> dict[str, Any]:
    """Tell Datasette's own pages and the log-in form who there is."""
    if not officers():
        return {}
    return {"allow": {"id": "*"}, "plugins": {"datasette-auth-passwords": accounts()}}


@hookimpl
def extra_template_vars(request: Any) -> dict[str, Any]:
    """Tell every template whether there are officers, and who is logged in."""
    actor = request.actor if request else None
    return {"guarded": bool(officers()), "officer": officer_of(actor)}


@hookimpl
def asgi_wrapper(datasette: Any) -> Any:
    """Let nothing but the log-in form and the style sheet out to strangers, and nothing into a cache."""

    def wrap(app: Any) -> Any:
        async def guarded(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            kept = [each for each in scope["headers"] if each[0].lower() not in UNWANTED]
            scope = {**scope, "headers": kept}
            if _too_long(datasette, scope):
                await Response.text("too long", status=413).asgi_send(send)
            elif _foreign(scope):
                await Response.text("posted from elsewhere", status=403).asgi_send(send)
            elif not officers() or _is_static(datasette, scope):
                await app(scope, receive, send)
            elif _path(datasette, scope) == LOGIN or _logged_in(datasette, scope, receive):
                await app(scope, receive, _uncached(send))
            else:
                await _turned_away(datasette, scope).asgi_send(_uncached(send))

        return guarded

    return wrap


def _path(datasette: Any, scope: Any) -> str:
    path, base = str(scope["path"]), datasette.setting("base_url")
    return "/" + path[len(base) :] if base != "/" and path.startswith(base) else path


def _is_static(datasette: Any, scope: Any) -> bool:
    raw = scope.get("raw_path") or b""
    return _path(datasette, scope).startswith(STATIC) and b".." not in raw and b"%" not in raw


def _too_long(datasette: Any, scope: Any) -> bool:
    """Tell whether a form is longer than its page takes, or will not say how long it is."""
    if scope["method"] in ("GET", "HEAD"):
        return False
    said = dict(scope["headers"]).get(b"content-length", b"")
    path = _path(datasette, scope)
    files = max((size for start, size in WITH_FILES.items() if path.startswith(start)), default=0)
    return not said.isdigit() or int(said) > FORM + files


def _foreign(scope: Any) -> bool:
    """Tell whether a form comes from another site: tokens do not cover visitors without cookies."""
    headers = dict(scope["headers"])
    origin = headers.get(b"origin", b"").rpartition(b"//")[2]
    return scope["method"] == "POST" and bool(origin) and origin not in (headers.get(b"host"), _public())


def _public() -> bytes:
    """Give the host the desk has behind a proxy."""
    return os.environ.get("NIANJIAN_BASE_URL", "").partition("//")[2].partition("/")[0].encode()


def _logged_in(datasette: Any, scope: Any, receive: Any) -> bool:
    return officer_of(from_cookie(datasette, Request(scope, receive))) is not None


def _turned_away(datasette: Any, scope: Any) -> Response:
    if scope["method"] in ("GET", "HEAD") and not scope["path"].endswith(FILES):
        return Response.redirect(datasette.urls.path(LOGIN))
    return Response.json(
        {"ok": False, "status": 403, "title": "须先登录", "error": "请登录后再查看。"}, status=403
    )


def _uncached(send: Any) -> Any:
    async def sending(message: Any) -> None:
        if message["type"] == "http.response.start":
            kept = [each for each in message.get("headers", []) if each[0].lower() != b"cache-control"]
            headers = [_secure(each) for each in kept] + [(b"cache-control", b"private, no-store")]
            message = {**message, "headers": headers}
        await send(message)

    return sending


def _secure(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """Keep cookies on encrypted ways where the desk has one."""
    name, value = header
    encrypted = os.environ.get("NIANJIAN_BASE_URL", "").startswith("https:")
    if name.lower() == b"set-cookie" and encrypted and b"secure" not in value.lower():
        return name, value + b"; Secure"
    return header
