"""The whole job on the simulated government, through the command line, over real HTTP and SMTP."""

import os
import subprocess
import sys
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from data.content import content
from data.evidence import damages
from data.records import Copy, Finding, Reading, Template, Walk
from data.store import Store
from demo.answers import TEMPLATE

# What is played once for all tests here is played by one worker.
pytestmark = pytest.mark.xdist_group("demo")

PROJECT = Path(__file__).resolve().parent.parent


def nianjian(*arguments: str, now: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)} | ({"NIANJIAN_NOW": now} if now else {})
    return subprocess.run(
        [sys.executable, "-P", "-m", "monitor.cli", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("demo")
    return folder / "demo", nianjian("--data", str(folder), "demo", "--no-serve")


Demo = tuple[Path, subprocess.CompletedProcess[str]]


def test_the_demonstration_agrees_with_its_answer_key(demo: Demo) -> None:
    _, done = demo
    assert done.returncode == 0, done.stdout + done.stderr
    assert "everything agrees with the answer key" in done.stdout


def test_what_the_county_gave_out_is_told_of_the_county_and_against_no_unit(demo: Demo) -> None:
    code, year, section, units = TEMPLATE
    with Store(demo[0]) as store:
        given = [each for each in store.rows(Template) if (each.division_code, each.year) == (code, year)]
        blamed = {copy.unit_id for copy in store.rows(Copy, "year = ?", (year,))}
    assert [each.section for each in given if each.units == tuple(sorted(units))].count(section) >= 2
    assert not blamed & set(units)


def test_what_it_found_rests_on_whole_evidence(demo: Demo) -> None:
    with Store(demo[0]) as store:
        assert list(damages(store)) == []
        findings = list(store.rows(Finding))
        for finding in findings:
            assert finding.sha256 is None or store.body(finding.sha256)
            assert finding.url or finding.rule_id == "missing-report"
    assert findings


def test_every_list_was_read_to_its_end_but_for_the_one_behind_a_challenge(demo: Demo) -> None:
    with Store(demo[0]) as store:
        walks = list(store.rows(Walk))
    assert {walk.outcome for walk in walks if walk.unit_id is None} == {"complete"}
    assert {(walk.unit_id, walk.outcome) for walk in walks if walk.unit_id} == {
        ("linxi-water", "waf_challenge"),
        ("tangxi-health", "complete"),
        ("tangxi-justice", "complete"),
    }
    assert all(
        walk.seen == walk.declared and walk.probe == "passed" for walk in walks if walk.unit_id is None
    )


def test_the_mail_of_the_second_week_tells_what_changed_and_can_be_read(demo: Demo) -> None:
    last = sorted((demo[0] / "mail").glob("*qinghe*.eml"))[-1]
    mail = message_from_bytes(last.read_bytes(), policy=policy.default)
    text = mail.get_body(("plain",))
    assert text is not None
    assert "本周变化" in text.get_content()
    assert "青禾县" in mail["Subject"]
    assert next(part.get_filename() for part in mail.iter_attachments()).endswith(".xlsx")


def test_everything_derived_can_be_made_again_from_bytes_and_log(demo: Demo) -> None:
    folder, _ = demo
    arguments = ("--data", str(folder), "--registry", str(folder / "registry"))
    with Store(folder) as store:
        before = list(content(store))
        readings = len(list(store.rows(Reading)))
    # One report is pictures only: read as far as can be, and said so.
    assert nianjian(*arguments, "parse", "--all", now="2026-02-10T11:00:00+08:00").returncode == 1
    assert nianjian(*arguments, "check", now="2026-02-10T11:00:00+08:00").returncode == 0
    with Store(folder) as store:
        assert list(content(store)) == before
        assert len(list(store.rows(Reading))) == readings


def test_a_page_changed_later_is_no_new_report(demo: Demo) -> None:
    """What changed at an address first seen on 2 February is told as a change, not as published anew."""
    query = (PROJECT / "data" / "queries" / "pages" / "home_reports.sql").read_text(encoding="utf-8")
    asked = {"since": "2026-02-03T00:00:00.000000Z", "year": 2025, "like": "*"}
    with Store(demo[0]) as store:
        new = {row["unit_id"]: row["first_seen_at"][:10] for row in store.db.query(query, asked)}
    assert "tangxi-finance" not in new
    assert new["qinghe-transport"] == "2026-02-06"


def test_a_letter_between_the_looks_is_in_the_ledger_and_its_finding_was_looked_at_again(demo: Demo) -> None:
    folder, _ = demo
    with Store(folder) as store:
        (letter,) = store.office.query("SELECT unit_id, year, doc_no, rectify_by FROM letters")
        (finding,) = store.rows(Finding, "id = 'outcome-total/tangxi-finance/2024'")
        days = [
            row["at"][:10] for row in store.db.query("SELECT at FROM looks WHERE url = ?", (finding.url,))
        ]
    assert letter["doc_no"] == "棠政公开〔2026〕1号"
    assert (letter["unit_id"], letter["year"], letter["rectify_by"]) == ("tangxi-finance", 2024, "2026-02-09")
    assert finding.status == "confirmed"
    assert days == ["2026-02-02", "2026-02-10"]
    assert list((folder / "letters").glob("整改通知_*.docx"))


def test_a_second_digest_in_the_same_week_sends_nothing(demo: Demo) -> None:
    folder, _ = demo
    arguments = ("--data", str(folder), "--registry", str(folder / "registry"))
    again = nianjian(*arguments, "digest", now="2026-02-11T09:00:00+08:00")
    with Store(folder) as store:
        states = [row["state"] for row in store.office.query("SELECT state FROM outbox")]
    assert set(states) == {"sent"}, again.stderr


def test_a_folder_the_demonstration_did_not_make_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "mine.txt").write_text("keep", encoding="utf-8")
    done = nianjian("--data", str(tmp_path), "demo", "--no-serve")
    assert done.returncode == 2
    assert (tmp_path / "demo" / "mine.txt").read_text(encoding="utf-8") == "keep"
