"""From the log to a judgement: who has reported, who has not, and what nobody may conclude."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from data.records import Coverage, Finding, Report
from data.registry import Registry
from data.store import Store
from monitor.check import judge, newest_look, write
from tests.archive import SCHOOLS, WATER, Archive, at, registry, title, unit

LAST = date(2026, 2, 20)
LOOK_DAYS = ("2026-02-02", "2026-02-06", "2026-02-10")
OLD = {"w24": title(WATER, 2024), "s24": title(SCHOOLS, 2024), "s25": title(SCHOOLS, 2025)}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Store(tmp_path) as store:
        yield Archive(store)


def usual(archive: Archive) -> None:
    """Both units reported on 2024, one on 2025; three looks after the due day."""
    for day in LOOK_DAYS:
        archive.walk(day, OLD)
    archive.document("2026-01-20", "w24", WATER, 2024)
    archive.document("2026-01-20", "s24", SCHOOLS, 2024)
    archive.document("2026-01-20", "s25", SCHOOLS, 2025)


def coverage(
    archive: Archive, unit_id: str, year: int, as_of: date = LAST, known: Registry | None = None
) -> Coverage:
    judged = judge(archive.store, known or registry(), as_of).coverage
    return next(each for each in judged if (each.unit_id, each.year) == (unit_id, year))


def test_who_is_not_in_three_healthy_lists_is_absent_and_found_missing(archive: Archive) -> None:
    usual(archive)
    assert coverage(archive, "water", 2025).state == "absent"
    assert coverage(archive, "schools", 2025).state == "published"
    findings = judge(archive.store, registry(), LAST).findings
    assert [(each.id, each.severity) for each in findings] == [("missing-report/water/2025", "error")]
    assert findings[0].detected_on == date(2026, 2, 10)


def test_any_past_day_is_judged_as_that_day_knew_it(archive: Archive) -> None:
    usual(archive)
    for day, state in (("2026-01-31", "not_due"), ("2026-02-01", "unverifiable"), ("2026-02-06", "not_seen")):
        assert coverage(archive, "water", 2025, date.fromisoformat(day)).state == state
    assert not judge(archive.store, registry(), date(2026, 2, 6)).findings


def test_checking_twice_gives_the_same_tables(archive: Archive) -> None:
    usual(archive)
    tables = []
    for _ in range(2):
        write(archive.store, judge(archive.store, registry(), LAST))
        tables.append([list(archive.store.rows(kind)) for kind in (Report, Coverage, Finding)])
    assert tables[0] == tables[1]


def test_the_order_of_units_changes_nothing(archive: Archive) -> None:
    usual(archive)
    assert judge(archive.store, registry(WATER, SCHOOLS), LAST) == judge(
        archive.store, registry(SCHOOLS, WATER), LAST
    )


def test_a_listed_report_that_is_not_to_be_had_is_unverifiable(archive: Archive) -> None:
    usual(archive)
    for day in ("2026-02-12", "2026-02-14"):
        archive.walk(day, {**OLD, "w25": title(WATER, 2025)})
        archive.look(day, "w25", title=title(WATER, 2025))
    found = coverage(archive, "water", 2025)
    assert (found.state, found.reason) == ("unverifiable", "dead_link")


def test_a_nameless_item_nobody_could_read_leaves_all_in_doubt(archive: Archive) -> None:
    usual(archive)
    archive.walk("2026-02-12", {**OLD, "x": "2025年政府信息公开工作年度报告"})
    archive.look("2026-02-12", "x", reason="timeout", status=None)
    found = coverage(archive, "water", 2025)
    assert (found.state, found.reason) == ("unverifiable", "timeout")
    assert coverage(archive, "schools", 2025).state == "published"


def test_a_nameless_item_is_who_its_document_says(archive: Archive) -> None:
    usual(archive)
    archive.walk("2026-02-12", {**OLD, "x": "2025年政府信息公开工作年度报告"})
    archive.document("2026-02-12", "x", WATER, 2025, title="2025年政府信息公开工作年度报告")
    assert coverage(archive, "water", 2025).state == "published"


def test_another_bodys_report_is_nobodys_but_kept(archive: Archive) -> None:
    usual(archive)
    taxes = unit("taxes", "清河县地方税务局")
    archive.walk("2026-02-12", {**OLD, "t": title(taxes, 2025)})
    report_id = archive.document("2026-02-12", "t", taxes, 2025)
    judged = judge(archive.store, registry(), LAST)
    assert next(each for each in judged.reports if each.id == report_id).unit_id is None
    assert coverage(archive, "water", 2025).state == "absent"


def test_an_unlisted_short_form_is_not_taken_for_absence(archive: Archive) -> None:
    usual(archive)
    archive.walk("2026-02-12", {**OLD, "x": "县水利2025年政府信息公开工作年度报告"})
    archive.look("2026-02-12", "x")
    assert coverage(archive, "water", 2025).state == "unverifiable"


def test_a_page_not_parsed_yet_is_no_absence(archive: Archive) -> None:
    usual(archive)
    archive.walk("2026-02-12", {**OLD, "w25": title(WATER, 2025)})
    archive.look("2026-02-12", "w25", "bytes nobody has read")
    assert coverage(archive, "water", 2025).reason == "interrupted"


def test_a_report_that_cannot_be_read_is_defective_not_missing(archive: Archive) -> None:
    usual(archive)
    archive.walk("2026-02-12", {**OLD, "w25": title(WATER, 2025)})
    archive.document("2026-02-12", "w25", WATER, 2025, outcome="unreadable", reason="unreadable_file")
    found = coverage(archive, "water", 2025)
    assert (found.state, found.reason) == ("defective", "unreadable_file")


def test_the_newest_of_several_documents_counts_and_the_earliest_date_is_kept(archive: Archive) -> None:
    usual(archive)
    archive.walk("2026-02-12", {**OLD, "a": title(WATER, 2025), "b": title(WATER, 2025)})
    first = archive.document("2026-02-12", "a", WATER, 2025, published_on=date(2026, 1, 25))
    second = archive.document("2026-02-12", "b", WATER, 2025, published_on=date(2026, 2, 11))
    reports = {each.id: each for each in judge(archive.store, registry(), LAST).reports}
    assert (reports[first].superseded_by, reports[second].superseded_by) == (second, None)
    found = coverage(archive, "water", 2025)
    assert (found.report_id, found.published_on, found.days_late) == (second, date(2026, 1, 25), 0)


def test_seen_then_gone_from_list_and_server_is_withdrawn_and_back_again_published(archive: Archive) -> None:
    usual(archive)
    without = {name: text for name, text in OLD.items() if name != "s25"}
    archive.walk("2026-02-12", without)
    assert coverage(archive, "schools", 2025).state == "published"
    archive.look("2026-02-12", "s25")
    assert coverage(archive, "schools", 2025).state == "withdrawn"
    archive.walk("2026-02-14", OLD)
    assert coverage(archive, "schools", 2025).state == "published"


def test_a_timeout_of_a_vanished_page_proves_nothing(archive: Archive) -> None:
    usual(archive)
    archive.walk("2026-02-12", {"w24": OLD["w24"], "s24": OLD["s24"]})
    archive.look("2026-02-12", "s25", reason="timeout", status=None)
    assert coverage(archive, "schools", 2025).state == "published"


def test_late_with_two_looks_is_an_error_and_a_list_date_on_time_acquits(archive: Archive) -> None:
    archive.walk("2026-01-10", {"w24": OLD["w24"], "s24": OLD["s24"]})
    archive.walk("2026-02-02", {"w24": OLD["w24"], "s24": OLD["s24"]})
    archive.walk("2026-02-06", OLD)
    archive.document("2026-02-06", "s25", SCHOOLS, 2025, published_on=date(2026, 2, 4))
    archive.document("2026-01-10", "s24", SCHOOLS, 2024)
    archive.document(
        "2026-01-10",
        "w24",
        WATER,
        2024,
        dates=(("publishtime", "2025-01-20"),),
        published_on=date(2025, 8, 9),
    )
    findings = judge(archive.store, registry(), date(2026, 2, 6)).findings
    assert [(each.id, each.severity) for each in findings] == [
        ("date-conflict/water/2024", "info"),
        ("late-report/schools/2025", "error"),
    ]
    assert coverage(archive, "water", 2024, date(2026, 2, 6)).days_late == 0


def test_own_column_is_the_units_and_its_failures_are_its_own(archive: Archive) -> None:
    own = unit("water", "清河县水利局", column_url="http://qh.example/slj/")
    usual(archive)
    archive.walk("2026-02-11", {}, "waf_challenge", unit_id="water")
    found = coverage(archive, "water", 2025, known=registry(own, SCHOOLS))
    assert (found.state, found.reason) == ("unverifiable", "waf_challenge")


def test_reviews_give_findings_their_status(archive: Archive) -> None:
    usual(archive)
    finding_id = "missing-report/water/2025"

    def status(as_of: date = LAST) -> str:
        return judge(archive.store, registry(), as_of).findings[0].status

    assert status() == "open"
    archive.review("2026-02-11", finding_id, "confirmed")
    assert (status(), status(date(2026, 2, 10))) == ("confirmed", "open")
    archive.review("2026-02-12", finding_id, "waived", until=date(2026, 2, 15))
    assert (status(), status(date(2026, 2, 14))) == ("open", "waived")
    archive.review("2026-02-16", finding_id, "fixed")
    assert status() == "reopened"


def test_arithmetic_and_copies_are_found_in_what_was_read(archive: Archive) -> None:
    text = "年，清河县水利局按月公开河道整治、取水许可和水库蓄水情况，" * 12
    sections = {"overview": f"2024{text}", "problems": "更新不够及时，下一步按周核对。"}
    cells = {"t4.review.upheld": 2, "t4.review.total": 1}
    for year in (2024, 2025):
        archive.document(
            "2026-01-25",
            f"w{year}",
            WATER,
            year,
            cells=cells,
            sections={key: value.replace("2024", str(year)) for key, value in sections.items()},
        )
    archive.walk("2026-01-25", {f"w{year}": title(WATER, year) for year in (2024, 2025)})
    found = {each.id: each for each in judge(archive.store, registry(WATER), LAST).findings}
    assert {"dispute-total/water/2024", "dispute-total/water/2025", "unchanged/water/2025"} <= set(found)
    assert found["dispute-total/water/2025"].delta == 1


def test_the_newest_look_is_told_in_the_offices_day(archive: Archive) -> None:
    assert newest_look(archive.store) is None
    archive.look("2026-02-01", "x", at=at("2026-02-01", 17))
    assert newest_look(archive.store) == date(2026, 2, 2)


def test_a_summary_of_the_years_work_is_named_beside_the_missing_report(archive: Archive) -> None:
    usual(archive)
    summary = f"{WATER.name}2025年度政府信息公开工作总结"
    others = {
        "old": f"{WATER.name}2023年度政府信息公开工作总结",
        "call": f"关于做好{WATER.name}2025年度政府信息公开工作总结的通知",
        "theirs": f"{SCHOOLS.name}2025年度政府信息公开工作总结",
    }
    archive.walk("2026-02-12", {**OLD, "sum": summary, **others})
    (found,) = judge(archive.store, registry(), LAST).findings
    assert found.severity == "warning"
    assert found.message.count("《") == 1
    assert f"栏目中另有《{summary}》" in found.message
    assert found.message.endswith("请核实是否即年度报告。")


def test_a_summary_that_left_the_column_is_not_named(archive: Archive) -> None:
    usual(archive)
    archive.walk("2026-02-12", {**OLD, "sum": f"{WATER.name}2025年度政府信息公开工作总结"})
    archive.walk("2026-02-13", OLD)
    (found,) = judge(archive.store, registry(), LAST).findings
    assert (found.severity, "栏目中另有" in found.message) == ("error", False)
