"""人工录入: one unit's report of one year as handed in on paper or by mail, its file and its figures."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import quote

from datasette import Forbidden, Response

from data.desk import entries
from data.desk.asking import Asked, Row
from data.desk.commands import Busy
from data.desk.grids import TITLES
from data.desk.officers import may_decide
from data.desk.refusals import Refused
from data.desk.times import today
from data.desk.uploads import LIMIT, TooLarge
from data.forms import Line, form
from data.records import HandReport, Officer

ADDRESS = r"/entry/(?P<unit>[^/]+)/(?P<year>\d{4})$"


async def page(asked: Asked) -> Response | Mapping[str, object]:
    """Show what was entered and the forms; a form sent here adds to it or takes it back."""
    officer = asked.officer
    if officer is None:
        raise Forbidden("only officers enter reports")
    unit = await asked.must("unit_one", id=asked.part("unit"))
    year = int(asked.part("year"))
    if not asked.sent:
        return await _shown(asked, officer, unit, year)
    typed: Mapping[str, str] = {}
    try:
        sent = await asked.upload()
        typed, whom = sent.words, (unit["id"], year)
        if typed.get("do") == "withdraw":
            await asyncio.to_thread(entries.withdraw, asked.folder, officer, whom, typed)
            said = "已撤销录入。"
        else:
            read = entries.read(sent, year, today())
            said = await asyncio.to_thread(entries.keep, asked.folder, officer, whom, read)
    except TooLarge as error:
        refused = f"文件不超过{LIMIT // 1024 // 1024}MB。"
        return {**await _shown(asked, officer, unit, year), "refused": refused, "typed": error.words}
    except Busy:
        return {
            **await _shown(asked, officer, unit, year),
            "refused": "系统正忙，请稍后再试。",
            "typed": typed,
        }
    except Refused as refusal:
        return {**await _shown(asked, officer, unit, year), "refused": str(refusal), "typed": typed}
    return asked.back(f"/entry/{quote(unit['id'])}/{year}", said)


async def _shown(asked: Asked, officer: Officer, unit: Row, year: int) -> Row:
    history = await asyncio.to_thread(entries.history, asked.folder, unit["id"], year)
    mine = may_decide(officer, unit["division_code"] or "")
    entered = entries.standing(history)
    seen = await asked.one(
        "SELECT report_id FROM coverage WHERE unit_id = :unit AND year = :year AND report_id IS NOT NULL",
        unit=unit["id"],
        year=year,
    )
    return {
        "unit": unit,
        "year": year,
        "mine": mine,
        "history": history if mine else (),
        "entered": entered if mine else None,
        "seen": seen,
        "sources": entries.SOURCES,
        "source_words": entries.source_words,
        "today": today().isoformat(),
        "limit": LIMIT // 1024 // 1024,
        "tables": _tables(year, entered if mine else None),
        "typed": {},
    }


def _tables(year: int, entered: HandReport | None) -> list[tuple[str, list[Row]]]:
    """Lay the form's tables out as fields, filled with what stands."""
    form_id = entries.form_of(year)
    if form_id is None:
        return []
    cells = entered.cells if entered else {}
    return [
        (TITLES[table], [_line(table, line, cells) for line in lines])
        for table, lines in form(form_id).tables().items()
    ]


def _line(table: str, line: Line, cells: Mapping[str, object]) -> Row:
    def field(column: str, label: str) -> Row:
        key = f"{table}.{line.key}.{column}"
        return {"key": key, "label": label, "value": cells.get(key, "")}

    return {
        "label": f"{line.group} {line.label}".strip(),
        "fields": [field(column.key, column.label) for column in line.columns],
    }
