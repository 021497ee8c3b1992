"""`nianjian selfcheck`: what a unit sees before it publishes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from monitor.cli import nianjian

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
needs_seeds = pytest.mark.skipif(not SEEDS.exists(), reason="the reference reports are not here")


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(nianjian, ["selfcheck", *arguments], standalone_mode=False)
    assert result.exception is None, result.exception
    return result.return_value, result.stdout


def test_a_file_that_is_no_report_gives_status_1(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("关于召开会议的函\n请各科室派员参加。\n", encoding="utf-8")
    status, said = run("--json", str(letter))
    assert status == 1
    assert json.loads(said)["outcome"] == "not_a_report"
    assert json.loads(said)["findings"] == []


@needs_seeds
def test_the_one_broken_table_among_five_is_found_with_its_figures() -> None:
    files = sorted(SEEDS.glob("*.txt"))
    status, said = run("--json", *map(str, files))
    assert status == 0
    found = {Path(each["file"]).name[:3]: each["findings"] for each in map(json.loads, said.splitlines())}
    assert {name: [each["rule_id"] for each in findings] for name, findings in found.items()} == {
        "000": [],
        "001": ["intake-balance", "outcome-total"],
        "002": [],
        "003": [],
        "004": [],
    }
    for finding in found["001"]:
        assert [(line["left"], line["right"]) for line in finding["lines"]] == [(3, 0), (1, 0), (4, 0)]


@needs_seeds
def test_the_same_text_as_last_year_is_named_unchanged() -> None:
    file = str(next(SEEDS.glob("001*.txt")))
    status, said = run(file, "--previous", file)
    assert status == 0
    assert "unchanged" in said
    assert "outcome-total" in said
