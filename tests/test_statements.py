"""What a sentence says in numbers, and what it does not say."""

from __future__ import annotations

import pytest

from monitor.arithmetic.statements import statements

HEAD = "（二）依申请公开。"


def said(text: str, year: int = 2024) -> list[tuple[str, int]]:
    return [(each.kind, each.number) for each in statements(f"{HEAD}{text}", year)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "全年新收政府信息公开申请5件，上年结转1件，办结4件，结转下年度2件。",
            {"requests": 5, "carried_in": 1, "closed": 4, "carried_out": 2},
        ),
        (
            "收到信息公开申请12件，其中自然人10件、法人或其他组织2件。",
            {"requests": 12, "requests_people": 10, "requests_bodies": 2},
        ),
        ("予以公开7件、部分公开2件、不予公开1件，无法提供3件，不予处理1件。申请均已答复。", {}),
        (
            "收到申请14件，予以公开7件、部分公开2件、无法提供3件。",
            {"granted": 7, "partially_granted": 2, "unable": 3},
        ),
        ("因政府信息公开引起的行政复议案件2件，行政诉讼3件。", {"review": 2, "suit": 3}),
        ("全年没有收到公民、法人或者其他组织提出的政府信息公开申请。", {"no_requests": 0}),
        ("未发生因政府信息公开申请行政复议、提起行政诉讼的情况。", {"no_review": 0, "no_suit": 0}),
    ],
)
def test_a_plain_sentence_is_understood(text: str, told: dict[str, int]) -> None:
    assert dict(told).items() <= dict(said(text)).items()


@pytest.mark.parametrize(
    "text",
    [
        "收到网上提交的政府信息公开申请3件。",
        "未收到来信提出的政府信息公开申请。",
        "受理行政许可申请512件。",
        "2023年收到政府信息公开申请9件。",
        "收到政府信息公开申请近300件。",
        "一季度未收到政府信息公开申请。",
        "政府信息公开申请较上年增加3件。",
        "无不予公开的政府信息公开申请。",
        "未发生被纠正的行政复议案件。",
        "未经行政复议直接起诉的行政诉讼按程序办理。",
        "其中县教育局收到政府信息公开申请3件。",
    ],
)
def test_what_may_mean_something_else_is_left_alone(text: str) -> None:
    assert said(text) == []


def test_the_passage_on_applications_ends_with_the_next_heading() -> None:
    text = f"{HEAD}收到政府信息公开申请3件。（三）政府信息管理。办结5件，收到申请8件。"
    assert [each.number for each in statements(text, 2024)] == [3]


def test_a_quote_is_given_in_chinese_punctuation() -> None:
    (only,) = statements("(二)依申请公开.未收到政府信息公开申请,已归档。", 2024)
    assert only.quote == "未收到政府信息公开申请"
