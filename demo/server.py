"""The demo government on the loopback address: one real HTTP server a portal, on ports the system chooses.

    with Government(clock.now) as government:
        write_registry(folder, government.base_urls)

What is published depends on the instant `now` gives: the simulated day is turned from outside.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self
from urllib.parse import unquote, urlsplit

from demo.answering import Question, answer
from demo.country import PORTALS

LOOPBACK = "127.0.0.1"
LONGEST_FORM = 10_000  # bytes


class _PortalServer(ThreadingHTTPServer):
    """One portal, listening. Its threads end with the process, whoever forgets to stop it."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, portal_id: str, now: Callable[[], datetime]) -> None:
        super().__init__((LOOPBACK, 0), _Handler)
        self.portal_id = portal_id
        self.now = now
        self.base_url = f"http://{LOOPBACK}:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    """Translates between HTTP and `demo.answering`; says the simulated day, not today's."""

    server: _PortalServer
    server_version = "TRSWeb"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave in one packet
    timeout = 30  # seconds an idle connection is kept

    def do_GET(self) -> None:
        self._reply("GET")

    def do_HEAD(self) -> None:
        self._reply("HEAD")

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        if size > LONGEST_FORM:
            self.close_connection = True
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        self._reply("POST", self.rfile.read(size).decode("utf-8", "replace"))

    def _reply(self, method: str, form: str = "") -> None:
        question = Question(method=method, path=unquote(urlsplit(self.path).path), form=form)
        given = answer(question, self.server.portal_id, self.server.now(), self.server.base_url)
        body = given.body.encode("utf-8")
        self.send_response(given.status)
        self.send_header("Content-Type", given.content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in given.headers:
            self.send_header(name, value)
        self.end_headers()
        if method != "HEAD":
            self.wfile.write(body)

    def date_time_string(self, timestamp: float | None = None) -> str:
        return format_datetime(self.server.now().astimezone(UTC), usegmt=True)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the crawler keeps the record."""


class Government:
    """The portals of the demo country, being served. `now` tells the simulated instant, with its zone."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._servers: tuple[_PortalServer, ...] = ()

    def start(self) -> Self:
        """Open one port a portal and begin to answer; started twice is started once."""
        if not self._servers:
            self._servers = tuple(_PortalServer(portal.id, self._now) for portal in PORTALS)
            for server in self._servers:
                Thread(target=server.serve_forever, args=(0.05,), name=server.portal_id, daemon=True).start()
        return self

    def stop(self) -> None:
        """Stop answering and free the ports."""
        for server in self._servers:
            server.shutdown()
            server.server_close()
        self._servers = ()

    @property
    def base_urls(self) -> tuple[tuple[str, str], ...]:
        """Give each portal's id and address, `http://127.0.0.1:PORT`; empty while nothing is served."""
        return tuple((server.portal_id, server.base_url) for server in self._servers)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
