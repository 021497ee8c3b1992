"""常问: the fifteen questions of the trade, each one click from its answer."""

from __future__ import annotations

from collections.abc import Mapping

from data.desk.asking import Asked
from data.desk.kinds import GROUPS
from data.registry.divisions import division_prefix

ADDRESS = r"/questions$"


async def page(asked: Asked) -> Mapping[str, object]:
    """Lead to each answer, for the officer's own region and the newest year."""
    years = [row["year"] for row in await asked.ask("years")]
    own = division_prefix((asked.officer.division_code or "") if asked.officer else "")
    return {"year": asked.year(years) or max(years, default=0), "own": own, "groups": tuple(GROUPS)}
