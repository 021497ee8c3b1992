"""催报名单: who still owes a report, how long is left, whom to ring, when they were last reminded."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from datasette import Forbidden, Response

from data.desk import places, rosters, season
from data.desk.asking import Asked, Row
from data.desk.cells import beijing
from data.desk.files import spreadsheet
from data.desk.kinds import GROUPS
from data.desk.times import today
from data.desk.workbooks import Value, workbook
from data.registry.divisions import division_prefix
from data.words import STANDINGS, said

ADDRESS = r"/season(?P<sheet>\.xlsx)?$"
SIZE = 200
ALL = 5_000  # rows of a workbook
HEADS = (
    *("单位", "类别", "报告年度", "应公布日期", "剩余天数", "情况", "最近核查"),
    *("联系人", "电话", "最近催报", "次数"),
)


async def page(asked: Asked) -> Response | Mapping[str, object]:
    """List those of a region who owe, a page of them, or all as a workbook."""
    officer = asked.officer
    if officer is None:
        raise Forbidden("contacts are for officers only")
    own = division_prefix(officer.division_code or "")
    region = asked.region() if asked.region().startswith(own) else own
    years = [row["year"] for row in await asked.ask("years")]
    year = asked.year(years) or season.running(today())
    whole, start = bool(asked.part("sheet")), asked.number("start") or 0
    scope = {
        "year": year,
        "like": f"{region}*",
        "kinds": json.dumps(GROUPS.get(asked.arg("group"), ())),
    }
    size = ALL if whole else SIZE
    found = await asked.ask("season_owing", **scope, size=size, offset=0 if whole else start)
    kept = await asyncio.to_thread(season.kept, asked.folder, year)
    walks = await season.looks(asked, found)
    rows = [_row(row, kept, season.looked(row, walks)) for row in found[:size]]
    if whole:
        return _sheet(rows, year)
    chosen = {"year": year, "region": region, "group": asked.arg("group")}
    return {
        "rows": rows,
        "year": year,
        "years": years,
        "chosen": chosen,
        "groups": tuple(GROUPS),
        "place": await places.name(asked, region),
        "days": await season.countdown(asked, region, today()),
        "roster": await asyncio.to_thread(rosters.to_confirm, asked.folder, today()),
        "ways": season.WAYS,
        "here": "?" + urlencode({**chosen, "start": start}),
        "sheet": "?" + urlencode(chosen),
        "next": "?" + urlencode({**chosen, "start": start + SIZE}) if len(found) > SIZE else None,
        "previous": "?" + urlencode({**chosen, "start": max(start - SIZE, 0)}) if start else None,
    }


def _row(row: Row, kept: season.Kept, looked: str) -> Row:
    reminded = kept.reminders.get(row["unit_id"], ())
    return {
        **row,
        "left": (date.fromisoformat(row["due_on"]) - today()).days,
        "words": STANDINGS[row["standing"]],
        "looked": looked,
        "contacts": kept.contacts.get(row["unit_id"], ()),
        "reminded": reminded[-1] if reminded else None,
        "times": len(reminded),
    }


def _sheet(rows: Sequence[Row], year: int) -> Response:
    title = f"{year}年度催报名单"
    lines: list[Sequence[Value]] = [
        (
            row["name"],
            said("kind", row["kind"]),
            row["year"],
            row["due_on"],
            row["left"],
            row["words"],
            row["looked"],
            "；".join(each.name for each in row["contacts"]),
            "；".join(each.phone for each in row["contacts"]),
            _told(row),
            row["times"],
        )
        for row in rows
    ]
    return spreadsheet(title, workbook(title, HEADS, lines))


def _told(row: Row) -> str:
    last = row["reminded"]
    return (
        f"{beijing(last.at.isoformat())} {last.how} {last.actor} {last.notes or ''}".strip() if last else ""
    )
