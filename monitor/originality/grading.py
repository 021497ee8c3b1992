"""How much of a report is its own: the one strongest thing to say about its words and figures.

What is shared was found by `copies.py`; here it is graded (contract §5, practice 乙). Of all that
could be said of a report only one thing is: the most severe, among equals the most specific, for one cause
(last year's file put up again) is one finding. Tables and numbers of the tables are no words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.records import Copy, Finding, Severity
from monitor.dossier import Dossier, Filed, Year
from monitor.evidence import on_report
from monitor.narrative.prose import fold
from monitor.originality.corpus import COMPARED, SHORTEST
from monitor.originality.sameness import same_count, same_figures

NEARLY, LARGELY = 0.90, 0.70
BASIS = "国办公开办函〔2021〕30号第（四）项“内容雷同、敷衍塞责”（2019、2020年度：〔2019〕60号）"
PARTS = {"overview": "一", "problems": "五"}
OF_FIGURES = {"same-figures": same_figures, "same-count": same_count}
RANKS: dict[Severity, int] = {"error": 2, "warning": 1, "info": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """What could be said of one report: by which rule, how severe, in which words, since when.

    `cells` are those of the tables that it concerns.
    """

    rule_id: str
    severity: Severity
    message: str
    detected_on: date
    cells: tuple[str, ...] = ()


def told(rule_id: str, dossier: Dossier) -> Iterator[Finding]:
    """Give one rule's findings: those that nothing stronger about the same report takes the place of."""
    for filed in dossier.filed():
        grade = _strongest(rule_id, dossier, filed)
        if grade is not None and grade.rule_id == rule_id:
            finding = on_report(rule_id, filed, grade.severity, grade.message, BASIS)
            yield replace(finding, detected_on=grade.detected_on, cells=grade.cells)


def long_enough(dossier: Dossier, year: Year) -> str | None:
    """Both compared sections are long enough to be anybody's copy (a need, see monitor/abstaining.py)."""
    texts = [fold(year.filed.sections.get(key, "")) for key in COMPARED] if year.filed else []
    short = bool(texts) and min(map(len, texts)) < SHORTEST
    return f"第一部分或第五部分不足{SHORTEST}字" if short else None


def sections_before(dossier: Dossier, year: Year) -> str | None:
    """Earlier reports have sections to be compared with."""
    before = [each.filed for each in dossier.years if each.year < year.year and each.filed]
    lacking = before and not any(filed.sections.get(key) for filed in before for key in COMPARED)
    return "往年报告的第一、五部分未能读取" if lacking else None


def _strongest(rule_id: str, dossier: Dossier, filed: Filed) -> Grade | None:
    """The first of equals wins: words before figures, the most specific before the others.

    Figures are only looked at where they could matter: they are a doubt, never more.
    """
    words = max(_of_words(dossier, filed), key=_rank, default=None)
    if (words is None and rule_id not in OF_FIGURES) or (words is not None and words.severity != "info"):
        return words
    figures = next(_of_figures(dossier, filed), None)
    return figures or words


def _rank(grade: Grade) -> int:
    return RANKS[grade.severity]


def _of_words(dossier: Dossier, filed: Filed) -> Iterator[Grade]:
    copies = [copy for copy in dossier.copies if copy.report_id == filed.report.id]
    counting = {each.report.id for each in dossier.filed()}
    own = _by_source(copy for copy in copies if copy.source_id in counting)
    others = _by_source(copy for copy in copies if copy.source_unit_id != dossier.unit.id)
    whole = [grade for parts in own for grade in _whole(parts)]
    yield from whole or (grade for parts in own for grade in _near(parts, own))
    yield from (grade for parts in others for grade in _taken(parts))
    yield from _same_problems(dossier, filed)


def _by_source(copies: Iterator[Copy]) -> list[list[Copy]]:
    """Group what was copied by the report it stands in, the nearest year first."""
    groups: dict[str, list[Copy]] = {}
    for copy in copies:
        groups.setdefault(copy.source_id, []).append(copy)
    return sorted(groups.values(), key=lambda parts: (-parts[0].source_year, parts[0].source_id))


