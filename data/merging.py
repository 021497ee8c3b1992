"""The union of two machines' logs: ids are facts, bodies are named by content, nothing collides.

Where both machines worked on the same thing, the views say which word counts by what was done and when, never
by which folder was merged first. Of one mail that both composed each folder keeps its own bytes.
"""

from __future__ import annotations

from pathlib import Path

from data.errors import Complaint
from data.records import RunEvent
from data.store import Store
from data.tables import TABLES, Table

CHUNK = 2_000  # rows a transaction: memory stays small, and what was cut off is taken up by doing it again


def merge(store: Store, other_folder: Path) -> tuple[int, int]:
    """Add what another data folder has seen and decided; tell how many log rows and bodies were new.

    Doing it again adds nothing, and the order of machines does not matter. Bodies come first, checked against
    their names, then the logs, last the events that seal them: a merge cut off in between is no damage.
    Derived tables are not touched: parse and check make them anew. Raises Complaint for a folder without data
    and for the folder itself.
    """
    if not (other_folder / "nianjian.db").is_file():
        raise Complaint("OTHER_DATA", str(other_folder), "a data folder", "name the one with nianjian.db")
    if other_folder.resolve() == store.folder.resolve():
        raise Complaint("OTHER_DATA", str(other_folder), "another data folder", "name the other machine's")
    with Store(other_folder) as other:
        mine = set(store.snapshots.all())
        bodies = [sha256 for sha256 in other.snapshots.all() if sha256 not in mine]
        for sha256 in bodies:
            store.keep(other.body(sha256))
        logs = [table for table in TABLES if table.lifetime == "log"]
        logs.sort(key=lambda table: table.record is RunEvent)
        rows = sum(_add(store, other, table) for table in logs)
    return rows, len(bodies)


def _add(store: Store, other: Store, table: Table) -> int:
    database = other.db if table.file == "nianjian" else other.office
    (last,) = database.conn.execute(f'SELECT coalesce(max(rowid), 0) FROM "{table.name}"').fetchone()
    within = "rowid > ? AND rowid <= ? ORDER BY rowid"
    return sum(
        store.append(*other.rows(table.record, within, (start, start + CHUNK)))
        for start in range(0, last, CHUNK)
    )
