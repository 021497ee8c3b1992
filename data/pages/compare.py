"""内容比对：a finding's report beside the one it is compared with, or beside what it was before."""

from __future__ import annotations

from collections.abc import Mapping

from data.desk import beside
from data.desk.asking import Asked
from data.desk.versions import before_and_after

ADDRESS = r"/compare/(?P<id>.+)$"


async def page(asked: Asked) -> Mapping[str, object]:
    """Compare with the unit and year the finding names, with the document before, or with a chosen year."""
    finding = await asked.must("finding_one", id=asked.part("id"), officer=False)
    chosen = asked.number("year")
    named = await beside.named(asked, finding)
    years = await asked.ask("compare_years", unit=finding["unit_id"], later=finding["year"])
    told = {"finding": finding, "years": [row["year"] for row in years], "named": named[0] if named else None}
    if chosen is not None:
        return {**told, "parts": await beside.of_year(asked, finding, chosen)}
    versions = await before_and_after(asked, finding)
    return {**told, "versions": versions, "parts": [] if versions else named}
