"""归属判定: reports whose unit or year their words do not settle, each with what is known of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping

from datasette import Forbidden, Response

from data.desk import placing
from data.desk.asking import Asked, Row
from data.desk.officers import may_decide
from data.desk.refusals import Refused
from data.desk.times import today
from data.records import Officer, Report, Unit
from data.registry.divisions import division_prefix
from data.store import Store
from data.words import STANDINGS

ADDRESS = r"/attribution(?:/(?P<id>[0-9a-f]{16}))?$"
EXCERPT = 600  # characters of a report's beginning


async def page(asked: Asked) -> Response | Mapping[str, object]:
    """List what waits, or show one document with its candidates; a form sent there decides."""
    officer, report_id = asked.officer, asked.part("id")
    if officer is None:
        raise Forbidden("only officers decide whose report a document is")
    if not report_id:
        return await _waiting(asked, officer)
    if not asked.sent:
        return await _one(asked, officer, report_id)
    form = await asked.form()
    try:
        said = await asyncio.to_thread(placing.decide, asked.folder, officer, report_id, form)
    except Refused as refusal:
        return {**await _one(asked, officer, report_id), "refused": str(refusal), "typed": form}
    return asked.back("/attribution", said)


async def _waiting(asked: Asked, officer: Officer) -> Row:
    """List the documents of portals with a unit of the officer's region, those decided apart."""
    like = f"{division_prefix(officer.division_code or '')}*"
    known = await asyncio.to_thread(placing.decided, asked.folder)
    waiting = await asked.ask("attribution_waiting", like=like)
    names = {row["id"]: row["name"] for row in await asked.rows("SELECT id, name FROM units")}
    latest = sorted((each[-1] for each in known.values()), key=lambda each: each.at, reverse=True)
    past = [
        {"decision": each, "unit": names.get(each.unit_id or "", each.unit_id), "id": each.sha256[:16]}
        for each in latest[:100]
    ]
    return {
        "report": None,
        "waiting": [row for row in waiting if row["sha256"] not in known],
        "past": past,
        "doubts": placing.DOUBTS,
    }


async def _one(asked: Asked, officer: Officer, report_id: str) -> Row:
    report = await asked.must("attribution_one", id=report_id)
    found = await asyncio.to_thread(_possible, asked, report_id)
    known = (await asyncio.to_thread(placing.decided, asked.folder, report["sha256"])).get(
        report["sha256"], ()
    )
    now = await asked.rows(
        "SELECT unit_id, standing FROM standings "
        "WHERE year = :year AND unit_id IN (SELECT value FROM json_each(:ids))",
        year=report["stated_year"],
        ids=json.dumps([unit.id for unit in found]),
    )
    standing = {row["unit_id"]: STANDINGS[row["standing"]] for row in now}
    text = report["preamble"] or report["overview"] or ""
    return {
        "report": report,
        "excerpt": text[:EXCERPT] + ("…" if len(text) > EXCERPT else ""),
        "listed": await asked.ask("attribution_listed", sha256=report["sha256"]),
        "candidates": [
            {
                "unit": unit,
                "mine": may_decide(officer, unit.division_code or ""),
                "now": standing.get(unit.id),
            }
            for unit in found
        ],
        "narrowed": bool(report["candidates"] and report["candidates"] != "[]"),
        "known": known,
        "names": {unit.id: unit.name for unit in found},
        "doubts": placing.DOUBTS,
        "years": range(today().year - 1, placing.FIRST_YEAR - 1, -1),
    }


def _possible(asked: Asked, report_id: str) -> list[Unit]:
    with Store(asked.folder) as store:
        report = next(store.rows(Report, "id = ?", (report_id,)), None)
        return placing.possible(store, report) if report else []
