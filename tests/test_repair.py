"""The smallest repair: no more cells than needed, everything adds up, and ties are said to be ties."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.forms import form
from data.records import Repair
from monitor.arithmetic.repair import Advice, advise, sentence
from monitor.identities import Sheet, identities_of, judge

SEED = Path(__file__).parents[2] / "shared" / "seeds" / "001_e8e20449add4641b.truth.json"
ZEROS = dict.fromkeys(form("fmt_2021").cells(), 0)
ROUTE = [f"t4.review.{column}" for column in ("upheld", "corrected", "other", "pending", "total")]
PEOPLE, EVERYBODY = "natural_person", "total"


def sheet(numbers: dict[str, float], **odd: str) -> Sheet:
    blank = dict.fromkeys(odd, "blank")
    return Sheet(
        form="fmt_2021",
        numbers={cell: value for cell, value in {**ZEROS, **numbers}.items() if cell not in odd},
        odd=blank,  # type: ignore[arg-type]
    )


def row(name: str, people: int, everybody: int | None = None) -> dict[str, float]:
    return {
        f"t3.{name}.{PEOPLE}": people,
        f"t3.{name}.{EVERYBODY}": people if everybody is None else everybody,
    }


def told(advice: Advice | None) -> str:
    assert advice is not None
    return sentence(advice, "fmt_2021")


@pytest.mark.skipif(not SEED.exists(), reason="the reference reports are not here")
def test_the_known_report_gives_exactly_its_three_cells() -> None:
    cells = json.loads(SEED.read_text(encoding="utf-8"))["cells"]
    printed = Sheet(form="fmt_2021", numbers=cells, odd={})
    for kind in ("T3-C1", "T3-C2"):
        advice = advise(printed, kind)  # type: ignore[arg-type]
        assert advice is not None
        done = "t3.total_processed."
        assert advice.repair == Repair(
            cells={f"{done}natural_person": 3, f"{done}enterprise": 1, f"{done}total": 4}, unique=True
        )
        assert told(advice) == (
            "若（七）总计改为3、1、0、0、0、0、4，则14项勾稽全部成立（改动自然人、商业企业、总计3格）；"
            "仅供参考，以办理台账为准。"
        )


def test_a_tie_is_said_to_be_a_tie_and_the_total_is_named_first() -> None:
    advice = advise(sheet({"t4.review.upheld": 1, "t4.review.total": 2}), "T4")
    assert advice is not None
    assert advice.repair == Repair(cells={"t4.review.total": 1}, unique=False)
    assert advice.others == 4
    assert told(advice) == (
        "若“行政复议”总计改为1，则1项勾稽全部成立；仅供参考，以办理台账为准。"
        "另有4种改法同样成立，请以台账为准。"
    )


def test_a_swapped_figure_is_sooner_believed_than_any_other() -> None:
    numbers = {
        **row("new_received", 12),
        **row("granted", 7),
        **row("unable_not_held", 5),
        **row("total_processed", 12),
        "t3.carried_in.enterprise": 1,
        "t3.carried_in.total": 0,
        "t3.carried_out.enterprise": 0,
        "t3.carried_out.total": 0,
    }
    advice = advise(sheet(numbers), "T3-R")
    assert advice is not None
    assert advice.repair == Repair(cells={"t3.carried_in.enterprise": 0}, unique=True)


def test_a_blank_takes_what_is_missing() -> None:
    numbers = {**row("new_received", 4), **row("granted", 6), **row("total_processed", 6)}
    blank = {f"t3.carried_out.{column}": "" for column in (PEOPLE, EVERYBODY)}
    advice = advise(sheet(numbers, **blank), "T3-C1")
    assert advice is not None
    assert not set(advice.repair.cells) & set(blank)


def test_a_cell_in_doubt_and_a_figure_that_is_no_count_leave_it_open() -> None:
    broken = {"t4.review.upheld": 2, "t4.review.corrected": 1}
    assert advise(sheet(broken), "T4") is not None
    table3 = {**row("new_received", 4), **row("granted", 3), **row("total_processed", 3)}
    assert advise(sheet({**table3, "t3.refused_repeat.enterprise": -1}), "T3-C1") is None
    doubtful = Sheet(
        form="fmt_2021",
        numbers={**ZEROS, **table3},
        odd={"t3.refused_repeat.enterprise": "uncertain"},
    )
    assert advise(doubtful, "T3-C1") is None


def test_a_table_that_adds_up_needs_nothing() -> None:
    assert advise(sheet({}), "T3-C1") is None
    assert advise(sheet({}), "T4") is None


@given(values=st.lists(st.integers(0, 9), min_size=5, max_size=5))
def test_one_row_of_table_4_never_needs_more_than_one_cell(values: list[int]) -> None:
    printed = sheet(dict(zip(ROUTE, values, strict=True)))
    advice = advise(printed, "T4")
    assert (advice is None) == (sum(values[:4]) == values[4])
    if advice is not None:
        assert len(advice.repair.cells) == 1
        assert sum(advice.numbers[cell] for cell in ROUTE[:4]) == advice.numbers[ROUTE[4]]


slips = st.dictionaries(
    st.sampled_from(
        [cell for cell in ZEROS if (cell.startswith("t3.") and "enterprise" in cell) or "total" in cell]
    ),
    st.integers(0, 30),
    min_size=1,
    max_size=2,
)


@settings(max_examples=25, deadline=None)
@given(slips=slips)
def test_a_repair_makes_every_equation_hold_and_no_smaller_one_does(slips: dict[str, int]) -> None:
    sound = {**row("new_received", 9), **row("granted", 9), **row("total_processed", 9)}
    printed = sheet({**sound, **slips})
    for kind in ("T3-C1", "T3-C2", "T3-R", "T4"):
        advice = advise(printed, kind)  # type: ignore[arg-type]
        if advice is None:
            continue
        changed = sheet(dict(advice.numbers))
        mine = [each for each in identities_of(printed) if (each.kind == "T4") == (kind == "T4")]
        broken = [each for each in mine if judge(each, changed).state == "broken"]
        assert not broken
        assert len(advice.repair.cells) <= len(slips)
        for few in combinations(advice.repair.cells, len(advice.repair.cells) - 1):
            partly = sheet({**printed.numbers, **{cell: advice.repair.cells[cell] for cell in few}})
            assert any(judge(each, partly).state == "broken" for each in mine)
