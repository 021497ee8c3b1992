"""`nianjian selfcheck`: what a unit sees before it publishes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from monitor.cli import nianjian
from monitor.selfcheck import of_one_unit
from parsers.parsed import Parsed

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
    arithmetic = {
        name: [each for each in findings if each["rule_id"] in ("intake-balance", "outcome-total")]
        for name, findings in found.items()
    }
    assert [name for name, findings in arithmetic.items() if findings] == ["001"]
    for finding in arithmetic["001"]:
        assert [(line["left"], line["right"]) for line in finding["lines"]] == [(3, 0), (1, 0), (4, 0)]


# What somebody who knows the work finds wrong in wording and structure: rule, severity, words of the message.
BY_HAND = {
    "000": [
        ("no-fee-statement", "info", "“无”"),
        ("typo", "info", "应为“进一步”"),
        ("missing-appraisal", "info", "工作考核、社会评议、责任追究"),
    ],
    "001": [("placeholder", "warning", "由个压缩至10个"), ("typo", "info", "应为“信息处理费”")],
    "002": [
        ("sensitive-wording", "warning", "疑有缺漏"),
        ("foreign-residue", "warning", "（民政）"),
        ("wrong-citation", "warning", "《中华人民共和国保守国家秘密法》"),
        ("no-request-count", "warning", "未写申请件数"),
        ("no-figures", "warning", "无一项工作数据"),
        ("typo", "info", "其他法律行政法规禁止公开"),
        ("typo", "info", "无正当理由大量反复申请"),
    ],
    "003": [
        ("wrong-citation", "warning", "第二十六条第（六）项"),
        ("typo", "info", "属于三类内部事务信息"),
        ("typo", "info", "信访举报投诉类申请"),
        ("scope-unclear", "info", "自《条例》正式施行以来"),
        ("no-request-count", "warning", "未写申请件数"),
    ],
    "004": [
        ("blank-cells", "warning", "“四、结转下年度继续办理”7项未填写"),
        ("missing-topic", "warning", "政府信息管理、政府信息公开平台建设"),
        ("wrong-citation", "warning", "公开为原则，不公开为例外"),
        ("no-request-count", "info", "妥善处理依申请公开中遇到的新情况"),
        ("missing-appraisal", "info", "社会评议、责任追究"),
        ("no-figures", "info", "无一项工作数据"),
    ],
}
OF_WORDING = frozenset(
    {
        "wrong-year",
        "wrong-period",
        "stale-year",
        "wrong-unit",
        "foreign-residue",
        "bad-title",
        "placeholder",
        "wrong-citation",
        "typo",
        "personal-data",
        "sensitive-wording",
        "missing-section",
        "scope-unclear",
        "missing-topic",
        "missing-appraisal",
        "empty-problems",
        "no-fee-statement",
        "wrong-form",
        "altered-table",
        "missing-table",
        "blank-cells",
        "non-numeric",
        "thin-report",
        "no-figures",
        "no-request-count",
    }
)


@needs_seeds
@pytest.mark.parametrize("name", sorted(BY_HAND))
def test_wording_and_structure_are_judged_as_by_hand_and_no_further(name: str) -> None:
    _, said = run("--json", str(next(SEEDS.glob(f"{name}*.txt"))))
    found = {each["rule_id"]: each for each in json.loads(said)["findings"] if each["rule_id"] in OF_WORDING}
    assert set(found) == {rule_id for rule_id, _, _ in BY_HAND[name]}
    for rule_id, severity, words in BY_HAND[name]:
        assert found[rule_id]["severity"] == severity
        assert words in found[rule_id]["message"]


@needs_seeds
def test_the_same_text_as_last_year_is_named_unchanged() -> None:
    file = str(next(SEEDS.glob("001*.txt")))
    status, said = run(file, "--previous", file)
    assert status == 0
    assert "unchanged" in said
    assert "outcome-total" in said


def own(tmp_path: Path, name: str, unit: str) -> str:
    """An example report under the name of another unit."""
    example = Path(__file__).parent / "examples" / "reports" / "plain_lines_2021.txt"
    path = tmp_path / name
    path.write_text(example.read_text(encoding="utf-8").replace("长林县统计局", unit), encoding="utf-8")
    return str(path)


def test_last_years_report_of_another_unit_is_refused_aloud_and_not_compared(tmp_path: Path) -> None:
    mine, theirs = own(tmp_path, "a.txt", "清河县水利局"), own(tmp_path, "b.txt", "清河县教育局")
    status, said = run(mine, "--previous", theirs)
    assert status == 1
    assert "所给文件是“清河县教育局”的报告，不是“清河县水利局”的" in said
    assert "  unchanged  " not in said
    status, said = run("--json", mine, "--previous", theirs)
    assert (status, json.loads(said)["previous_of"]) == (1, "清河县教育局")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("清河县水利局", "清河县水利局", True),
        ("清河县水利局", "水利局", True),
        ("清河县人民政府", "邢台市清河县人民政府办公室", True),
        ("清河县", "清河县人民政府", True),
        ("清河县水利局", "清河县", False),
        ("清河县水利局", "南宫市水利局", False),
        ("清河县水利局", None, True),
    ],
)
def test_two_reports_are_of_one_unit_when_their_names_may_be_one(
    one: str, other: str | None, same: bool
) -> None:
    assert of_one_unit(Parsed(outcome="read", unit_name=one), Parsed(outcome="read", unit_name=other)) is same


@needs_seeds
def test_what_could_not_be_judged_is_told_with_its_reason() -> None:
    file = str(next(SEEDS.glob("004*.txt")))
    _, said = run("--json", file)
    silent = {each["rule_id"]: each["reason"] for each in json.loads(said)["unjudged"]}
    assert silent["missing-section"] == "文件不是网页、PDF、DOCX原件"
    assert silent["impossible-carry"] == "2021年报告表三“四、结转下年度继续办理”自然人空白"
    assert "blank-cells" not in silent
    _, plain = run(file)
    assert "未作判断：" in plain
