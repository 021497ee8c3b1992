"""网站状况：every portal and column, when it was last read in full, what stood in the way since."""

from __future__ import annotations

from collections.abc import Mapping

from data.desk import addresses
from data.desk.asking import Asked, Row
from data.words import said

ADDRESS = r"/sources$"


async def page(asked: Asked) -> Mapping[str, object]:
    """List the columns we read, the ill ones first."""
    columns = [_column(row) for row in await asked.ask("sources_columns")]
    return {
        "columns": sorted(columns, key=lambda row: row["healthy"]),
        "unread": await asked.ask("sources_unread"),
        "reasons": await asked.ask("sources_reasons"),
    }


def _column(row: Row) -> Row:
    trend = [said("walk", outcome) for outcome in (row["recent"] or "").split(",")]
    return {
        **row,
        "healthy": row["outcome"] == "complete",
        "words": said("walk", row["outcome"]),
        "trend": "，".join(trend[:5]),
        "url": addresses.rows("looks", portal_id=row["portal_id"], _sort_desc="at"),
    }
