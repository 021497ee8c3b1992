"""A region's year as a circular tells it: the counts, and what officers confirmed there. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.digest.words import EXISTENCE
from monitor.letters.counting import ALWAYS, NAMES, Count, Counted, counted
from monitor.letters.facts import items
from monitor.letters.values import Incomplete, Item, Material

LISTED = ("late", "late_local", "unpublished")


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A region's year and the one before. `items` are confirmed 问题, by unit; `left_out` lack something."""

    counted: Counted
    before: Counted
    items: tuple[Item, ...]
    left_out: tuple[Incomplete, ...]

    @property
    def year(self) -> int:
        """The report year."""
        return self.counted.year

    def of(self, rules: Iterable[str]) -> tuple[Item, ...]:
        """Give the items in which one of these rules speaks."""
        wanted = set(rules)
        return tuple(item for item in self.items if wanted & {each.rule_id for each in item.findings})


def survey(material: Material, year: int, region: str = "") -> Survey:
    """Count a region's year and gather what was confirmed there; doubts (疑点) never come into a circular."""
    here = counted(material, year, region)
    mine = {each.unit.id for each in here.places if each.standing != "excluded"}
    found = [
        each
        for each in material.findings
        if each.year == year
        and each.unit_id in mine
        and each.severity == "error"
        and each.rule_id not in EXISTENCE
    ]
    order = {place.unit.id: number for number, place in enumerate(here.places)}
    good: list[Item] = []
    bad: list[Incomplete] = []
    for unit_id in sorted({each.unit_id for each in found}, key=lambda each: order[each]):
        whole, lacking = items([each for each in found if each.unit_id == unit_id], material)
        good += whole
        bad += lacking
    return Survey(
        counted=here, before=counted(material, year - 1, region), items=tuple(good), left_out=tuple(bad)
    )


def shown(total: Count) -> tuple[str, ...]:
    """Choose the counts that are named: those of the form, and of the others what occurs."""
    return tuple(each for each in NAMES if each in ALWAYS or total[each])


def last_share(before: Count) -> float | None:
    """Last year's rate, if every unit of last year is settled; None says nothing can be compared."""
    settled = not (before["pending"] or before["unverifiable"])
    return before.share if settled and before.owed else None
