"""内容比对：sections one and five of a finding's report beside those of an earlier year."""

from __future__ import annotations

from collections.abc import Mapping

from data.desk.asking import Asked
from data.desk.passages import marked

ADDRESS = r"/compare/(?P<id>.+)$"


async def page(asked: Asked) -> Mapping[str, object]:
    """Compare with the chosen earlier year, the last one by default."""
    finding = await asked.must("finding_one", id=asked.part("id"), officer=False)
    unit, year = finding["unit_id"], finding["year"]
    parts = await asked.ask("parts", unit=unit, later=year, earlier=asked.number("year"))
    return {
        "finding": finding,
        "years": [row["year"] for row in await asked.ask("compare_years", unit=unit, later=year)],
        "parts": [{**part, **marked(part["earlier"], part["later"])} for part in parts],
    }
