"""`nianjian digest`: The weekly mail."""

from __future__ import annotations

from datetime import date

import click

from data.errors import Complaint
from data.store import Store
from monitor.mail.outbox import only_one
from monitor.mail.round import preview, send_digest, send_waiting
from monitor.mail.settle import arrived, resend
from monitor.mail.trial import send_trial
from monitor.settings import Settings


@click.command()
@click.option("--as-of", metavar="DATE", help="The day the mail is about (default: today in Asia/Shanghai).")
@click.option("--to", metavar="ADDRESS", help="Send one special copy here instead of to the recipients.")
@click.option("--dry-run", is_flag=True, help="Print the mails; store and send nothing.")
@click.option("--test", "trial", metavar="ADDRESS", help="Only send a test mail here; nothing is stored.")
@click.option("--resend", "again", metavar="MESSAGE_ID", help="Send a doubtful or refused mail again.")
@click.option("--arrived", "there", metavar="MESSAGE_ID", help="Note that a doubtful mail did arrive.")
@click.pass_obj
def command(  # noqa: PLR0913 - one parameter an option
    settings: Settings,
    as_of: str | None,
    to: str | None,
    dry_run: bool,
    trial: str | None,
    again: str | None,
    there: str | None,
) -> int:
    """Compose the weekly mail, freeze it in the outbox, send what is ready."""
    if sum(map(bool, (trial, again, there, as_of or to or dry_run))) > 1:
        raise click.UsageError("--test, --resend and --arrived stand alone")
    if trial:
        return _trial(settings, trial)
    if again or there:
        return _settle(settings, again, there)
    day = _day(as_of)
    if not dry_run:
        return send_digest(settings, as_of=day, to=to)
    for mail in preview(settings, as_of=day, to=to):
        click.echo(mail)
    return 0


def _trial(settings: Settings, to: str) -> int:
    outcome = send_trial(settings, to)
    if outcome.state == "sent":
        click.echo(f"{to}: sent")
        return 0
    click.echo(f"{to}: not sent ({outcome.detail})", err=True)
    return 1


def _settle(settings: Settings, again: str | None, there: str | None) -> int:
    """Settle one mail by hand; one that is to go again is sent at once if there is a server."""
    with Store(settings.data) as store, only_one(store):
        if there:
            mail = arrived(store, settings.clock, there)
            click.echo(f"{mail.period} {mail.recipient}: {mail.state}")
            return 0
        resend(store, settings.clock, again or "")
    return send_waiting(settings)


def _day(given: str | None) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise Complaint("--as-of", given, "a day", "write it like 2026-02-10") from error
