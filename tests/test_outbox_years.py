"""A simulated year of Mondays: crashes at every step, servers that fail, clocks that jump, two processes.

None is lost, none arrives twice, and what is in doubt is never sent again by itself. NIANJIAN_TEST_YEARS
makes it longer.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from asyncio import Transport
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from random import Random

import pytest
import time_machine
from aiosmtpd.smtp import SMTP as Protocol
from aiosmtpd.smtp import Envelope, Session

from data.clock import Clock
from data.codec import to_row
from data.errors import Complaint
from data.records import Message, OutboxEvent
from data.store import Store
from monitor.cli import main
from monitor.mail.outbox import freeze, mails, only_one, send
from monitor.mail.settle import arrived, resend
from monitor.mail.smtp import Server
from tests.test_outbox import GIVEN, LI, MONDAY, PROJECT, WANG, Post, frozen, serving
from tests.test_status import office

__all__ = ["office"]
YEARS = int(os.environ.get("NIANJIAN_TEST_YEARS", "1"))
WEEKS = 52
ROUNDS = 4  # pokes a week; the last one of a week meets neither crash nor fault
STEPS = ("composing", "half frozen", "frozen", "before sending", "sending", "before noting", "noted")
JUMPS = (-400, -30, -3, 3, 30, 400)  # hours a clock is wrong by
FAULTS = ("rcpt 450", "rcpt 550", "data 451", "data 554", "drop before", "drop after", "stall", "away")


IMPATIENCE = 0.2  # seconds; a stalling server takes longer to answer


class Crash(BaseException):
    """The process is gone: nothing after this line runs."""


class Crashing(Store):
    """A store whose process dies at one step of a mail's way, told by name."""

    step: str | None = None

    def append(self, *log: object) -> int:
        before, after = self._around(log)
        if before and before == self.step:
            raise Crash(self.step)
        added = super().append(*log)
        if after and after == self.step:
            raise Crash(self.step)
        return added

    def _append(self, record: object) -> int:
        if self.step == "half frozen" and isinstance(record, OutboxEvent) and record.step == 1:
            raise Crash(self.step)
        return super()._append(record)

    @staticmethod
    def _around(log: Iterable[object]) -> tuple[str | None, str | None]:
        kinds = {each.state for each in log if isinstance(each, OutboxEvent)}
        if any(isinstance(each, Message) for each in log):
            return "composing", "frozen"
        if "sending" in kinds:
            return "before sending", "sending"
        return ("before noting", "noted") if kinds else (None, None)


class Moody(Post):
    """A server with one fault at a time; it counts what it took, also where it hides that it did."""

    def __init__(self) -> None:
        super().__init__()
        self.fault = ""
        self.taken: Counter[str] = Counter()

    async def handle_RCPT(
        self, protocol: Protocol, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        told = {"rcpt 450": "450 later", "rcpt 550": "550 nobody", "drop before": "drop"}
        self.answers["rcpt"] = told.get(self.fault, "250 ok")
        return await super().handle_RCPT(protocol, session, envelope, address, options)

    async def handle_DATA(self, protocol: Protocol, session: Session, envelope: Envelope) -> str:
        if self.fault in ("data 451", "data 554"):
            return f"{self.fault[-3:]} not now"
        assert isinstance(envelope.content, bytes)
        identity = message_from_bytes(envelope.content, policy=policy.default)["Message-ID"]
        self.taken[str(identity)] += 1
        if self.fault == "stall":  # it has the message and does not say so in time
            await asyncio.sleep(3 * IMPATIENCE)
        if self.fault == "drop after":
            assert isinstance(protocol.transport, Transport)
            protocol.transport.abort()
        return "250 kept"


@dataclass
class Year:
    """What happened to the mails of one simulated run, for the assertions at its end."""

    folder: Path
    post: Moody
    where: Server
    doubtful: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    steps: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    jumps: Counter[int] = field(default_factory=Counter)

    def poke(self, now: datetime, step: str | None, fault: str) -> None:
        """One process: opens the folder, freezes what is missing, sends; may die on the way."""
        self.post.fault = fault
        with time_machine.travel(now, tick=True), Crashing(self.folder) as store:
            store.step = step
            try:
                with only_one(store):
                    self._work(store, Clock(), self._met(fault))
            except Crash as crash:
                self.steps[str(crash)] += 1
        self.faults[fault] += 1
        self._note(step, fault)

    def _met(self, fault: str) -> Server:
        """The server as it is met: not there at all, or with no patience left for its answer."""
        if fault == "away":
            return replace(self.where, port=9)
        return replace(self.where, answer_seconds=IMPATIENCE) if fault == "stall" else self.where

    def _work(self, store: Store, clock: Clock, where: Server) -> None:
        material = replace(GIVEN.material, as_of=clock.today(), at=clock.now())
        freeze(store, material, (LI, WANG), "年报监测 <watch@example.org>")
        send(store, clock, where)

    def _note(self, step: str | None, fault: str) -> None:
        with Store(self.folder) as store:
            for mail in mails(store, "unknown", "sending"):
                if mail.id not in self.doubtful:
                    assert step in ("sending", "before noting") or fault in ("drop after", "stall")
                    self.doubtful.add(mail.id)
            for mail in mails(store, "failed"):
                if mail.id not in self.refused:
                    assert fault in ("rcpt 550", "data 554")
                    self.refused.add(mail.id)


def weeks_of(year: Year, chance: Random) -> None:
    for week in range(WEEKS):
        for turn in range(ROUNDS):
            now = MONDAY + timedelta(weeks=week, hours=30 * turn)
            calm = turn == ROUNDS - 1
            if not calm and chance.random() < 0.15:  # a clock set wrong: hours or weeks, forward or back
                jump = chance.choice(JUMPS)
                year.jumps[jump] += 1
                now += timedelta(hours=jump)
            step = None if calm else chance.choice((None, *STEPS))
            fault = "" if calm else chance.choice(("", "", *FAULTS))
            year.poke(now, step, fault)


@pytest.mark.parametrize("seed", range(YEARS))
def test_a_year_of_crashes_and_faults_loses_none_and_doubles_none(tmp_path: Path, seed: int) -> None:
    post = Moody()
    with serving(post) as where:
        year = Year(folder=tmp_path, post=post, where=where)
        weeks_of(year, Random(seed))
    assert set(year.steps) == set(STEPS), "a step at which nothing ever crashed proves nothing"
    assert set(year.faults) == {"", *FAULTS}, "a fault that never came proves nothing"
    assert {jump > 0 for jump in year.jumps} == {True, False}, "clocks must have jumped both ways"
    assert max(post.taken.values()) == 1
    with Store(tmp_path) as store:
        found = mails(store)
        periods = Counter((mail.recipient, mail.period) for mail in found)
        assert set(periods.values()) == {1}
        mondays = [MONDAY + timedelta(weeks=week) for week in range(WEEKS)]
        names = ["{}-W{:02d}".format(*day.date().isocalendar()[:2]) for day in mondays]
        assert {(to, name) for to in ("li@example.org", "wang@example.org") for name in names} <= set(periods)
        assert {mail.state for mail in found} == {"sent", "unknown", "failed"}
        for mail in found:
            assert post.taken[mail.id] == {"sent": 1, "failed": 0}.get(mail.state, post.taken[mail.id])
        bodies = {message.id: to_row(message) for message in store.rows(Message)}
        assert len(bodies) == len(found)


def test_two_processes_at_once_send_each_mail_once(office: Path) -> None:
    post = Post()
    with serving(post) as where:
        environment = {
            **os.environ,
            "PYTHONPATH": str(PROJECT),
            "NIANJIAN_SMTP": f"smtp://{where.host}:{where.port}",
        }
        command = [sys.executable, "-P", "-m", "monitor.cli", "digest"]
        both = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) for _ in range(2)]
        said = [process.communicate()[1].decode() for process in both]
    assert len(post.kept) == 1
    assert sorted(process.returncode for process in both) in ([0, 0], [0, 2])
    assert all("in use" in text for process, text in zip(both, said, strict=True) if process.returncode)


