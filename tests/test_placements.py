"""An officer says whose report a document is: the next check files it so, earlier days stay as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.records import Placement
from data.runs import row_hash
from data.store import Store
from monitor.check import Judgement, judge
from tests.archive import SCHOOLS, WATER, Archive, at, registry, sha

NAMELESS = "2025年政府信息公开工作年度报告"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """A report without a name on a portal of two units, seen on three days."""
    made = Archive(Store(tmp_path))
    for day in ("2026-02-02", "2026-02-06", "2026-02-12"):
        made.walk(day, {"n": NAMELESS, "old": "清河县教育局2024年政府信息公开工作年度报告"})
    made.document("2026-02-02", "n", WATER, 2025, title=NAMELESS, unit_name=None)
    return made


def decide(archive: Archive, day: str, **said: object) -> None:
    """An officer decides about the archive's only document."""
    facts = {
        "id": "",
        "sha256": judged(archive).reports[0].sha256,
        "actor": "li",
        "at": at(day),
        "reason": "电话核实",
        **said,
    }
    draft = Placement(**facts)  # type: ignore[arg-type]
    archive.store.append(replace(draft, id=row_hash(draft)))


def judged(archive: Archive, day: str = "2026-02-12") -> Judgement:
    return judge(archive.store, registry(), date.fromisoformat(day))


def states(judgement: Judgement) -> dict[tuple[str, int], str]:
    return {(row.unit_id, row.year): row.state for row in judgement.coverage if row.year == 2025}


def test_a_nameless_report_is_nobodys_and_names_its_candidates(archive: Archive) -> None:
    (report,) = judged(archive).reports
    assert (report.unit_id, report.doubt) == (None, "no_name")
    assert report.candidates == (SCHOOLS.id, WATER.id)
    assert set(states(judged(archive)).values()) <= {"unverifiable", "not_seen"}


def test_a_decision_files_it_and_the_last_one_counts(archive: Archive) -> None:
    decide(archive, "2026-02-12", unit_id=WATER.id, year=2025)
    (report,) = judged(archive).reports
    assert (report.unit_id, report.year, report.doubt, report.candidates) == (WATER.id, 2025, None, ())
    assert states(judged(archive))[WATER.id, 2025] == "published"
    decide(archive, "2026-02-12", unit_id=SCHOOLS.id, year=2025, at=at("2026-02-12", 3))
    assert states(judged(archive))[SCHOOLS.id, 2025] == "published"


def test_what_is_no_report_hides_nobodys(archive: Archive) -> None:
    decide(archive, "2026-02-12")
    (report,) = judged(archive).reports
    assert (report.unit_id, report.doubt, report.candidates) == (None, "not_a_report", ())


def test_a_past_day_is_judged_as_that_day_knew_it(archive: Archive) -> None:
    decide(archive, "2026-02-14", unit_id=WATER.id, year=2025)
    assert judged(archive).reports[0].unit_id is None
    assert judged(archive, "2026-02-14").reports[0].unit_id == WATER.id


def test_the_bytes_are_named_not_the_address(archive: Archive) -> None:
    draft = Placement(
        id="x", sha256=sha("something else"), actor="li", at=at("2026-02-12"), reason="", unit_id=WATER.id
    )
    archive.store.append(draft)
    assert judged(archive).reports[0].unit_id is None
