"""The files in data/seeds: they load, they follow both laws, and the calendar is right where it matters."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from data.records import Unit, UnitKind
from data.registry import Policy, Registry, load_registry
from monitor.due import first_working_day_after, is_working_day, obligation, years

SEEDS = Path(__file__).parents[1] / "data" / "seeds"
ANY = Unit(id="any", name="某单位", kind="department", level="county", division_code="610925")
WITH_A_DAY_SINCE_2019 = {
    "department": ("01-31", "第四十九条第一款"),
    "government_office": ("01-31", "第四十九条第一款"),
    "government": ("03-31", "第四十九条第二款"),
}


@pytest.fixture(scope="module")
def seeds() -> Registry:
    return load_registry(SEEDS)


def test_the_seeds_load_and_say_what_the_program_would_assume(seeds: Registry) -> None:
    assert seeds.policy == Policy()
    assert len(seeds.units) == len(seeds.portals) == 5
    assert (seeds.recipients, seeds.officers) == ((), ())


def test_every_example_unit_has_a_portal_over_a_public_address(seeds: Registry) -> None:
    for unit in seeds.units:
        portal = seeds.portal(unit.portal_id or "")
        assert portal is not None
        assert ".gov.cn/" in portal.home_url
        assert len(unit.division_code) == (9 if unit.level == "township" else 6)


@pytest.mark.parametrize("kind", get_args(UnitKind))
@pytest.mark.parametrize("year", range(2008, 2019))
def test_under_the_old_law_everybody_owes_by_the_end_of_march(
    kind: UnitKind, year: int, seeds: Registry
) -> None:
    owed = obligation(replace(ANY, kind=kind), year, seeds.deadlines)
    assert (owed.due_on, owed.due_kind, owed.exempt) == (date(year + 1, 3, 31), "legal", False)
    assert "第492号）第三十一条" in owed.basis


@pytest.mark.parametrize("kind", sorted(WITH_A_DAY_SINCE_2019))
@pytest.mark.parametrize("year", range(2019, 2027))
def test_under_the_new_law_departments_and_governments_have_their_days(
    kind: UnitKind, year: int, seeds: Registry
) -> None:
    owed = obligation(replace(ANY, kind=kind), year, seeds.deadlines)
    day, article = WITH_A_DAY_SINCE_2019[kind]
    assert (owed.due_on, owed.due_kind, owed.exempt) == (
        date.fromisoformat(f"{year + 1}-{day}"),
        "legal",
        False,
    )
    assert owed.basis.endswith(article)


@pytest.mark.parametrize("kind", sorted(set(get_args(UnitKind)) - set(WITH_A_DAY_SINCE_2019)))
@pytest.mark.parametrize("year", range(2019, 2027))
def test_under_the_new_law_nobody_else_has_a_legal_day(kind: UnitKind, year: int, seeds: Registry) -> None:
    owed = obligation(replace(ANY, kind=kind), year, seeds.deadlines)
    assert (owed.due_on, owed.due_kind) == (None, None)
    assert owed.exempt == (kind != "township_gov")
    assert "第四十九条" not in owed.basis


def test_a_local_notice_gives_townships_a_day_but_no_legal_one(seeds: Registry) -> None:
    notice = replace(
        seeds.deadlines[-1], from_year=2021, local_due="01-31", division_code="610925", basis="本地通知"
    )
    town = seeds.unit("langao-guanyuan")
    assert town is not None
    owed = obligation(town, 2021, [*seeds.deadlines, notice])
    assert (owed.due_on, owed.due_kind, owed.basis) == (date(2022, 1, 31), "local", "本地通知")
    assert obligation(town, 2020, [*seeds.deadlines, notice]).due_on is None


def test_the_example_units_are_judged_for_all_years_they_existed(seeds: Registry) -> None:
    spans = {unit.id: years(unit, seeds.deadlines, date(2026, 11, 20)) for unit in seeds.units}
    assert spans["langao-guanyuan"] == range(2008, 2026)
    assert spans["weihui-data"] == range(2019, 2026)


# ------------------------------------------------------------------ the calendar


@pytest.mark.parametrize(
    ("due", "following"),
    [
        ("2020-01-31", "2020-02-03"),
        ("2021-01-31", "2021-02-01"),
        ("2022-01-31", "2022-02-07"),
        ("2025-01-31", "2025-02-05"),
        ("2026-01-31", "2026-02-02"),
        ("2013-03-31", "2013-04-01"),
        ("2018-03-31", "2018-04-02"),
        ("2019-03-31", "2019-04-01"),
        ("2024-03-31", "2024-04-01"),
    ],
)
def test_the_first_working_day_after_a_due_day_off(due: str, following: str, seeds: Registry) -> None:
    assert not is_working_day(date.fromisoformat(due), seeds.holidays)
    assert first_working_day_after(date.fromisoformat(due), seeds.holidays) == date.fromisoformat(following)


def test_all_other_due_days_are_working_days(seeds: Registry) -> None:
    days = [date(year, 3, 31) for year in range(2009, 2027)] + [
        date(year, 1, 31) for year in range(2020, 2027)
    ]
    off = {day.isoformat() for day in days if not is_working_day(day, seeds.holidays)}
    assert off == {
        *("2013-03-31", "2018-03-31", "2019-03-31", "2024-03-31"),
        *("2020-01-31", "2021-01-31", "2022-01-31", "2025-01-31", "2026-01-31"),
    }


def test_saturday_31_march_2012_was_a_make_up_working_day(seeds: Registry) -> None:
    assert date(2012, 3, 31).weekday() == 5
    assert is_working_day(date(2012, 3, 31), seeds.holidays)


def test_the_calendar_holds_only_what_differs_from_the_week(seeds: Registry) -> None:
    assert {holiday.date.year for holiday in seeds.holidays} == set(range(2008, 2027))
    for holiday in seeds.holidays:
        assert holiday.working == (holiday.date.weekday() >= 5), holiday
    assert [holiday.date for holiday in seeds.holidays] == sorted(holiday.date for holiday in seeds.holidays)


# ------------------------------------------------------------------ the files themselves


@pytest.mark.parametrize("file", sorted(path.name for path in SEEDS.glob("*.csv")))
def test_every_file_is_named_in_both_readmes(file: str) -> None:
    for readme in ("README.md", "README.zh-CN.md"):
        assert f"`{file}`" in (SEEDS / readme).read_text(encoding="utf-8")


@pytest.mark.parametrize("file", sorted(path.name for path in SEEDS.glob("*.csv")))
def test_seeds_are_plain_utf8_with_unix_lines(file: str) -> None:
    raw = (SEEDS / file).read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    widths = {len(row) for row in csv.reader(raw.decode("utf-8").splitlines())}
    assert len(widths) == 1
