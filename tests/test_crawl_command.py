"""`nianjian crawl` from the registry's files to its exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.cli import main
from tests.crawl_server import COLUMN, Site, give, report_path, serving, trs_site

PORTALS = "id,name,home_url,column_url,family,delay_seconds,notes\n"
UNITS = (
    "id,uscc,name,short_name,aliases,kind,level,division_code,parent_id,portal_id,column_url,"
    "valid_from,valid_to,successor_id,notes\n"
)
DEADLINES = "kind,from_year,to_year,legal_due,local_due,division_code,basis\ngovernment,2019,,03-31,,,条例第四十九条\n"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANJIAN_NOW", "2026-02-02T10:00:00+08:00")


def crawl(folder: Path, site: Site, *options: str, valid_to: str = "") -> int:
    registry = folder / "registry"
    registry.mkdir(exist_ok=True)
    portal = f"liuxi,柳溪县人民政府,{site.base}/,{site.base}{COLUMN},,0,\n"
    unit = f"liuxi-gov,,柳溪县人民政府,,,government,county,990122,,liuxi,,2015-01-01,{valid_to},,\n"
    (registry / "portals.csv").write_text(PORTALS + portal, encoding="utf-8")
    (registry / "units.csv").write_text(UNITS + unit, encoding="utf-8")
    (registry / "deadlines.csv").write_text(DEADLINES, encoding="utf-8")
    return main(["crawl", "--data", str(folder / "data"), "--registry", str(registry), *options])


def test_a_complete_crawl_ends_well_and_prints_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = trs_site(range(2021, 2023))
    with serving(site):
        assert crawl(tmp_path, site) == 0
    said = capsys.readouterr()
    cells = next(line.split("│") for line in said.out.splitlines() if "│ liuxi" in line)
    assert [cell.strip() for cell in cells[1:-1]] == ["liuxi", "5", "1/1", "2", "0", "0", "0", ""]
    assert said.out.count("new: 柳溪县人民政府") == 2
    assert "2 new reports, complete" in said.err


def test_a_dead_link_of_an_owed_report_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = trs_site(range(2021, 2023))
    site.actions[report_path(2021)] = give(404, "gone")
    with serving(site):
        assert crawl(tmp_path, site) == 1
    said = capsys.readouterr().err
    assert "dead_link: 柳溪县人民政府2021年政府信息公开工作年度报告" in said


def test_a_dead_link_of_a_year_nothing_was_owed_for_is_only_a_look(tmp_path: Path) -> None:
    site = trs_site(range(2014, 2017))
    site.actions[report_path(2014)] = give(404, "gone")
    with serving(site):
        assert crawl(tmp_path, site) == 0


def test_a_list_that_cannot_be_examined_matters(tmp_path: Path) -> None:
    site = trs_site(range(2021, 2023), total=7)
    with serving(site):
        assert crawl(tmp_path, site) == 1


def test_a_portal_whose_units_were_all_closed_is_left_alone(tmp_path: Path) -> None:
    site = trs_site(range(2021, 2023))
    with serving(site):
        assert crawl(tmp_path, site, valid_to="2025-12-31") == 0
    assert site.asked == []


def test_an_unknown_portal_is_bad_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = trs_site(range(2021, 2023))
    with serving(site):
        assert crawl(tmp_path, site, "--portal", "lixui") == 2
    assert "lixui" in capsys.readouterr().err
    assert site.asked == []


def test_outside_the_night_nobody_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = trs_site(range(2021, 2023))
    (tmp_path / "registry").mkdir()
    policy = "key,value\nnight_from,22:00\nnight_to,06:00\n"
    (tmp_path / "registry" / "policy.csv").write_text(policy, encoding="utf-8")
    with serving(site):
        assert crawl(tmp_path, site) == 1
        assert site.asked == []
        assert "22:00:00 to 06:00:00 only" in capsys.readouterr().err
        monkeypatch.setenv("NIANJIAN_NOW", "2026-02-02T23:30:00+08:00")
        assert crawl(tmp_path, site) == 0


def test_what_is_different_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = trs_site(range(2021, 2023))
    with serving(site):
        crawl(tmp_path, site)
        first = capsys.readouterr().out
        crawl(tmp_path, site)
        second = capsys.readouterr().out
    assert first.count("new: 柳溪县人民政府") == 2
    assert "new: " not in second
