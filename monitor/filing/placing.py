"""What officers decided about documents the names in them do not settle: whose report, or none. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from data.clock import office_day
from data.records import Placement
from monitor.filing.attribution import Attribution


def placements_by(placements: Iterable[Placement], as_of: date) -> Mapping[str, Placement]:
    """Give the decision that counts for each document by the end of a day: the latest one."""
    known = (each for each in placements if office_day(each.at) <= as_of)
    return {each.sha256: each for each in sorted(known, key=lambda each: (each.at, each.id))}


def placed(whose: Attribution, decided: Placement | None) -> Attribution:
    """Let an officer's decision, if there is one, go before what the words of a document say."""
    if decided is None:
        return whose
    if decided.unit_id is None:
        return replace(whose, unit_id=None, reason="not_a_report", maybe=frozenset())
    return Attribution(unit_id=decided.unit_id, year=decided.year or whose.year)
