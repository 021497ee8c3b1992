"""Division codes: which place lies in which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.registry import covers, division_prefix


@pytest.mark.parametrize(
    ("code", "prefix"),
    [
        ("", ""),
        ("000000", ""),
        ("610000", "61"),
        ("610900", "6109"),
        ("610925", "610925"),
        ("610925000", "610925"),
        ("610925104", "610925104"),
        ("610925104000", "610925104"),
        ("610925104201", "610925104201"),
        ("610025", "610025"),
        ("429004", "429004"),
    ],
)
def test_trailing_groups_of_zeros_are_dropped_and_no_others(code: str, prefix: str) -> None:
    assert division_prefix(code) == prefix


@pytest.mark.parametrize("code", ["61", "61092510", "6109251040", "61092X", "６１０９２５", " 610925"])
def test_a_code_of_another_length_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="6, 9 or 12 digits"):
        division_prefix(code)


GROUPS = st.tuples(
    *(st.sampled_from(["0" * width, "1".zfill(width), "9" * width]) for width in (2, 2, 2, 3, 3))
)
CODES = st.builds(lambda groups, length: "".join(groups)[:length], GROUPS, st.sampled_from([0, 6, 9, 12]))


@given(CODES)
def test_every_place_covers_itself_and_lies_everywhere(code: str) -> None:
    assert covers(code, code)
    assert covers("", code)
    assert division_prefix(code.ljust(12, "0")) == division_prefix(code)


@given(CODES, CODES, CODES)
def test_what_lies_in_a_place_lies_in_all_around_it(outer: str, middle: str, inner: str) -> None:
    if covers(outer, middle) and covers(middle, inner):
        assert covers(outer, inner)
    if covers(outer, inner) and covers(inner, outer):
        assert division_prefix(outer) == division_prefix(inner)
