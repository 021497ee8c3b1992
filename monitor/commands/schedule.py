"""`nianjian schedule`: Run by itself, until stopped."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from io import StringIO
from threading import Event

import click

from data.clock import OFFICE_ZONE
from data.errors import Complaint
from data.registry import load_registry
from data.runs import Run
from data.store import Store
from monitor.mail.outbox import mails
from monitor.mail.round import send_waiting
from monitor.season.load import load_season
from monitor.season.prompts import prompts
from monitor.service.agenda import agenda
from monitor.service.child import Service, work
from monitor.service.disk import disk_trouble
from monitor.service.heartbeat import Pulse, web_address
from monitor.service.journal import Handler, Journal, secrets
from monitor.service.schedule import Job, JobName, due, last_runs, poke, run_forever
from monitor.service.status import status
from monitor.service.upkeep import alone, health_due, upkeep_due
from monitor.settings import Settings

COMMANDS: dict[JobName, tuple[str, ...]] = {
    "looks": ("run",),
    "parse": ("parse",),
    "check": ("check",),
    "digest": ("digest",),
    "backup": ("backup",),
    "verify": ("verify",),
}


@click.command()
@click.pass_obj
def command(settings: Settings) -> int:
    """Look by season, mail every Monday at 08:00 (Asia/Shanghai); runs until stopped."""
    load_registry(settings.registry)  # a broken registry stops the service at its start, not in the night
    service = _service(settings)
    logging.getLogger().addHandler(Handler(service.journal))
    with alone(settings.data, "schedule"):
        _greet(service)
        run_forever(lambda: _poke(service), service.stopping)
    service.journal.say("stopped", text="what was begun is taken up again at the next start")
    return 0


def _service(settings: Settings) -> Service:
    journal = Journal(settings.clock, secrets(settings))

    def unheard(why: str) -> None:
        journal.say("heartbeat-failed", level="warning", why=why)

    pulse = Pulse(settings.heartbeat_file, settings.clock, unheard, web_address(settings.heartbeat_url))
    return Service(settings=settings, journal=journal, pulse=pulse, stopping=Event())


def _greet(service: Service) -> None:
    """Say at the start what is due and what comes next: silence would look like a service that hangs."""
    settings = service.settings
    registry, season = load_registry(settings.registry), load_season(settings.registry)
    now = settings.clock.now()
    coming = agenda(now, registry.recipients, registry.policy.backups_kept, season)
    say, jobs = service.journal.say, _due(settings)
    say("started", data=settings.data, units=len(registry.units))
    say("due", jobs=",".join(dict.fromkeys(job.name for job in jobs)) or "nothing")
    for each in coming:
        say("next", job=each.name, due=each.at.astimezone(OFFICE_ZONE).isoformat())
    if settings.smtp is None:
        say("no-mail-server", level="warning", text="NIANJIAN_SMTP is not set: mails will wait")


def _poke(service: Service) -> None:
    """Do what is due; what goes wrong is said, and the next poke tries it again."""
    try:
        service.pulse.beat("awake")
        jobs = _due(service.settings)
        poke(jobs, {job.name: partial(_do, service, job.name) for job in jobs})
    except Complaint as complaint:
        service.journal.say("refused", level="error", why=complaint)
    except (OSError, sqlite3.DatabaseError) as error:
        service.journal.say("failed", level="error", why=disk_trouble(error) or repr(error))


def _due(settings: Settings) -> tuple[Job, ...]:
    registry, now = load_registry(settings.registry), settings.clock.now()
    with Store(settings.data) as store:
        runs = last_runs(store, now)
        return (
            *due(now, runs, mails(store), registry.recipients, load_season(settings.registry)),
            *upkeep_due(now, runs, registry.policy.backups_kept),
            *health_due(runs),
        )


def _do(service: Service, name: JobName) -> None:
    if service.stopping.is_set():
        return
    if name == "health":
        _health(service)
    elif name != "send":
        work(service, *COMMANDS[name], results=name == "digest")
    elif service.settings.smtp is not None:
        _send(service)


def _send(service: Service) -> None:
    """Send what waits; what is said of each mail goes into the journal."""
    said = StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(said):
            send_waiting(service.settings)
    finally:
        service.journal.hear("send", said.getvalue().splitlines())


def _health(service: Service) -> None:
    """Look at the portals and at the service itself, and say what is ill and what the season asks for."""
    settings = service.settings
    registry, now = load_registry(settings.registry), settings.clock.now()
    with Store(settings.data) as store:
        run = Run.start(store, "health", settings.clock)
        ill = status(store, registry, now).ill
        for line in ill:
            service.journal.say("ill", level="warning", text=line)
        for line in prompts(store, registry, load_season(settings.registry), settings.clock.today()):
            service.journal.say("prompt", text=line)
        run.finish("ill" if ill else "done")