def _whole(parts: Sequence[Copy]) -> Iterator[Grade]:
    """Both sections are the same words; the figures in them, too, or not."""
    if {copy.section for copy in parts if copy.same} == set(PARTS):
        if all(copy.same_figures for copy in parts):
            yield _grade("unchanged", "error", parts)
        else:
            yield _grade("numbers-only", "warning", parts, "除数字外")


def _near(parts: Sequence[Copy], own: Sequence[Sequence[Copy]]) -> Iterator[Grade]:
    counted = [copy for copy in parts if copy.counts and copy.share >= LARGELY]
    # Nothing but section 5, and that is last year's: the same problems, which is another rule.
    again = any(_again(copy) for each in own for copy in each)
    if counted and not (again and [copy.section for copy in counted] == ["problems"]):
        yield _grade("near-copy", _severity(counted), counted)


def _taken(parts: Sequence[Copy]) -> Iterator[Grade]:
    counted = [copy for copy in parts if copy.counts and copy.share >= LARGELY]
    if counted:
        most: Severity = "info" if counted[0].related else "error" if counted[0].earlier else "warning"
        yield _grade("copied-from-unit", min(_severity(counted), most, key=RANKS.__getitem__), counted)


def _severity(parts: Sequence[Copy]) -> Severity:
    nearly = sum(copy.share >= NEARLY for copy in parts)
    return ("info", "warning", "error")[nearly]


def _again(copy: Copy) -> bool:
    return (
        copy.section == "problems"
        and copy.counts
        and copy.share >= NEARLY
        and (copy.source_unit_id, copy.source_year) == (copy.unit_id, copy.year - 1)
    )


def _same_problems(dossier: Dossier, filed: Filed) -> Iterator[Grade]:
    """Section 5 is last year's, and perhaps that of the year before in a row."""
    counting = {each.report.id for each in dossier.filed()}
    again = {copy.year: copy for copy in dossier.copies if _again(copy) and copy.report_id in counting}
    year = filed.report.year or 0
    if year in again:
        first = year
        while first in again:
            first -= 1
        copy = again[year]
        message = (
            f"第五部分“存在的主要问题及改进情况”{first}年至{year}年连续{year - first + 1}年相同，"
            f"与上一年度相比{_measure([copy])}。"
        )
        yield Grade(
            rule_id="same-problems", severity="warning", message=message, detected_on=copy.detected_on
        )


def _of_figures(dossier: Dossier, filed: Filed) -> Iterator[Grade]:
    history = {each.report.year: each for each in dossier.filed()}
    for rule_id, judge in OF_FIGURES.items():
        same = judge(filed, history)
        if same is not None:
            before = history[(filed.report.year or 0) - 1]
            yield Grade(
                rule_id=rule_id,
                severity="warning",
                message=same.message,
                detected_on=max(filed.seen_on, before.seen_on),
                cells=same.cells,
            )


def _grade(rule_id: str, severity: Severity, parts: Sequence[Copy], but: str = "") -> Grade:
    first = parts[0]
    named = "、".join(PARTS[copy.section] for copy in parts)
    whose = "本单位" if first.source_unit_id == first.unit_id else first.source_unit_name
    known = "（较早公布）" if first.earlier else ""
    source = f"{whose}{first.source_year}年报告{known}" if first.source_year > 0 else f"{whose}往年报告"
    return Grade(
        rule_id=rule_id,
        severity=severity,
        message=f"第{named}部分{but}与{source}相比，{_measure(parts)}。",
        detected_on=max(copy.detected_on for copy in parts),
    )


def _measure(parts: Sequence[Copy]) -> str:
    shares = list(dict.fromkeys(_percent(copy.share) for copy in parts))
    each = "分别为" if len(shares) > 1 else ""
    return f"重复率{each}{'、'.join(shares)}，最长连续相同{max(copy.run for copy in parts)}字"


def _percent(share: float) -> str:
    """Write a share; what is not wholly the same is never written as 100%."""
    tenths = int(share * 1000 + 1e-6)
    return f"{tenths / 10:.1f}%" if tenths % 10 else f"{tenths // 10}%"
