"""One round of mails: who gets one, what it is made of, freezing, sending (`nianjian digest`).

Which mails belong to the round follows from the day: the ISO week in Asia/Shanghai, or the day itself for
those who get the mail daily. A mail that exists already is neither composed nor sent again.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import click

from data.errors import Complaint
from data.records import Recipient
from data.registry import Registry, load_registry
from data.runs import Run
from data.store import Store
from monitor.check import judge
from monitor.digest.scope import Material
from monitor.digest.values import Frequency
from monitor.mail.layout import text
from monitor.mail.letter import SENDER, address
from monitor.mail.material import Letterhead, Moment, gather
from monitor.mail.outbox import Addressee, composed, freeze, mails, only_one, send
from monitor.mail.smtp import Server, server
from monitor.season.load import load_season
from monitor.settings import Settings

DONE, PARTLY, NOT_CONFIGURED = 0, 1, 2


def send_digest(settings: Settings, *, as_of: date | None = None, to: str | None = None) -> int:
    """Compose the mails of a day's period, freeze them, send all that is ready; gives the exit status.

    0: nothing is left to send · 1: something could not be sent · 2: mails wait for NIANJIAN_SMTP.
    Raises Complaint for configuration that cannot be used; then nothing was changed.
    """
    registry = load_registry(settings.registry)
    receivers = addressees(registry, to)
    where = server(settings.smtp) if settings.smtp else None
    head = letterhead(settings)
    with Store(settings.data) as store, only_one(store):
        run = Run.start(store, "digest", settings.clock)
        material = material_of(store, registry, settings, as_of or settings.clock.today())
        freeze(store, material, receivers, head.sender)
        status = _send(store, settings, where)
        run.finish("done" if status == DONE else "partly")
    return status


def send_waiting(settings: Settings) -> int:
    """Send the mails that wait in the outbox, without composing any."""
    where = server(settings.smtp) if settings.smtp else None
    with Store(settings.data) as store, only_one(store):
        return _send(store, settings, where)


def preview(settings: Settings, *, as_of: date | None = None, to: str | None = None) -> Iterator[str]:
    """Give the text of each mail a day's round would freeze; stores and sends nothing."""
    registry = load_registry(settings.registry)
    everywhere = Addressee(recipient=Recipient(address="", name=""), frequency="weekly")
    receivers = addressees(registry, to) if to or _active(registry) else (everywhere,)
    with Store(settings.data) as store:
        material = material_of(store, registry, settings, as_of or settings.clock.today())
        for addressee in receivers:
            digest = composed(store, material, addressee)
            receiver = addressee.recipient.address or "（未登记）"
            yield f"收件人：{receiver}\n主题：{digest.subject}\n\n{text(digest)}"


def addressees(registry: Registry, to: str | None) -> tuple[Addressee, ...]:
    """List who gets a mail; `to` replaces them all and keeps the region registered for that address."""
    if to is None:
        active = _active(registry)
        if not active:
            raise Complaint(
                "recipients.csv", "no active row", "somebody to write to", "add a row, or use --to ADDRESS"
            )
        return tuple(Addressee(recipient=each, frequency=_frequency(each)) for each in active)
    plain = address(to, "--to").addr_spec
    known = [each for each in registry.recipients if each.address.lower() == plain.lower()]
    recipient = replace(known[0], address=plain) if known else Recipient(address=plain, name="")
    return (Addressee(recipient=recipient, frequency="weekly", special=True),)


def _active(registry: Registry) -> list[Recipient]:
    return [each for each in registry.recipients if each.active and each.frequency != "off"]


def _frequency(recipient: Recipient) -> Frequency:
    return "daily" if recipient.frequency == "daily" else "weekly"


def letterhead(settings: Settings) -> Letterhead:
    """Say who writes, from the environment; raises Complaint for an address that is none."""
    sender = settings.mail_from or SENDER
    address(sender, "NIANJIAN_MAIL_FROM")
    base = settings.base_url
    if base is not None and not base.startswith(("http://", "https://")):
        raise Complaint("NIANJIAN_BASE_URL", base, "an http address", "write it like https://desk.example/")
    project = tomllib.loads((settings.project / "pyproject.toml").read_text(encoding="utf-8"))
    return Letterhead(
        sender=sender, base_url=base, contact=settings.contact, version=project["project"]["version"]
    )


def material_of(store: Store, registry: Registry, settings: Settings, as_of: date) -> Material:
    """Judge the day anew and read what else its mails need: any past day gives the figures of that day."""
    now = settings.clock.now()
    judged = judge(store, registry, as_of)
    moment = Moment(as_of=as_of, at=now, season=load_season(settings.registry))
    return gather(store, registry, judged, moment, letterhead(settings))


def _send(store: Store, settings: Settings, where: Server | None) -> int:
    """Send what is ready and say on stdout what became of it."""
    if where is None:
        waiting = mails(store, "ready")
        if not waiting:
            return DONE
        click.echo(
            f"nianjian: NIANJIAN_SMTP is not set: {len(waiting)} mails wait in the outbox; "
            "set it to smtp://[user:password@]host:port and run `nianjian digest` again",
            err=True,
        )
        return NOT_CONFIGURED
    tried = send(store, settings.clock, where)
    for mail in tried:
        click.echo(f"{mail.period} {mail.recipient}: {mail.state}")
        if mail.state != "sent":
            click.echo(f"{mail.period} {mail.recipient}: {mail.detail}", err=True)
    left = mails(store, "ready")
    return PARTLY if left or any(mail.state != "sent" for mail in tried) else DONE
