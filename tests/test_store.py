"""The store keeps what it was given: bytes, logs that only grow, derived tables that can be rebuilt."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.clock import Clock
from data.codec import from_row, to_row
from data.errors import Complaint
from data.evidence import damages
from data.records import (
    Equation,
    Finding,
    Look,
    Message,
    OpenRequest,
    OutboxEvent,
    Reading,
    Repair,
    RunEvent,
    Section,
)
from data.runs import Run, unfinished
from data.snapshots import DamagedSnapshot, MissingSnapshot, Snapshots
from data.store import Store
from data.tables import TABLES

AT = datetime(2026, 2, 2, 2, 0, tzinfo=UTC)
FINDING = Finding(
    id="column-total/u1/2024",
    rule_id="column-total",
    unit_id="u1",
    year=2024,
    severity="error",
    message="…",
    basis="…",
    detected_on=date(2026, 2, 2),
    cells=("t3.granted.total",),
    lines=(Equation(equation="1＋1＝2", left=2, right=3, delta=-1),),
    left=2,
    right=3,
    delta=-1,
    repair=Repair(cells={"t3.granted.total": 2}, unique=True),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "data") as opened:
        yield opened


def look(url: str = "http://127.0.0.1/a", sha256: str | None = None) -> Look:
    return Look(
        id="", run_id="", portal_id="p", url=url, purpose="list", at=AT, hash="", status=200, sha256=sha256
    )


@given(st.binary(max_size=4000))
def test_a_body_comes_back_as_it_was_kept(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    snapshots = Snapshots(tmp_path_factory.mktemp("snapshots"))
    assert snapshots.body(snapshots.keep(body)) == body


def test_a_body_that_is_missing_or_damaged_is_never_anothers(store: Store) -> None:
    sha256 = store.keep(b"report")
    with pytest.raises(MissingSnapshot, match="no snapshot"):
        store.body("0" * 64)
    path = store.snapshots.path(sha256)
    path.write_bytes(store.snapshots.path(store.keep(b"another")).read_bytes())
    with pytest.raises(DamagedSnapshot, match="another body"):
        store.body(sha256)
    path.write_bytes(b"nothing like zstd")
    with pytest.raises(DamagedSnapshot, match="not a zstd file"):
        store.body(sha256)


def test_a_record_survives_its_row() -> None:
    assert from_row(Finding, to_row(FINDING)) == FINDING


def test_every_log_refuses_change_removal_and_replacement(store: Store) -> None:
    logged = Run.start(store, "crawl", Clock(AT)).record(look())
    for statement in (
        "UPDATE looks SET url = 'http://elsewhere/'",
        "DELETE FROM looks",
        "INSERT OR REPLACE INTO looks SELECT * FROM looks",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="looks is a log"):
            store.db.conn.execute(statement)
    assert list(store.rows(Look)) == [logged]
    names = {table.name for table in TABLES if table.lifetime == "log" and table.file == "nianjian"}
    guarded = {
        row[0] for row in store.db.conn.execute("SELECT tbl_name FROM sqlite_master WHERE type='trigger'")
    }
    assert guarded == names


def test_a_log_that_lost_its_guards_is_not_opened(store: Store) -> None:
    store.db.conn.execute("DROP TRIGGER looks_keep")
    with pytest.raises(Complaint, match="looks_keep"):
        Store(store.folder)


def test_appending_the_same_row_twice_adds_it_once(store: Store) -> None:
    event = OutboxEvent(id="e1", message_id="m1", state="ready", at=AT)
    assert (store.append(event), store.append(event)) == (1, 0)


def test_a_failure_half_way_leaves_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError, match="half-way"), store.atomic():
        store.replace(Finding, [FINDING])
        raise RuntimeError("half-way")
    assert list(store.rows(Finding)) == []


def test_derived_tables_are_replaced_whole_and_logs_never(store: Store) -> None:
    store.replace(Finding, [FINDING])
    store.replace(Finding, [FINDING])
    assert list(store.rows(Finding)) == [FINDING]
    with pytest.raises(TypeError, match="never replaced"):
        store.replace(Look, [])
    with pytest.raises(TypeError, match="never removed"):
        store.drop(Look, "x")


def test_work_rows_come_and_go(store: Store) -> None:
    request = OpenRequest(
        id="r", run_id="x", portal_id="p", url="http://127.0.0.1/", purpose="home", method="GET", sent_at=AT
    )
    store.put(request)
    assert list(store.rows(OpenRequest)) == [request]
    store.drop(OpenRequest, "r")
    assert list(store.rows(OpenRequest)) == []


def test_figures_keep_integers_and_decimals_and_leave_blanks_out(store: Store) -> None:
    store.put_cells(
        "r", {"t3.granted.total": 4, "t2.admin_fees.amount_wan": 0.5, "t3.granted.enterprise": None}
    )
    assert store.cells("r") == {"t3.granted.total": 4, "t2.admin_fees.amount_wan": 0.5}
    with pytest.raises(KeyError, match="nonsense"):
        store.put_cells("r", {"t9.nonsense": 1})
    rows = list(store.db.query("SELECT outcome, total FROM applications"))
    assert rows == [{"outcome": "granted", "total": 4}]
    store.drop_cells("r")
    assert store.cells("r") == {}


def test_a_run_seals_its_looks(store: Store) -> None:
    run = Run.start(store, "crawl", Clock(AT))
    first, second = run.record(look(sha256=store.keep(b"a"))), run.record(look(url="http://127.0.0.1/b"))
    assert second.previous_hash == first.hash
    assert unfinished(store) == [run.id]
    run.finish("done")
    assert unfinished(store) == []
    closing = next(store.rows(RunEvent, "event = 'finished'"))
    assert (closing.count, closing.head) == (2, second.hash)
    assert list(damages(store)) == []


def test_two_runs_begun_at_once_are_two(store: Store) -> None:
    clock = Clock(AT)
    assert Run.start(store, "crawl", clock).id != Run.start(store, "crawl", clock).id
    assert len(list(store.db.query("SELECT * FROM runs"))) == 2


def test_a_cut_off_run_is_taken_up_at_the_end_of_its_chain(store: Store) -> None:
    run = Run.start(store, "crawl", Clock(AT))
    last = run.record(look())
    again = Run.resume(store, run.id, Clock(AT))
    assert (again.head, again.count) == (last.hash, 1)


def test_verify_names_every_damaged_piece(store: Store) -> None:
    run = Run.start(store, "crawl", Clock(AT))
    kept = run.record(look(sha256=store.keep(b"a")))
    run.record(look(url="http://127.0.0.1/b"))
    run.finish("done")
    store.snapshots.path(kept.sha256 or "").unlink()
    for trigger in ("looks_fixed", "looks_keep"):
        store.db.conn.execute(f"DROP TRIGGER {trigger}")
    store.db.conn.execute("UPDATE looks SET status = 404 WHERE url LIKE '%/a'")
    store.db.conn.execute("DELETE FROM looks WHERE url LIKE '%/b'")
    found = "\n".join(damages(store))
    for piece in ("no snapshot", "was altered", "sealed with 2 looks"):
        assert piece in found


def test_the_outbox_shows_the_latest_state_of_each_mail(store: Store) -> None:
    mail = Message(
        id="<m@x>",
        period="2026-W05",
        recipient="a@b.cn",
        subject="周报",
        body_sha256="0",
        body=b"x",
        composed_at=AT,
    )
    store.append(mail, OutboxEvent(id="1", message_id=mail.id, state="ready", at=AT))
    store.append(OutboxEvent(id="2", message_id=mail.id, step=2, state="sent", at=AT))
    assert [row["state"] for row in store.office.query("SELECT * FROM outbox")] == ["sent"]
    assert "messages" not in store.db.table_names()


def test_a_folder_that_cannot_be_used_is_a_clear_complaint(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(Complaint, match="Name another folder"):
        Store(tmp_path / "file" / "data")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "nianjian.db").write_bytes(b"this is no database" * 100)
    with pytest.raises(Complaint, match="Restore it from a backup"):
        Store(tmp_path / "broken")


def test_a_new_version_keeps_logs_and_drops_only_what_one_stage_can_make_again(tmp_path: Path) -> None:
    with Store(tmp_path) as old:
        run = Run.start(old, "crawl", Clock(AT))
        seen = run.record(look())
        old.replace(Finding, [FINDING])
        old.put(Reading(sha256="0" * 64, parser_version="1", outcome="read"))
        old.db.conn.execute("DROP TABLE sections")
        old.db.conn.execute("CREATE TABLE sections (report_id TEXT, of_an_older_version TEXT)")
        old.db.conn.execute("PRAGMA user_version = 1")
    with Store(tmp_path) as new:
        assert list(new.rows(Look)) == [seen]
        assert list(new.rows(Finding)) == [FINDING]
        assert list(new.rows(Reading)) == []
        assert list(new.rows(Section)) == []


CONTRACT = {
    "portals": "id name home_url column_url family delay_seconds notes",
    "units": "id uscc name short_name aliases kind level division_code parent_id portal_id column_url valid_from "
    "valid_to successor_id notes",
    "deadlines": "kind from_year to_year legal_due local_due division_code basis",
    "holidays": "date name working",
    "runs": "id command started_at finished_at outcome",
    "looks": "id run_id portal_id url final_url purpose at status reason sha256 content_type size previous_hash hash",
    "readings": "sha256 parser_version outcome reason",
    "reports": "id unit_id year url sha256 title unit_name form published_on date_source first_seen_at last_seen_at "
    "superseded_by",
    "sections": "report_id key heading text",
    "proactive": "report_id item measure value",
    "applications": "report_id outcome natural_person enterprise research_institution public_welfare_org "
    "legal_service_org other_org total",
    "disputes": "report_id route upheld corrected other pending total",
    "odd_cells": "report_id cell raw state readings",
    "coverage": "unit_id year state due_on published_on days_late looks reason",
    "rules": "id name_zh name_en severity basis description",
    "findings": "id rule_id unit_id year report_id severity message cells lines left right delta repair sha256 "
    "detected_on status",
    "reviews": "id finding_id actor at verdict reason until",
}
OFFICE_CONTRACT = {
    "letters": "id kind unit_id year findings doc_no drafted_at sent_on rectify_by returned_on result sha256",
    "outbox": "id period recipient message_id subject body_sha256 state at",
}


def test_every_name_others_rely_on_is_there_with_its_columns(store: Store) -> None:
    for database, names in ((store.db, CONTRACT), (store.office, OFFICE_CONTRACT)):
        for name, columns in names.items():
            there = [
                column[0] for column in database.conn.execute(f'SELECT * FROM "{name}" LIMIT 0').description
            ]
            assert set(columns.split()) <= set(there), name


def test_a_log_without_its_guards_can_be_verified_and_the_loss_is_named(store: Store) -> None:
    store.db.conn.execute("DROP TRIGGER looks_fixed")
    with Store(store.folder, guarded=False) as opened:
        assert any("looks_fixed" in damage for damage in damages(opened))


def test_a_database_file_with_a_hole_in_it_is_damage(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.put(*(Reading(sha256=f"{n:064x}", parser_version="1", outcome="read") for n in range(2000)))
        assert not store.ills()
    with (tmp_path / "nianjian.db").open("r+b") as file:
        file.seek(file.seek(0, 2) - 4096)  # the last page holds readings only
        file.write(bytes(4096))
    with Store(tmp_path, guarded=False) as store:
        assert any(line.startswith("nianjian.db: ") for line in store.ills())
