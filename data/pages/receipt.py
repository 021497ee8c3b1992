"""核查记录：where and when we looked for one unit's report of one year, and what we saw."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from datetime import date

from data.desk import entries, season
from data.desk.asking import Asked, Row, day_of
from data.desk.cells import beijing
from data.desk.officers import may_decide
from data.words import STANDINGS, said

ADDRESS = r"/receipt/(?P<unit>[^/]+)/(?P<year>\d{4})$"


async def page(asked: Asked) -> Mapping[str, object]:
    """Gather the looks that a year's state rests on."""
    unit, year = asked.part("unit"), int(asked.part("year"))
    row = await asked.must("receipt_one", unit=unit, year=year)
    column = row["own_column"] or ""
    found = await asked.ask("walks_for", portal=row["portal_id"], unit=unit, own=column)
    walks = [_walk(walk, row) for walk in found]
    pages = next((walk["pages"] for walk in walks if walk["outcome"] == "complete"), "[]")
    return {
        "row": row,
        "words": STANDINGS[row["standing"]],
        "sentence": _sentence(row, walks, year),
        "walks": walks,
        "column": column or row["column_url"] or (walks[0]["column_url"] if walks else row["home_url"]),
        "listed": await asked.ask("receipt_listed", pages=pages, name=row["name"]),
        "troubles": await asked.ask("receipt_troubles", walks=json.dumps([walk["id"] for walk in walks])),
        "findings": await asked.ask("receipt_findings", unit=unit, year=year, officer=bool(asked.officer)),
        "reports": await asked.ask("receipt_reports", unit=unit, year=year),
        "year": year,
        **await _office(asked, row, year),
    }


async def _office(asked: Asked, row: Row, year: int) -> Row:
    """Gather what an officer may read and do here; nothing for anybody else."""
    if asked.officer is None or not may_decide(asked.officer, row["division_code"] or ""):
        return {}
    entered = await asyncio.to_thread(entries.history, asked.folder, row["unit_id"], year)
    return {
        "may_decide": True,
        "reminded": await asyncio.to_thread(season.reminders, asked.folder, row["unit_id"], year),
        "contacts": await asyncio.to_thread(season.contacts, row["unit_id"]),
        "entered": entries.standing(entered),
        "sources": entries.SOURCES,
        "owes": row["standing"] in season.OWING,
        "confirmed": await asked.one(
            "SELECT count(*) AS n FROM findings WHERE unit_id = :unit AND year = :year "
            "AND status = 'confirmed' AND NOT private_rule(rule_id)",
            unit=row["unit_id"],
            year=year,
        ),
    }


def _walk(walk: Row, row: Row) -> Row:
    due = date.fromisoformat(row["due_on"]) if row["due_on"] else None
    after = due is not None and day_of(walk["started_at"]) > due
    seen = said("walk", walk["outcome"])
    if walk["outcome"] == "complete":
        declared = "" if walk["declared"] is None else f"，网站自称{walk['declared']}条"
        seen = f"列表已取全，见到{walk['seen']}条{declared}"
    pages = [page for page in json.loads(walk["pages"]) if page]
    return {**walk, "after": after, "words": seen, "probed": said("walk", walk["probe"]), "kept": pages}


def _sentence(row: Row, walks: list[Row], year: int) -> str:
    """Say in the office's standard sentence what was looked for and not seen."""
    complete = [walk for walk in walks if walk["outcome"] == "complete"]
    if row["standing"] not in ("not_seen", "absent", "unpublished") or not complete:
        return ""
    newest = beijing(complete[0]["started_at"])
    return (
        f"截至{newest}，经{row['looks']}次核查（最近一次{newest}），"
        f"在{row['portal'] or '登记栏目'}年报栏目暂未检索到{row['name']}{year}年年度报告。"
    )
