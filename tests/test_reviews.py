"""What officers decided lasts as long as its evidence; what was found does not vanish because a page did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from data.forms import form
from data.records import Finding, LetterEvent
from data.store import Store
from monitor.check import judge
from tests.archive import WATER, Archive, at, registry, sha, title

LAST = date(2026, 2, 25)
BROKEN = {"t4.review.upheld": 2, "t4.review.total": 1}
WORSE = {"t4.review.upheld": 4, "t4.review.total": 1}
SOUND = {f"t4.review.{result}": 0 for result in ("upheld", "corrected", "other", "pending")} | {
    "t4.review.upheld": 2,
    "t4.review.total": 2,
}
DISPUTE, MISSING = "dispute-total/water/2024", "missing-report/water/2024"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Store(tmp_path) as store:
        yield Archive(store)


def published(archive: Archive, day: str, name: str, cells: dict[str, int]) -> None:
    archive.walk(day, {name: title(WATER, 2024)})
    archive.document(day, name, WATER, 2024, cells=cells, published_on=date(2025, 1, 20))


def found(archive: Archive, finding_id: str = DISPUTE, as_of: date = LAST) -> Finding | None:
    judged = judge(archive.store, registry(WATER), as_of).findings
    return next((finding for finding in judged if finding.id == finding_id), None)


def status(archive: Archive, finding_id: str = DISPUTE, as_of: date = LAST) -> str | None:
    finding = found(archive, finding_id, as_of)
    return finding.status if finding else None


@pytest.mark.parametrize("verdict", ["confirmed", "explained", "waived", "mistaken", "asked"])
def test_a_decision_stays_while_its_evidence_does(archive: Archive, verdict: str) -> None:
    published(archive, "2026-02-01", "a", BROKEN)
    archive.review("2026-02-05", DISPUTE, verdict)
    assert status(archive) == verdict
    published(archive, "2026-02-10", "b", BROKEN)
    assert status(archive) == verdict


@pytest.mark.parametrize("verdict", ["confirmed", "explained", "waived", "mistaken", "asked"])
def test_a_decision_about_other_figures_is_open_again_and_says_so(archive: Archive, verdict: str) -> None:
    published(archive, "2026-02-01", "a", BROKEN)
    archive.review("2026-02-05", DISPUTE, verdict)
    published(archive, "2026-02-10", "b", WORSE)
    assert status(archive) == "reopened"
    assert status(archive, as_of=date(2026, 2, 9)) == verdict
    archive.review("2026-02-12", DISPUTE, "confirmed")
    assert status(archive) == "confirmed"


def test_fixed_is_observed_and_not_claimed(archive: Archive) -> None:
    published(archive, "2026-02-01", "a", BROKEN)
    archive.review("2026-02-05", DISPUTE, "fixed")
    assert status(archive) == "reopened"
    published(archive, "2026-02-10", "b", SOUND)
    finding = found(archive)
    assert finding is not None
    assert (finding.status, finding.delta) == ("fixed", 1)
    assert finding.url == "http://qh.example/nb/a.html"


def test_what_is_put_right_stays_mistaken_if_it_was_our_mistake(archive: Archive) -> None:
    published(archive, "2026-02-01", "a", BROKEN)
    archive.review("2026-02-05", DISPUTE, "mistaken")
    published(archive, "2026-02-10", "b", SOUND)
    assert status(archive) == "mistaken"


def test_a_blank_in_the_newer_document_is_no_cure(archive: Archive) -> None:
    published(archive, "2026-02-01", "a", BROKEN)
    archive.review("2026-02-05", DISPUTE, "confirmed")
    published(archive, "2026-02-10", "b", {"t4.review.upheld": 2})
    assert status(archive) == "confirmed"


def test_two_versions_first_seen_on_one_day_were_never_told_apart(archive: Archive) -> None:
    archive.walk("2026-02-01", {"a": title(WATER, 2024), "b": title(WATER, 2024)})
    archive.document("2026-02-01", "a", WATER, 2024, cells=BROKEN)
    archive.document("2026-02-01", "b", WATER, 2024, cells=SOUND, published_on=date(2025, 2, 20))
    assert status(archive) is None


def test_a_finding_does_not_vanish_because_a_page_did(archive: Archive) -> None:
    published(archive, "2026-02-01", "a", BROKEN)
    archive.review("2026-02-05", DISPUTE, "confirmed")
    archive.walk("2026-02-10", {"other": "关于水库汛期调度的通告"})
    archive.look("2026-02-10", "a")
    assert status(archive) == "confirmed"
    assert status(archive, "withdrawn-report/water/2024") == "open"


def test_a_report_that_came_after_it_was_missed_is_fixed(archive: Archive) -> None:
    others = {"s23": title(WATER, 2023)}
    archive.document("2026-01-20", "s23", WATER, 2023)
    for day in ("2026-02-02", "2026-02-06", "2026-02-10"):
        archive.walk(day, others)
    archive.review("2026-02-11", MISSING, "confirmed")
    assert status(archive, MISSING, date(2026, 2, 12)) == "confirmed"
    archive.walk("2026-02-14", {**others, "a": title(WATER, 2024)})
    archive.document("2026-02-14", "a", WATER, 2024, published_on=date(2026, 2, 13))
    finding = found(archive, MISSING)
    assert finding is not None
    assert (finding.status, finding.detected_on) == ("fixed", date(2026, 2, 10))
    assert "截至2026年2月10日，经3次核查" in finding.message


def test_a_letter_is_followed_up_only_after_its_day_and_a_look(archive: Archive) -> None:
    published(archive, "2026-02-01", "a", BROKEN)
    archive.review("2026-02-02", DISPUTE, "confirmed")
    archive.store.append(
        LetterEvent(
            id=sha("letter"),
            letter_id="letter",
            at=at("2026-02-03"),
            kind="notice",
            unit_id="water",
            year=2024,
            findings=(DISPUTE,),
            sent_on=date(2026, 2, 3),
            rectify_by=date(2026, 2, 10),
        )
    )
    assert status(archive, "not-rectified/water/2024") is None
    archive.look(
        "2026-02-12", "a", f"a {WATER.name} 2024 {{'cells': {BROKEN}, 'published_on': {date(2025, 1, 20)!r}}}"
    )
    assert status(archive, "not-rectified/water/2024", date(2026, 2, 11)) is None
    assert status(archive, "not-rectified/water/2024") == "open"
    archive.review("2026-02-13", DISPUTE, "explained")
    assert status(archive, "not-rectified/water/2024") is None


def test_one_slip_is_told_once(archive: Archive) -> None:
    zeros = dict.fromkeys(form("fmt_2021").cells(), 0)
    slip = {
        f"t3.{row}.{who}": 3 for row in ("new_received", "granted") for who in ("natural_person", "total")
    }
    published(archive, "2026-02-01", "a", {**zeros, **slip})
    balance, outcome = found(archive, "intake-balance/water/2024"), found(archive, "outcome-total/water/2024")
    assert balance is not None
    assert outcome is not None
    assert (balance.same_cause_as, outcome.same_cause_as) == (None, balance.id)
    assert balance.repair == outcome.repair
    assert balance.repair is not None
    assert balance.repair.cells == {"t3.total_processed.natural_person": 3, "t3.total_processed.total": 3}
