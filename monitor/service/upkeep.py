"""What keeps the service sound between the looks: reading and checking what was cut off, backup, verify.

When each is due follows from the log of runs, as for looks and mails (schedule.py): a stop, a kill or
a second process neither skips nor doubles one. Backups lie in `<data>/backups/`, one a week, and only as many
are kept as policy.csv says (`backups_kept`; 0: none are taken, for those who copy the folder otherwise).
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from pathlib import Path

from data.backup import backup
from data.clock import OFFICE_ZONE
from data.errors import Complaint
from data.evidence import damages
from data.runs import Run
from data.store import Store
from monitor.service.schedule import CUT_OFF_AFTER, Job, JobName, LastRun
from monitor.settings import Settings

FOLDER = "backups"
NAME = "nianjian-{}.tar"
BACKUP_AT, VERIFY_AT = (5, time(3)), (6, time(3))  # Saturday and Sunday, 03:00: no mail waits for them
# Between the end of one stage and the beginning of the next there is a moment; this is no moment any more.
FORGOTTEN = timedelta(minutes=15)
NEXT_STAGE: tuple[tuple[str, JobName], ...] = (("crawl", "parse"), ("parse", "check"))


def upkeep_due(now: datetime, last_runs: Iterable[LastRun], backups_kept: int) -> tuple[Job, ...]:
    """Say what upkeep is due at an instant, in the order in which it should be done."""
    runs = {run.command: run for run in last_runs}
    jobs = [
        Job(name=after, period=_day(runs[before].started_at))
        for before, after in NEXT_STAGE
        if before in runs and _forgotten(now, runs[before], runs.get(after))
    ]
    if not any(name in runs for name in ("crawl", "run")):
        return ()  # nothing was seen yet: there is nothing to keep
    if backups_kept and _weekly_due(now, BACKUP_AT, runs.get("backup")):
        jobs.append(Job(name="backup", period=_day(_slot(now, BACKUP_AT))))
    if _weekly_due(now, VERIFY_AT, runs.get("verify")):
        jobs.append(Job(name="verify", period=_day(_slot(now, VERIFY_AT))))
    return tuple(jobs)


def health_due(last_runs: Iterable[LastRun]) -> tuple[Job, ...]:
    """After every judgement the service looks at itself and at the portals, once."""
    runs = {run.command: run for run in last_runs}
    check, health = runs.get("check"), runs.get("health")
    if check is None or check.finished_at is None:
        return ()
    done = health is not None and health.started_at >= check.finished_at
    return () if done else (Job(name="health", period=_day(check.started_at)),)


def _forgotten(now: datetime, before: LastRun, after: LastRun | None) -> bool:
    """Tell whether a stage ended and the next, which should follow at once, never began or was cut off."""
    if not before.finished or now - (before.finished_at or before.started_at) < FORGOTTEN:
        return False
    if after is None or after.started_at < before.started_at:
        return True
    return not after.finished and now - after.started_at >= CUT_OFF_AFTER


def _weekly_due(now: datetime, at: tuple[int, time], last: LastRun | None) -> bool:
    if last is None or last.started_at < _slot(now, at):
        return True
    failed = not last.finished or last.outcome == "failed"
    return failed and now - last.started_at >= CUT_OFF_AFTER


def _slot(now: datetime, at: tuple[int, time]) -> datetime:
    local, (weekday, hour) = now.astimezone(OFFICE_ZONE), at
    slot = datetime.combine(local.date(), hour, OFFICE_ZONE)
    slot -= timedelta(days=(slot.weekday() - weekday) % 7)
    return slot if slot <= local else slot - timedelta(weeks=1)


def _day(instant: datetime) -> str:
    return instant.astimezone(OFFICE_ZONE).date().isoformat()


def weekly_backup(settings: Settings, kept: int) -> Path:
    """Take a backup of the day into `<data>/backups/` and remove the oldest beyond those to keep.

    The old ones go only after the new one was read back. Raises Complaint when it could not be made.
    """
    folder = settings.data / FOLDER
    file = folder / NAME.format(settings.clock.today().isoformat())
    with Store(settings.data) as store:
        run = Run.start(store, "backup", settings.clock)
        try:
            folder.mkdir(exist_ok=True)
            backup(settings.data, file)
        except (Complaint, OSError):
            run.finish("failed")
            raise
        run.finish("done")
    for old in sorted(folder.glob(NAME.format("*")))[: -max(kept, 1)]:
        old.unlink(missing_ok=True)
    return file


def verified(settings: Settings) -> list[str]:
    """Check all evidence and note in the log of runs how it stood; gives each damaged piece in one line."""
    with Store(settings.data, guarded=False) as store:
        run = Run.start(store, "verify", settings.clock)
        found = list(damages(store))
        run.finish("damaged" if found else "done")
    return found


@contextmanager
def alone(folder: Path, what: str) -> Iterator[None]:
    """Be the only process of this kind on a data folder; raises Complaint while another one is.

    The lock is the kernel's: it goes with the process, however that ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{what}.lock").open("wb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            expected = f"free (another `nianjian {what}` is at it)"
            raise Complaint(
                str(folder), "in use", expected, "stop that one, or name another --data"
            ) from error
        yield
