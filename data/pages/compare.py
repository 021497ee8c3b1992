"""内容比对：sections one and five of a finding's report beside those of the report it is compared with."""

from __future__ import annotations

from collections.abc import Mapping

from data.desk import beside
from data.desk.asking import Asked

ADDRESS = r"/compare/(?P<id>.+)$"


async def page(asked: Asked) -> Mapping[str, object]:
    """Compare with the unit and year the finding names, or with the chosen earlier year of the same unit."""
    finding = await asked.must("finding_one", id=asked.part("id"), officer=False)
    chosen = asked.number("year")
    named = await beside.named(asked, finding)
    years = await asked.ask("compare_years", unit=finding["unit_id"], later=finding["year"])
    return {
        "finding": finding,
        "years": [row["year"] for row in years],
        "named": named[0] if named else None,
        "parts": named if chosen is None else await beside.of_year(asked, finding, chosen),
    }
