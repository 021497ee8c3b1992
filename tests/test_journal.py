"""What the service says: one event a line, no secret, no traceback; what comes next; signs of life on the wire."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from data.clock import OFFICE_ZONE, Clock
from data.errors import Complaint
from data.records import Recipient
from monitor.cli import main
from monitor.season.calendar import USUAL
from monitor.service.agenda import agenda
from monitor.service.child import Service, work
from monitor.service.heartbeat import Pulse, last_beat, web_address
from monitor.service.journal import Handler, Journal, secrets
from monitor.service.schedule import look_slot
from monitor.settings import Settings, settings
from tests.test_status import office

__all__ = ["office"]
AT = datetime(2026, 2, 16, 0, 0, 5, tzinfo=UTC)


def written(*hidden: str) -> tuple[Journal, list[str]]:
    lines: list[str] = []
    return Journal(Clock(AT), hidden, lines.append), lines


def test_an_event_is_one_line_of_keys_and_values() -> None:
    journal, lines = written()
    journal.say("ended", job="digest", status=0, none=None, text='两行\n"引号"')
    assert lines == [
        'at=2026-02-16T08:00:05+08:00 level=info event=ended job=digest status=0 text="两行 \\"引号\\""\n'
    ]


def test_no_line_holds_a_secret() -> None:
    environment = {
        "NIANJIAN_SMTP": "smtp://watch:p%40ss-word@mail.example.org:587",
        "NIANJIAN_PROXY": "http://user:pr0xy@proxy.example.org:3128",
        "NIANJIAN_SECRET": "long random text",
        "NIANJIAN_HEARTBEAT_URL": "https://key:b3at@watch.example.org/ping",
    }
    given = settings(None, None, environment)
    journal, lines = written(*secrets(given))
    journal.say("said", text=" ".join(environment.values()), also="p@ss-word")
    journal.hear("crawl", ["pr0xy refused", "Traceback (most recent call last):", "X: b3at"])
    for secret in ("p%40ss-word", "p@ss-word", "pr0xy", "long random text", "b3at"):
        assert secret not in "".join(lines)


def test_a_traceback_is_one_line_that_names_error_and_place() -> None:
    journal, lines = written()
    said = [
        "check: 3 findings\n",
        "Traceback (most recent call last):\n",
        '  File "/opt/x.py", line 3, in f\n',
        "    password = 1\n",
        '  File "/opt/y.py", line 9, in g\n',
        "    boom()\n",
        "ValueError: no\n",
        "\n",
        "check: afterwards\n",
    ]
    journal.hear("check", said)
    assert [line.split(" ", 2)[2] for line in lines] == [
        'event=said job=check text="check: 3 findings"\n',
        'event=crashed job=check error="ValueError: no (/opt/y.py:9)"\n',
        'event=said job=check text="check: afterwards"\n',
    ]


def test_what_libraries_log_is_a_line_too() -> None:
    journal, lines = written()
    logger = logging.Logger("apscheduler")
    logger.addHandler(Handler(journal))
    logger.info("quiet")
    try:
        raise RuntimeError("inside")
    except RuntimeError:
        logger.exception("Job %s raised", "poke")
    (line,) = lines
    assert "event=log by=apscheduler" in line
    assert "inside" in line
    assert "Traceback" not in line


def service(folder: Path, journal: Journal) -> Service:
    given = Settings(data=folder / "data", registry=folder / "registry", clock=Clock(AT))
    pulse = Pulse(folder / "heartbeat", given.clock, lambda why: journal.say("heartbeat-failed", why=why))
    return Service(settings=given, journal=journal, pulse=pulse, stopping=Event())


def test_a_command_at_work_is_heard_and_its_findings_are_not(office: Path) -> None:
    journal, lines = written()
    assert work(service(office.parent, journal), "check") == 0
    events = [line.split()[2] for line in lines]
    assert events == ["event=began", "event=ended"], "what it found stands in the database"
    assert work(service(office.parent, journal), "digest", results=True) == 2
    assert any("NIANJIAN_SMTP is not set" in line for line in lines)
    assert "level=warning event=ended job=digest status=2" in lines[-1]


def test_a_command_that_falls_is_told_in_one_line(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal, lines = written()
    made = service(office.parent, journal)
    broken = office.parent / "project"
    (broken / "monitor").mkdir(parents=True)
    (broken / "monitor" / "__init__.py").touch()
    (broken / "monitor" / "cli.py").write_text("raise RuntimeError('fallen')\n", encoding="utf-8")
    assert work(replace(made, settings=replace(made.settings, project=broken)), "check") == 1
    (crash,) = [line for line in lines if "event=crashed" in line]
    assert "RuntimeError: fallen" in crash
    assert len(lines) == 3


class Watch(HTTPServer):
    """A monitor that counts who asked, and can be ill."""

    asked = 0
    status = 200


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Watch)
        self.server.asked += 1
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def watching() -> Iterator[tuple[Watch, str]]:
    watch = Watch(("127.0.0.1", 0), _Answer)
    thread = Thread(target=watch.serve_forever)
    thread.start()
    try:
        yield watch, f"http://127.0.0.1:{watch.server_address[1]}/ping"
    finally:
        watch.shutdown()
        thread.join()
        watch.server_close()


class Running(Clock):
    """A clock the test moves."""

    def __init__(self, start: datetime) -> None:
        super().__init__(start)
        self.at = start

    def now(self) -> datetime:
        return self.at


def test_the_address_is_asked_every_five_minutes_and_its_illness_told_once(tmp_path: Path) -> None:
    clock, told = Running(AT), []
    with watching() as (watch, url):
        pulse = Pulse(tmp_path / "heartbeat", clock, told.append, url)
        for minute in range(11):
            clock.at = AT + timedelta(minutes=minute)
            pulse.beat("awake")
        assert watch.asked == 3
        assert last_beat(tmp_path / "heartbeat") == clock.at
        watch.status = 500
        for _ in range(3):
            clock.at += timedelta(minutes=5)
            pulse.beat("awake")
        (why,) = told
        assert "500" in why
        watch.status = 200
        clock.at += timedelta(minutes=5)
        pulse.beat("awake")
    clock.at += timedelta(minutes=5)
    pulse.beat("awake")  # nobody is there any more: told again, and nothing stops
    assert len(told) == 2


def test_only_web_addresses_are_asked(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert web_address("https://watch.example.org/x") == "https://watch.example.org/x"
    assert web_address(None) is None
    with pytest.raises(Complaint, match="NIANJIAN_HEARTBEAT_URL"):
        web_address("file:///etc/passwd")
    monkeypatch.setenv("NIANJIAN_HEARTBEAT_URL", "file:///etc/passwd")
    assert main(["schedule"]) == 2


WEEKLY, DAILY = Recipient(address="a@x", name=""), Recipient(address="b@x", name="", frequency="daily")


@pytest.mark.parametrize(
    ("now", "people", "coming"),
    [
        # a Tuesday in season: looks next night, mail next Monday, or next morning for those who get it daily
        ("2026-02-17T09:00", (WEEKLY,), "looks 02-18T02 backup 02-21T03 verify 02-22T03 digest 02-23T08"),
        ("2026-02-17T09:00", (DAILY,), "looks 02-18T02 digest 02-18T08 backup 02-21T03 verify 02-22T03"),
        ("2026-07-07T09:00", (DAILY,), "backup 07-11T03 verify 07-12T03 looks 07-13T02 digest 07-13T08"),
        ("2026-07-07T09:00", (), "backup 07-11T03 verify 07-12T03 looks 07-13T02"),
        ("2026-12-31T03:00", (WEEKLY,), "looks 01-01T02 backup 01-02T03 verify 01-03T03 digest 01-04T08"),
    ],
)
def test_what_comes_next_is_known(now: str, people: tuple[Recipient, ...], coming: str) -> None:
    instant = datetime.fromisoformat(now).replace(tzinfo=OFFICE_ZONE)
    found = agenda(instant, people, 4, USUAL)
    assert " ".join(f"{each.name} {each.at:%m-%dT%H}" for each in found) == coming


def test_the_next_looks_are_the_next_slot() -> None:
    start = datetime(2026, 1, 1, 1, tzinfo=OFFICE_ZONE)
    for hours in range(0, 8760, 7):
        now = start + timedelta(hours=hours)
        (looks,) = [each.at for each in agenda(now, (), 0, USUAL) if each.name == "looks"]
        assert look_slot(looks) == looks
        assert look_slot(looks - timedelta(seconds=1)) <= now < looks


def test_status_says_what_comes_next(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status"]) == 0
    printed = capsys.readouterr().out
    assert "下次：\n  核查网站：2026年2月17日2时\n" in printed
