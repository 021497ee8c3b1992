"""Data folders of earlier versions: today's Store opens them, and every log row is what it was.

Each folder of tests/examples/schema is a version: the dumps of both databases as that version wrote them.
A release adds one; none is ever changed.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from data.backup import backup, restore
from data.clock import Clock
from data.evidence import damages
from data.records import LetterEvent, Look, Message, OutboxEvent, Review, RunEvent, Sighting, Walk
from data.runs import Run
from data.store import Store
from data.tables import TABLES
from monitor.mail.outbox import mails

EXAMPLES = Path(__file__).parent / "examples" / "schema"
VERSIONS = sorted(folder.name for folder in EXAMPLES.iterdir())
LIST = b"<html>list</html>"
LOGS = (RunEvent, Look, Walk, Sighting, Review, Message, OutboxEvent, LetterEvent)


def written_by(version: str, folder: Path) -> Path:
    """Make the data folder as that version left it."""
    folder.mkdir()
    for name in ("nianjian", "office"):
        connection = sqlite3.connect(folder / f"{name}.db")
        connection.executescript((EXAMPLES / version / f"{name}.sql").read_text(encoding="utf-8"))
        connection.close()
    return folder


def log_rows(folder: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of every log table, as SQLite gives it, without columns that did not exist then."""
    found = {}
    for table in TABLES:
        if table.lifetime != "log":
            continue
        connection = sqlite3.connect(folder / f"{table.file}.db")
        connection.row_factory = sqlite3.Row
        there = connection.execute(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table.name,)
        ).fetchone()
        rows = connection.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid') if there else ()
        found[table.name] = [{key: row[key] for key in row.keys() if row[key] is not None} for row in rows]  # noqa: SIM118 - a Row iterates over values
        connection.close()
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_a_folder_of_an_earlier_version_opens_with_its_logs_as_they_were(
    tmp_path: Path, version: str
) -> None:
    folder = written_by(version, tmp_path / "data")
    before = log_rows(folder)
    assert all(before[table.name] for table in TABLES if table.record in LOGS), (
        "a log without rows proves nothing"
    )
    with Store(folder) as store:
        store.keep(LIST)
        assert list(damages(store)) == []
        for record in LOGS:
            assert list(store.rows(record))
        assert [mail.state for mail in mails(store)] == ["sent"]
    assert log_rows(folder) == before


@pytest.mark.parametrize("version", VERSIONS)
def test_an_upgraded_folder_goes_on_and_can_be_backed_up(tmp_path: Path, version: str) -> None:
    folder = written_by(version, tmp_path / "data")
    with Store(folder) as store:
        store.keep(LIST)
        Run.start(store, "crawl", Clock()).finish("done")
    with Store(folder) as store:
        assert len({event.run_id for event in store.rows(RunEvent)}) == 2
    backup(folder, tmp_path / "b.tar")
    restore(tmp_path / "b.tar", tmp_path / "again")
    with Store(tmp_path / "again") as again, pytest.raises(sqlite3.IntegrityError):
        again.db.conn.execute("DELETE FROM looks")
