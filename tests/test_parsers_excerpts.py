"""Beginnings of real pages, where there are any: who, which year, which day; and what is no report is not one."""

import json
import re
from pathlib import Path

import pytest

from parsers.content import find_content
from parsers.dates import dates
from parsers.documents import load
from parsers.identity import Identity, identify
from parsers.read import read

EXCERPTS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "excerpts.jsonl"
ENOUGH = 0.95
TRADITIONAL = re.compile("[報開機關請審圖國區縣]")
REMARK = re.compile(r"\[[^\[\]]*[a-zA-Z][^\[\]]*\]$")
pytestmark = pytest.mark.skipif(not EXCERPTS.exists(), reason="the shared excerpts are not on this machine")


def excerpts(kind: str) -> list[dict[str, str]]:
    """The excerpts of a kind, without the collector's remarks and the machine-converted ones."""
    found = [json.loads(line) for line in EXCERPTS.read_text(encoding="utf-8").splitlines()]
    return [
        {**each, "text": REMARK.sub("", each["text"])}
        for each in found
        if each["kind"].startswith(kind) and not TRADITIONAL.search(each["text"])
    ]


def identity(excerpt: dict[str, str]) -> Identity:
    document = load(excerpt["text"].encode())
    return identify(document, find_content(document), None)


def share(right: list[bool]) -> float:
    assert len(right) > 10
    return sum(right) / len(right)


def names_alike(one: str | None, other: str) -> bool:
    """Alike: one within the other, or a short form whose letters stand in the full name in order (发改局)."""
    letters = iter(other)
    return one is not None and (one in other or other in one or all(letter in letters for letter in one))


def test_the_unit_is_right_where_a_page_prints_it() -> None:
    printed = [each for each in excerpts("report") if each["unit"][-4:] in each["text"]]
    assert share([names_alike(identity(each).unit_name, each["unit"]) for each in printed]) >= ENOUGH


def test_the_year_is_right_where_a_page_prints_it() -> None:
    printed = [each for each in excerpts("report") if f"{each['year']}年" in each["text"]]
    assert share([identity(each).year == each["year"] for each in printed]) >= ENOUGH


def test_the_day_is_right_where_a_page_prints_it() -> None:
    printed = [(each, day) for each in excerpts("report") for day in list(dates(each["published_line"]))[:1]]
    printed = [(each, day) for each, day in printed if day in dates(each["text"])]
    right = [any(found == day for _, found in identity(each).dates[:1]) for each, day in printed]
    assert share(right) >= ENOUGH


@pytest.mark.parametrize("kind", ["not_report", "spam_clone", "listing_page"])
def test_what_is_no_report_is_not_taken_for_one(kind: str) -> None:
    found = excerpts(kind)
    assert found
    assert {read(each["text"].encode()).outcome for each in found} == {"not_a_report"}
