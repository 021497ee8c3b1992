"""The files for the operator agree with the program: commands, variables, exit statuses, and no secret."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.cli import nianjian
from monitor.settings import settings

PROJECT = Path(__file__).resolve().parent.parent
FILES = sorted((PROJECT / "deploy").iterdir())
GUIDE = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
KNOWN = {
    *("NOW", "DATA", "REGISTRY", "SMTP", "MAIL_FROM", "BASE_URL"),
    *("CONTACT", "SECRET", "PROXY", "HEARTBEAT", "HEARTBEAT_URL"),
}


FOR_TESTS = {"UNSEEN", "FAULTS", "TEST_YEARS"}  # how long the tests of the project themselves run


def test_every_variable_named_is_one_the_program_reads() -> None:
    given = {f"NIANJIAN_{name}": "" for name in KNOWN - {"NOW"}}
    assert settings(None, None, given).smtp is None
    for text in (GUIDE, *(path.read_text(encoding="utf-8") for path in FILES)):
        assert set(re.findall(r"NIANJIAN_([A-Z_]+[A-Z])", text)) <= KNOWN | FOR_TESTS


def test_every_command_named_is_there() -> None:
    commands = set(nianjian.list_commands(None))  # type: ignore[arg-type]
    named = set(re.findall(r"`nianjian (?:--data \S+ )?([a-z][a-z-]+)", GUIDE))
    for path in FILES:
        named |= set(re.findall(r"monitor\.cli ([a-z-]+)", path.read_text(encoding="utf-8")))
    assert {"schedule", "serve", "status", "backup"} <= named <= commands


@pytest.mark.parametrize("name", ["nianjian-schedule.service", "nianjian-serve.service"])
def test_a_unit_does_not_restart_on_bad_configuration_and_may_write_its_data_only(name: str) -> None:
    unit = (PROJECT / "deploy" / name).read_text(encoding="utf-8")
    assert "RestartPreventExitStatus=2" in unit
    assert "ProtectSystem=strict" in unit
    assert "Environment=NIANJIAN_DATA=/var/lib/nianjian" in unit
    assert "StateDirectory=nianjian" in unit
    assert not re.search(r"^Environment=NIANJIAN_(SMTP|SECRET)", unit, re.MULTILINE)


SYSTEMD = shutil.which("systemd-analyze")


@pytest.mark.skipif(SYSTEMD is None, reason="no systemd-analyze here")
@pytest.mark.parametrize("name", ["nianjian-schedule.service", "nianjian-serve.service"])
def test_systemd_finds_nothing_wrong_with_a_unit(name: str, tmp_path: Path) -> None:
    unit = (PROJECT / "deploy" / name).read_text(encoding="utf-8")
    installed = "/opt/nianjian/.venv/bin/python"
    assert installed in unit
    (tmp_path / name).write_text(unit.replace(installed, sys.executable), encoding="utf-8")
    command = [str(SYSTEMD), "verify", str(tmp_path / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    about = [line for line in (done.stdout + done.stderr).splitlines() if name in line]
    assert about == []


def test_the_wrapper_runs_any_command_with_the_services_own_settings(tmp_path: Path) -> None:
    settings_file = tmp_path / "environment"
    shutil.copyfile(PROJECT / "deploy" / "environment.example", settings_file)
    text = (PROJECT / "deploy" / "nianjian").read_text(encoding="utf-8")
    for ours, theirs in (
        ("/etc/nianjian/environment", str(settings_file)),
        ("runuser -u nianjian -- /opt/nianjian/run", "env"),
    ):
        assert ours in text
        text = text.replace(ours, theirs)
    script = tmp_path / "wrapper"
    script.write_text(text.replace("env nianjian", "env"), encoding="utf-8")
    done = subprocess.run(["sh", str(script)], env={}, capture_output=True, text=True, check=True)
    told = dict(line.split("=", 1) for line in done.stdout.splitlines())
    assert told["NIANJIAN_MAIL_FROM"] == "年报监测 <watch@example.org>"
    assert told["NIANJIAN_DATA"] == "/var/lib/nianjian"
    assert settings(None, None, told).mail_from == "年报监测 <watch@example.org>"


def test_the_bundle_says_what_it_does_and_names_no_host() -> None:
    script = PROJECT / "deploy" / "bundle.sh"
    text = script.read_text(encoding="utf-8")
    assert os.access(script, os.X_OK)
    assert "://" not in text
    assert "--require-hashes" in text
    assert subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0


def test_every_package_folder_is_in_the_image() -> None:
    image = (PROJECT / "deploy" / "Containerfile").read_text(encoding="utf-8")
    for folder in ("data", "parsers", "crawler", "monitor", "demo"):
        assert f"COPY {folder}/ {folder}/" in image
