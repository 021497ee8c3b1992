"""What only a person can settle: mails of which nobody knows whether they arrived, or which were refused.

By itself nothing is ever sent a second time. An officer who has asked the recipient says which it is; the
answer is one more step in the mail's log, the earlier ones stay.
"""

from __future__ import annotations

from data.clock import Clock
from data.errors import Complaint
from data.store import Store
from monitor.mail.outbox import Mail, mails, note

BY_HAND = "by hand: to be sent again under the same Message-ID"
ARRIVED = "by hand: the recipient has it"


def resend(store: Store, clock: Clock, identity: str) -> Mail:
    """Make a doubtful or refused mail ready again; raises Complaint for any other, also for a sent one."""
    mail = _one(store, identity)
    if mail.state not in ("unknown", "failed"):
        cure = "use --to ADDRESS for another copy" if mail.state == "sent" else "it is sent by itself"
        raise Complaint("--resend", identity, f"unknown or failed (it is {mail.state})", cure)
    store.append(note(store, mail.id, "ready", clock.now(), BY_HAND))
    return _one(store, mail.id)


def arrived(store: Store, clock: Clock, identity: str) -> Mail:
    """Note that a doubtful mail did arrive; raises Complaint for one that is not in doubt."""
    mail = _one(store, identity)
    if mail.state != "unknown":
        raise Complaint("--arrived", identity, f"unknown (it is {mail.state})", "nothing is to be settled")
    store.append(note(store, mail.id, "sent", clock.now(), ARRIVED))
    return _one(store, mail.id)


def _one(store: Store, identity: str) -> Mail:
    wanted = f"<{identity.strip().strip('<>')}>"
    for mail in mails(store):
        if mail.id == wanted:
            return mail
    raise Complaint("MESSAGE_ID", identity, "a mail of this outbox", "copy it from `nianjian status`")
