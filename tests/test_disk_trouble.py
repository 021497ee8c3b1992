"""A full disk, a read-only folder, a damaged database: one clear line, and nothing that was kept is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from data.evidence import damages
from data.records import Look
from data.store import Store
from monitor.cli import main
from monitor.service.upkeep import alone
from tests.test_backup import filled
from tests.test_status import office

__all__ = ["office"]
PROJECT = Path(__file__).resolve().parent.parent


def unshared(script: str) -> subprocess.CompletedProcess[str]:
    """Run a shell script with mounts of its own, which end with it."""
    command = ["unshare", "-Urm", "sh", "-euc", script]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    return subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, check=False)


def mountable() -> bool:
    return bool(shutil.which("unshare")) and unshared("mount -t tmpfs none /mnt").returncode == 0


NEEDS_MOUNTS = pytest.mark.skipif(not mountable(), reason="no mounts of one's own here (unshare -Urm)")
CLI = f"{sys.executable} -P -m monitor.cli"


def one_line(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 2, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("nianjian: ")
    assert all(word in line for word in words), line


@NEEDS_MOUNTS
@pytest.mark.parametrize("command", ["digest", "check", "backup", "verify"])
def test_a_full_disk_is_one_line_and_what_was_kept_is_whole(office: Path, command: str) -> None:
    filled(office, "a", "b")
    space, after = office.parent / "small", office.parent / "after"
    space.mkdir()
    done = unshared(
        f"mount -t tmpfs -o size=2m none {space}; cp -r {office} {space}/data; "
        f"cat /dev/zero > {space}/filler 2>/dev/null || true; "
        f"status=0; {CLI} {command} --data {space}/data || status=$?; "
        f"cp -r {space}/data {after}; exit $status"
    )
    one_line(done, "full")
    with Store(after) as store:
        assert list(damages(store)) == []
        assert len(list(store.rows(Look))) == 2


@NEEDS_MOUNTS
@pytest.mark.parametrize("command", ["digest", "check", "schedule"])
def test_a_read_only_folder_is_one_line(office: Path, command: str) -> None:
    filled(office, "a")
    done = unshared(f"mount --bind {office} {office}; mount -o remount,ro,bind {office}; {CLI} {command}")
    done.stderr = "\n".join(line for line in done.stderr.splitlines() if "NIANJIAN_SMTP" not in line)
    one_line(done)
    assert "writ" in done.stderr or "read-only" in done.stderr
    with Store(office) as store:
        assert list(damages(store)) == []


@NEEDS_MOUNTS
@pytest.mark.parametrize("command", ["export {there}/public", "backup {there}/b.tar", "restore {backup}"])
def test_a_full_disk_elsewhere_is_one_line_and_leaves_nothing_behind(office: Path, command: str) -> None:
    filled(office, *map(str, range(30)))
    there, kept = office.parent / "there", office.parent / "kept.tar"
    there.mkdir()
    assert main(["backup", str(kept)]) == 0
    words = command.format(there=there, backup=kept)
    data = there / "new" if words.startswith("restore") else office
    done = unshared(
        f"mount -t tmpfs -o size=40k none {there}; status=0; {CLI} {words} --data {data} || status=$?; "
        f"ls -A {there}; exit $status"
    )
    one_line(done)
    assert done.stdout == "", "half a copy was left"
    assert "space" in done.stderr or "full" in done.stderr
    with Store(office) as store:
        assert list(damages(store)) == []


@NEEDS_MOUNTS
@pytest.mark.parametrize("command", ["export {there}/public", "backup {there}/b.tar", "restore {backup}"])
def test_a_read_only_place_is_one_line(office: Path, command: str) -> None:
    filled(office, "a")
    there, kept = office.parent / "there", office.parent / "kept.tar"
    there.mkdir()
    assert main(["backup", str(kept)]) == 0
    words = command.format(there=there, backup=kept)
    data = there / "new" if words.startswith("restore") else office
    mounts = f"mount --bind {there} {there}; mount -o remount,ro,bind {there}"
    done = unshared(f"{mounts}; {CLI} {words} --data {data}")
    one_line(done)
    assert "ead-only" in done.stderr


@NEEDS_MOUNTS
def test_a_merge_that_meets_a_full_disk_is_finished_by_doing_it_again(office: Path, tmp_path: Path) -> None:
    other = filled(tmp_path / "other", *map(str, range(400)))
    filled(office, "mine")
    space, after = office.parent / "small", office.parent / "after"
    space.mkdir()
    done = unshared(
        f"mount -t tmpfs -o size=1500k none {space}; cp -r {office} {space}/data; "
        f"status=0; {CLI} merge {other} --data {space}/data || status=$?; "
        f"cp -r {space}/data {after}; exit $status"
    )
    one_line(done, "full")
    assert main(["merge", str(other), "--data", str(after)]) == 0
    with Store(after) as store:
        assert list(damages(store)) == []
        assert len(list(store.rows(Look))) == 401


@pytest.mark.parametrize("command", ["status", "check", "digest", "verify", "backup"])
@pytest.mark.parametrize("harm", ["torn", "foreign"])
def test_a_damaged_database_is_one_line_and_is_not_touched(
    office: Path, capsys: pytest.CaptureFixture[str], command: str, harm: str
) -> None:
    filled(office, "a")
    file = office / "nianjian.db"
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 3] if harm == "torn" else b"no database at all " * 300)
    harmed = file.read_bytes()
    assert main([command]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "restore" in line.lower()
    assert file.read_bytes() == harmed


def test_two_exports_at_once_are_one_and_a_refusal(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(office, "a")
    with alone(office, "export"):
        assert main(["export", str(tmp_path / "public")]) == 2
    assert "another `nianjian export` is at it" in capsys.readouterr().err
    assert not (tmp_path / "public").exists()
    assert main(["export", str(tmp_path / "public")]) == 0
