"""Regions get the names of their governments, and every unit's year falls under exactly one count."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import get_args

import pytest

from data.records import Coverage, CoverageState, Unit, UnitKind, UnitLevel
from monitor.digest.tally import regions, tally
from monitor.digest.words import STANDINGS, standing, state_words


def unit(name: str, code: str, kind: UnitKind = "department", level: UnitLevel = "county") -> Unit:
    return Unit(id=name, name=name, kind=kind, level=level, division_code=code)


CITY = unit("云溪市人民政府", "990100", "government", "prefecture")
BUREAU = unit("云溪市教育局", "990100")
COUNTY = unit("青石县人民政府", "990121", "government")
FARM = unit("青石县农业农村局", "990121")
TOWN = unit("石桥镇人民政府", "990121102", "township_gov", "township")
BARE_TOWN = unit("山口镇人民政府", "990121", "township_gov", "township")
OTHER = unit("白鹭县水利局", "990122")
ALL = (BARE_TOWN, TOWN, CITY, BUREAU, COUNTY, FARM, OTHER)


@pytest.mark.parametrize(
    ("code", "name", "parts"),
    [
        ("990100", "云溪市", {CITY: "本级", FARM: "青石县", TOWN: "青石县", OTHER: "区划990122"}),
        ("990121", "青石县", {COUNTY: "本级", FARM: "本级", BARE_TOWN: "本级", TOWN: "乡镇（街道）"}),
        ("990121102", "石桥镇", {TOWN: "本级"}),
        ("990122", "区划990122", {OTHER: "本级"}),
        (None, "云溪市", {BUREAU: "本级", FARM: "青石县"}),
    ],
)
def test_a_region_and_its_parts_are_called_after_their_governments(
    code: str | None, name: str, parts: dict[Unit, str]
) -> None:
    found = regions(code, ALL)
    assert found.name == name
    assert {each: found.part(each) for each in parts} == parts


def test_units_of_two_provinces_are_everywhere() -> None:
    found = regions(None, (unit("甲局", "110101"), unit("乙市人民政府", "330100", "government")))
    assert found.name == "全部地区"
    assert set(found.parts.values()) == {"区划110000", "区划330000"}


def test_a_region_without_units_is_empty() -> None:
    assert regions("990500", ALL).parts == {}


@pytest.mark.parametrize(
    ("state", "days_late", "due_kind", "confirmed"),
    list(product(get_args(CoverageState), (None, 0, 3), (None, "legal", "local"), (False, True))),
)
def test_every_year_of_a_unit_falls_under_one_count(
    state: CoverageState, days_late: int | None, due_kind: None, confirmed: bool
) -> None:
    row = Coverage(unit_id="u", year=2025, state=state, days_late=days_late, due_kind=due_kind)
    place = standing(row, confirmed=confirmed)
    assert place in STANDINGS
    counted = tally([(row, place)], date(2026, 2, 10))
    assert counted.owed == (state not in ("exempt", "not_due"))
    assert ("逾期" in state_words(row, place)) == (place == "late" and state == "published")
    assert place != "late" or due_kind == "legal"
    assert place != "unpublished" or (state == "absent" and confirmed)
