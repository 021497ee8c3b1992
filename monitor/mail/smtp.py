"""One mail over SMTP: who accepted it, who refused it, and when nobody can know.

The only moment that leaves a doubt is between the first byte of the message and the server's answer to its
last: a connection lost there is `unknown`, and the mail is never sent again by itself (RFC 5321 §4.5.3.2.6).
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from data.errors import Complaint
from data.records import OutboxState

START_DATA = 354
PORTS = {"smtp": 25, "smtps": 465}
# A server may take this long to say that it has the message (RFC 5321 §4.5.3.2.6), and this for all else.
ANSWER_SECONDS = 600.0
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where mail goes out. With `tls` from the first byte, else by STARTTLS when the server offers it."""

    host: str
    port: int
    tls: bool = False
    user: str | None = None
    password: str | None = None
    answer_seconds: float = ANSWER_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How far one mail got; `reached` tells whether there was a server to talk to at all."""

    state: OutboxState
    detail: str | None = None
    reached: bool = True


def server(url: str) -> Server:
    """Read NIANJIAN_SMTP; raises Complaint (which never shows the password).

    >>> server("smtp://watch:p%40ss@mail.example.org:587").port
    587
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        shown = re.sub(r"//.*@", "//…@", url)
        expected = "smtp://[user:password@]host:port or smtps://…"
        raise Complaint("NIANJIAN_SMTP", shown, expected, "write special characters of a password as %40")
    return Server(
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        tls=parts.scheme == "smtps",
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


def deliver(
    where: Server, sender: str, recipient: str, body: bytes, *, sending: Callable[[], None]
) -> Delivery:
    """Hand one mail over; `sending` is called at the last moment before any of it has been handed over."""
    try:
        with _connection(where) as smtp:
            return _talk(smtp, where, (sender, recipient, body), sending)
    except OSError as error:  # every smtplib and TLS error is one: nothing was handed over
        return Delivery(state="ready", detail=f"{where.host}:{where.port}: {_said(error)}", reached=False)


@contextmanager
def _connection(where: Server) -> Iterator[smtplib.SMTP]:
    if where.tls:
        context = ssl.create_default_context()
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            where.host, where.port, timeout=PATIENCE_SECONDS, context=context
        )
    else:
        smtp = smtplib.SMTP(where.host, where.port, timeout=PATIENCE_SECONDS)
    try:
        smtp.ehlo_or_helo_if_needed()
        if not where.tls and smtp.has_extn("starttls"):
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
        if where.user is not None:
            smtp.login(where.user, where.password or "")
        yield smtp
    finally:
        with suppress(OSError):
            smtp.close()


def _talk(
    smtp: smtplib.SMTP, where: Server, mail: tuple[str, str, bytes], sending: Callable[[], None]
) -> Delivery:
    sender, recipient, body = mail
    code, reply = smtp.mail(sender)
    if code >= 400:  # the server dislikes us, not this mail: it waits until that is put right
        return Delivery(state="ready", detail=f"MAIL FROM: {code} {_text(reply)}")
    code, reply = smtp.rcpt(recipient)
    if code >= 400:
        return _refused("RCPT TO", code, reply)
    code, reply = smtp.docmd("DATA")
    if code != START_DATA:
        return _refused("DATA", code, reply)
    sending()
    return _hand_over(smtp, where, body)


def _hand_over(smtp: smtplib.SMTP, where: Server, body: bytes) -> Delivery:
    try:
        if smtp.sock is not None:
            smtp.sock.settimeout(where.answer_seconds)
        end = b"" if body.endswith(b"\r\n") else b"\r\n"
        smtp.send(re.sub(rb"(?m)^\.", b"..", body) + end + b".\r\n")
        code, reply = smtp.getreply()
    except OSError as error:
        return Delivery(state="unknown", detail=f"no answer after the message: {_said(error)}")
    if 200 <= code < 300:
        with suppress(OSError):
            smtp.docmd("QUIT")
        return Delivery(state="sent", detail=_text(reply))
    return _refused("message", code, reply)


def _refused(step: str, code: int, reply: bytes) -> Delivery:
    state: OutboxState = "failed" if code >= 500 else "ready"
    return Delivery(state=state, detail=f"{step}: {code} {_text(reply)}")


def _text(reply: bytes) -> str:
    return " ".join(reply.decode("utf-8", "replace").split())[:300]


def _said(error: OSError) -> str:
    return " ".join(f"{type(error).__name__} {error}".split())[:300]
