"""What is due now, worked out from what the database says was done; a timer only pokes.

So a stop of days, a kill or a clock that jumps neither skips nor doubles anything: the next poke finds the
same period still open, or already done. In the season (season.csv; January to April) looks are due every
night, else every Monday night; mails are due at 08:00 of their day, Asia/Shanghai.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from threading import Event
from typing import Literal

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from data.clock import OFFICE_ZONE
from data.codec import instant_text
from data.records import Recipient
from data.store import Store
from monitor.digest.values import period_of
from monitor.mail.outbox import Addressee, Mail
from monitor.season.calendar import USUAL, Season

LOOK_HOUR = time(2)
MAIL_HOUR = time(8)
MONDAY = 0
# A run that was cut off is taken up again after this time: until then it may still be going.
CUT_OFF_AFTER = timedelta(hours=6)
# A mail that was put off is tried again after 5, 10, 20 … minutes, at the latest after 6 hours.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=6)
POKE_MINUTES = 5

JobName = Literal["looks", "parse", "check", "digest", "send", "health", "backup", "verify"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something that is due, and for which period."""

    name: JobName
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    """When a command was last begun, and whether it came to its end."""

    command: str
    started_at: datetime
    finished: bool
    finished_at: datetime | None = None
    outcome: str | None = None


def due(
    now: datetime,
    last_runs: Iterable[LastRun],
    outbox: Iterable[Mail],
    recipients: Iterable[Recipient],
    season: Season = USUAL,
) -> tuple[Job, ...]:
    """Say what is due at an instant, in the order in which it should be done."""
    mails = {mail.id: mail for mail in outbox}
    slot = look_slot(now, season)
    looks = [Job(name="looks", period=slot.date().isoformat())] if _looks_due(now, last_runs, slot) else []
    digests = sorted({period for each in recipients for period in _digest_due(now, each, mails, season)})
    waiting = sorted({mail.period for mail in mails.values() if _send_due(now, mail)})
    return (
        *looks,
        *(Job(name="digest", period=period) for period in digests),
        *(Job(name="send", period=period) for period in waiting[:1]),
    )


def look_slot(now: datetime, season: Season = USUAL) -> datetime:
    """Give the instant from which the latest looks were due: 02:00 of a day in season, else of a Monday."""
    local = now.astimezone(OFFICE_ZONE)
    slot = datetime.combine(local.date(), LOOK_HOUR, OFFICE_ZONE)
    if slot > local:
        slot -= timedelta(days=1)
    while not look_day(slot.date(), season):
        slot -= timedelta(days=1)
    return slot


def look_day(day: date, season: Season) -> bool:
    """Tell whether portals are looked at in the night of a day."""
    return season.daily(day) or day.weekday() == MONDAY


def _looks_due(now: datetime, last_runs: Iterable[LastRun], slot: datetime) -> bool:
    begun = [run for run in last_runs if run.command in ("run", "crawl")]
    if not begun:
        return True
    latest = max(begun, key=lambda run: run.started_at)
    if latest.started_at < slot:
        return True
    return not latest.finished and now - latest.started_at >= CUT_OFF_AFTER


def _digest_due(now: datetime, recipient: Recipient, mails: Mapping[str, Mail], season: Season) -> list[str]:
    """Give the period whose mail this recipient should have by now and has not, if any.

    Outside the season those who get it daily get it once a week, on Monday or as soon after as we are up.
    """
    local = now.astimezone(OFFICE_ZONE)
    if not recipient.active or recipient.frequency == "off":
        return []
    daily = recipient.frequency == "daily"
    each_day = daily and season.daily(local.date())
    if local.time() < MAIL_HOUR and (each_day or local.weekday() == MONDAY):
        return []
    addressee = Addressee(recipient=recipient, frequency="daily" if daily else "weekly")
    back = local.weekday() if daily and not each_day else 0
    days = [local.date() - timedelta(days=days) for days in range(back + 1)]
    periods = [period_of(day, addressee.frequency) for day in days]
    return [] if any(addressee.identity(period) in mails for period in periods) else periods[:1]


def _send_due(now: datetime, mail: Mail) -> bool:
    if mail.state == "sending":  # its process was stopped: the next round settles it
        return True
    if mail.state != "ready":
        return False
    doublings = min(mail.tries - 1, 10)  # beyond that the longest wait holds anyway
    wait = min(FIRST_WAIT * 2**doublings, LONGEST_WAIT) if mail.tries else timedelta()
    since = datetime.fromisoformat(mail.at)
    return since > now or now - since >= wait  # a clock that was set back must not hold a mail for long


def last_runs(store: Store, now: datetime | None = None) -> tuple[LastRun, ...]:
    """Read the latest run of every command; one begun after `now`, by a clock set wrong, does not count."""
    rows = store.db.conn.execute(
        "SELECT command, max(started_at), finished_at, outcome FROM runs WHERE started_at <= ? "
        "GROUP BY command ORDER BY command",
        (instant_text(now) if now else "9999",),
    )
    return tuple(
        LastRun(
            command=command,
            started_at=datetime.fromisoformat(at),
            finished=finished is not None,
            finished_at=datetime.fromisoformat(finished) if finished else None,
            outcome=outcome,
        )
        for command, at, finished, outcome in rows
    )


def poke(jobs: Iterable[Job], actions: Mapping[JobName, Callable[[], None]]) -> None:
    """Do what is due, one after the other, each kind of job once."""
    for name in dict.fromkeys(job.name for job in jobs):
        actions[name]()


def run_forever(poking: Callable[[], None], stopping: Event | None = None) -> None:
    """Poke at once, then every few minutes and on Monday at 08:00 sharp, until stopped.

    A poke that takes longer than the next one's time is not doubled. The Monday trigger is spelled out:
    `from_crontab` counts days from Monday and would fire on Tuesday. SIGTERM and SIGINT set `stopping`, begin
    nothing more, and let what is being done come to its end.
    """
    # One worker: a poke that comes while another is at work waits, and then finds nothing left to do.
    scheduler = BlockingScheduler(timezone=OFFICE_ZONE, executors={"default": ThreadPoolExecutor(1)})
    once = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
    scheduler.add_job(poking, id="at once", **once)
    scheduler.add_job(poking, IntervalTrigger(minutes=POKE_MINUTES, timezone=OFFICE_ZONE), id="poke", **once)
    monday = CronTrigger(day_of_week="mon", hour=MAIL_HOUR.hour, timezone=OFFICE_ZONE)
    scheduler.add_job(poking, monday, id="monday", **once)

    def stop(*_: object) -> None:
        if stopping is not None:
            stopping.set()
        scheduler.shutdown(wait=False)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    scheduler.start()
