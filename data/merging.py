"""The union of two machines' logs: ids are facts, bodies are named by content, nothing collides."""

from __future__ import annotations

from pathlib import Path

from data.errors import Complaint
from data.schema import TABLES
from data.store import Store


def merge(store: Store, other_folder: Path) -> tuple[int, int]:
    """Add what another data folder has seen and decided; tell how many log rows and bodies were new.

    Doing it again adds nothing, and the order of machines does not matter. Bodies come first, checked against
    their names. Derived tables are not touched: parse and check make them anew. Raises Complaint for a folder
    without data.
    """
    if not (other_folder / "nianjian.db").is_file():
        raise Complaint("OTHER_DATA", str(other_folder), "a data folder", "name the one with nianjian.db")
    with Store(other_folder) as other:
        mine = set(store.snapshots.all())
        bodies = [sha256 for sha256 in other.snapshots.all() if sha256 not in mine]
        for sha256 in bodies:
            store.keep(other.body(sha256))
        rows = 0
        for table in TABLES:
            if table.lifetime == "log":
                rows += store.append(*other.rows(table.record))
    return rows, len(bodies)
