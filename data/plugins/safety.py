"""Datasette plugin: what a browser may do here, which doors stay shut, and how a failure is told.

No page of ours has a script or an inline style, so the policy can forbid both everywhere. Datasette's inner
pages (metadata, databases, threads, …) show paths and settings: only static files, log-in and log-out are
open.
"""

# mypy: allow-untyped-decorators
# (hookimpl comes from a library without types)

from __future__ import annotations

import logging
import os
import sqlite3
from typing import Any
from urllib.parse import urlsplit

import datasette.handle_exception
from datasette import Forbidden, NotFound, Response, hookimpl
from datasette.filters import FilterArguments
from datasette.plugins import pm
from datasette.utils import tilde_decode
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError

from data.words import PRIVATE_RULES

log = logging.getLogger("nianjian.desk")

# Datasette runs every handler and then takes the first answer; its own would print local variables, and with
# them cookies, wherever `rich` is installed.
if pm.is_registered(datasette.handle_exception):
    pm.unregister(datasette.handle_exception)

HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        b"frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)
OPEN = r"/-/(?!static/|static-plugins/|login$|logout$)"
LOCAL = ("127.0.0.1", "localhost", "::1")

SAID = {
    400: ("网址有误", "网址中的条件无法识别，请返回上一页重新选择。"),
    403: ("此项不开放", "此项内容不提供查看或下载。"),
    404: ("没有找到", "没有这个页面或这条记录，可能已经更名或移走。"),
    405: ("操作不支持", "此页不支持这种操作。"),
    500: ("系统故障", "系统处理时出了故障，已记入日志，请稍后再试或联系管理员。"),
}


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Shut Datasette's inner pages."""
    return [(OPEN, _shut)]


@hookimpl
def filters_from_request(request: Any, table: str) -> FilterArguments | None:
    """Leave out of the list of findings what only officers may see."""
    if table != "findings" or request.actor:
        return None
    # written out: a function would be called once a row
    return FilterArguments([f"rule_id NOT IN {PRIVATE_RULES}"])


async def _shut() -> Response:
    raise Forbidden("internal page")


@hookimpl
def forbidden(datasette: Any, request: Any) -> Any:
    """Say in Chinese that something is not open."""

    async def inner() -> Response:
        return await _said(datasette, request, 403)

    return inner


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Say in Chinese what went wrong; the log never gets the values of variables."""

    async def inner() -> Response:
        status = _status(exception)
        if status >= 500:
            log.error("%s: %s", request.path, exception, exc_info=exception)
        return await _said(datasette, request, status)

    return inner


def _status(exception: Exception) -> int:
    if isinstance(exception, NotFound | sqlite3.ProgrammingError):  # the latter: half of a compound key
        return 404
    if isinstance(exception, Base400):
        return int(exception.status)
    if isinstance(exception, DatasetteError):
        # Datasette gives 500 when an address asks for something impossible
        return 400 if exception.status == 500 else int(exception.status)
    return 500


async def _said(datasette: Any, request: Any, status: int) -> Response:
    title, words = SAID.get(status, SAID[500 if status >= 500 else 400])
    if request.path.split("?")[0].endswith(".json"):
        return Response.json({"ok": False, "status": status, "title": title, "error": words}, status=status)
    page = {"title": title, "error": words, "status": status}
    return Response.html(await datasette.render_template("error.html", page, request=request), status=status)


@hookimpl(trylast=True)
def asgi_wrapper(datasette: Any) -> Any:
    """Answer only for our own host names; add the headers."""
    public = urlsplit(os.environ.get("NIANJIAN_BASE_URL", "")).hostname
    hosts = {*LOCAL, public} - {None}
    shut = "/-/private"

    def wrap(app: Any) -> Any:
        async def guarded(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
            elif _host(scope) not in hosts:
                # A page elsewhere could make its own name point here and read along (DNS rebinding).
                await Response.text("misdirected request", status=421).asgi_send(send)
            else:
                answer, scope = _with_headers(send), _below(datasette.setting("base_url"), scope)
                if _private_row(scope["path"]):
                    scope = {**scope, "path": shut, "raw_path": shut.encode()}
                await app(scope, receive, answer)

        return guarded

    return wrap


def _below(base: str, scope: Any) -> Any:
    """Take the base out of a path, as some proxies do and others do not: Datasette would add it twice."""
    if base == "/" or not scope["path"].startswith(base):
        return scope
    raw = bytes(scope.get("raw_path") or b"")
    inner = {"path": "/" + scope["path"].removeprefix(base)}
    if raw.startswith(base.encode()):
        inner["raw_path"] = b"/" + raw.removeprefix(base.encode())
    return {**scope, **inner}


def _private_row(path: str) -> bool:
    """Tell whether an address is that of a finding only officers may see, however it is spelt."""
    table, _, row = path.rpartition("/")
    return table.endswith("/findings") and tilde_decode(row).startswith(PRIVATE_RULES)


def _host(scope: Any) -> str | None:
    given = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    return urlsplit(f"//{given}").hostname


def _with_headers(send: Any) -> Any:
    async def sending(message: Any) -> None:
        if message["type"] == "http.response.start":
            names = {name.lower() for name, _ in message.get("headers", [])}
            added = [(name, value) for name, value in HEADERS if name not in names]
            message = {**message, "headers": [*message.get("headers", []), *added]}
        await send(message)

    return sending
