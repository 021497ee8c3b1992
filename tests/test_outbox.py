"""The outbox against real mail servers on loopback: what arrives, what is refused, what nobody can know."""

from __future__ import annotations

import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Protocol
from aiosmtpd.smtp import Envelope, Session

from data.clock import Clock
from data.errors import Complaint
from data.records import Message, OutboxEvent, Recipient
from data.store import Store
from monitor.mail.outbox import Addressee, freeze, mails, only_one, send
from monitor.mail.smtp import Server, server
from tests.digest_examples import example

PROJECT = Path(__file__).resolve().parent.parent
MONDAY = datetime(2026, 2, 16, 0, 0, 5, tzinfo=UTC)
GIVEN = example("baseline_in_february")
LI = Addressee(
    recipient=Recipient(address="li@example.org", name="李", division_code="990100"), frequency="weekly"
)
WANG = Addressee(recipient=Recipient(address="wang@example.org", name=""), frequency="weekly")


class Post:
    """A mail server that keeps what it takes, and answers each step as it is told to."""

    def __init__(self, *, rcpt: str = "250 ok", data: str = "250 kept") -> None:
        self.answers = {"rcpt": rcpt, "data": data}
        self.kept: list[bytes] = []
        self.envelopes: list[tuple[str, list[str]]] = []

    async def handle_RCPT(
        self, protocol: Protocol, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answers["rcpt"] == "drop":
            protocol.transport.abort()
        elif self.answers["rcpt"].startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answers["rcpt"]

    async def handle_DATA(self, protocol: Protocol, session: Session, envelope: Envelope) -> str:
        if self.answers["data"] == "drop":
            protocol.transport.abort()
            return "250 never heard"
        if self.answers["data"].startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.kept.append(envelope.content)
            self.envelopes.append((envelope.mail_from or "", envelope.rcpt_tos))
        return self.answers["data"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(post: Post) -> Iterator[Server]:
    controller = Controller(post, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield server(f"smtp://127.0.0.1:{controller.port}")
    finally:
        controller.stop()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock(MONDAY)


def frozen(store: Store, *addressees: Addressee, days: int = 0) -> tuple[str, ...]:
    material = GIVEN.material
    later = replace(
        material, as_of=material.as_of + timedelta(days=days), at=material.at + timedelta(days=days)
    )
    return freeze(store, later, addressees or (LI,), "年报监测 <watch@example.org>")


def states(store: Store) -> list[str]:
    return [mail.state for mail in mails(store)]


def test_what_was_frozen_is_what_arrives(store: Store, clock: Clock) -> None:
    frozen(store, LI, WANG)
    post = Post()
    with serving(post) as where:
        send(store, clock, where)
    assert states(store) == ["sent", "sent"]
    assert post.envelopes == [
        ("watch@example.org", ["li@example.org"]),
        ("watch@example.org", ["wang@example.org"]),
    ]
    assert post.kept == [message.body for message in store.rows(Message)]
    mail = message_from_bytes(post.kept[0], policy=policy.default)
    assert str(mail["Subject"]).startswith("【基线】【年报监测周报】云溪市 2025年度")


def test_twice_in_a_week_sends_once(store: Store, clock: Clock) -> None:
    post = Post()
    with serving(post) as where:
        for day in (0, 0, 3):
            frozen(store, days=day)
            send(store, clock, where)
        assert len(post.kept) == 1
        frozen(store, days=7)
        send(store, clock, where)
    assert [mail.period for mail in mails(store)] == ["2026-W08", "2026-W09"]
    assert len(post.kept) == 2


def test_a_special_copy_has_a_key_of_its_own(store: Store, clock: Clock) -> None:
    frozen(store, LI)
    assert len(frozen(store, replace(LI, special=True))) == 1
    assert len(frozen(store, replace(LI, special=True))) == 0
    assert len(mails(store)) == 2


def test_two_regions_of_one_reader_are_two_mails(store: Store) -> None:
    county = replace(LI, recipient=replace(LI.recipient, division_code="990121"))
    assert len(frozen(store, LI, county)) == 2


def test_the_next_mail_compares_with_what_the_last_one_said(store: Store) -> None:
    frozen(store)
    frozen(store, replace(LI, special=True))
    frozen(store, days=7)
    first, special, second = (message.subject for message in store.rows(Message))
    assert first.startswith("【基线】")
    assert special.startswith("【基线】")
    assert not second.startswith("【基线】")
    assert "本周未核查，数据截至" in second


@pytest.mark.parametrize(
    ("answers", "state", "detail"),
    [
        ({"rcpt": "450 greylisted"}, "ready", "RCPT TO: 450 greylisted"),
        ({"rcpt": "550 no such user"}, "failed", "RCPT TO: 550 no such user"),
        ({"data": "451 try later"}, "ready", "message: 451 try later"),
        ({"data": "554 not wanted"}, "failed", "message: 554 not wanted"),
        ({"rcpt": "drop"}, "ready", "SMTPServerDisconnected"),
        ({"data": "drop"}, "unknown", "no answer after the message"),
    ],
)
def test_every_answer_leaves_the_right_state(
    store: Store, clock: Clock, answers: dict[str, str], state: str, detail: str
) -> None:
    frozen(store)
    with serving(Post(**answers)) as where:
        (mail,) = send(store, clock, where)
    assert mail.state == state
    assert detail in (mail.detail or "")


def test_only_what_was_put_off_is_tried_again(store: Store, clock: Clock) -> None:
    frozen(store, LI, WANG)
    with serving(Post(rcpt="450 busy")) as where:
        send(store, clock, where)
    assert states(store) == ["ready", "ready"]
    post = Post()
    with serving(post) as where:
        send(store, clock, where)
        send(store, clock, where)
    assert states(store) == ["sent", "sent"]
    assert len(post.kept) == 2


@pytest.mark.parametrize("answer", ["554 never", "drop"])
def test_a_refused_or_doubtful_mail_is_never_sent_again_by_itself(
    store: Store, clock: Clock, answer: str
) -> None:
    frozen(store)
    with serving(Post(data=answer)) as where:
        send(store, clock, where)
    post = Post()
    with serving(post) as where:
        assert send(store, clock, where) == ()
        assert frozen(store) == ()
    assert post.kept == []


def test_a_server_that_is_away_keeps_everything_ready(store: Store, clock: Clock) -> None:
    frozen(store, LI, WANG)
    tried = send(store, clock, server(f"smtp://127.0.0.1:{free_port()}"))
    assert len(tried) == 1
    assert states(store) == ["ready", "ready"]
    assert "Connection" in (tried[0].detail or "")


def test_a_server_that_never_answers_leaves_a_doubt(store: Store, clock: Clock) -> None:
    frozen(store)
    with silent_after_data() as port:
        where = Server(host="127.0.0.1", port=port, answer_seconds=0.2)
        (mail,) = send(store, clock, where)
    assert mail.state == "unknown"


@contextmanager
def silent_after_data() -> Iterator[int]:
    """A server that takes a message and never says so."""
    code = (
        "import socket\n"
        "listener = socket.create_server(('127.0.0.1', 0)); print(listener.getsockname()[1], flush=True)\n"
        "peer, _ = listener.accept(); lines = peer.makefile('rb'); peer.sendall(b'220 hello\\r\\n')\n"
        "for line in lines:\n"
        "    verb = line[:4].upper()\n"
        "    peer.sendall(b'354 go on\\r\\n' if verb == b'DATA' else b'250 ok\\r\\n')\n"
        "    if verb == b'DATA':\n"
        "        break\n"
        "for line in lines:\n"
        "    if line == b'.\\r\\n':\n"
        "        print('taken', flush=True)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


def test_a_process_killed_while_it_hands_a_mail_over_leaves_a_doubt(tmp_path: Path) -> None:
    clock = Clock(MONDAY)
    with Store(tmp_path) as store:
        frozen(store, LI, WANG)
    with silent_after_data() as port:
        code = (
            "import sys; from pathlib import Path\n"
            "from data.clock import Clock; from data.store import Store\n"
            "from monitor.mail.smtp import server; from monitor.mail.outbox import send\n"
            "with Store(Path(sys.argv[1])) as store:\n"
            "    send(store, Clock(), server(sys.argv[2]))\n"
        )
        child = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path), f"smtp://127.0.0.1:{port}"],
            cwd=PROJECT,
            env={"PYTHONPATH": str(PROJECT)},
        )
        with Store(tmp_path) as store:
            wait_until_sending(store, child)
            child.send_signal(signal.SIGKILL)
            child.wait()
            post = Post()
            with serving(post) as where:
                send(store, clock, where)
            assert states(store) == ["unknown", "sent"]
            assert len(post.kept) == 1


def wait_until_sending(store: Store, child: subprocess.Popen[bytes]) -> None:
    while not list(store.rows(OutboxEvent, "state = 'sending'")):
        assert child.poll() is None, "the child ended by itself"


def test_a_process_stopped_after_freezing_loses_nothing(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        (identity,) = frozen(store)
        body = next(store.rows(Message)).body
    post = Post()
    with Store(tmp_path) as store, serving(post) as where:
        assert frozen(store) == ()
        (mail,) = send(store, Clock(MONDAY), where)
    assert (mail.id, mail.state) == (identity, "sent")
    assert post.kept == [body]


def test_two_processes_do_not_send_at_once(store: Store) -> None:
    with only_one(store), pytest.raises(Complaint, match="another nianjian"), only_one(store):
        raise AssertionError("both got it")


def test_lines_that_begin_with_a_dot_arrive_whole(store: Store, clock: Clock) -> None:
    frozen(store)
    (message,) = store.rows(Message)
    dotted = b"From: watch@example.org\r\n\r\n.\r\n..two\r\nend\r\n"
    store.append(replace(message, id="<dotted@nianjian.invalid>", body=dotted))
    store.append(OutboxEvent(id="e", message_id="<dotted@nianjian.invalid>", state="ready", at=MONDAY))
    post = Post()
    with serving(post) as where:
        send(store, clock, where)
    assert post.kept[1] == dotted


def test_a_certificate_nobody_vouches_for_stops_the_mail_before_anything_is_said(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    frozen(store)
    context = self_signed(tmp_path)
    post = Post()
    controller = Controller(post, hostname="127.0.0.1", port=free_port(), tls_context=context)
    controller.start()
    try:
        (mail,) = send(store, clock, server(f"smtp://127.0.0.1:{controller.port}"))
    finally:
        controller.stop()
    assert mail.state == "ready"
    assert "CERTIFICATE_VERIFY_FAILED" in (mail.detail or "")
    assert post.kept == []


def test_starttls_is_used_when_offered(
    store: Store, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen(store)
    context = self_signed(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    post = Post()
    controller = Controller(
        post, hostname="127.0.0.1", port=free_port(), tls_context=context, require_starttls=True
    )
    controller.start()
    try:
        (mail,) = send(store, clock, server(f"smtp://127.0.0.1:{controller.port}"))
    finally:
        controller.stop()
    assert (mail.state, len(post.kept)) == ("sent", 1)


def self_signed(folder: Path) -> ssl.SSLContext:
    """A server's TLS with a certificate of its own making for 127.0.0.1."""
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject, *files],
        capture_output=True,
        check=False,
    )
    if made.returncode != 0:
        pytest.skip("no openssl here to make a certificate")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


@pytest.mark.parametrize(
    "url", ["mail.example.org", "http://x", "smtp://", "smtp://u:secret@h:notaport", "smtp://h/x"]
)
def test_a_server_address_that_is_none_is_named_without_its_password(url: str) -> None:
    with pytest.raises(Complaint, match="NIANJIAN_SMTP") as complaint:
        server(url)
    assert "secret" not in str(complaint.value)


def test_a_server_address_is_read_whole() -> None:
    assert server("smtps://li%40x:p%3Aw@mail.example.org") == Server(
        host="mail.example.org", port=465, tls=True, user="li@x", password="p:w"
    )