@pytest.mark.parametrize("answer", ["554 never", "drop"])
def test_a_person_may_send_a_doubtful_or_refused_mail_again(tmp_path: Path, answer: str) -> None:
    clock = Clock(MONDAY)
    with Store(tmp_path) as store:
        (identity,) = frozen(store)
        with serving(Post(data=answer)) as where:
            send(store, clock, where)
        assert resend(store, clock, identity.strip("<>")).state == "ready"
        post = Post()
        with serving(post) as where:
            send(store, clock, where)
        assert [mail.state for mail in mails(store)] == ["sent"]
        assert len(post.kept) == 1
        with pytest.raises(Complaint, match="it is sent"):
            resend(store, clock, identity)


def test_a_person_may_say_that_a_doubtful_mail_did_arrive(tmp_path: Path) -> None:
    clock = Clock(MONDAY)
    with Store(tmp_path) as store:
        (identity,) = frozen(store)
        with pytest.raises(Complaint, match="it is ready"):
            arrived(store, clock, identity)
        with serving(Post(data="drop")) as where:
            send(store, clock, where)
        assert arrived(store, clock, identity).state == "sent"
        with pytest.raises(Complaint, match="a mail of this outbox"):
            arrived(store, clock, "<nobody@nianjian.invalid>")


def test_the_command_settles_and_says_what_became_of_it(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(Post(data="554 never")) as where:
        monkeypatch.setenv("NIANJIAN_SMTP", f"smtp://{where.host}:{where.port}")
        assert main(["digest"]) == 1
    with Store(office) as store:
        (mail,) = mails(store)
    post = Post()
    with serving(post) as where:
        monkeypatch.setenv("NIANJIAN_SMTP", f"smtp://{where.host}:{where.port}")
        assert main(["digest", "--resend", mail.id]) == 0
        assert main(["digest", "--resend", mail.id]) == 2
        assert main(["digest", "--resend", mail.id, "--test", "a@example.org"]) == 2
    assert len(post.kept) == 1
    assert "sent" in capsys.readouterr().out


def test_a_test_mail_is_sent_and_nothing_is_kept(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["digest", "--test", "chief@example.org"]) == 2
    post = Post()
    with serving(post) as where:
        monkeypatch.setenv("NIANJIAN_SMTP", f"smtp://{where.host}:{where.port}")
        assert main(["digest", "--test", "chief@example.org"]) == 0
        post.answers["data"] = "550 no"
        assert main(["digest", "--test", "chief@example.org"]) == 1
    (body,) = post.kept
    mail = message_from_bytes(body, policy=policy.default)
    assert mail["Subject"] == "【年报监测】测试邮件"
    assert not office.exists()
    assert "550 no" in capsys.readouterr().err
