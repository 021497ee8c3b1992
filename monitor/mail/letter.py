"""A digest as an e-mail: subject, plain text, HTML and the workbook, with an identity that never changes.

Headers are written by the library's SMTP policy, which refuses line breaks; what comes from outside is
cleaned before. The Message-ID is made of period, recipient and kind: the same mail is the same for ever.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime, getaddresses
from itertools import count

from data.clock import OFFICE_ZONE
from data.errors import Complaint
from monitor.digest.values import Digest
from monitor.digest.words import clean
from monitor.mail.layout import html, text
from monitor.mail.workbook import workbook

XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
SENDER = "nianjian@localhost"
LONGEST_NAME = 60


def message_id(period: str, recipient: str, kind: str) -> str:
    """Make the Message-ID of one mail; `kind` tells apart mails of one period to one address.

    >>> message_id("2026-W05", "Li@example.org", "weekly/610900")
    '<2026-W05.9d4688e7c8af0f743346@nianjian.invalid>'
    """
    facts = "\n".join((kind, period, recipient.lower()))
    return f"<{period}.{hashlib.sha256(facts.encode()).hexdigest()[:20]}@nianjian.invalid>"


def address(given: str, where: str, name: str = "") -> Address:
    """Read one mail address, as in `年报监测 <watch@example.org>`; raises Complaint for anything else."""
    found = getaddresses([given]) if clean(given, 320) == given.strip() else []
    printed, plain = found[0] if len(found) == 1 else ("", "")
    user, at, host = plain.rpartition("@")
    if not (user and at and host and plain.isascii()) or set(plain) & set(' ,;:<>()[]"\\'):
        raise Complaint(where, given, "one mail address", "write it like watch@example.org")
    return Address(display_name=clean(name or printed, LONGEST_NAME), username=user, domain=host)


def letter(digest: Digest, *, sender: Address, recipient: Address, identity: str, at: datetime) -> bytes:
    """Write the whole mail as bytes, ready to be frozen and sent: the same digest gives the same bytes."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = recipient
    mail["Subject"] = clean(digest.subject)
    mail["Date"] = format_datetime(at.astimezone(OFFICE_ZONE))
    mail["Message-ID"] = identity
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text(digest), cte="base64")
    mail.add_alternative(html(digest), subtype="html", cte="base64")
    maintype, subtype = XLSX
    mail.add_attachment(
        workbook(digest.sheets), maintype=maintype, subtype=subtype, filename=filename(digest.attachment)
    )
    _fix_boundaries(mail, identity)
    return mail.as_bytes()


def filename(name: str) -> str:
    r"""Make a name that every system takes for a file's.

    >>> filename("周报_a/b\n:c.xlsx")
    '周报_a_b_c.xlsx'
    """
    return re.sub(r'[\\/:*?"<>|\s]+', "_", clean(name, 120))


def _fix_boundaries(mail: EmailMessage, identity: str) -> None:
    """The library draws the marks between parts at random; ours follow from the Message-ID."""
    seed = hashlib.sha256(identity.encode()).hexdigest()[:24]
    parts: list[MIMEPart] = [part for part in mail.walk() if part.is_multipart()]
    for number, part in zip(count(1), parts, strict=False):
        part.set_boundary(f"={seed}={number}=")
