"""Copies in an archive: found from what was read, kept as rows, and gone when the unit wrote anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.records import Copy
from data.store import Store
from monitor.check import judge, write
from tests.archive import SCHOOLS, WATER, Archive, registry, title
from tests.test_rules_copies import CURES, WORDS

LAST = date(2026, 2, 20)
OLD = {"overview": "".join(WORDS), "problems": "".join(CURES)}
NEW = {"overview": "".join(reversed(CURES)) + "全年按新办法执行。", "problems": "".join(reversed(WORDS))}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Store(tmp_path) as store:
        yield Archive(store)


def test_the_words_of_another_unit_are_told_of_the_later_report(archive: Archive) -> None:
    archive.document("2026-01-25", "w", WATER, 2025, sections=OLD, published_on=date(2026, 1, 10))
    archive.document("2026-01-25", "s", SCHOOLS, 2025, sections=OLD, published_on=date(2026, 1, 15))
    archive.walk("2026-01-25", {"w": title(WATER, 2025), "s": title(SCHOOLS, 2025)})
    judgement = judge(archive.store, registry(), LAST)
    (found,) = (each for each in judgement.findings if each.rule_id == "copied-from-unit")
    assert (found.id, found.severity) == ("copied-from-unit/schools/2025", "error")
    assert found.message.startswith("第一、五部分与清河县水利局2025年报告（较早公布）相比，重复率100%")
    write(archive.store, judgement)
    copies = list(archive.store.rows(Copy))
    assert [(copy.section, copy.source_unit_id, copy.share) for copy in copies] == [
        ("overview", "water", 1.0),
        ("problems", "water", 1.0),
    ]
    assert copies[0].passages == ((0, len(OLD["overview"])),)


def test_an_office_may_say_what_its_government_says(archive: Archive) -> None:
    office = replace(SCHOOLS, parent_id="water")
    archive.document("2026-01-25", "w", WATER, 2025, sections=OLD, published_on=date(2026, 1, 10))
    archive.document("2026-01-25", "s", office, 2025, sections=OLD, published_on=date(2026, 1, 15))
    archive.walk("2026-01-25", {"w": title(WATER, 2025), "s": title(office, 2025)})
    (found,) = (
        each
        for each in judge(archive.store, registry(WATER, office), LAST).findings
        if each.rule_id == "copied-from-unit"
    )
    assert found.severity == "info"


def test_a_copy_that_was_written_anew_is_found_no_more(archive: Archive) -> None:
    for year in (2024, 2025):
        archive.document("2026-01-25", f"w{year}", WATER, year, sections=OLD)
    archive.walk("2026-01-25", {f"w{year}": title(WATER, year) for year in (2024, 2025)})
    day = date(2026, 1, 26)
    assert "unchanged/water/2025" in {each.id for each in judge(archive.store, registry(WATER), day).findings}
    archive.review("2026-01-27", "unchanged/water/2025", "confirmed")
    archive.document("2026-02-05", "again", WATER, 2025, sections=NEW, published_on=date(2026, 2, 5))
    archive.walk("2026-02-05", {"w2024": title(WATER, 2024), "again": f"{title(WATER, 2025)}（更正版）"})
    (found,) = (
        each
        for each in judge(archive.store, registry(WATER), LAST).findings
        if each.id == "unchanged/water/2025"
    )
    assert found.status == "fixed"
