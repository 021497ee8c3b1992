"""Damaged reports: whatever happened to one, no cell is read wrongly in silence."""

import pytest

from data.forms import form
from parsers.read import read
from tests.damage.cases import damaged, silent_errors
from tests.damage.layouts import LIGHT
from tests.damage.ways import WAYS

SAMPLE, BLOCK = 2_000, 125


@pytest.mark.parametrize("first", range(0, SAMPLE, BLOCK))
def test_no_cell_of_a_damaged_report_is_wrong_in_silence(first: int) -> None:
    for number in range(first, first + BLOCK):
        case = damaged(number)
        stated = read(case.body)
        assert stated.outcome == "read", case.done
        assert not list(silent_errors(stated, case)), case.done


def test_the_sample_holds_every_way_of_damage_and_every_layout() -> None:
    done = " ".join(damaged(number).done for number in range(400))
    assert {way for way in WAYS if way not in done} == set()
    assert {kind for kind in LIGHT if kind not in done} == set()


@pytest.mark.parametrize(("kind", "count"), [("sheet", 40), ("pdf", 8), ("pdf of short pages", 8)])
def test_no_cell_of_a_damaged_file_is_wrong_in_silence(kind: str, count: int) -> None:
    for number in range(count):
        case = damaged(number, heavy=kind)
        stated = read(case.body)
        assert stated.outcome == "read", case.done
        assert not list(silent_errors(stated, case)), case.done


def test_the_measure_of_silence_notices_a_wrong_cell() -> None:
    case = damaged(1, form("fmt_2021"))
    assert not case.beside
    stated = read(case.body)
    key = next(key for key in stated.cells if key not in stated.odd_cells)
    case.truth[key] = "987654"
    assert list(silent_errors(stated, case)) == [
        f"{key}: printed '987654', read {stated.cells[key]!r} (sure)"
    ]
