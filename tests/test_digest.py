"""Every file in tests/examples/digest is one mail: the material, and beside it the text that must come of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.records import Coverage, Review
from monitor.digest.compose import compose, report_year, scope_of
from monitor.digest.scope import Material, Trouble
from monitor.digest.tally import Tally
from monitor.mail.layout import html, text
from tests.digest_examples import EXAMPLES, example, names


@pytest.mark.parametrize("name", names())
def test_the_text_mail_reads_as_written_down(name: str) -> None:
    digest = example(name).digest()
    wanted = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    assert f"{digest.subject}\n\n{text(digest)}" == wanted


@pytest.mark.parametrize("name", names())
def test_nothing_private_and_no_hint_is_ever_mailed(name: str) -> None:
    mail = text(example(name).digest())
    assert "身份证" not in mail
    assert "个人信息" not in mail
    assert "提示" not in mail
    assert "未报送" not in mail


@pytest.mark.parametrize("name", names())
def test_the_counts_of_the_table_add_up(name: str) -> None:
    given = example(name)
    table = given.digest().table
    total = scope_of(given.material, given.recipient, given.frequency).total
    columns = list(zip(*table.rows, strict=True))
    for header, column in zip(table.header[1:], columns[1:], strict=True):
        if header not in ("按时公布率", "上年同日"):
            assert sum(map(int, column[:-1])) == int(column[-1]), header
    assert total.owed == sum(total.counts.values()) - total["exempt"] - total["not_due"]


def test_what_could_not_be_examined_is_never_among_what_was_not_found() -> None:
    digest = example("baseline_in_february").digest()
    stuck = next(row for row in digest.obstacles.rows)
    assert stuck[:3] == ("白鹭县人民政府网站", "2", "网站安全验证拦截")
    assert not any("白鹭县" in unit.unit for group in digest.problems for unit in group.units)


def test_a_local_day_makes_nobody_late_by_law() -> None:
    given = example("baseline_in_february")
    town = replace(given.recipient, division_code="990121102")
    mail = text(compose(given.material, town, "weekly"))
    assert "晚于本地规定时间公布（疑点，待复核）" in mail
    assert "法定" not in mail
    assert "逾期1" not in mail


def test_ten_findings_of_a_class_are_listed_and_the_rest_counted() -> None:
    given = example("baseline_in_february")
    late = next(each for each in given.material.findings if each.rule_id == "late-report")
    many = tuple(replace(late, id=f"late-report/city-fin/{year}", year=year) for year in range(2010, 2025))
    digest = compose(replace(given.material, findings=many), given.recipient, "weekly")
    (group,) = digest.problems
    shown = [problem for unit in group.units for problem in unit.problems]
    assert (group.count, len(shown), group.rest) == (15, 10, 5)
    assert "其余5条见附件。" in text(digest)
    assert len(digest.sheets[1].rows) == 15
    assert shown[0].title.startswith("（2024年度）")


@pytest.mark.parametrize(
    ("as_of", "year"),
    [
        (date(2025, 12, 31), 2024),
        (date(2026, 1, 1), 2025),
        (date(2026, 2, 10), 2025),
        (date(2026, 12, 31), 2025),
    ],
)
def test_the_report_year_shown_is_the_one_that_is_owed_or_soon_will_be(as_of: date, year: int) -> None:
    rows = [
        Coverage(
            unit_id="u",
            year=each,
            state="not_due" if as_of <= date(each + 1, 1, 31) else "published",
            due_on=date(each + 1, 1, 31),
        )
        for each in range(2020, as_of.year)
    ]
    assert report_year(rows, as_of) == year


def a_week_later(material: Material, *, looked: bool) -> Material:
    week = timedelta(days=7)
    health = tuple(
        replace(each, last_complete=each.last_complete + week if each.last_complete else None)
        for each in material.health
    )
    later = replace(material, as_of=material.as_of + week, at=material.at + week)
    return replace(later, health=health) if looked else later


def test_a_week_in_which_nobody_looked_is_never_said_to_be_without_changes() -> None:
    given = example("baseline_in_february")
    later = a_week_later(given.material, looked=False)
    mail = compose(later, given.recipient, "weekly", given.digest().facts)
    stale = "本周未核查，数据截至2026年2月16日3时（已7天未更新）"
    assert mail.headline.startswith(f"{stale}。云溪市2025年度应公布")
    assert f"2025年度 {stale}：应公布" in mail.subject
    assert f"统计时点：{stale}。" in mail.notes
    assert stale in text(mail).partition("一、本周变化")[2]
    for body in (mail.subject, text(mail), html(mail)):
        assert "本周无变化" not in body
        assert "截至2026年2月23日" not in body


def test_a_blocked_column_of_one_unit_is_named_with_its_unit() -> None:
    given = example("quiet_week_in_july")
    first = next(each for each in given.material.units if each.portal_id == "p-qs")
    own = replace(first, column_url="https://own.example/nb/")
    units = tuple(own if each == first else each for each in given.material.units)
    complete = next(each for each in given.material.health if each.portal_id == "p-qs")
    blocked = replace(complete, unit_id=own.id, outcome="timeout", last_complete=None)
    stuck = [
        replace(row, state="unverifiable", reason="timeout", days_late=None, report_id=None)
        if (row.unit_id, row.year) == (own.id, 2025)
        else row
        for row in given.material.coverage
    ]
    tried = Trouble(portal_id="p-qs", reason="timeout", since=complete.at, tries=2, unit_id=own.id)
    elsewhere = replace(tried, tries=9, unit_id=None)
    material = replace(
        given.material,
        units=units,
        coverage=tuple(stuck),
        health=(*given.material.health, blocked),
        troubles=(elsewhere, tried),
    )
    mail = compose(material, given.recipient, "weekly")
    (row,) = mail.obstacles.rows
    assert row[0].startswith(f"{own.name}年报栏目（")
    assert row[4] == "2次"
    assert f"本期未能完整访问的栏目1个（共4个）：{row[0]}" in mail.notes[4]
    assert [each[7] for each in mail.sheets[2].rows if each[2] == own.name] == [2]


def test_a_repair_is_said_once() -> None:
    given = example("baseline_in_february")
    repair = "若“（七）总计”总计改为4，则7项勾稽全部成立；仅供参考，以办理台账为准。另有2种改法同样成立，请以台账为准。"
    found = tuple(
        replace(each, message=f"{each.message}{repair}") if each.repair else each
        for each in given.material.findings
    )
    mail = compose(replace(given.material, findings=found), given.recipient, "weekly")
    assert text(mail).count("仅供参考，以办理台账为准") == 1
    assert f"建议：{repair}" in text(mail)
    (row,) = (each for each in mail.sheets[1].rows if repair in each)
    assert sum("仅供参考" in str(cell) for cell in row) == 1


def test_a_daily_mail_says_when_today_nobody_looked() -> None:
    given = example("daily_before_the_day")
    day = given.material.as_of + timedelta(days=1)
    mail = compose(replace(given.material, as_of=day), given.recipient, "daily")
    assert mail.headline.startswith("今日未核查，数据截至2026年1月26日3时（已1天未更新）。")


def test_a_mail_right_after_another_says_that_nothing_changed() -> None:
    given = example("baseline_in_february")
    first = given.digest()
    later = a_week_later(given.material, looked=True)
    second = compose(later, given.recipient, "weekly", first.facts)
    assert second.quiet
    assert second.subject.endswith("（本周无变化）")
    assert first.subject.startswith("【基线】")


def test_a_unit_that_joined_the_registry_has_not_just_published() -> None:
    given = example("baseline_in_february")
    facts = given.digest().facts
    known = {name: place for name, place in facts.standings.items() if not name.startswith("city-edu/")}
    again = compose(given.material, given.recipient, "weekly", replace(facts, standings=known, findings={}))
    published = next(change for change in again.changes if change.label == "新公布")
    assert published.count == 0


def test_a_rate_without_anything_due_is_not_a_rate() -> None:
    assert Tally(counts={"on_time": 3}).rate == "—"
    assert Tally(counts={"on_time": 3, "absent": 1}, due=4).rate == "75.0%"


def test_a_missing_report_is_called_so_only_when_two_officers_have_confirmed_it() -> None:
    given = example("baseline_in_february")
    missing = next(each for each in given.material.findings if each.rule_id == "missing-report")
    said = Review(
        id="1", finding_id=missing.id, actor="甲", at=given.material.at, verdict="confirmed", reason="已核实"
    )
    found = tuple(
        replace(each, status="confirmed") if each == missing else each for each in given.material.findings
    )
    told = []
    for actor in ("甲", "乙"):  # the same officer twice is one officer
        reviews = (said, replace(said, id="2", actor=actor))
        material = replace(given.material, findings=found, reviews=reviews)
        told.append(compose(material, given.recipient, "weekly"))
    once, twice = told
    assert "未公布1" not in once.subject
    assert "未公布年度报告" not in text(once)
    assert "未检索到年度报告（问题，一人已确认，待第二人复核）" in text(once)
    assert "、未公布1" in twice.subject
    assert "未公布年度报告（问题，属实" in text(twice)
