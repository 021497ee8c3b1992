"""The equations of the forms: how many there are, and that a blank never makes one false."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.forms import form
from monitor.identities import Sheet, equation, identities, judge, judged

SHARED = Path(__file__).parents[2] / "shared"
TRUTHS = sorted([*SHARED.glob("seeds/*.truth.json"), *SHARED.glob("corpus/*.truth.json")])


@pytest.mark.parametrize(("form_id", "rows"), [("fmt_2021", 25), ("fmt_2019", 23)])
def test_each_form_has_its_equations(form_id: str, rows: int) -> None:
    kinds = Counter(identity.kind for identity in identities(form_id))
    assert kinds == {"T3-C1": 7, "T3-C2": 7, "T3-R": rows, "T4": 3}


def test_every_cell_of_an_equation_is_a_cell_of_the_form() -> None:
    for form_id in ("fmt_2021", "fmt_2019"):
        cells = set(form(form_id).cells())
        assert all(cells.issuperset(identity.cells) for identity in identities(form_id))


def test_a_report_of_2021_with_the_older_row_is_judged_by_the_rows_it_has() -> None:
    every = identities("fmt_2021", frozenset({"other_handling"}))
    assert len(every) == 40
    assert any("t3.other_handling.total" in identity.left for identity in every)
    assert not any(cell.startswith("t3.other_misc") for identity in every for cell in identity.cells)


def _sheet(numbers: dict[str, float], **odd: Any) -> Sheet:
    zeros = dict.fromkeys(form("fmt_2021").cells(), 0)
    blank = odd.get("blank", ())
    return Sheet(
        form="fmt_2021",
        numbers={cell: value for cell, value in {**zeros, **numbers}.items() if cell not in blank},
        odd=dict.fromkeys(blank, "blank"),
    )


amounts = st.integers(min_value=0, max_value=50)


@given(upheld=amounts, corrected=amounts, hidden=amounts, blank=st.sampled_from(["upheld", "total", "both"]))
def test_a_true_table_with_blanks_is_never_called_broken(
    upheld: int, corrected: int, hidden: int, blank: str
) -> None:
    total = upheld + corrected + hidden
    numbers = {
        "t4.review.upheld": upheld,
        "t4.review.corrected": corrected,
        "t4.review.other": hidden,
        "t4.review.total": total,
    }
    left_out = {"upheld": ["upheld"], "total": ["total"], "both": ["upheld", "total"]}[blank]
    sheet = _sheet(numbers, blank=tuple(f"t4.review.{name}" for name in left_out))
    assert all(found.state != "broken" for found in judged(sheet, "T4"))


@given(known=amounts, total=amounts)
def test_a_blank_part_saves_a_total_that_is_large_enough(known: int, total: int) -> None:
    sheet = _sheet({"t4.review.upheld": known, "t4.review.total": total}, blank=("t4.review.pending",))
    review = next(each for each in identities("fmt_2021") if each.row == "review")
    assert judge(review, sheet).state == (
        "holds" if known == total else "undecided" if known < total else "broken"
    )


@pytest.mark.parametrize("value", [-1, 2.5])
def test_a_figure_that_cannot_be_a_count_decides_nothing(value: float) -> None:
    review = next(each for each in identities("fmt_2021") if each.row == "review")
    assert judge(review, _sheet({"t4.review.upheld": value})).state == "undecided"


def test_a_broken_line_says_its_arithmetic_and_that_no_figure_fits_the_blank() -> None:
    sheet = _sheet({"t4.suit_direct.upheld": 4, "t4.suit_direct.total": 1}, blank=("t4.suit_direct.pending",))
    broken = [equation(found, sheet) for found in judged(sheet, "T4") if found.state == "broken"]
    assert [line.equation for line in broken] == [
        "第四部分表格“行政诉讼未经复议直接起诉”总计：4＋0＋0＝4，与“总计”填报的1不符，相差3"
        "（1项未填写，填任何数均不能相符）。"
    ]
    assert (broken[0].left, broken[0].right, broken[0].delta) == (4, 1, 3)


@pytest.mark.skipif(not TRUTHS, reason="the reference reports are not here")
@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.name[:12])
def test_real_reports_break_exactly_where_a_reader_found_them_broken(path: Path) -> None:
    truth = json.loads(path.read_text(encoding="utf-8"))
    cells = truth["cells"]
    sheet = Sheet(
        form=truth["form"],
        numbers={cell: value for cell, value in cells.items() if value is not None},
        odd={cell: "blank" for cell, value in cells.items() if value is None},
    )
    broken = [
        found.identity
        for kind in ("T3-C1", "T3-C2", "T3-R", "T4")
        for found in judged(sheet, kind)  # type: ignore[arg-type]
        if found.state == "broken"
    ]
    said = {f"{each.kind} {each.row if each.kind == 'T4' else each.column}" for each in broken}
    assert said == {error.partition(":")[0] for error in truth["arithmetic_errors"]}
