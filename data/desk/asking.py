"""What a page may ask: the database, the words of the address, and nothing else."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from datasette import NotFound, Response

from data.clock import office_day
from data.desk.officers import officer_of
from data.desk.refusals import Refused
from data.desk.uploads import LIMIT, Sent, read_form
from data.records import Officer
from data.registry.divisions import DIVISION_CODE, division_prefix
from data.snapshots import DamagedSnapshot, MissingSnapshot, Snapshots

Row = Mapping[str, Any]
DATABASE = "nianjian"
_SHORT = re.compile("[0-9]{2}|[0-9]{4}")  # a province or prefecture, as our own links name it
QUERIES = Path(__file__).parent.parent / "queries" / "pages"


class Asked:
    """One request for one of our own pages."""

    def __init__(self, datasette: Any, request: Any) -> None:
        self._datasette = datasette
        self._request = request

    def part(self, name: str) -> str:
        """Give a part of the address, empty when it may be left out and is."""
        return unquote(self._request.url_vars[name] or "")

    def arg(self, name: str) -> str:
        """Give what was chosen after the `?`, empty when nothing was."""
        return (self._request.args.get(name) or "").strip()

    def number(self, name: str) -> int | None:
        """Give a chosen number; None when nothing fit to be one was given."""
        given = self.arg(name)
        return int(given) if given.isdecimal() and len(given) < 10 else None

    def region(self) -> str:
        """Give the chosen place as a prefix of division codes; what is no code is everywhere."""
        given = self.arg("region")
        try:
            return division_prefix(given)
        except ValueError:
            return given if _SHORT.fullmatch(given) else ""

    def unclear(self, years: Collection[int] = ()) -> list[str]:
        """Say which of the chosen place and year could not be used, and what was expected."""
        said, region, year = [], self.arg("region"), self.arg("year")
        if region and not (_SHORT.fullmatch(region) or DIVISION_CODE.fullmatch(region)):
            said.append("行政区划代码应为6、9或12位数字，以下为全部地区。")
        if year and years and self.number("year") not in years:
            said.append(f"没有所填报告年度的记录，可选年度为{min(years)}至{max(years)}，以下为最近年度。")
        return said

    def year(self, years: Collection[int]) -> int | None:
        """Give the chosen year, None when none was chosen of which there is anything."""
        chosen = self.number("year")
        return chosen if chosen in years else None

    @property
    def officer(self) -> Officer | None:
        """Give the officer who is asking; None where there are none."""
        return officer_of(self._request.actor)

    @property
    def folder(self) -> Path:
        """Give the data folder."""
        return Path(self._datasette.get_database(DATABASE).path).parent

    async def form(self) -> Mapping[str, str]:
        """Give what was sent as a form; empty when the page was only asked for."""
        if not self.sent:
            return {}
        sent: Mapping[str, str] = await self._request.post_vars()
        return sent

    @property
    def sent(self) -> bool:
        """Tell whether a form was sent."""
        return bool(self._request.method == "POST")

    async def upload(self, limit: int = LIMIT) -> Sent:
        """Give what was sent as a form with files; raises TooLarge, and Refused for what is none."""
        kind = str(self._request.headers.get("x-form-type", ""))  # data/plugins/uploads.py
        try:
            return await asyncio.to_thread(read_form, kind, await self._request.post_body(), limit)
        except ValueError:
            raise Refused("表单不完整，请重新填写。") from None

    def back(self, path: str, said: str, *, refused: bool = False) -> Response:
        """Send the visitor to one of our pages, with a sentence that stands there once."""
        self._datasette.add_message(
            self._request, said, self._datasette.ERROR if refused else self._datasette.INFO
        )
        address: Response = Response.redirect(self._datasette.urls.path(path))
        return address

    def body(self, sha256: str) -> bytes | None:
        """Give the stored bytes of a look; None when they are not kept here or no longer sound."""
        try:
            return Snapshots(self.folder / "snapshots").body(sha256)
        except (MissingSnapshot, DamagedSnapshot):
            return None

    async def rows(self, sql: str, **params: object) -> list[Row]:
        """Read rows; the values of `params` stand in the SQL as `:name`."""
        found = await self._datasette.get_database(DATABASE).execute(sql, params)
        return [dict(row) for row in found.rows]

    async def ask(self, query: str, **params: object) -> list[Row]:
        """Read the rows of a query of data/queries/pages/."""
        return await self.rows(_written(query), **params)

    async def one(self, sql: str, **params: object) -> Row | None:
        """Read one row, None when there is none."""
        found = await self.rows(sql, **params)
        return found[0] if found else None

    async def must(self, query: str, **params: object) -> Row:
        """Read the first row of a query of data/queries/pages/; without one the page is not found."""
        found = await self.ask(query, **params)
        if not found:
            raise NotFound("no such record")
        return found[0]


@cache
def _written(query: str) -> str:
    return (QUERIES / f"{query}.sql").read_text(encoding="utf-8")


def instant(text: str) -> datetime:
    """Read a stored instant."""
    return datetime.fromisoformat(text)


def day_of(text: str) -> date:
    """Tell on which day in the office a stored instant lies."""
    return office_day(instant(text))
