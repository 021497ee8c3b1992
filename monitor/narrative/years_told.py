"""Which years a report speaks of, and in which role: the period counted, the year its own work is told in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data.wording import report_year
from monitor.dossier import Filed
from monitor.narrative.prose import Sentence, sentences

_PERIOD = re.compile(
    r"(20\d\d)年(\d{1,2})月(\d{1,2})日起?[至到—~\-－–]+(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日"
)
_PERIOD_WORDS = re.compile(
    r"统计(?:期限|时间|周期|时段|年度|时限)|数据的?(?:期限|时间|周期|起止|截[至止])|报告期|(?:所列|所涉)数据"
)
# The year opens the sentence, or what follows its heading, and its own work is told in it.
_ACTING = re.compile(r"^(?:[^，：]{0,20}[：、])?(20\d\d)年(?:度)?(?:，|(?=[我本全]))")
_UNTIL = re.compile(r"截[至止](20\d\d)年(?:12月|年?底|年?末)")
# Years told as history, for comparison or as part of a name say nothing about the year reported on.
_OTHER_ROLE = re.compile(
    r"以来|[年月日]起|开始|曾[经于]|原[为系名]|成立|与20|较20|较上|比20|比上|同比|相比|上年|去年|上一年|期间|历年|"
    r"规划|印发|施行|出台|年度报告|机构改革|以前|之前"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stated period of counting: from and to as (year, month, day)."""

    start: tuple[int, int, int]
    end: tuple[int, int, int]
    sentence: Sentence
    found: re.Match[str]


def title_year(filed: Filed) -> int | None:
    """Give the year the title names."""
    return report_year(filed.report.title) if filed.report.title else None


def periods(filed: Filed) -> Iterator[Period]:
    """Give every stated period of counting."""
    for sentence in sentences(filed, "preamble", "overview", "other"):
        if not _PERIOD_WORDS.search(sentence.text):
            continue
        for found in _PERIOD.finditer(sentence.text):
            year, month, day, year2, month2, day2 = (int(part) if part else 0 for part in found.groups())
            yield Period(
                start=(year, month, day),
                end=(year2 or year, month2, day2),
                sentence=sentence,
                found=found,
            )


def acting_years(filed: Filed, *places: str) -> Iterator[tuple[int, Sentence, re.Match[str]]]:
    """Give the years in which the unit tells its own work; `places` are section keys."""
    for sentence in sentences(filed, *places):
        for pattern in (_ACTING, _UNTIL):
            found = pattern.search(sentence.text)
            if found and not _OTHER_ROLE.search(sentence.text[: found.end() + 30]):
                yield int(found.group(1)), sentence, found


def year_of_text(filed: Filed) -> int | None:
    """Give the one year all of the opening, section 1 and the period agree on; None if they do not."""
    told = [year for year, *_ in acting_years(filed, "preamble", "overview")]
    told += [period.start[0] for period in periods(filed)]
    return told[0] if len(told) > 1 and len(set(told)) == 1 else None
