"""`nianjian read`: what it prints, and the exit status a script can rely on."""

import json
from pathlib import Path

import pytest

from monitor.cli import main

REPORTS = Path(__file__).parent / "examples" / "reports"
REPORT = str(REPORTS / "page_2021.html")
DECOY = str(REPORTS / "decoy_notice.html")


def test_json_is_one_compact_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--json", REPORT, DECOY]) == 1
    lines = capsys.readouterr().out.splitlines()
    report, decoy = map(json.loads, lines)
    assert report["file"] == REPORT
    assert report["cells"]["t2.licensing.decisions"] == 241
    assert list(report["sections"])[:2] == ["overview", "proactive"]
    assert decoy == {"file": DECOY, "outcome": "not_a_report", "reason": decoy["reason"]}
    assert "总体情况" in lines[0] or "\\u" not in lines[0]
    assert '": ' not in lines[0].replace("\\", "")[:60]


def test_reports_alone_exit_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", REPORT]) == 0
    assert "青溪县水务局2022年政府信息公开工作年度报告" in capsys.readouterr().out


def test_the_readable_view_marks_odd_cells(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(REPORTS / "uncertain_2021.html")]) == 0
    shown = capsys.readouterr().out
    assert "［存疑］" in shown
    assert "可能是 12" in shown
    assert "t3." not in shown


def test_the_readable_view_sets_the_tables_as_the_form_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(REPORTS / "single_other_row_2021.html")]) == 0
    shown = capsys.readouterr().out
    heads = (
        "第二十条第（一）项",
        "（三）不予公开",
        "（四）无法提供",
        "（五）不予处理",
        "（六）其他处理",
        "（七）总计",
    )
    places = [shown.index(head) for head in heads]
    assert places == sorted(places)
    assert shown.count("本年制发件数") == 1
    assert "…" not in shown


def test_a_report_of_the_free_form_has_no_tables_to_miss(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(REPORTS / "free_2014.html")]) == 0
    shown = capsys.readouterr().out
    assert "没有全国统一的表格" in shown
    assert "未见" not in shown


def test_a_file_that_is_not_there_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "no/such/file.html"]) == 2
    assert "no/such/file.html" in capsys.readouterr().err
