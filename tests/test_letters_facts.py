"""What papers may say: only what was confirmed, whole, once, on the basis that binds that unit and year."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data.errors import Complaint
from data.forms import form
from data.records import Coverage, Finding, FindingStatus, Unit, Walk
from data.store import Store
from monitor.letters import words
from monitor.letters.facts import causes, items, taken
from monitor.letters.material import VISITS, gather, letterhead, visits
from monitor.letters.reminder import reminder
from monitor.letters.words import basis_words, repair_words
from tests.letters_store import COPIES, LOCAL, County, copied, covered, finding, late, missing, wrong_total


@pytest.fixture
def county(tmp_path: Path) -> County:
    return County(tmp_path)


def names_of(county: County, unit_id: str) -> list[str]:
    material = county.material()
    mine = [each for each in material.findings if each.unit_id == unit_id]
    return [item.name for item in items(mine, material)[0]]


def test_only_what_an_officer_confirmed_goes_in(county: County) -> None:
    county.add(copied("edu"))
    assert names_of(county, "edu") == []
    county.review(verdict="explained")
    assert names_of(county, "edu") == []
    county.review(hour=2)
    assert names_of(county, "edu") == ["与本单位往年报告高度雷同"]
    county.review(verdict="mistaken", hour=3)
    assert names_of(county, "edu") == []


@pytest.mark.parametrize("status", ["reopened", "fixed"])
def test_what_the_check_saw_cured_or_changed_stays_out_whatever_was_decided_before(
    county: County, status: FindingStatus
) -> None:
    county.add(replace(copied("edu"), status=status))
    county.review()
    assert names_of(county, "edu") == []


def test_a_missing_report_needs_two_different_officers(county: County) -> None:
    county.add(missing("water"))
    county.review(by="王某")
    county.review(by="王某", hour=2)
    assert names_of(county, "water") == []
    county.review(by="李某", hour=3)
    assert names_of(county, "water") == ["未公布年度报告"]


def test_an_officer_who_changed_his_mind_no_longer_counts(county: County) -> None:
    county.add(missing("water"))
    county.review(by="王某")
    county.review(by="王某", verdict="asked", hour=2)
    county.review(by="李某", hour=3)
    assert names_of(county, "water") == []


@pytest.mark.parametrize(
    "changed", [{"severity": "info"}, {"rule_id": "personal-data", "id": "personal-data/edu/2025"}]
)
def test_hints_and_private_findings_never_go_in(county: County, changed: dict[str, str]) -> None:
    found: Finding = replace(copied("edu"), **changed)  # type: ignore[arg-type]
    county.add(found)
    county.settle()
    material = county.material()
    assert not taken(material.findings[0], material)


def test_one_cause_is_one_item_with_its_equations_side_by_side(county: County) -> None:
    county.add(wrong_total("edu"))
    county.settle()
    material = county.material()
    (item,), bad = items(material.findings, material)
    assert not bad
    assert item.ids == ("intake-balance/edu/2025", "outcome-total/edu/2025")
    assert item.name == "收办数据勾稽不符；办理结果总计与分项之和不符"
    assert item.place == "第三部分表格“（七）总计”行自然人、商业企业、总计栏"
    assert item.original == "“（七）总计”：自然人0、商业企业0、总计0"
    assert "4＋0＝4" in item.check
    assert "3＋1＝4" in item.check
    assert "“（七）总计”行自然人、商业企业、总计栏分别改为3、1、4" in item.cure


def test_different_causes_stay_apart(county: County) -> None:
    assert [len(each) for each in causes([*wrong_total("edu"), copied("edu"), *wrong_total("civil")])] == [
        2,
        1,
        2,
    ]


@pytest.mark.parametrize(
    ("changed", "lacking"),
    [
        ({"basis": ""}, "依据"),
        ({"message": "有待核实。"}, "位置"),
        ({"message": "第三部分有待核实。"}, "原文"),
        ({"rule_id": "unknown-rule", "id": "unknown-rule/edu/2025"}, "名称"),
    ],
)
def test_a_finding_without_all_five_elements_stays_out_and_is_named(
    county: County, changed: dict[str, str], lacking: str
) -> None:
    county.add(replace(copied("edu"), **changed))  # type: ignore[arg-type]
    county.settle()
    material = county.material()
    good, (bad,) = items(material.findings, material)
    assert good == ()
    assert lacking in bad.lacking


def test_the_basis_follows_the_obligation(county: County) -> None:
    county.add(late("town"), late("civil"), missing("water"))
    county.settle()
    material = county.material()
    told = {item.first.unit_id: item for item in items(material.findings, material)[0]}
    assert told["town"].basis == LOCAL
    assert told["civil"].basis.endswith("第四十九条第一款")
    assert "法定" not in "".join(
        (told["town"].name, told["town"].check, told["town"].cure, told["town"].basis)
    )


def test_without_a_local_notice_nobody_is_late_by_it(county: County) -> None:
    told, found = late("town")
    county.add((replace(told, basis="公布时限未作规定"), replace(found, basis="公布时限未作规定")))
    county.settle()
    material = county.material()
    assert items(material.findings, material)[0] == ()


@pytest.mark.parametrize(
    ("year", "said"), [(2021, "〔2021〕30号第（四）项"), (2020, "〔2019〕60号"), (2018, "")]
)
def test_reports_up_to_2020_are_not_measured_by_the_form_of_2021(year: int, said: str) -> None:
    found = basis_words(COPIES, year)
    assert found.startswith(f"国办公开办函{said}" if said else "")
    assert (not said) == (not found)


def test_other_repairs_are_mentioned_where_there_are_any() -> None:
    repair = wrong_total("edu")[0].repair
    assert repair is not None
    assert "另有其他改法" not in repair_words(repair)
    assert "另有其他改法" in repair_words(replace(repair, unique=False))


def test_a_reminder_is_for_reports_still_owed_only(county: County) -> None:
    county.add(covered("water", state="not_seen", published_on=None, days_late=None, report_id=None))
    county.add(covered("civil", state="unverifiable", published_on=None, reason="timeout", report_id=None))
    material = county.material()
    told = {row.unit_id: row for row in material.coverage if row.year == 2025}
    text = reminder(told["water"], material)
    assert text.startswith(
        "渭水县水利局政府信息公开工作联络员：2025年政府信息公开工作年度报告应于1月31日前公布。"
    )
    assert "截至2026年4月9日9时（北京时间）" in text
    for other in ("civil", "edu", "tax"):
        with pytest.raises(Complaint):
            reminder(told[other], material)


def test_the_letterhead_is_read_and_a_wrong_row_is_named(county: County) -> None:
    path = county.settings.registry / "letterhead.csv"
    path.write_text("key,value\nissuer,渭水省人民政府办公厅\nrectify_days,10\n", encoding="utf-8")
    head = letterhead(county.settings.registry)
    assert (head.issuer, head.we, head.rectify_days, head.phone) == (
        "渭水省人民政府办公厅",
        "我厅",
        10,
        "×××",
    )
    path.write_text("key,value\nissuer,甲\nisuer,乙\n", encoding="utf-8")
    with pytest.raises(Complaint, match=r"letterhead\.csv:3 key"):
        letterhead(county.settings.registry)


def test_nothing_is_written_before_the_first_check(tmp_path: Path, county: County) -> None:
    with Store(tmp_path / "empty") as store, pytest.raises(Complaint, match="nianjian check"):
        gather(store, county.registry, county.settings.clock, letterhead(county.settings.registry))


def test_a_doubt_about_words_needs_its_place(county: County) -> None:
    county.add(finding("typo", "edu", severity="warning", message="第五部分“进—步规范”待核。"))
    county.settle()
    assert names_of(county, "edu") == ["文字表述待核"]
    assert date(2026, 4, 9) == county.material().findings[0].detected_on


def test_of_many_looks_the_newest_and_the_first_after_the_due_day_are_listed(county: County) -> None:
    county.add(missing("water"))
    before = datetime(2026, 1, 10, tzinfo=UTC)
    with Store(county.settings.data) as store:
        walk = next(store.rows(Walk))
        days = [before + timedelta(days=number) for number in range(60)]
        store.append(*(replace(walk, id=f"w{at:%m%d}", started_at=at, finished_at=at) for at in days))
        told = next(store.rows(Coverage, "unit_id = 'water' AND year = 2025"))
        unit = next(store.rows(Unit, "id = 'water'"))
        seen = visits(store, unit, told, None)
    assert len(seen) == VISITS
    assert (seen[0].at.date(), seen[-1].at.date()) == (date(2026, 4, 9), date(2026, 2, 1))


def test_more_carried_on_than_came_in_is_the_same_mistake_as_the_balance() -> None:
    _, intake = wrong_total("edu")
    carried = replace(intake, rule_id="impossible-carry", id="impossible-carry/edu/2025", repair=None)
    assert [len(each) for each in causes([carried, intake])] == [2]


def test_what_a_report_does_not_say_is_placed_in_the_whole_of_it(county: County) -> None:
    county.add(finding("typo", "civil"), copied("edu"))
    county.add(replace(copied("edu"), rule_id="missing-appraisal", message="未反映工作考核情况。"))
    county.settle()
    material = county.material()
    rules = {**material.rules, "missing-appraisal": material.rules["typo"]}
    mine = [each for each in material.findings if each.rule_id == "missing-appraisal"]
    (item,), _ = items(mine, replace(material, rules=rules))
    assert item.place == "报告全文"
    assert item.original == "《渭水县教育局2025年政府信息公开工作年度报告》中未见有关内容"


def test_many_rows_are_named_by_the_first_and_the_last_and_those_of_zeros_are_not_quoted() -> None:
    lines = [*form("fmt_2021").parts(), "total_processed"]
    cells = [f"t3.{line}.{who}" for line in lines for who in ("natural_person", "total")]
    printed = {**dict.fromkeys(cells, "0"), "t3.granted.total": "3", "t3.total_processed.total": "2"}
    assert words.places(cells) == "第三部分表格“（一）予以公开”至“（七）总计”各行自然人、总计栏"
    assert words.printed_words(iter(cells), printed) == (
        "“（一）予以公开”：自然人0、总计3；“（七）总计”：自然人0、总计2；其余20行均为0"
    )


def test_a_few_rows_and_rows_apart_are_named_one_by_one() -> None:
    cells = ["t3.granted.total", "t3.carried_out.total"]
    assert words.places(cells) == "第三部分表格“（一）予以公开”、“四、结转下年度继续办理”行总计栏"
    assert words.printed_words(cells, dict.fromkeys(cells, "0")) == (
        "“（一）予以公开”：总计0；“四、结转下年度继续办理”：总计0"
    )


@pytest.mark.parametrize("reason", ["dead_link", None])
def test_a_reminder_claims_nothing_where_nobody_could_look(county: County, reason: str | None) -> None:
    told = covered("water", state="not_due", published_on=None, days_late=None, report_id=None, reason=reason)
    material = county.material()
    blind = material if reason else replace(material, walks={})
    text = reminder(told, blind)
    assert "暂未检索到" not in text
    assert "如已公布请告知网址" in text
    assert "暂未检索到" in reminder(replace(told, reason=None), material)
