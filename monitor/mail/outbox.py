"""The outbox: a mail is frozen in one transaction, sent at most once, and what happened stands in a log.

States: `ready` → `sending` → `sent`, `unknown` (nobody can know whether it arrived: never sent again by
itself) or `failed` (the server will never take it). A temporary refusal puts it back to `ready`. One process
at a time works on the outbox of a data folder; a mail found in `sending` by the next one is `unknown`.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from email import message_from_bytes
from email.policy import SMTP

from pydantic import TypeAdapter

from data.clock import Clock
from data.codec import canonical_json
from data.errors import Complaint
from data.records import Message, OutboxEvent, OutboxState, Recipient
from data.runs import row_hash
from data.store import Store
from monitor.digest.compose import compose
from monitor.digest.scope import Material
from monitor.digest.values import Digest, Facts, Frequency, period_of
from monitor.mail.letter import SENDER, address, letter, message_id
from monitor.mail.smtp import Delivery, Server, deliver

_FACTS: TypeAdapter[Facts] = TypeAdapter(Facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One row of the outbox: which mail, and its latest state."""

    id: str
    period: str
    recipient: str
    subject: str
    state: OutboxState
    at: str
    detail: str | None
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """To whom one mail goes, how often, and whether it is a special copy (`digest --to`)."""

    recipient: Recipient
    frequency: Frequency
    special: bool = False

    @property
    def kind(self) -> str:
        """Tell apart what may go to one address: the region, and the special copies."""
        return f"{'to' if self.special else 'digest'}/{self.recipient.division_code or ''}"

    def identity(self, period: str) -> str:
        """Give the Message-ID of this addressee's mail of one period."""
        return message_id(period, self.recipient.address, self.kind)


@contextmanager
def only_one(store: Store) -> Iterator[None]:
    """Hold the outbox of a data folder; raises Complaint while another process holds it."""
    with (store.folder / "outbox.lock").open("wb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Complaint(
                "outbox", "in use", "free (another nianjian is at it)", "wait until it has ended"
            ) from error
        yield


# The first `ready` carries what the next mail compares with, which is long: it is not read here.
_MAILS = """
SELECT id, period, recipient, subject, state, at, CASE WHEN steps = 1 THEN NULL ELSE detail END, tries
FROM (
    SELECT o.*, (SELECT count(*) FROM outbox_events AS e WHERE e.message_id = o.id) AS steps,
        (SELECT count(*) - 1 FROM outbox_events AS e WHERE e.message_id = o.id AND e.state = 'ready') AS tries
    FROM outbox AS o JOIN messages AS m ON m.id = o.id ORDER BY m.rowid
)
"""


def mails(store: Store, *states: OutboxState) -> tuple[Mail, ...]:
    """List the mails in these states (none given: all), in the order they were composed."""
    names = ("id", "period", "recipient", "subject", "state", "at", "detail", "tries")
    rows = store.office.conn.execute(_MAILS)
    listed = (Mail(**dict(zip(names, row, strict=True))) for row in rows)
    return tuple(mail for mail in listed if not states or mail.state in states)


def freeze(
    store: Store, material: Material, addressees: Iterable[Addressee], sender: str | None
) -> tuple[str, ...]:
    """Compose and freeze the mails that do not exist yet; gives the ids of the new ones."""
    origin = address(sender or SENDER, "NIANJIAN_MAIL_FROM")
    receivers = [
        (each, address(each.recipient.address, "recipients.csv", each.recipient.name)) for each in addressees
    ]
    fresh = []
    for addressee, to in receivers:
        period = period_of(material.as_of, addressee.frequency)
        identity = addressee.identity(period)
        if next(store.rows(Message, "id = ?", (identity,)), None) is not None:
            continue
        digest = composed(store, material, addressee)
        body = letter(digest, sender=origin, recipient=to, identity=identity, at=material.at)
        message = Message(
            id=identity,
            period=period,
            recipient=addressee.recipient.address,
            subject=digest.subject,
            body_sha256=hashlib.sha256(body).hexdigest(),
            body=body,
            composed_at=material.at,
        )
        noted = _noted(addressee, digest.facts)
        store.append(message, note(store, identity, "ready", material.at, noted))
        fresh.append(identity)
    return tuple(fresh)


def composed(store: Store, material: Material, addressee: Addressee) -> Digest:
    """Compose one addressee's mail against the last one that may have reached them."""
    before = _previous(store, addressee, material.as_of)
    return compose(material, addressee.recipient, addressee.frequency, before)


def note(
    store: Store, identity: str, state: OutboxState, at: datetime, detail: str | None = None
) -> OutboxEvent:
    """Make the next step in the life of one mail; steps are counted, for clocks may jump back."""
    done = sum(1 for _ in store.rows(OutboxEvent, "message_id = ?", (identity,)))
    event = OutboxEvent(id="", message_id=identity, step=done + 1, state=state, at=at, detail=detail)
    return replace(event, id=row_hash(event))


def _noted(addressee: Addressee, facts: Facts) -> str:
    """What the next mail compares with stands with the first `ready`, packed: thousands of short lines."""
    packed = zlib.compress(canonical_json(asdict(facts)).encode(), 9)
    return canonical_json({"kind": addressee.kind, "facts": base64.b85encode(packed).decode()})


def _previous(store: Store, addressee: Addressee, as_of: date) -> Facts | None:
    """Give what the latest earlier mail of this kind to this address said (one refused said nothing)."""
    rows = store.office.conn.execute(
        "SELECT first.detail FROM messages AS m JOIN outbox AS o ON o.id = m.id "
        "JOIN outbox_events AS first ON first.rowid = "
        "(SELECT min(rowid) FROM outbox_events WHERE message_id = m.id) "
        "WHERE lower(m.recipient) = lower(?) AND o.state <> 'failed' ORDER BY m.rowid DESC",
        (addressee.recipient.address,),
    )
    for (detail,) in rows:
        noted = json.loads(detail)
        if noted["kind"] == addressee.kind:
            facts = _FACTS.validate_json(zlib.decompress(base64.b85decode(noted["facts"])))
            if facts.as_of < as_of:
                return facts
    return None


def send(store: Store, clock: Clock, where: Server) -> tuple[Mail, ...]:
    """Try every mail that is `ready`, oldest first, and give those that were tried, as they stand then.

    A server that cannot be reached ends the round: the other mails would fare no better.
    """
    recover(store, clock)
    tried = []
    for mail in mails(store, "ready"):
        tried.append(mail.id)
        outcome = _send_one(store, clock, where, mail)
        if not outcome.reached:
            break
    return tuple(mail for mail in mails(store) if mail.id in tried)


def _send_one(store: Store, clock: Clock, where: Server, mail: Mail) -> Delivery:
    (message,) = store.rows(Message, "id = ?", (mail.id,))

    def sending() -> None:
        store.append(note(store, mail.id, "sending", clock.now()))

    outcome = deliver(where, _sender(message), message.recipient, message.body, sending=sending)
    store.append(note(store, mail.id, outcome.state, clock.now(), outcome.detail))
    return outcome


def _sender(message: Message) -> str:
    """The sender's bare address, as it was frozen."""
    header = message_from_bytes(message.body, policy=SMTP)["From"]
    return str(header.addresses[0].addr_spec)


def recover(store: Store, clock: Clock) -> None:
    """Settle mails that a stopped process left in `sending`: nobody can know whether they arrived."""
    for mail in mails(store, "sending"):
        store.append(note(store, mail.id, "unknown", clock.now(), "stopped while it was being handed over"))
