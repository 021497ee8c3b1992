"""Portals that misbehave, each on a port of its own: real sockets on 127.0.0.1 for the crawler's tests."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Event, Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

COLUMN = "/zwgk/zfxxgknb/"


class Handler(BaseHTTPRequestHandler):
    """Looks up what the site does at a path and lets that write the answer."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    server: PortalServer

    def do_GET(self) -> None:
        site = self.server.site
        path = self.path.split("?")[0]
        site.asked.append((self.path, time.monotonic()))
        action = site.actions.get(path) or site.actions.get("*") or give(404, "<html><body>404</body></html>")
        action(self)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        pass


Action = Callable[[Handler], None]


@dataclass
class Site:
    """What one portal answers where; `asked` is what it was asked, and when."""

    actions: dict[str, Action] = field(default_factory=dict)
    asked: list[tuple[str, float]] = field(default_factory=list)
    released: Event = field(default_factory=Event)
    base: str = ""

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


class PortalServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, site: Site) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.site = site

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up early is what some of these tests want."""


@contextmanager
def serving(*sites: Site, folder: Path | None = None) -> Iterator[None]:
    """Serve each site on a port of its own; with a folder, over TLS with a certificate nobody vouches for."""
    servers = [PortalServer(site) for site in sites]
    for server in servers:
        scheme = "http"
        if folder is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self_signed(folder))
            server.socket = context.wrap_socket(server.socket, server_side=True)
            scheme = "https"
        server.site.base = f"{scheme}://127.0.0.1:{server.server_address[1]}"
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield
    finally:
        for server in servers:
            server.site.released.set()
            server.shutdown()
            server.server_close()


def unused_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def self_signed(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that no authority signed, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=9))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "self-signed.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


# ------------------------------------------------------------------ what a portal may do


def give(status: int, body: str | bytes = "", *headers: tuple[str, str]) -> Action:
    """Answer properly."""
    data = body.encode() if isinstance(body, str) else body

    def action(handler: Handler) -> None:
        handler.send_response(status)
        if "content-type" not in [name.lower() for name, _ in headers]:
            handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.send_header("Content-Length", str(len(data)))
        for name, value in headers:
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)

    return action


def stall(handler: Handler) -> None:
    """Never answer."""
    handler.server.site.released.wait(30)
    handler.close_connection = True


def cut(body: str, *, length: bool) -> Action:
    """Hang up in the middle of the body, having promised a length or not."""
    data = body.encode()

    def action(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        if length:
            handler.send_header("Content-Length", str(len(data)))
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(data[: len(data) // 2])
        handler.close_connection = True

    return action


def to(location: str, *headers: tuple[str, str]) -> Action:
    """Redirect."""
    return give(302, "", ("Location", location), *headers)


def cookie_first(body: str) -> Action:
    """Redirect to itself until the visitor brings the cookie: the commonest challenge."""

    def action(handler: Handler) -> None:
        if "pass=1" in (handler.headers.get("Cookie") or ""):
            give(200, body)(handler)
        else:
            to(handler.path, ("Set-Cookie", "pass=1; Path=/"))(handler)

    return action


def first(times: int, action: Action, then: Action) -> Action:
    """Do one thing a few times, then another."""
    left = [times]

    def chosen(handler: Handler) -> None:
        left[0] -= 1
        (action if left[0] >= 0 else then)(handler)

    return chosen


def promise(size: int) -> Action:
    """Announce a huge body and begin to send it."""

    def action(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(size))
        handler.end_headers()
        handler.wfile.write(b"<html>")
        handler.wfile.flush()
        handler.server.site.released.wait(10)
        handler.close_connection = True

    return action


def bomb(size: int) -> Action:
    """A small answer that unpacks to a huge one."""
    packed = gzip.compress(b"0" * size, 6)
    return give(200, packed, ("Content-Encoding", "gzip"))


def zipped_and_cut(body: str) -> Action:
    """A gzip stream whose end is missing."""
    packed = gzip.compress(body.encode())
    return give(200, packed[: len(packed) // 2], ("Content-Encoding", "gzip"))


# ------------------------------------------------------------------ pages of a small portal

WORDS = "本机关依法公开政府信息，及时回应群众关切，按时答复公开申请。" * 12


def row(name: str, title: str, day: str) -> str:
    return f'<li><a href="{name}" title="{title}">{title}</a><span>{day}</span></li>'


def report_row(year: int, unit: str = "柳溪县人民政府") -> str:
    name = f"./{year + 1}03/t{year + 1}0310_{year}.html"
    return row(name, f"{unit}{year}年政府信息公开工作年度报告", f"{year + 1}-03-10")


def list_page(rows: list[str], script: str = "") -> str:
    return (
        '<html><head><meta charset="utf-8"><title>政府信息公开年报_柳溪县人民政府</title></head><body>'
        f'<div class="nav"><a href="/">首页</a></div><ul class="list">{"".join(rows)}</ul>'
        f"<script>{script}</script><div>{WORDS}</div></body></html>"
    )


def report_page(year: int, more: str = "", unit: str = "柳溪县人民政府") -> str:
    title = f"{unit}{year}年政府信息公开工作年度报告"
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1>'
        f"<p>一、总体情况 {year}年，{WORDS}</p>{more}</body></html>"
    )


def report_path(year: int) -> str:
    return f"{COLUMN}{year + 1}03/t{year + 1}0310_{year}.html"


def trs_site(years: range = range(2019, 2024), each: int = 3, total: int | None = None) -> Site:
    """A healthy TRS portal: a list of several pages, its reports, a real 404 for everything else."""
    newest_first = sorted(years, reverse=True)
    pages = [newest_first[at : at + each] for at in range(0, len(newest_first), each)]
    site = Site()
    declared = len(newest_first) if total is None else total
    for number, chunk in enumerate(pages):
        script = f'createPageHTML({len(pages)}, {number}, "index", "html", "", {declared});'
        body = list_page([report_row(year) for year in chunk], script)
        site.actions[COLUMN + (f"index_{number}.html" if number else "")] = give(200, body)
    for year in newest_first:
        site.actions[report_path(year)] = give(200, report_page(year))
    return site


def vouching(body: str, etag: str = '"v1"') -> Action:
    """Answer 304 to those who know the mark of what they hold."""

    def action(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            give(304, "", ("ETag", etag))(handler)
        else:
            give(200, body, ("ETag", etag))(handler)

    return action
