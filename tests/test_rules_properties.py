"""Whatever stands in a report: rules about words answer, give the same twice, and never print a whole long number."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from hypothesis import example, given
from hypothesis import strategies as st

from data.lexicon.blanks import IN_TEXT
from data.lexicon.citations import CITATIONS
from data.lexicon.set_phrases import SET_PHRASES
from data.lexicon.slips import SLIPS
from data.records import Coverage, Report, Unit
from data.words import SECTIONS
from monitor.dossier import Dossier, Filed, Year
from monitor.narrative.prose import fold, hide_identity_numbers, is_identity_number, mask_numbers, sentences
from monitor.rules import findings

SEEN = datetime(2026, 1, 20, tzinfo=UTC)
UNIT = Unit(id="unit", name="清河县水利局", kind="department", level="county", division_code="130534")
PIECES = st.sampled_from(
    [
        *"一二三。，；：（）《》“”年月日件条个0123456789×X—… \n\u3000",
        "2023年，我局",
        "2022年",
        "《条例》",
        "依申请公开",
        "统计期限自2022年1月1日至2022年12月31日",
        "11010519491231002X",
        "13900000021",
        "由个",
        "申请人",
        "一是",
        "三是",
        "问题",
    ]
)
TEXT = st.lists(PIECES | st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60).map("".join)


def dossier(texts: dict[str, str], **facts: object) -> Dossier:
    report = Report(
        id="report",
        url="",
        sha256="report",
        title=str(facts.pop("title", "")),
        first_seen_at=SEEN,
        last_seen_at=SEEN,
        unit_id="unit",
        year=2023,
        form="fmt_2021",
    )
    filed = Filed(report=report, seen_on=SEEN.date(), sections=texts, kind="html", **facts)  # type: ignore[arg-type]
    coverage = Coverage(unit_id="unit", year=2023, state="published")
    return Dossier(
        unit=UNIT, as_of=date(2026, 2, 1), years=(Year(coverage=coverage, filed=filed),), neighbours=(UNIT,)
    )


@given(st.dictionaries(st.sampled_from(list(SECTIONS)), TEXT), TEXT, TEXT, st.lists(TEXT, max_size=3))
def test_any_words_are_judged_the_same_twice(
    texts: dict[str, str], preamble: str, title: str, labels: list[str]
) -> None:
    told = dossier(texts, preamble=preamble, title=title, labels=tuple(labels), headings=tuple(labels))
    first = list(findings(told))
    assert list(findings(told)) == first
    assert len({finding.id for finding in first}) == len(first)


@given(TEXT)
@example("R¸")
@example("R\n\u0327")
def test_folding_twice_is_folding_once_and_sentences_lose_only_their_marks(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    told = "".join(sentence.text for sentence in sentences(dossier({"overview": text}).years[0].filed))  # type: ignore[arg-type]
    assert re.sub("[。！？；]", "", fold(text)) == fold(told)


@given(st.from_regex(r"[1-9]\d{10,17}", fullmatch=True), TEXT.filter(lambda text: not re.search(r"\d", text)))
def test_no_long_number_is_ever_quoted_whole(number: str, around: str) -> None:
    masked = mask_numbers(f"{around}{number}{around}")
    assert number not in masked
    assert number[:6] in masked


def test_an_identity_number_with_one_wrong_digit_is_none() -> None:
    good = "11010519491231002X"
    assert is_identity_number(good)
    for place, digit in enumerate(good[:17]):
        other = f"{good[:place]}{(int(digit) + 1) % 10}{good[place + 1 :]}"
        assert not is_identity_number(other)


def test_every_pattern_of_the_lexicon_is_sound_and_matches_no_empty_text() -> None:
    patterns = [*IN_TEXT, *SET_PHRASES, *(each.pattern for each in CITATIONS), *(wrong for wrong, _ in SLIPS)]
    for pattern in patterns:
        assert not re.search(pattern, ""), pattern


@given(TEXT)
def test_hiding_leaves_no_identity_number_and_changes_nothing_else(text: str) -> None:
    hidden = hide_identity_numbers(text)
    assert len(hidden) == len(text)
    assert hide_identity_numbers(hidden) == hidden
    assert all(new == old or new in "*0123456789X" for new, old in zip(hidden, text, strict=True))
