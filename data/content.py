"""What a data folder says, as lines that can be compared: the same content after a crash, a re-run, a merge.

Left out is what may differ between two honest runs: run ids, times, numbers of looks (contract §3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlite_utils import Database

from data.codec import canonical_json, column_types
from data.forms import all_cells
from data.store import Store
from data.tables import FIGURES, TABLES

WHEN = frozenset({"first_seen_at", "last_seen_at", "detected_on", "looks", "at"})
# In messages: 经3次核查（最近一次2026年2月10日10时00分）, 截至2026年2月10日.
COUNTS = re.compile(r"经\d+次核查|截至\d+年\d+月\d+日|\d+年\d+月\d+日\d+时(?:\d+分)?")


def content(store: Store) -> Iterator[str]:
    """Give the content of a data folder as ordered JSON lines."""
    for table in TABLES:
        if table.lifetime in ("seed", "derived"):
            database = store.db if table.file == "nianjian" else store.office
            names = [name for name in column_types(table.record) if name not in WHEN]
            yield from _lines(database, table.name, names)
    yield from _lines(store.db, FIGURES, ["report_id", *all_cells()])
    for row in store.office.query("SELECT period, recipient, state FROM outbox ORDER BY period, recipient"):
        yield canonical_json(["outbox", row])
    reviews = "SELECT finding_id, verdict, reason, until FROM reviews ORDER BY finding_id, at, id"
    for row in store.db.query(reviews):
        yield canonical_json(["reviews", row])
    yield from (canonical_json(["snapshot", sha256]) for sha256 in store.snapshots.all())


def _lines(database: Database, table: str, names: list[str]) -> Iterator[str]:
    columns = ", ".join(f'"{name}"' for name in names)
    rows = database.query(f'SELECT {columns} FROM "{table}"')
    yield from sorted(COUNTS.sub("…", canonical_json([table, row])) for row in rows)
