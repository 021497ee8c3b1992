"""`nianjian rehearse`: a changed rule over the archive, before it takes effect."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.registry import load_registry
from data.store import Store
from monitor.check import judge, write
from monitor.cli import main
from monitor.rules import dispute_total
from tests.archive import COLUMN, WATER, Archive, title

BROKEN = {"t4.review.upheld": 2, "t4.review.total": 1}
FILES = {
    "portals.csv": "id,name,home_url,column_url,family,delay_seconds,notes\n"
    f"qh,清河县人民政府,http://qh.example/,{COLUMN},,,\n",
    "units.csv": "id,uscc,name,short_name,aliases,kind,level,division_code,parent_id,portal_id,column_url,"
    "valid_from,valid_to,successor_id,notes\n"
    "water,,清河县水利局,,,department,county,130534,,qh,,2024-01-01,,,\n",
    "deadlines.csv": "kind,from_year,to_year,legal_due,local_due,division_code,basis\n,,,01-31,,,第四十九条\n",
}


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive with one broken row of table 4, judged."""
    folder = tmp_path / "registry"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    monkeypatch.setenv("NIANJIAN_NOW", "2026-02-02T10:00:00+08:00")
    monkeypatch.setenv("NIANJIAN_REGISTRY", str(folder))
    monkeypatch.setenv("NIANJIAN_DATA", str(tmp_path / "data"))
    with Store(tmp_path / "data") as store:
        archive = Archive(store)
        archive.walk("2026-02-01", {"a": title(WATER, 2024)})
        archive.document("2026-02-01", "a", WATER, 2024, cells=BROKEN)
        write(store, judge(store, load_registry(folder), date(2026, 2, 2)))
    return tmp_path


def rehearsed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert main(["rehearse", "dispute-total"]) == 0
    return capsys.readouterr().out.splitlines()


def test_an_unchanged_rule_changes_nothing(checked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rehearsed(capsys) == ["截至2026年2月2日：新增0条，消失0条，改变0条，不变1条"]


def test_a_rule_that_finds_nothing_any_more_shows_what_would_go(
    checked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispute_total, "check", lambda dossier: iter(()))
    gone, summary = rehearsed(capsys)
    assert gone.startswith("消失　问题（请整改）  dispute-total/water/2024  待复核  第四部分")
    assert summary == "截至2026年2月2日：新增0条，消失1条，改变0条，不变0条"


def test_a_milder_rule_shows_both_readings(
    checked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispute_total, "SEVERITY", "warning")
    now, before, summary = rehearsed(capsys)
    assert now.startswith("改变　疑点（请核实）  dispute-total/water/2024")
    assert before.startswith("　原为　问题（请整改）  dispute-total/water/2024  待复核")
    assert "改变1条" in summary


def test_nothing_is_stored_and_what_would_come_is_shown(
    checked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store(checked / "data") as store:
        store.db.conn.execute("DELETE FROM findings")
    come, _ = rehearsed(capsys)
    assert come.startswith("新增　问题（请整改）  dispute-total/water/2024")
    with Store(checked / "data") as store:
        assert store.db.conn.execute("SELECT count(*) FROM findings").fetchone() == (0,)


def test_a_rule_nobody_knows_is_a_complaint(checked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rehearse", "dispute-totals"]) == 2
    assert "docs/rules.md" in capsys.readouterr().err
