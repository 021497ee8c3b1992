"""What is due, hour by hour through two years: nothing is skipped, nothing doubled, whatever stops in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import cast

import pytest

from data.clock import OFFICE_ZONE
from data.records import OutboxState, Recipient
from data.store import Store
from monitor.digest.values import period_of
from monitor.mail.outbox import Addressee, Mail, mails
from monitor.service.schedule import Job, JobName, LastRun, due, last_runs, poke
from tests.test_outbox import Post, serving
from tests.test_status import FILES

PROJECT = Path(__file__).resolve().parent.parent
WEEKLY = Recipient(address="li@example.org", name="李")
DAILY = Recipient(address="wang@example.org", name="王", frequency="daily")
OFF = Recipient(address="gone@example.org", name="", frequency="off")
INACTIVE = Recipient(address="left@example.org", name="", active=False)
PEOPLE = (WEEKLY, DAILY, OFF, INACTIVE)


def office(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE_ZONE)


def sent(
    recipient: Recipient, period: str, state: str = "sent", at: str = "2026-02-16T00:00:10Z", tries: int = 0
) -> Mail:
    frequency = "daily" if recipient.frequency == "daily" else "weekly"
    identity = Addressee(recipient=recipient, frequency=frequency).identity(period)
    return Mail(
        id=identity,
        period=period,
        recipient=recipient.address,
        subject="",
        state=cast(OutboxState, state),
        at=at,
        detail=None,
        tries=tries,
    )


@dataclass
class Office:
    """A simulated service: what it did stands in its records, as it would in the database."""

    runs: list[LastRun] = field(default_factory=list)
    outbox: dict[str, Mail] = field(default_factory=dict)
    looked: list[datetime] = field(default_factory=list)
    mailed: list[tuple[str, str]] = field(default_factory=list)

    def poke(self, now: datetime) -> None:
        jobs = due(now, self.runs[-1:], self.outbox.values(), PEOPLE)
        actions: dict[JobName, Callable[[], None]] = {
            "looks": lambda: self.look(now),
            "digest": lambda: self.mail(now),
            "send": lambda: None,
        }
        poke(jobs, actions)
        assert due(now, self.runs[-1:], self.outbox.values(), PEOPLE) == ()

    def look(self, now: datetime) -> None:
        self.looked.append(now)
        self.runs.append(LastRun(command="run", started_at=now, finished=True))

    def mail(self, now: datetime) -> None:
        day = now.astimezone(OFFICE_ZONE).date()
        for recipient in (WEEKLY, DAILY):  # as `digest` does: every active recipient, what exists is left
            mail = sent(recipient, period_of(day, "daily" if recipient is DAILY else "weekly"))
            if mail.id not in self.outbox:
                self.outbox[mail.id] = mail
                self.mailed.append((recipient.address, mail.period))


@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_two_years_pass_without_a_mail_lost_or_doubled(seed: int | None) -> None:
    service, start = Office(), office("2025-12-29T00:00")
    stops = Random(seed)
    resume = start
    hours = 2 * 52 * 7 * 24
    for hour in range(hours):
        now = start + timedelta(hours=hour)
        if seed is not None and stops.random() < 0.005:
            resume = max(resume, now + timedelta(hours=stops.randrange(1, 72)))
        if now >= resume:
            service.poke(now)
    weeks = [period for address, period in service.mailed if address == WEEKLY.address]
    assert weeks == [period_of(start.date() + timedelta(weeks=week), "weekly") for week in range(104)]
    days = [date.fromisoformat(period) for address, period in service.mailed if address == DAILY.address]
    assert len(days) == len(set(days))
    quiet = [day for day in days if day.month > 4]
    assert len({day.isocalendar()[:2] for day in quiet}) == len(quiet)
    gaps = [later - earlier for earlier, later in zip(service.looked, service.looked[1:], strict=False)]
    longest = timedelta(days=7) if seed is None else timedelta(days=14)
    assert max(gaps) <= longest
    if seed is None:
        assert len([day for day in days if day.year == 2026 and day.month <= 4]) == 120
        assert {day.weekday() for day in quiet} == {0}
        assert sum(now.month <= 4 and now.year == 2026 for now in service.looked) == 120


def test_the_weekly_mail_is_due_on_monday_at_eight_and_not_before() -> None:
    looked = [LastRun(command="run", started_at=office("2026-02-16T02:00"), finished=True)]
    assert due(office("2026-02-16T07:59"), looked, (), (WEEKLY,)) == ()
    assert due(office("2026-02-16T08:00"), looked, (), (WEEKLY,)) == (Job(name="digest", period="2026-W08"),)
    assert due(office("2026-02-16T08:00"), looked, (sent(WEEKLY, "2026-W08"),), (WEEKLY,)) == ()


def test_a_service_that_comes_up_on_thursday_sends_the_week_it_missed() -> None:
    jobs = due(office("2026-02-19T15:00"), (), (), (WEEKLY,))
    assert [job.name for job in jobs] == ["looks", "digest"]


def test_nobody_is_written_to_who_does_not_want_it() -> None:
    assert [job.name for job in due(office("2026-02-19T15:00"), (), (), (OFF, INACTIVE))] == ["looks"]


def test_looks_are_due_every_night_in_season_and_every_monday_night_else() -> None:
    done = (LastRun(command="crawl", started_at=office("2026-05-04T02:05"), finished=True),)
    assert due(office("2026-05-11T01:59"), done, (), ()) == ()
    assert due(office("2026-05-11T02:00"), done, (), ()) == (Job(name="looks", period="2026-05-11"),)
    done = (LastRun(command="crawl", started_at=office("2026-01-20T02:05"), finished=True),)
    assert due(office("2026-01-21T02:00"), done, (), ()) == (Job(name="looks", period="2026-01-21"),)


def test_a_run_that_was_cut_off_is_taken_up_again_but_not_while_it_may_still_be_going() -> None:
    cut = (LastRun(command="run", started_at=office("2026-05-11T02:00"), finished=False),)
    assert due(office("2026-05-11T07:00"), cut, (), ()) == ()
    assert [job.name for job in due(office("2026-05-11T08:00"), cut, (), ())] == ["looks"]


@pytest.mark.parametrize(
    ("state", "tries", "minutes", "wanted"),
    [
        ("ready", 0, 0, True),
        ("ready", 1, 4, False),
        ("ready", 1, 5, True),
        ("ready", 3, 19, False),
        ("ready", 3, 20, True),
        ("ready", 40, 359, False),
        ("ready", 40, 360, True),
        ("sending", 0, 0, True),
        ("unknown", 0, 9999, False),
        ("failed", 0, 9999, False),
        ("sent", 0, 9999, False),
    ],
)
def test_a_mail_that_was_put_off_waits_longer_each_time(
    state: str, tries: int, minutes: int, wanted: bool
) -> None:
    mail = sent(WEEKLY, "2026-W08", state, tries=tries)
    now = datetime(2026, 2, 16, 0, 0, 10, tzinfo=UTC) + timedelta(minutes=minutes)
    looked = (LastRun(command="run", started_at=now, finished=True),)
    assert bool(due(now, looked, (mail,), ())) == wanted


def test_the_timer_pokes_at_once() -> None:
    code = (
        "from monitor.service.schedule import run_forever\n"
        "import os\n"
        "run_forever(lambda: (print('poked', flush=True), os._exit(0)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=PROJECT,
        env={"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("poked\n", 0)


def test_the_service_looks_and_mails_by_itself_and_once(tmp_path: Path) -> None:
    folder = tmp_path / "registry"
    folder.mkdir()
    for name, content in FILES.items():  # a portal that refuses: port 9 of this machine
        content = content.replace("https://www.yunxi.example", "http://127.0.0.1:9")
        (folder / name).write_text(content, encoding="utf-8")
    post = Post()
    with serving(post) as where:
        environment = {
            "PYTHONPATH": str(PROJECT),
            "PATH": os.defpath,
            "NIANJIAN_NOW": "2026-02-16T08:00:01+08:00",
            "NIANJIAN_SMTP": f"smtp://{where.host}:{where.port}",
            "NIANJIAN_DATA": str(tmp_path / "data"),
            "NIANJIAN_REGISTRY": str(folder),
        }
        command = [sys.executable, "-P", "-m", "monitor.cli", "schedule"]
        service = subprocess.Popen(
            command, env=environment, cwd=tmp_path, start_new_session=True, stderr=subprocess.PIPE, text=True
        )
        assert service.stderr is not None
        try:
            said = next(line for line in service.stderr if "event=ended" in line and "job=digest" in line)
        finally:
            os.killpg(service.pid, signal.SIGTERM)
            service.communicate()
    assert "status=0" in said
    assert len(post.kept) == 1
    with Store(tmp_path / "data") as store:
        assert {run.command for run in last_runs(store)} >= {"crawl", "parse", "check", "digest"}
        assert [mail.state for mail in mails(store)] == ["sent"]
