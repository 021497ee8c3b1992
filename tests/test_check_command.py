"""`nianjian check` on the command line: days that have not come are refused, restricted findings stay unsaid."""

from pathlib import Path

import pytest

from monitor.cli import main


def test_a_day_that_has_not_come_is_refused_and_nothing_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANJIAN_NOW", "2026-02-10T10:00:00+08:00")
    assert main(["check", "--data", str(tmp_path / "data"), "--as-of", "2030-01-01"]) == 2
    assert "2026-02-10" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()
