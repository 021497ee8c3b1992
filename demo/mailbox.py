"""A mail server on loopback that keeps what it receives as files, so that the demo's mail can be read."""

from __future__ import annotations

import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

LOOPBACK = "127.0.0.1"


class Mailbox:
    """Receives mail while it is open; a mail becomes `NN-recipient.eml`, `.html`, `.txt` and its attachments.

    with Mailbox(folder) as mailbox:
        mailbox.address   # smtp://127.0.0.1:PORT
        mailbox.received  # the files of each mail, in the order of arrival
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.received: list[Path] = []
        self._controller = Controller(self, hostname=LOOPBACK, port=_free_port())

    @property
    def address(self) -> str:
        """Where to send to, as NIANJIAN_SMTP wants it."""
        return f"smtp://{LOOPBACK}:{self._controller.port}"

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep one mail; called by the mail server."""
        content = envelope.content
        self.keep(content if isinstance(content, bytes) else (content or "").encode(), envelope.rcpt_tos[0])
        return "250 kept"

    def keep(self, content: bytes, recipient: str) -> None:
        """Write one mail and its parts as files."""
        name = "".join(sign if sign.isalnum() or sign in "@.-" else "_" for sign in recipient)
        stem = self.folder / f"{len(self.received) + 1:02}-{name}"
        mail = message_from_bytes(content, policy=policy.default)
        path = stem.with_name(stem.name + ".eml")
        path.write_bytes(content)
        for kind in ("html", "plain"):
            part = mail.get_body((kind,))
            if isinstance(part, EmailMessage):
                ending = {"html": ".html", "plain": ".txt"}[kind]
                stem.with_name(stem.name + ending).write_text(part.get_content(), encoding="utf-8")
        for number, attached in enumerate(mail.iter_attachments()):
            ending = Path(attached.get_filename() or "").suffix or ".bin"
            stem.with_name(f"{stem.name}-{number}{ending}").write_bytes(attached.get_content())
        self.received.append(path)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
