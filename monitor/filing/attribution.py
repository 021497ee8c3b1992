"""Whose report is this, and for which year? From a title, the document's own name, and where it stood.

What a text says beats where it stands: an explicit name of somebody else is somebody else's report, also in a
unit's own column; but a body nobody knows, there, may be the unit under a new name. The longest name wins; a
name of two units decides nothing. A name is the unit's only if what stands around it names no other body or
place: 某县地方税务局 is not 某县.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from data.wording import may_be_report, report_year
from monitor.filing.names import Names, Who

Reason = Literal["no_name", "other_body", "ambiguous", "names_disagree", "no_year", "not_a_report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Whose report, for which year, and if nobody's: why.

    `maybe` are the units it could still be about: while nobody has examined it, none of them is absent.
    """

    unit_id: str | None
    year: int | None
    reason: Reason | None = None
    maybe: frozenset[str] = frozenset()


def attribute(
    names: Names,
    titles: Sequence[str] = (),
    own_name: str | None = None,
    column_unit: str | None = None,
    stated_year: int | None = None,
) -> Attribution:
    """Attribute one report to a unit and a year.

    Args:
        names: the names of the units that may be meant.
        titles: what the list and the document call it, the list's title first.
        own_name: the name the document states for its unit.
        column_unit: the unit in whose own column it stood.
        stated_year: the year the document itself reports on; the titles are asked first.
    """
    year = next((found for found in map(report_year, titles) if found is not None), stated_year)
    if titles and not any(map(may_be_report, titles)):
        return Attribution(unit_id=None, year=year, reason="not_a_report")
    texts = [*titles, *([own_name] if own_name else [])]
    said = [names.who(text) for text in texts]
    meant = frozenset(who.unit_id for who in said if who.unit_id is not None)
    if len(meant) > 1:
        return Attribution(unit_id=None, year=year, reason="names_disagree", maybe=meant)
    unit_id = next(iter(meant), column_unit)
    strangers = [text for text, who in zip(texts, said, strict=True) if who.reason == "other_body"]
    # 县水利局 for 某县水利局 is an unlisted short form, 某县地方税务局 for 某县 is somebody else.
    foreign = any(unit_id is None or not names.short_for(text, unit_id) for text in strangers)
    if unit_id is None or foreign:
        reason = _reason(said)
        renamed = {column_unit} if column_unit is not None and reason == "other_body" else set()
        return Attribution(unit_id=None, year=year, reason=reason, maybe=_maybe(names, texts) | renamed)
    return Attribution(unit_id=unit_id, year=year, reason=None if year else "no_year")


def _reason(said: Sequence[Who]) -> Reason:
    reasons = [who.reason for who in said]
    return next((each for each in ("other_body", "ambiguous") if each in reasons), "no_name")


def _maybe(names: Names, texts: Sequence[str]) -> frozenset[str]:
    """Every text narrows it down: a nameless title leaves all units, a stranger's name none."""
    candidates = [names.maybe(text) for text in texts]
    return frozenset.intersection(*candidates) if candidates else frozenset()
