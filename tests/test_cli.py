"""The command line keeps the contract: every command there, one line for what is wrong, status 2."""

import pytest

from monitor.cli import main

CONTRACT = [
    "crawl",
    "parse",
    "check",
    "rehearse",
    "run",
    "read",
    "selfcheck",
    "serve",
    "digest",
    "schedule",
    "status",
    "notice",
    "circular",
    "export",
    "verify",
    "backup",
    "restore",
    "merge",
    "officer",
    "registry",
    "demo",
    "new-portal",
]


def test_every_command_of_the_contract_is_there_and_explains_itself(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command in CONTRACT:
        assert main([command, "--help"]) == 0
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(command in shown for command in CONTRACT)


@pytest.mark.parametrize("arguments", [["nonsense"], ["check", "--nonsense"], ["read"], ["--data"]])
def test_bad_usage_is_one_line_and_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_clock_without_a_zone_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NIANJIAN_NOW", "2026-02-02 10:00")
    assert main(["verify"]) == 2
    assert "2026-02-02T10:00:00+08:00" in capsys.readouterr().err
