"""The database and the rules agree: what the one statement clears, no rule calls broken."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.forms import all_cells, form
from data.store import Store
from monitor.arithmetic.balance import balanced
from monitor.identities import Sheet, judged

KINDS = ("T3-C1", "T3-C2", "T3-R", "T4")
FORMS = ("fmt_2019", "fmt_2021")
OTHER = [cell for cell in all_cells() if cell.startswith("t3.other_")]
SUMS = [cell for cell in all_cells() if cell[:2] != "t2"]
_names = count()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("balance")) as opened:
        yield opened


def row(name: str, people: int) -> dict[str, float | None]:
    return {f"t3.{name}.natural_person": people, f"t3.{name}.total": people}


def sound(form_id: str, new: int, disputes: int) -> dict[str, float | None]:
    """A table that adds up."""
    cells: dict[str, float | None] = dict.fromkeys(form(form_id).cells(), 0)
    return {
        **cells,
        **row("new_received", new),
        **row("granted", new),
        **row("total_processed", new),
        "t4.review.upheld": disputes,
        "t4.review.total": disputes,
    }


def is_broken(cells: dict[str, float | None], form_id: str) -> bool:
    numbers = {cell: value for cell, value in cells.items() if value is not None}
    odd = {cell: "blank" for cell, value in cells.items() if value is None}
    sheet = Sheet(form=form_id, numbers=numbers, odd=odd)  # type: ignore[arg-type]
    return any(found.state == "broken" for kind in KINDS for found in judged(sheet, kind))  # type: ignore[arg-type]


def cleared(store: Store, cells: dict[str, float | None]) -> bool:
    name = f"r{next(_names)}"
    store.put_cells(name, cells)
    return name in balanced(store)


printed = st.one_of(st.none(), st.integers(-1, 4), st.just(0.5))
changes = st.dictionaries(st.one_of(st.sampled_from(SUMS), st.sampled_from(OTHER)), printed, max_size=4)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form_id=st.sampled_from(FORMS), told_as=st.sampled_from(FORMS), new=st.integers(0, 3), change=changes)
def test_what_the_database_clears_no_rule_calls_broken(
    store: Store, form_id: str, told_as: str, new: int, change: dict[str, float | None]
) -> None:
    """Whatever rows a report has, whichever form it is taken for, whatever is blank."""
    cells = {**sound(form_id, new, 1), **change}
    if cleared(store, cells):
        assert not is_broken(cells, told_as)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form_id=st.sampled_from(FORMS), new=st.integers(0, 9), disputes=st.integers(0, 9))
def test_a_complete_table_that_adds_up_is_cleared(
    store: Store, form_id: str, new: int, disputes: int
) -> None:
    assert cleared(store, sound(form_id, new, disputes))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cell=st.sampled_from([cell for cell in SUMS if cell in form("fmt_2021").cells()]), value=st.integers(4, 9)
)
def test_one_changed_figure_is_never_cleared(store: Store, cell: str, value: int) -> None:
    cells = {**sound("fmt_2021", 2, 1), cell: value}
    assert not cleared(store, cells)
    assert is_broken(cells, "fmt_2021")
