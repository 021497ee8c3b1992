"""`nianjian digest`: The weekly mail."""

from __future__ import annotations

from datetime import date

import click

from data.errors import Complaint
from monitor.mail.round import preview, send_digest
from monitor.settings import Settings


@click.command()
@click.option("--as-of", metavar="DATE", help="The day the mail is about (default: today in Asia/Shanghai).")
@click.option("--to", metavar="ADDRESS", help="Send one special copy here instead of to the recipients.")
@click.option("--dry-run", is_flag=True, help="Print the mails; store and send nothing.")
@click.pass_obj
def command(settings: Settings, as_of: str | None, to: str | None, dry_run: bool) -> int:
    """Compose the weekly mail, freeze it in the outbox, send what is ready."""
    day = _day(as_of)
    if not dry_run:
        return send_digest(settings, as_of=day, to=to)
    for mail in preview(settings, as_of=day, to=to):
        click.echo(mail)
    return 0


def _day(given: str | None) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise Complaint("--as-of", given, "a day", "write it like 2026-02-10") from error
