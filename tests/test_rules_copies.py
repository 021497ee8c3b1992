"""What counts as the same text: years and own names may change, figures and words may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.originality import SHORTEST, compared, mask

NAMES = ("清河县水利局", "清河县", "水利局")
LONG = "本年度按月公开河道整治、取水许可和水库蓄水情况，答复申请十二件。" * 8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2021年，清河县水利局公开12条", "2022年，清河县水利局公开12条"),
        ("依据〔2021〕30号，2021-01-26", "依据〔2019〕30号，2020-01-26"),
        ("二〇二一年公开12条", "二〇二二年公开12条"),
        ("公开　１２ 条（含更正）", "公开12条(含更正)"),
        ("清河县水利局认真落实", "水利局认真落实"),
    ],
)
def test_years_own_names_and_widths_do_not_count(one: str, other: str) -> None:
    assert mask(one, NAMES) == mask(other, NAMES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2021年公开12条", "2022年公开13条"),
        ("2021年公开2510条", "2021年公开2511条"),
        ("清河县水利局公开12条", "南宫市水利局公开12条"),
    ],
)
def test_figures_and_other_names_count(one: str, other: str) -> None:
    assert mask(one, NAMES) != mask(other, NAMES)


@given(st.text(max_size=200), st.integers(2008, 2030), st.integers(2008, 2030))
def test_only_the_year_differs_and_nothing_is_noticed(text: str, one: int, other: int) -> None:
    assert mask(f"{text}，{one}年", NAMES) == mask(f"{text}，{other}年", NAMES)


def test_missing_sections_and_short_texts_are_not_compared() -> None:
    assert compared({"overview": LONG}, NAMES) is None
    assert compared({"overview": "无", "problems": "无"}, NAMES) is None
    whole = compared({"overview": LONG, "problems": "人手不足"}, NAMES)
    assert whole is not None
    assert whole.length >= SHORTEST
