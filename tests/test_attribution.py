"""Whose report a title names: names are found, strangers are nobody's."""

from __future__ import annotations

import pytest

from data.records import Unit, UnitKind
from monitor.filing.attribution import attribute
from monitor.filing.names import Names, place_of


def _unit(unit_id: str, name: str, kind: UnitKind, aliases: str | None = None) -> Unit:
    return Unit(id=unit_id, name=name, kind=kind, level="county", division_code="130534", aliases=aliases)


COUNTY = (
    _unit("gov", "清河县人民政府", "government"),
    _unit("office", "清河县人民政府办公室", "government_office"),
    _unit("water", "清河县水利局", "department"),
    _unit("labour", "清河县人力资源和社会保障局", "department"),
    _unit("town", "清河县葛仙庄镇人民政府", "township_gov"),
    _unit("street", "清河县新华街道办事处", "subdistrict_office"),
    _unit("zone", "清河经济开发区管理委员会", "development_zone", aliases="清河开发区"),
)
NAMES = Names(COUNTY, places=["清河县人民政府", "邢台市"])
REPORT = "政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("title", "unit_id", "year"),
    [
        (f"清河县水利局2023年{REPORT}", "water", 2023),
        (f"2023年度水利局{REPORT}", "water", 2023),
        (f"邢台市清河县水利局2023年{REPORT}", "water", 2023),
        (f"河北省邢台市清河县水利局2023年{REPORT}", "water", 2023),
        (f"{REPORT}（清河县水利局）2023年", "water", 2023),
        ("清河县水利局２０２３年 政府信息公开\u3000年报", "water", 2023),
        ("清河县水利局2023年政府信息公…", "water", 2023),
        (f"清河县人民政府2022年{REPORT}", "gov", 2022),
        (f"清河县2022年{REPORT}", "gov", 2022),
        ("清河县政府信息公开年度报告（2022年度）", "gov", 2022),
        (f"清河县人民政府办公室2022年{REPORT}", "office", 2022),
        (f"清河县政府办2022年{REPORT}", "office", 2022),
        (f"清河县人民政府办公室关于2022年{REPORT}", "office", 2022),
        (f"葛仙庄镇二〇二一年{REPORT}", "town", 2021),
        (f"葛仙庄镇人民政府2021年{REPORT}（更正）", "town", 2021),
        (f"新华街道2021年{REPORT}", "street", 2021),
        (f"清河经济开发区管委会2021年{REPORT}", "zone", 2021),
        (f"清河开发区2021年{REPORT}", "zone", 2021),
    ],
)
def test_a_title_that_names_a_unit_is_that_units(title: str, unit_id: str, year: int) -> None:
    found = attribute(NAMES, [title])
    assert (found.unit_id, found.year, found.reason) == (unit_id, year, None)


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        (f"清河县地方税务局2013年{REPORT}", "other_body"),
        (f"南宫市水利局2023年{REPORT}", "other_body"),
        (f"清河县水利局机关服务中心2023年{REPORT}", "other_body"),
        (f"清河县水利局、清河县财政局2023年{REPORT}", "other_body"),
        (f"河东街道2021年{REPORT}", "other_body"),
        (f"2021年{REPORT}", "no_name"),
        ("关于2014年政府信息公开工作要点落实情况的函", "not_a_report"),
        (f"一图读懂清河县水利局2023年{REPORT}", "not_a_report"),
    ],
)
@pytest.mark.parametrize("column_unit", [None, "water"])
def test_a_stranger_is_nobody_also_in_a_units_own_column(
    title: str, reason: str, column_unit: str | None
) -> None:
    found = attribute(NAMES, [title], column_unit=column_unit)
    if reason == "no_name" and column_unit:
        assert found.unit_id == column_unit
    else:
        assert (found.unit_id, found.reason) == (None, reason)


def test_a_letter_is_nobodys_even_in_a_units_own_column() -> None:
    letter = "关于2014年政府信息公开工作要点落实情况的函"
    assert attribute(NAMES, [letter], column_unit="water").unit_id is None


def test_a_nameless_title_takes_the_documents_own_name_before_the_column() -> None:
    nameless = f"2021年{REPORT}"
    assert attribute(NAMES, [nameless], own_name="清河县水利局").unit_id == "water"
    assert attribute(NAMES, [nameless], own_name="清河县水利局", column_unit="town").unit_id == "water"
    assert attribute(NAMES, [nameless], own_name="清河县财政局", column_unit="town").unit_id is None
    assert attribute(NAMES, [nameless], column_unit="town").unit_id == "town"


def test_an_unlisted_short_form_needs_the_documents_own_word() -> None:
    short = f"县人社局2021年{REPORT}"
    alone = attribute(NAMES, [short])
    assert (alone.unit_id, alone.maybe) == (None, frozenset({"labour"}))
    assert attribute(NAMES, [short], own_name="清河县人力资源和社会保障局").unit_id == "labour"
    assert attribute(NAMES, [short], column_unit="labour").unit_id == "labour"
    assert attribute(NAMES, [short], column_unit="water").unit_id is None


def test_list_and_document_that_name_different_units_are_nobodys_and_a_doubt_for_both() -> None:
    found = attribute(NAMES, [f"清河县水利局2021年{REPORT}"], own_name="清河县葛仙庄镇人民政府")
    assert (found.unit_id, found.reason) == (None, "names_disagree")
    assert found.maybe == {"water", "town"}


def test_a_name_of_two_units_decides_nothing() -> None:
    twins = Names(
        [
            _unit("one", "甲县城关镇人民政府", "township_gov"),
            _unit("two", "乙县城关镇人民政府", "township_gov"),
        ],
        places=["甲县人民政府", "乙县人民政府"],
    )
    found = attribute(twins, [f"城关镇2021年{REPORT}"])
    assert (found.unit_id, found.reason) == (None, "ambiguous")
    assert found.maybe == {"one", "two"}
    assert attribute(twins, [f"甲县城关镇2021年{REPORT}"]).unit_id == "one"


def test_a_nameless_title_leaves_a_doubt_about_every_unit() -> None:
    assert attribute(NAMES, [f"2021年{REPORT}"]).maybe == {unit.id for unit in COUNTY}


def test_the_documents_year_is_asked_when_the_titles_name_none() -> None:
    title = "清河县水利局政府信息公开工作年度报告"
    assert attribute(NAMES, [title]).reason == "no_year"
    assert attribute(NAMES, [title], stated_year=2021).year == 2021


def test_a_zone_is_neither_its_county_nor_its_tax_bureau() -> None:
    zone = Names(
        [_unit("zone", "临江综合试验区", "government", aliases="临江综合试验区管委会")],
        places=["临江综合试验区"],
    )
    assert attribute(zone, [f"临江综合试验区管委会2014年度{REPORT}"]).unit_id == "zone"
    assert attribute(zone, ["临江综合试验区地方税务局2013年信息公开年度报告"]).unit_id is None
    assert attribute(zone, [f"临江县人民政府2012年{REPORT}"]).unit_id is None
    assert attribute(zone, [f"临江县人民政府2012年{REPORT}"], column_unit="zone").unit_id is None


def test_a_place_is_what_stands_before_the_ending() -> None:
    assert place_of("清河县新华街道办事处") == "清河县新华"
