"""All units of the demo country."""

from __future__ import annotations

from demo import linxi, qinghe, tangxi
from demo.country import DemoUnit

UNITS = (*qinghe.UNITS, *linxi.UNITS, *tangxi.UNITS)
STRANGERS = qinghe.STRANGERS


def unit(unit_id: str) -> DemoUnit:
    """Give one unit by its id, strangers included."""
    return next(each for each in (*UNITS, *STRANGERS) if each.id == unit_id)
