"""`nianjian schedule`: Run by itself, until stopped."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import click

from data.errors import Complaint
from data.registry import load_registry
from data.store import Store
from monitor.mail.outbox import mails
from monitor.mail.round import send_waiting
from monitor.schedule import Job, JobName, due, last_runs, poke, run_forever
from monitor.settings import Settings


@click.command()
@click.pass_obj
def command(settings: Settings) -> int:
    """Look by season, mail every Monday at 08:00 (Asia/Shanghai); runs until stopped."""
    load_registry(settings.registry)  # a broken registry stops the service at its start, not in the night
    if settings.smtp is None:
        click.echo("nianjian: NIANJIAN_SMTP is not set: mails will wait in the outbox", err=True)
    run_forever(lambda: _poke(settings))
    return 0


def _poke(settings: Settings) -> None:
    actions: dict[JobName, Callable[[], None]] = {
        "looks": lambda: _child(settings, "run"),
        "digest": lambda: _child(settings, "digest"),
        "send": lambda: _send(settings),
    }
    try:
        poke(_due(settings), actions)
    except Complaint as complaint:  # the next poke tries again; meanwhile somebody may have put it right
        click.echo(f"nianjian: {complaint}", err=True)


def _due(settings: Settings) -> tuple[Job, ...]:
    registry = load_registry(settings.registry)
    with Store(settings.data) as store:
        return due(settings.clock.now(), last_runs(store), mails(store), registry.recipients)


def _send(settings: Settings) -> None:
    if settings.smtp is not None:
        send_waiting(settings)


def _child(settings: Settings, name: str) -> None:
    """Run one command in a process of its own: a reactor starts only once, and memory is given back."""
    environment = {**os.environ, "PYTHONPATH": str(settings.project)}
    if "NIANJIAN_NOW" in environment:
        environment["NIANJIAN_NOW"] = settings.clock.now().isoformat()
    folders = ["--data", str(settings.data), "--registry", str(settings.registry)]
    command_line = [sys.executable, "-P", "-m", "monitor.cli", name, *folders]
    done = subprocess.run(command_line, env=environment, cwd=settings.project, check=False)
    click.echo(f"nianjian schedule: {name} ended with status {done.returncode}", err=True)
