"""The page that sets two reports side by side opens on the pair its finding names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from data.records import Copy, Coverage, Finding, Report, Section
from data.store import Store
from monitor.desk import Desk
from tests.desk_site import read, served, words
from tests.desk_store import BUREAU, COUNTY

OTHER, OWN = "copied-from-unit/weishui-yj/2024", "near-copy/weishui-yj/2024"


def copied(report: Report, source: Report, name: str, share: float) -> Copy:
    assert report.unit_id
    assert report.year
    return Copy(
        report_id=report.id, source_id=source.id, section="overview", unit_id=report.unit_id, year=report.year,
        source_unit_id=source.unit_id or "", source_unit_name=name, source_year=source.year or 0, share=share,
        run=90, same=False, same_figures=False, counts=True, related=False, earlier=True,
        detected_on=date(2025, 2, 5),
    )  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    with served(folder) as made:
        with Store(folder) as store:
            fill(store)
        yield made


def fill(store: Store) -> None:
    """An older report of the same unit, and one of the county's, are what the findings name."""
    county, last, report = sorted(store.rows(Report), key=lambda each: each.id)
    oldest = replace(last, id=f"{9:016x}", year=2022)
    store.put(oldest)
    store.put(next(replace(row, report_id=oldest.id, year=2022) for row in store.rows(Coverage) if row.report_id == last.id))  # fmt: skip
    store.put(
        Section(report_id=oldest.id, key="overview", heading="一、总体情况", text="最早一年的文字。" * 9)
    )
    store.replace(
        Copy,
        [
            copied(report, county, COUNTY, 0.81),
            copied(report, oldest, BUREAU, 0.8),
            copied(report, last, BUREAU, 0.99),
        ],
    )
    finding = next(row for row in store.rows(Finding) if row.rule_id == "unchanged")
    store.put(
        replace(finding, id=OTHER, rule_id="copied-from-unit", message=f"第一部分与{COUNTY}2023年报告（较早公布）相比，重复率81%。"),
        replace(finding, id=OWN, rule_id="near-copy", message="第一部分与本单位2022年报告（较早公布）相比，重复率80%。"),
    )  # fmt: skip


@pytest.mark.parametrize("page", ["compare", "finding"])
def test_a_copy_from_another_unit_stands_beside_that_unit(site: Desk, page: str) -> None:
    heads = read(site, f"/{page}/{OTHER}").xpath("//h3/text()")
    assert f"{COUNTY}2023年度（较早公布）" in heads


@pytest.mark.parametrize("page", ["compare", "finding"])
def test_a_copy_of_ones_own_stands_beside_the_year_it_names(site: Desk, page: str) -> None:
    found = read(site, f"/{page}/{OWN}")
    assert "2022年度（较早公布）" in found.xpath("//h3/text()")
    assert "最早一年的文字" in words(found)


def test_any_earlier_year_of_the_unit_can_be_chosen_instead(site: Desk) -> None:
    found = read(site, f"/compare/{OTHER}?year=2022")
    assert "2022年度（较早公布）" in found.xpath("//h3/text()")
    assert f"/compare/{OTHER}" in found.xpath("//a/@href")
    assert read(site, f"/compare/{OTHER}").xpath("//p/b/text()") == [f"{COUNTY}2023年度"]
