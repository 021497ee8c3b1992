"""A test mail: does the server take what we send, and does it arrive? Nothing is stored."""

from __future__ import annotations

import hashlib
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from data.clock import OFFICE_ZONE
from data.errors import Complaint
from monitor.digest.words import moment_words
from monitor.mail.letter import SENDER, address
from monitor.mail.smtp import Delivery, deliver, server
from monitor.settings import Settings

SUBJECT = "【年报监测】测试邮件"
BODY = """这是一封测试邮件，发出时间：{at}。

收到即说明发件设置可用；请同时确认发件人、主题和正文显示正常。
本邮件由系统自动生成，无须回复。
"""


def send_trial(settings: Settings, to: str) -> Delivery:
    """Send one test mail and give how far it got; raises Complaint without a usable server or address."""
    if settings.smtp is None:
        raise Complaint("NIANJIAN_SMTP", "", "set", "write it like smtp://[user:password@]host:port")
    where, origin = server(settings.smtp), address(settings.mail_from or SENDER, "NIANJIAN_MAIL_FROM")
    recipient = address(to, "--test")
    now = settings.clock.now()
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = origin, recipient, SUBJECT
    mail["Date"] = format_datetime(now.astimezone(OFFICE_ZONE))
    seed = hashlib.sha256(f"{recipient.addr_spec} {now.isoformat()}".encode()).hexdigest()[:20]
    mail["Message-ID"] = f"<test.{seed}@nianjian.invalid>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(BODY.format(at=moment_words(now.astimezone(OFFICE_ZONE))), cte="base64")
    return deliver(where, origin.addr_spec, recipient.addr_spec, mail.as_bytes(), sending=lambda: None)
