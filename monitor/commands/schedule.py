"""`nianjian schedule`: Run by itself, until stopped."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from functools import partial
from threading import Event
from time import monotonic

import click

from data.errors import Complaint
from data.registry import load_registry
from data.store import Store
from monitor.mail.outbox import mails
from monitor.mail.round import send_waiting
from monitor.service.disk import disk_trouble
from monitor.service.heartbeat import beat
from monitor.service.schedule import Job, JobName, due, last_runs, poke, run_forever
from monitor.service.upkeep import alone, upkeep_due
from monitor.settings import Settings

COMMANDS: dict[JobName, tuple[str, ...]] = {
    "looks": ("run",),
    "parse": ("parse",),
    "check": ("check",),
    "digest": ("digest",),
    "backup": ("backup",),
    "verify": ("verify",),
}
BEAT_SECONDS, GRACE_SECONDS = 60.0, 60.0


@click.command()
@click.pass_obj
def command(settings: Settings) -> int:
    """Look by season, mail every Monday at 08:00 (Asia/Shanghai); runs until stopped."""
    load_registry(settings.registry)  # a broken registry stops the service at its start, not in the night
    if settings.smtp is None:
        click.echo("nianjian: NIANJIAN_SMTP is not set: mails will wait in the outbox", err=True)
    stopping = Event()
    with alone(settings.data, "schedule"):
        run_forever(lambda: _poke(settings, stopping), stopping)
    click.echo("nianjian schedule: stopped; what was begun is taken up again at the next start", err=True)
    return 0


def _poke(settings: Settings, stopping: Event) -> None:
    """Do what is due; what goes wrong is said, and the next poke tries it again."""
    try:
        beat(settings.heartbeat_file, settings.clock, "awake")
        jobs = _due(settings)
        poke(jobs, {job.name: partial(_do, settings, stopping, job.name) for job in jobs})
    except Complaint as complaint:
        click.echo(f"nianjian: {complaint}", err=True)
    except (OSError, sqlite3.DatabaseError) as error:
        click.echo(f"nianjian: {disk_trouble(error) or error}", err=True)


def _due(settings: Settings) -> tuple[Job, ...]:
    registry, now = load_registry(settings.registry), settings.clock.now()
    with Store(settings.data) as store:
        runs = last_runs(store, now)
        return (
            *due(now, runs, mails(store), registry.recipients),
            *upkeep_due(now, runs, registry.policy.backups_kept),
        )


def _do(settings: Settings, stopping: Event, name: JobName) -> None:
    if stopping.is_set():
        return
    if name != "send":
        _child(settings, stopping, COMMANDS[name])
    elif settings.smtp is not None:
        send_waiting(settings)


def _child(settings: Settings, stopping: Event, words: tuple[str, ...]) -> None:
    """Run one command in a process of its own: a reactor starts only once, and memory is given back."""
    environment = {**os.environ, "PYTHONPATH": str(settings.project)}
    if "NIANJIAN_NOW" in environment:
        environment["NIANJIAN_NOW"] = settings.clock.now().isoformat()
    folders = ["--data", str(settings.data), "--registry", str(settings.registry)]
    command_line = [sys.executable, "-P", "-m", "monitor.cli", *words, *folders]
    with subprocess.Popen(command_line, env=environment, cwd=settings.project) as child:
        status = _wait(settings, stopping, child, words[0])
    click.echo(f"nianjian schedule: {words[0]} ended with status {status}", err=True)


def _wait(settings: Settings, stopping: Event, child: subprocess.Popen[bytes], name: str) -> int:
    """Wait for a child, giving signs of life; when the service is to stop, ask it to end, then end it."""
    beaten = monotonic()
    while child.poll() is None and not stopping.is_set():
        try:
            return child.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            if monotonic() - beaten >= BEAT_SECONDS:
                beat(settings.heartbeat_file, settings.clock, name)
                beaten = monotonic()
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(timeout=GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
    return child.wait()
