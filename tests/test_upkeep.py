"""Upkeep by itself: what was cut off is taken up, a backup and a check of the evidence a week, signs of life."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from data.backup import restore
from data.clock import Clock
from data.errors import Complaint
from data.registry import load_registry
from data.runs import Run
from data.store import Store
from monitor.cli import main
from monitor.service.heartbeat import beat, last_beat, silent
from monitor.service.schedule import LastRun, last_runs
from monitor.service.status import status
from monitor.service.upkeep import alone, upkeep_due
from tests.test_backup import filled
from tests.test_schedule import office as at
from tests.test_status import NOW, office, walk

__all__ = ["office"]
PROJECT = Path(__file__).resolve().parent.parent


def ran(command: str, when: str, hours: float | None = 0.1, outcome: str = "done") -> LastRun:
    begun = at(when)
    return LastRun(
        command=command,
        started_at=begun,
        finished=hours is not None,
        finished_at=begun + timedelta(hours=hours) if hours is not None else None,
        outcome=outcome,
    )


def names(now: str, *runs: LastRun, kept: int = 0) -> list[str]:
    return [job.name for job in upkeep_due(at(now), (*runs, ran("verify", "2026-05-17T03:00")), kept)]


def test_a_stage_that_never_followed_is_taken_up() -> None:
    crawl, parse = ran("crawl", "2026-05-18T02:00"), ran("parse", "2026-05-18T02:10")
    assert names("2026-05-18T02:15", crawl) == []  # the next stage may be about to begin
    assert names("2026-05-18T02:30", crawl) == ["parse"]
    before = (ran("parse", "2026-05-11T02:10"), ran("check", "2026-05-11T02:20"))
    assert names("2026-05-18T02:30", crawl, *before) == ["parse"]
    assert names("2026-05-18T03:00", crawl, parse) == ["check"]
    assert names("2026-05-18T03:00", crawl, parse, ran("check", "2026-05-18T02:20")) == []


def test_a_stage_that_was_cut_off_is_taken_up_but_not_while_it_may_still_be_going() -> None:
    crawl, cut = ran("crawl", "2026-05-18T02:00"), ran("parse", "2026-05-18T02:10", None)
    assert names("2026-05-18T08:00", crawl, cut) == []
    assert names("2026-05-18T08:10", crawl, cut) == ["parse"]


def test_a_crawl_that_still_goes_on_makes_nothing_due() -> None:
    assert names("2026-05-18T05:00", ran("crawl", "2026-05-18T02:00", None)) == []


def test_nothing_is_kept_before_anything_was_seen() -> None:
    assert upkeep_due(at("2026-05-18T02:15"), (), 4) == ()


def test_a_backup_that_failed_is_tried_again_after_hours_not_at_once() -> None:
    runs = (ran("run", "2026-05-11T02:00"), ran("backup", "2026-05-16T03:00", outcome="failed"))
    assert names("2026-05-16T08:59", *runs, kept=4)[:1] != ["backup"]
    assert names("2026-05-16T09:00", *runs, kept=4)[:1] == ["backup"]
    assert "backup" not in names("2026-05-16T09:00", *runs, kept=0)


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_a_year_has_one_backup_and_one_verification_a_week(seed: int | None) -> None:
    start, stops = at("2026-01-01T00:00"), Random(seed)
    runs, done, resume = {"run": ran("run", "2026-01-01T00:00")}, [], start
    for hour in range(52 * 7 * 24):
        now = start + timedelta(hours=hour)
        if seed is not None and stops.random() < 0.01:
            resume = max(resume, now + timedelta(hours=stops.randrange(1, 60)))
        if now < resume:
            continue
        for job in upkeep_due(now, runs.values(), 4):
            done.append((job.name, job.period))
            runs[job.name] = LastRun(command=job.name, started_at=now, finished=True)
        assert upkeep_due(now, runs.values(), 4) == ()
    assert len(done) == len(set(done))
    assert sum(name == "backup" for name, _ in done) == 53  # the first at once, then every Saturday
    assert sum(name == "verify" for name, _ in done) == 53


def test_a_run_begun_by_a_clock_set_wrong_hides_nothing(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        Run.start(store, "crawl", Clock(at("2026-05-04T02:00"))).finish("done")
        Run.start(store, "crawl", Clock(at("2036-05-04T02:00"))).finish("done")
        (run,) = last_runs(store, at("2026-05-11T02:00"))
        assert run.started_at < at("2026-05-04T02:01")


def test_weekly_backups_are_whole_and_the_oldest_go(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (office.parent / "registry" / "policy.csv").write_text("key,value\nbackups_kept,2\n", encoding="utf-8")
    filled(office, "a", "b")
    for day in ("2026-05-02", "2026-05-09", "2026-05-16"):
        monkeypatch.setenv("NIANJIAN_NOW", f"{day}T03:00:00+08:00")
        assert main(["backup"]) == 0
    kept = sorted(path.name for path in (office / "backups").iterdir())
    assert kept == ["nianjian-2026-05-09.tar", "nianjian-2026-05-16.tar"]
    assert restore(office / "backups" / kept[-1], office.parent / "again") == 2


def test_damage_and_a_backup_that_failed_make_the_service_ill(office: Path) -> None:
    filled(office, "a", "b")
    body = next((office / "snapshots").glob("??/*.zst"))
    body.chmod(0o600)
    body.write_bytes(b"something else")
    assert main(["verify"]) == 1
    assert main(["backup"]) == 2
    registry = load_registry(office.parent / "registry")
    with Store(office) as store:
        ill = "\n".join(status(store, registry, NOW).ill)
    assert "最近一次备份未成功" in ill
    assert "存档校验发现损坏" in ill
    assert list((office / "backups").glob("*.tar")) == []


def test_a_service_without_a_sign_of_life_is_ill(office: Path, tmp_path: Path) -> None:
    file = tmp_path / "heartbeat"
    assert silent(file, NOW) is None  # it never ran: nobody waits for it
    beat(file, Clock(NOW - timedelta(minutes=20)), "awake")
    assert last_beat(file) is not None
    registry = load_registry(office.parent / "registry")
    with Store(office) as store:
        (ill,) = status(store, registry, NOW, file).ill
        assert ill.startswith("定时服务已19分钟没有响应") or ill.startswith("定时服务已20分钟没有响应")
        beat(file, Clock(NOW), "awake")
        assert status(store, registry, NOW, file).ill == ()
    file.write_text("", encoding="utf-8")
    assert silent(file, NOW) is None


def test_a_lock_goes_with_its_process_and_names_the_cure(tmp_path: Path) -> None:
    refused = pytest.raises(Complaint, match="another `nianjian schedule`")
    with alone(tmp_path, "schedule"), refused, alone(tmp_path, "schedule"):
        raise AssertionError("both got it")
    with alone(tmp_path, "schedule"):
        pass


@contextmanager
def service(**more: str) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), **more}
    command = [sys.executable, "-P", "-m", "monitor.cli", "schedule"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(file: Path, process: subprocess.Popen[str]) -> None:
    for _ in range(600):
        if file.exists():
            return
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        time.sleep(0.05)
    raise AssertionError(f"{file} never came")


def test_a_service_told_to_stop_ends_cleanly_and_a_second_one_is_refused(office: Path) -> None:
    office.mkdir()
    with Store(office) as store:  # everything was done: the service only waits
        for name in ("crawl", "parse", "check", "backup", "verify"):
            Run.start(store, name, Clock(datetime.fromisoformat(os.environ["NIANJIAN_NOW"]))).finish("done")
    (office.parent / "registry" / "recipients.csv").unlink()
    with service() as first:
        wait_for(office / "heartbeat", first)
        with service() as second:
            assert second.wait(timeout=60) == 2
            assert second.stderr is not None
            refused = second.stderr.read().splitlines()[-1]
            assert "another `nianjian schedule` is at it" in refused
        first.send_signal(signal.SIGTERM)
        assert first.wait(timeout=60) == 0
        assert first.stderr is not None
        said = first.stderr.read().splitlines()
        assert all(line.startswith("at=2026-") for line in said)
        assert "event=started" in said[0]
        assert "event=due jobs=health" in said[1]
        assert {line.split()[3] for line in said if "event=next" in line} == {
            "job=looks",
            "job=backup",
            "job=verify",
        }
        assert "event=stopped" in said[-1]


def test_after_a_judgement_the_service_says_what_is_ill_and_what_the_season_asks(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NIANJIAN_NOW", "2026-12-07T07:00:00+08:00")  # Monday, before the mail
    (office.parent / "registry" / "recipients.csv").unlink()
    now = datetime.fromisoformat("2026-12-07T02:00:00+08:00")
    with Store(office) as store:
        for name in ("crawl", "parse", "check", "backup", "verify"):
            Run.start(store, name, Clock(now)).finish("done")
        store.append(walk("1", "waf_challenge", now))
    with service() as process:
        assert process.stderr is not None
        said: list[str] = []
        for line in process.stderr:
            said.append(line)
            if "event=prompt" in line:
                break
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    (ill,) = [line for line in said if "event=ill" in line]
    assert "level=warning" in ill
    assert "网站安全验证拦截" in ill
    assert "名录核定：请于12月31日前核定2026年度应公布单位名录" in said[-1]
    assert main(["status"]) == 1
    assert "自检：2026年12月7日7时开始，结果：有异常" in capsys.readouterr().out
