"""Which places lie in a region, and what they are called: by the governments in the registry."""

from __future__ import annotations

import json
import re

from data.desk.asking import Asked
from data.registry.divisions import division_prefix

LENGTHS = (2, 4, 6, 9, 12)
GOVERNMENT, TOWNS = "government", ("township_gov", "subdistrict_office", "development_zone")
COUNTY = 6  # digits; what lies below it is named by townships, too
_OFFICE = re.compile(r"(人民政府|办事处|管理委员会|管委会)$")


def place_name(unit_name: str) -> str:
    """Take the place out of the name of its government.

    >>> place_name("渭水县人民政府")
    '渭水县'
    """
    return _OFFICE.sub("", unit_name)


async def name(asked: Asked, prefix: str) -> str:
    """Name one place, empty for the whole country; a place nobody governs is its code."""
    called = await names(asked, prefix, len(prefix)) if prefix else {}
    return called.get(prefix, prefix)


async def names(asked: Asked, prefix: str, below: int | None = None) -> dict[str, str]:
    """Name the places in a region by the digits of their codes; townships only inside a county.

    `below` leaves out places with more digits.
    """
    kinds = [GOVERNMENT, *TOWNS] if len(prefix) >= COUNTY else [GOVERNMENT]
    found = await asked.ask("place_names", like=f"{prefix}*", kinds=json.dumps(kinds), below=below)
    return {division_prefix(row["division_code"]): place_name(row["name"]) for row in found}


async def inside(asked: Asked, prefix: str) -> list[tuple[str, str]]:
    """List the places right below a region, code and name; levels with one place only are passed over."""
    query = "place_codes_counted" if len(prefix) < COUNTY else "place_codes"
    found = await asked.ask(query, like=f"{prefix}*", prefix=prefix)
    codes = {division_prefix(row["division_code"]) for row in found}
    for length in LENGTHS:
        below = sorted({code[:length] for code in codes if len(code) >= length > len(prefix)})
        if len(below) > 1:
            called = await names(asked, prefix, length)
            return [(code, called.get(code, code)) for code in below]
    return []
