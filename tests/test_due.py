"""Until when, on what basis and for which years: the contract's rules, by example and by property."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.records import Deadline, Holiday, Unit, UnitKind
from data.registry import division_prefix
from monitor.due import BY_REGISTRY, NOT_LAID_DOWN, first_working_day_after, is_working_day, obligation, years

UNIT = Unit(id="mzj", name="清河县民政局", kind="department", level="county", division_code="990101")
TOWN = replace(UNIT, id="beixi", kind="township_gov", level="township", division_code="990101103")


def row(**columns: object) -> Deadline:
    """A deadline row, its unnamed columns empty."""
    blank: dict[str, object] = dict.fromkeys(Deadline.__dataclass_fields__)
    return Deadline(**{**blank, "basis": "依据", **columns})  # type: ignore[arg-type]


OLD = row(from_year=2008, to_year=2018, legal_due="03-31", basis="旧条例")
NEW = row(kind="department", from_year=2019, legal_due="01-31", local_due="01-25", basis="新条例")


# ------------------------------------------------------------------ what is owed


def test_the_legal_day_is_in_the_year_after_the_report_year() -> None:
    owed = obligation(UNIT, 2021, [OLD, NEW])
    assert (owed.due_on, owed.due_kind, owed.basis, owed.exempt) == (
        date(2022, 1, 31),
        "legal",
        "新条例",
        False,
    )


def test_under_the_old_law_townships_have_a_legal_day_too() -> None:
    owed = obligation(TOWN, 2018, [OLD, NEW])
    assert (owed.due_on, owed.due_kind, owed.basis) == (date(2019, 3, 31), "legal", "旧条例")


def test_without_a_row_nothing_is_owed_and_no_day_is_known() -> None:
    owed = obligation(TOWN, 2021, [OLD, NEW])
    assert (owed.due_on, owed.due_kind, owed.basis, owed.exempt) == (None, None, NOT_LAID_DOWN, True)


def test_the_registry_may_say_that_a_unit_owes_although_no_row_does() -> None:
    owed = obligation(replace(TOWN, owes=True), 2021, [])
    assert (owed.due_on, owed.due_kind, owed.basis, owed.exempt) == (None, None, BY_REGISTRY, False)
    owed = obligation(replace(TOWN, due="01-28"), 2021, [])
    assert (owed.due_on, owed.due_kind, owed.basis, owed.exempt) == (
        date(2022, 1, 28),
        "local",
        BY_REGISTRY,
        False,
    )


def test_the_registry_may_exempt_a_unit_although_a_row_says_it_owes() -> None:
    assert obligation(replace(UNIT, owes=False), 2021, [NEW]).exempt
    assert obligation(replace(UNIT, owes=False, due="01-20"), 2021, [NEW]).exempt
    assert obligation(replace(UNIT, owes=False), 2021, [NEW]).basis == BY_REGISTRY


def test_the_units_own_day_replaces_the_legal_one_where_there_is_one() -> None:
    owed = obligation(replace(UNIT, due="03-31"), 2021, [NEW])
    assert (owed.due_on, owed.due_kind) == (date(2022, 3, 31), "legal")
    local = row(kind="township_gov", local_due="01-31")
    owed = obligation(replace(TOWN, due="02-15"), 2021, [local])
    assert (owed.due_on, owed.due_kind) == (date(2022, 2, 15), "local")


def test_a_row_without_days_obliges_without_a_day() -> None:
    owed = obligation(TOWN, 2021, [row(kind="township_gov")])
    assert (owed.due_on, owed.due_kind, owed.exempt) == (None, None, False)


def test_the_longest_division_code_wins_even_against_the_kind() -> None:
    wide = row(kind="township_gov", division_code="990100", local_due="01-31")
    near = row(division_code="990101000", local_due="02-20")
    far = row(kind="township_gov", division_code="990102", local_due="01-10")
    assert obligation(TOWN, 2021, [wide, near, far]).due_on == date(2022, 2, 20)


def test_among_equals_the_row_that_names_the_kind_wins_and_counts_whole() -> None:
    named, general = (
        row(kind="department", local_due="01-20", basis="点名"),
        row(legal_due="03-31", basis="一般"),
    )
    for rows in ([named, general], [general, named]):
        owed = obligation(UNIT, 2021, rows)
        assert (owed.due_on, owed.due_kind, owed.basis) == (date(2022, 1, 20), "local", "点名")


def test_rows_of_other_years_do_not_match() -> None:
    assert obligation(UNIT, 2018, [NEW]).exempt
    assert not obligation(UNIT, 2019, [NEW]).exempt
    assert obligation(UNIT, 2019, [OLD]).exempt


def test_the_year_of_closing_is_exempt_and_the_one_before_is_not() -> None:
    closed = replace(UNIT, owes=True, valid_to=date(2023, 3, 20))
    assert obligation(closed, 2023, [NEW]).exempt
    assert obligation(closed, 2023, [NEW]).due_on == date(2024, 1, 31)
    assert not obligation(closed, 2022, [NEW]).exempt


CODES = st.sampled_from(
    ["", "990000", "990100", "990101", "990101000", "990101103", "990101103000", "980000"]
)
KINDS = st.sampled_from(get_args(UnitKind))
DAYS = st.none() | st.sampled_from(["01-31", "03-31", "02-15", "12-31"])
YEARS = st.none() | st.integers(2008, 2026)
ROWS = st.builds(
    row,
    kind=st.none() | KINDS,
    from_year=YEARS,
    to_year=YEARS,
    legal_due=DAYS,
    local_due=DAYS,
    division_code=st.none() | CODES.filter(bool),
    basis=st.sampled_from(["甲", "乙", "丙"]),
)
UNITS = st.builds(
    replace,
    st.just(UNIT),
    kind=KINDS,
    division_code=CODES,
    owes=st.none() | st.booleans(),
    due=DAYS,
    valid_from=st.none() | st.dates(date(1990, 1, 1), date(2027, 12, 31)),
    valid_to=st.none() | st.dates(date(1990, 1, 1), date(2027, 12, 31)),
)


@given(UNITS, st.integers(2008, 2030), st.lists(ROWS, max_size=6))
def test_the_parts_of_an_obligation_agree(unit: Unit, year: int, rows: list[Deadline]) -> None:
    owed = obligation(unit, year, rows)
    assert (owed.due_on is None) == (owed.due_kind is None)
    assert owed.basis
    if owed.due_on is not None:
        assert owed.due_on.year == year + 1
    if owed.due_kind == "legal":
        assert any(each.legal_due for each in rows)
    if unit.due:
        assert owed.due_on is not None
        assert f"{owed.due_on:%m-%d}" == unit.due
    if unit.owes is False:
        assert owed.exempt


@given(UNITS, st.integers(2008, 2030), st.lists(ROWS, max_size=6))
def test_the_order_of_rows_of_different_rank_does_not_matter(
    unit: Unit, year: int, rows: list[Deadline]
) -> None:
    ranks = [(division_prefix(each.division_code or ""), each.kind) for each in rows]
    if len(set(ranks)) == len(ranks):
        assert obligation(unit, year, rows) == obligation(unit, year, rows[::-1])


@given(UNITS, st.integers(2008, 2030), st.lists(ROWS, max_size=6))
def test_a_row_that_concerns_others_changes_nothing(unit: Unit, year: int, rows: list[Deadline]) -> None:
    stranger = row(division_code="880000", legal_due="06-30")
    assert obligation(unit, year, [*rows, stranger]) == obligation(unit, year, rows)


# ------------------------------------------------------------------ for which years


@pytest.mark.parametrize(
    ("changes", "rows", "expected"),
    [
        ({}, [OLD, NEW], range(2008, 2026)),
        ({}, [NEW], range(2019, 2026)),
        ({}, [], range(2008, 2026)),
        ({"valid_from": date(2021, 6, 1)}, [OLD, NEW], range(2021, 2026)),
        ({"valid_from": date(1998, 1, 1)}, [OLD, NEW], range(2008, 2026)),
        ({"valid_to": date(2019, 3, 20)}, [OLD, NEW], range(2008, 2020)),
        ({"valid_to": date(2018, 12, 31)}, [NEW], range(2019, 2019)),
        ({"valid_to": date(2026, 5, 1)}, [NEW], range(2019, 2026)),
        ({"valid_from": date(2026, 5, 1)}, [NEW], range(2026, 2026)),
        ({"kind": "township_gov"}, [NEW, row(kind="township_gov", from_year=2021)], range(2021, 2026)),
    ],
)
def test_years_go_from_the_first_obligation_to_the_last_full_year(
    changes: dict[str, object], rows: list[Deadline], expected: range
) -> None:
    unit = replace(UNIT, **changes)  # type: ignore[arg-type]
    assert years(unit, rows, date(2026, 11, 20)) == expected


def test_a_new_report_year_begins_on_the_first_of_january() -> None:
    assert years(UNIT, [NEW], date(2025, 12, 31))[-1] == 2024
    assert years(UNIT, [NEW], date(2026, 1, 1))[-1] == 2025


@given(UNITS, st.lists(ROWS, max_size=6), st.dates(date(2009, 1, 1), date(2030, 12, 31)))
def test_no_year_lies_before_the_regulation_the_unit_or_after_its_end(
    unit: Unit, rows: list[Deadline], day: date
) -> None:
    for year in years(unit, rows, day):
        assert 2008 <= year < day.year
        assert unit.valid_from is None or unit.valid_from.year <= year
        assert unit.valid_to is None or year <= unit.valid_to.year


# ------------------------------------------------------------------ working days


def test_the_calendar_overrules_the_week() -> None:
    calendar = [
        Holiday(date=date(2024, 2, 12), name="春节", working=False),
        Holiday(date=date(2024, 2, 18), name="春节", working=True),
    ]
    assert not is_working_day(date(2024, 2, 12), calendar)
    assert is_working_day(date(2024, 2, 18), calendar)
    assert is_working_day(date(2024, 2, 19), calendar)
    assert not is_working_day(date(2024, 2, 25), calendar)


@given(
    st.dates(date(2008, 1, 1), date(2030, 12, 31)), st.sets(st.dates(date(2008, 1, 1), date(2030, 12, 31)))
)
def test_between_a_day_and_the_next_working_day_nobody_works(day: date, off: set[date]) -> None:
    calendar = [Holiday(date=free, name="放假", working=False) for free in sorted(off)]
    following = first_working_day_after(day, calendar)
    assert is_working_day(following, calendar)
    between = [day + timedelta(days=n) for n in range(1, (following - day).days)]
    assert not any(is_working_day(each, calendar) for each in between)
