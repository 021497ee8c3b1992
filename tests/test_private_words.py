"""What only officers may read stands in office.db alone: not in findings, not in nianjian.db, masked even there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from data.errors import Complaint
from data.records import Finding, PrivateText, Reading, Section
from data.store import Store
from data.words import PRIVATE_RULES
from monitor.check import judge, write
from monitor.explain import explain
from monitor.reading import keep_readings
from parsers.parsed import Parsed, Part
from tests.archive import WATER, Archive, registry, title

NUMBER = "11010519491231002X"
LAST = date(2026, 2, 20)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Store(tmp_path) as store:
        made = Archive(store)
        made.document(
            "2026-01-25", "w25", WATER, 2025, sections={"other": f"申请人身份证号{NUMBER}一件已补正。"}
        )
        made.walk("2026-01-25", {"w25": title(WATER, 2025)})
        write(store, judge(store, registry(WATER), LAST))
        yield made


def private(archive: Archive) -> Finding:
    found = [each for each in archive.store.rows(Finding) if each.rule_id in PRIVATE_RULES]
    assert [each.id for each in found] == ["personal-data/water/2025"]
    return found[0]


def test_the_finding_keeps_its_id_and_status_and_no_words(archive: Archive) -> None:
    finding = private(archive)
    assert (finding.message, finding.cells, finding.lines) == ("", (), ())
    assert (finding.severity, finding.status) == ("error", "open")


def test_its_words_stand_masked_in_the_offices_own_file(archive: Archive) -> None:
    texts = list(archive.store.rows(PrivateText))
    assert [each.finding_id for each in texts] == [private(archive).id]
    assert "110105**********2X" in texts[0].message
    assert NUMBER not in texts[0].message


def test_the_command_line_does_not_tell_their_chain_of_evidence(archive: Archive) -> None:
    with pytest.raises(Complaint):
        list(explain(archive.store, registry(WATER), private(archive).id))


def test_judging_again_without_the_report_takes_them_away(archive: Archive) -> None:
    write(archive.store, judge(archive.store, registry(WATER), date(2026, 1, 1)))
    assert not list(archive.store.rows(PrivateText))


def test_what_is_stored_of_a_reading_never_holds_a_whole_number(archive: Archive) -> None:
    parsed = Parsed(
        outcome="read",
        preamble=f"联系人身份证号{NUMBER}。",
        sections=(Part(key="other", heading="六、其他需要报告的事项", text=f"身份证号{NUMBER}。"),),
    )
    keep_readings(archive.store, [("f" * 64, parsed)])
    section = next(archive.store.rows(Section, "report_id = ?", ("f" * 16,)))
    reading = next(archive.store.rows(Reading, "sha256 = ?", ("f" * 64,)))
    assert section.text == "身份证号110105**********2X。"
    assert NUMBER not in (reading.preamble or "")
    assert reading.notes == ("正文含公民身份号码，已掩码",)
