"""Units that were founded, closed, merged or renamed owe what they owe, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.forms import form
from data.records import Coverage, Finding, Unit
from data.registry import Registry
from data.store import Store
from monitor.check import judge
from tests.archive import SCHOOLS, WATER, Archive, registry, title

LAST = date(2026, 2, 20)
ZEROS = dict.fromkeys(form("fmt_2021").cells(), 0)
LISTED = {"theirs": title(SCHOOLS, 2025), "before": title(SCHOOLS, 2023)}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Store(tmp_path) as store:
        made = Archive(store)
        made.document("2026-02-02", "theirs", SCHOOLS, 2025, cells=ZEROS)
        for day in ("2026-02-02", "2026-02-06", "2026-02-12"):
            made.walk(day, LISTED)
        yield made


def judged(archive: Archive, *units: Unit) -> tuple[dict[tuple[str, int], Coverage], dict[str, Finding]]:
    bodies: Registry = registry(*units, SCHOOLS)
    found = judge(archive.store, bodies, LAST)
    states = {(each.unit_id, each.year): each for each in found.coverage}
    return states, {each.id: each for each in found.findings}


def test_a_unit_founded_in_the_year_owes_it_as_a_doubt_and_nothing_before(archive: Archive) -> None:
    states, found = judged(archive, replace(WATER, valid_from=date(2025, 5, 1)))
    assert [year for unit_id, year in states if unit_id == "water"] == [2025]
    assert found["missing-report/water/2025"].severity == "warning"


def test_a_closed_unit_owes_the_year_before_its_closing_and_not_that_of_it(archive: Archive) -> None:
    closed = replace(WATER, valid_to=date(2025, 6, 30), successor_id="schools")
    states, found = judged(archive, closed)
    mine = {year: each.state for (unit_id, year), each in states.items() if unit_id == "water"}
    assert mine == {2024: "absent", 2025: "exempt"}
    assert [each for each in found if each.startswith("missing-report/water/")] == [
        "missing-report/water/2024"
    ]


def test_a_renamed_units_report_under_its_old_name_counts(archive: Archive) -> None:
    old = replace(WATER, name="清河县水务局")
    archive.document("2026-02-13", "old", old, 2025, cells=ZEROS)
    archive.walk("2026-02-13", {**LISTED, "old": title(old, 2025)})
    states, found = judged(archive, replace(WATER, aliases="清河县水务局"))
    assert states["water", 2025].state == "published"
    assert found["missing-report/water/2025"].status == "fixed"  # nothing showed it until the 13th
    assert "wrong-unit/water/2025" not in found


def test_what_a_merged_unit_carried_out_is_not_asked_of_its_successor(archive: Archive) -> None:
    gone = replace(WATER, id="gone", name="清河县河务局", valid_to=date(2025, 3, 1), successor_id="water")
    out = {**ZEROS, "t3.carried_in.total": 2, "t3.total_processed.total": 2, "t3.granted.total": 2}
    archive.document("2026-02-13", "w24", WATER, 2024, cells=ZEROS)
    archive.document("2026-02-13", "w25", WATER, 2025, cells=out)
    archive.walk("2026-02-13", {**LISTED, "w24": title(WATER, 2024), "w25": title(WATER, 2025)})
    _, found = judged(archive, WATER, gone)
    assert "carry-over/water/2025" not in found
    _, found = judged(archive, WATER)
    assert found["carry-over/water/2025"].severity == "error"


def test_a_report_on_a_year_in_which_the_unit_did_not_exist_is_a_matter_of_the_register(
    archive: Archive,
) -> None:
    archive.document("2026-02-13", "w23", WATER, 2023, cells=ZEROS)
    archive.walk("2026-02-13", {**LISTED, "w23": title(WATER, 2023)})
    states, found = judged(archive, replace(WATER, valid_from=date(2025, 1, 1)))
    assert ("water", 2023) not in states
    assert "单位名录" in found["registry-drift/water/2023"].message
