"""网站状况：every portal and column, when it was last read in full, what stood in the way since."""

from __future__ import annotations

import json
from collections.abc import Mapping

from data.desk import addresses
from data.desk.asking import Asked, Row
from data.words import said

ADDRESS = r"/sources$"


SIZE = 100  # columns a page


async def page(asked: Asked) -> Mapping[str, object]:
    """List the columns we read, the ill ones first."""
    start, ill = asked.number("start") or 0, asked.arg("ill")
    found = await asked.ask("sources_columns", ill=ill, size=SIZE, offset=start)
    counted = await asked.ask("sources_counted")
    unread = await asked.ask("sources_unread", size=SIZE)
    return {
        "columns": [_column(row) for row in found[:SIZE]],
        "counted": counted[0],
        "ill": ill,
        "start": start,
        "next": start + SIZE if len(found) > SIZE else None,
        "previous": max(start - SIZE, 0) if start else None,
        "unread": unread[:SIZE],
        "more_unread": len(unread) > SIZE,
        "reasons": await asked.ask("sources_reasons"),
    }


def _column(row: Row) -> Row:
    return {
        **row,
        "healthy": row["outcome"] == "complete",
        "words": said("walk", row["outcome"]),
        "trend": "，".join(_told(outcome, seen) for outcome, seen in json.loads(row["recent"])),
        "url": addresses.rows("looks", portal_id=row["portal_id"], _sort_desc="at"),
    }


def _told(outcome: str, seen: int) -> str:
    """Say how one walk went: how many items a complete one saw, else what stood in the way."""
    return f"{seen}条" if outcome == "complete" else said("walk", outcome)
