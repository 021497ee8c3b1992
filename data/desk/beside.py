"""The sections of a report beside those of the report it was compared with, shared passages marked."""

from __future__ import annotations

from data.desk.asking import Asked, Row
from data.desk.passages import marked

FROM_OTHERS = "copied-from-unit"


async def named(asked: Asked, finding: Row) -> list[Row]:
    """Give sections one and five beside those of the unit and year the finding names.

    Where no copy is kept, beside the unit's last report before; of another unit there is nothing then.
    """
    others = finding["rule_id"] == FROM_OTHERS
    report, unit = finding["report_id"], finding["unit_id"]
    about = {"report": report, "unit": unit, "others": others, "message": finding["message"] or ""}
    sources = await asked.ask("named_source", **about)
    if not sources:
        return [] if others else await of_year(asked, finding, None)
    source = sources[0]
    told = {
        "earlier_year": source["source_year"],
        "earlier_unit": source["source_unit_name"] if others else "",
        "order_known": bool(source["earlier"]),
    }
    parts = await asked.ask("parts_of_source", report=report, source=source["source_id"])
    return [{**part, **told, **marked(part["earlier"], part["later"])} for part in parts]


async def of_year(asked: Asked, finding: Row, year: int | None) -> list[Row]:
    """Give them beside those of the same unit's chosen year, the last one before by default."""
    parts = await asked.ask("parts", unit=finding["unit_id"], later=finding["year"], earlier=year)
    told = {"earlier_unit": "", "order_known": True}
    return [{**part, **told, **marked(part["earlier"], part["later"])} for part in parts]
