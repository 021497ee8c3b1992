"""What a unit changed after publication is shown cell by cell and word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from data.records import Finding, Report, Section
from data.store import Store
from monitor.desk import Desk
from tests.desk_site import read, served, words

CHANGED, OTHER = "changed-after-publication/weishui-yj/2024", "unchanged/weishui-yj/2024"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    with served(folder) as made:
        with Store(folder) as store:
            fill(store)
        yield made


def fill(store: Store) -> None:
    """Before the report there was another document at its address."""
    finding = next(row for row in store.rows(Finding) if row.id == OTHER)
    report = next(row for row in store.rows(Report) if row.id == finding.report_id)
    (section,) = store.rows(Section, "report_id = ? AND key = 'overview'", (report.id,))
    earlier = replace(
        report, id="f" * 16, first_seen_at=report.first_seen_at - timedelta(days=8), superseded_by=report.id
    )
    figures = store.cells(report.id)
    store.put(earlier, replace(section, report_id=earlier.id, text=f"{section.text}组织培训三次。"))
    store.put(replace(section, text=f"{section.text}组织培训五次。"))
    store.put_cells(earlier.id, {**figures, "t2.licensing.decisions": 1234567, "t3.granted.total": 98})
    store.put_cells(report.id, {**figures, "t2.licensing.decisions": 44, "t3.granted.total": 99})
    store.put(replace(finding, id=CHANGED, rule_id="changed-after-publication"))


@pytest.mark.parametrize("page", ["compare", "finding"])
def test_what_a_page_said_before_stands_beside_what_it_says_now(site: Desk, page: str) -> None:
    found = read(site, f"/{page}/{CHANGED}")
    rows = found.xpath("//tr[td[@data-label='前']]")
    assert [[words(cell).strip() for cell in row] for row in rows] == [
        ["表二“行政许可”本年处理决定数量", "1234567", "44"],
        ["表三“（一）予以公开”总计", "98", "99"],
    ]
    assert [words(mark) for mark in found.xpath("//div[@class='beside']//mark")] == ["三次。", "五次。"]


def test_a_finding_about_something_else_shows_no_other_version(site: Desk) -> None:
    assert not read(site, f"/finding/{OTHER}").xpath("//td[@data-label='前']")
