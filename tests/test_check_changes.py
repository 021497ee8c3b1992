"""A document that took another's place was first seen when it was fetched, not when its address was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.clock import office_day
from data.store import Store
from monitor.check import judge
from tests.archive import WATER, Archive, registry, title, unit

LAST = date(2026, 2, 20)
OWN = "http://qh.example/water/nb/"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Store(tmp_path) as store:
        yield Archive(store)


def seen(archive: Archive) -> dict[str, tuple[date, date]]:
    """The days on which each document of the year was seen first and last."""
    reports = judge(archive.store, registry(), LAST).reports
    return {
        each.id: (office_day(each.first_seen_at), office_day(each.last_seen_at))
        for each in reports
        if each.year == 2025
    }


def test_each_of_two_documents_at_one_address_has_its_own_days(archive: Archive) -> None:
    for day in ("2026-01-20", "2026-01-26", "2026-02-10"):
        archive.walk(day, {"w25": title(WATER, 2025)})
    archive.document("2026-01-20", "w25", WATER, 2025, cells={"t2.licensing.decisions": 1})
    archive.document("2026-02-10", "w25", WATER, 2025, cells={"t2.licensing.decisions": 2})
    days = sorted(seen(archive).values())
    assert days == [
        (date(2026, 1, 20), date(2026, 1, 26)),
        (date(2026, 2, 10), date(2026, 2, 10)),
    ]


def test_what_was_listed_before_anybody_fetched_it_counts_for_the_first_document(archive: Archive) -> None:
    archive.walk("2026-01-20", {"w25": title(WATER, 2025)})
    archive.document("2026-02-03", "w25", WATER, 2025, cells={"t2.licensing.decisions": 1})
    archive.document("2026-02-10", "w25", WATER, 2025, cells={"t2.licensing.decisions": 2})
    assert [first for first, _ in sorted(seen(archive).values())] == [date(2026, 1, 20), date(2026, 2, 10)]


def test_a_report_by_an_unregistered_name_in_the_units_own_column_leaves_its_year_in_doubt(
    archive: Archive,
) -> None:
    """The unit may have been renamed: nothing is missing until somebody has said whose the report is."""
    water = replace(WATER, column_url=OWN)
    archive.document("2026-01-20", "w24", WATER, 2024)
    for day in ("2026-02-02", "2026-02-06", "2026-02-10"):
        items = {"w24": title(WATER, 2024), "new": "清河县水务服务局2025年政府信息公开工作年度报告"}
        archive.walk(day, items, unit_id=WATER.id, column_url=OWN)
    archive.document("2026-02-02", "new", unit("x", "清河县水务服务局"), 2025)
    judged = judge(archive.store, registry(water), LAST)
    (row,) = (each for each in judged.coverage if each.year == 2025)
    assert (row.state, row.reason) == ("unverifiable", "unknown_template")
    assert not [each for each in judged.findings if each.rule_id == "missing-report"]
