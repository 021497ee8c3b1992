"""Every document that is some unit's report for some year, as a text to compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from data.clock import office_day
from data.records import Section, Unit
from data.registry import Registry
from data.store import Store
from monitor.cases import Ruled
from monitor.filing.filing import Filing, superiors
from monitor.originality.corpus import COMPARED, Text
from monitor.surroundings import masked_names


def texts(store: Store, registry: Registry, filing: Filing, ruled: Ruled) -> Iterator[Text]:
    """Give the texts of all documents that were filed and read, those that were replaced among them."""
    sections = _sections(store)
    units = {unit.id: unit for unit in registry.units}
    names = {unit.id: masked_names(unit, registry) for unit in registry.units}
    families = {unit.id: _family(unit, registry) for unit in registry.units}
    for (unit_id, year), versions in filing.versions.items():
        unit, ruling = units.get(unit_id), ruled.rulings.get((unit_id, year))
        for place, version in enumerate(versions):
            if unit is not None and version.defect is None:
                published_on = ruling.coverage.published_on if ruling else None
                yield Text(
                    report_id=version.report.id,
                    unit_id=unit_id,
                    unit_name=unit.name,
                    year=year,
                    division_code=unit.division_code,
                    sections=sections.get(version.report.id, {}),
                    seen_on=office_day(version.report.first_seen_at),
                    published_on=published_on or version.report.published_on,
                    names=names[unit_id],
                    family=families[unit_id],
                    current=place == 0,
                )


def _sections(store: Store) -> Mapping[str, Mapping[str, str]]:
    marks = ", ".join("?" * len(COMPARED))
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for section in store.rows(Section, f"key IN ({marks})", COMPARED):
        found[section.report_id][section.key] = section.text
    return found


def _family(unit: Unit, registry: Registry) -> frozenset[str]:
    """Name the units a unit may well share paragraphs with: those above it, and what it was merged into."""
    above = {each.id for each in superiors(registry, unit)}
    return frozenset(above | ({unit.successor_id} if unit.successor_id else set()))
