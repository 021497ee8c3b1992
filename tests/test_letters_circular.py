"""A circular comes out only when all six checks hold; each that does not is named, and nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.records import Finding
from data.store import Store
from monitor.cli import main
from monitor.letters.checks import checks
from monitor.letters.circular import circular
from monitor.letters.ledger import ledger
from monitor.letters.survey import survey
from tests.letters_store import CODE, NOW, County, copied, covered, late, missing, unit, wrong_total


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> County:
    monkeypatch.setenv("NIANJIAN_NOW", NOW.isoformat())
    return County(tmp_path)


def run(county: County, *arguments: str) -> int:
    where = ("--data", str(county.settings.data), "--registry", str(county.settings.registry))
    return main([*where, *arguments])


def written(county: County) -> list[Path]:
    folder = county.settings.data / "letters"
    return sorted(folder.iterdir()) if folder.exists() else []


def registered(county: County) -> list[str]:
    with Store(county.settings.data) as store:
        return [row["id"] for row in ledger(store)]


def unreviewed(county: County) -> None:
    county.add(late("civil"))


def one_reviewer(county: County) -> None:
    county.add(missing("water"))
    county.review()


def not_often_enough(county: County) -> None:
    county.add(covered("water", state="not_seen", published_on=None, days_late=None, report_id=None))


def unverifiable(county: County) -> None:
    county.add(covered("water", state="unverifiable", published_on=None, days_late=None, reason="timeout"))


def unverifiable_elsewhere_uncounted(county: County) -> None:
    county.add(covered("tax", state="unverifiable", reason="dns"))


def historical(county: County) -> None:
    county.add(late("civil", severity="info"))
    county.settle()


def with_an_identity_number(county: County) -> None:
    told, found = late("civil")
    county.add((replace(told, basis="本地通知，联系电话13800138000"), found))
    county.settle()


@pytest.mark.parametrize(
    ("spoil", "sign", "named"),
    [
        (unreviewed, "①", "渭水县民政局"),
        (one_reviewer, "①", "两人复核"),
        (not_often_enough, "①", "渭水县水利局"),
        (unverifiable, "②", "渭水县水利局"),
        (unverifiable_elsewhere_uncounted, "②", "国家税务总局渭水县税务局"),
        (historical, "③", "系统启用前"),
        (with_an_identity_number, "⑥", "未按时限公布单位名单"),
    ],
)
def test_a_check_that_fails_is_named_and_nothing_is_written(
    county: County,
    spoil: Callable[[County], None],
    sign: str,
    named: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoil(county)
    assert run(county, "circular", "--region", CODE, "--year", "2025") == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    (line,) = [line for line in shown.err.splitlines() if sign in line]
    assert "未通过" in line
    assert named in line
    assert written(county) == []
    assert registered(county) == []


def test_when_all_is_settled_it_is_written_and_registered(
    county: County, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    county.add(wrong_total("edu"), late("civil"), missing("water"))
    county.settle()
    out = tmp_path / "通报.docx"
    assert run(county, "circular", "--region", CODE, "--out", str(out)) == 0
    assert capsys.readouterr().out == f"{out}\n"
    with Store(county.settings.data) as store:
        (row,) = ledger(store)
    assert row["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert row["kind"] == "circular"
    assert '"missing-report/water/2025"' in row["findings"]


def test_an_explained_lateness_is_no_lateness(county: County) -> None:
    county.add(late("civil"))
    county.review(verdict="explained")
    material = county.material()
    total = survey(material, 2025, CODE).counted.count()
    assert (total["on_time"], total["late"], total.rate) == (6, 0, "100.0%")


def test_the_first_working_day_after_counts_as_on_time_and_is_told(county: County) -> None:
    told, found = late("civil", severity="info")
    county.add((replace(told, published_on=date(2026, 2, 2), days_late=2), found))
    material = county.material()
    of = survey(material, 2025, CODE)
    paper = circular(of, material)
    assert of.counted.count()["on_time"] == 6
    assert "其中1家于期满后首个工作日公布。" in "".join(paper.texts())
    assert all(each.passed for each in checks(of, paper, material))


def test_doubts_never_come_into_a_circular(county: County) -> None:
    county.add(replace(copied("edu"), severity="warning"))
    county.settle()
    assert survey(county.material(), 2025, CODE).items == ()


def test_private_findings_never_come_into_a_circular(county: County) -> None:
    private: Finding = replace(copied("edu"), rule_id="personal-data", id="personal-data/edu/2025")
    county.add(private)
    county.settle()
    material = county.material()
    of = survey(material, 2025, CODE)
    assert "personal-data" not in "".join(circular(of, material).texts())
    assert of.items == ()


def test_a_unit_founded_that_year_is_taken_out_and_named(county: County) -> None:
    material = county.material()
    new = replace(unit("works"), valid_from=date(2025, 3, 1))
    material = replace(material, units={**material.units, "works": new})
    of = survey(material, 2025, CODE)
    paper = circular(of, material)
    assert of.counted.count().owed == 5
    assert "当年新设：渭水县住房和城乡建设局" in paper.body[1].text
    assert all(each.passed for each in checks(of, paper, material))
    silent = replace(paper, body=paper.body[:1] + paper.body[2:])
    assert "④" in {each.sign for each in checks(of, silent, material) if not each.passed}


def test_what_could_not_be_examined_stays_in_the_denominator(county: County) -> None:
    unverifiable(county)
    material = county.material()
    of = survey(material, 2025, CODE)
    assert of.counted.count().owed == 6
    assert circular(of, material).warning == "尚有1家无法核查，请先人工核实。"


def test_last_year_is_compared_only_when_it_is_settled(county: County) -> None:
    county.add(late("civil"))
    county.settle()
    assert (
        "较上年下降16.7个百分点"
        in circular(survey(county.material(), 2025, CODE), county.material()).body[1].text
    )
    county.add(covered("edu", 2024, state="unverifiable", published_on=None, reason="timeout"))
    assert "较上年" not in circular(survey(county.material(), 2025, CODE), county.material()).body[1].text


def test_the_positive_statement_names_nobodys_faults(
    county: County, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    county.add(wrong_total("edu"), late("civil"), missing("water"))
    county.settle()
    out = str(tmp_path / "公布情况.docx")
    assert run(county, "circular", "--positive", "--region", CODE, "--out", out) == 0
    with Store(county.settings.data) as store:
        assert ledger(store)[0]["findings"] is None
    unverifiable(county)
    assert run(county, "circular", "--positive", "--region", CODE, "--out", out) == 2
    assert "②" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--region", "61"], ["--year", "1999"]])
def test_bad_usage_is_one_line(
    county: County, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(county, "circular", *arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_an_undated_report_proven_late_by_two_looks_is_listed_as_late(county: County) -> None:
    told, found = late("civil")
    county.add((replace(told, published_on=None, days_late=None), found))
    county.settle()
    material = county.material()
    of = survey(material, 2025, CODE)
    paper = circular(of, material)
    assert of.counted.count()["late"] == 1
    assert paper.annexes[1].grids[0].rows[0][4:6] == ("页面未标注", "—")
    assert all(each.passed for each in checks(of, paper, material))
