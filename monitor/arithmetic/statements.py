"""What the running text of a report says in numbers: how many applications, reviews, suits, documents.

Only sentences that cannot mean anything else are taken. Left alone are numbers of one channel (网上, 信函),
of another year, comparisons, roundings (余, 近), parts introduced by 其中, and everything that is no
application for information (许可申请, 救助申请). Each number stands with the words it is said of.

>>> [(each.kind, each.number) for each in statements("2023年，我局收到政府信息公开申请3件，均已答复。", 2023)]
[('requests', 3)]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "requests",
    "closed",
    "requests_people",
    "requests_bodies",
    "requests_firms",
    "carried_in",
    "carried_out",
    "granted",
    "partially_granted",
    "denied",
    "unable",
    "refused",
    "other",
    "review",
    "suit",
    "documents_made",
    "documents_valid",
    "documents_repealed",
    "no_requests",
    "no_review",
    "no_suit",
]

_CHINESE = str.maketrans({",": "，", "(": "（", ")": "）", ":": "：", ";": "；"})
_UNIT = r"(?:件|宗|份|起|例|条)"
_NUMBER = rf"(\d+){_UNIT}"
_GAP = r"[^,。;:0-9]"
# One way in of several, something else that is applied for, part of a whole: no statement about the total.
_PARTIAL = re.compile(
    r"网上|网络|网站|平台|邮寄|信函|来信|当面|现场|传真|邮件|窗口|在线|线[上下]|电话|书面|许可|救助|低保|补贴|"
    r"仲裁|登记|入学|复议|诉讼|信访|重复|减免|撤[回销]|补正|转[办送]|不予|无法|其中|涉及|关于|季度|月份|半年"
)
_PART_OF_YEAR = re.compile(r"季度|月份?[,至到]?$|半年")
_COMPARED = re.compile(
    r"(?:较|比|同比|去年|上一?年(?!度?(?:结转|转入|遗留))|往年|前年|增加|减少|上升|下降)[^,。;]*$"
)
_ROUNDED = re.compile(r"(?:近|约|超过|超|逾|突破)$")

_RECEIVED = re.compile(
    r"(?:新收到?|收到|接到|接收|受理|收办|办理|办结|共收|收悉)"
    rf"({_GAP}{{0,40}}?申请(?:案件|事项|表|书)?(?:的)?(?:共计|合计|总计|总数为|数量为|共|计)?){_NUMBER}"
)
_RECEIVED_BEFORE = re.compile(
    rf"(?:新收到?|收到|接到|接收|受理|收办|共收)({_GAP}{{0,12}}?){_NUMBER}({_GAP}{{0,14}}?申请)"
)
_APPLICANTS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("requests_people", re.compile(rf"(?<!法)(?:自然人|公民)(?:提交的?|提出的?)?(?:申请)?{_NUMBER}")),
    ("requests_bodies", re.compile(rf"法人(?:或|和|及|、)?(?:其他)?(?:社会)?(?:组织)?(?:申请)?{_NUMBER}")),
    ("requests_firms", re.compile(rf"商业企业(?:申请)?{_NUMBER}")),
)
_CARRIED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "carried_in",
        re.compile(rf"上一?年度?(?:结转|转入|遗留)(?:申请|的?政府信息公开申请|依申请公开)?{_NUMBER}"),
    ),
    ("closed", re.compile(rf"(?<!未)(?:办结|办理完毕|答复)(?:申请)?{_NUMBER}")),
    (
        "requests",
        re.compile(rf"(?:信息公开|依申请公开)申请(?:数量|总数|总量)?(?:共计|合计|共|为|计){_NUMBER}"),
    ),
    (
        "carried_out",
        re.compile(rf"(?:结转|转)(?:至|到|入)?(?:下|次)一?年度?(?:继续)?(?:办理|答复|处理)?(?:的)?{_NUMBER}"),
    ),
)
_OUTCOME_WORDS: tuple[tuple[Kind, str], ...] = (
    ("granted", "(?<!不)予以公开"),
    ("partially_granted", "部分公开"),
    ("denied", "不予公开"),
    ("unable", "无法提供"),
    ("refused", "不予处理"),
    ("other", "其他处理"),
)
_OUTCOMES = tuple(
    (kind, re.compile(rf"(?<![及和与]){words}(?:的)?{_NUMBER}")) for kind, words in _OUTCOME_WORDS
)
_DISPUTES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("review", re.compile(rf"(?<!经)(?<!、)复议(?:案件)?(?:共计|共|计|为)?{_NUMBER}")),
    ("suit", re.compile(rf"(?<!提起)诉讼(?:案件)?(?:共计|共|计|为)?{_NUMBER}")),
)
_DOCUMENTS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("documents_valid", re.compile(rf"现行有效(?:的)?(?:行政)?规范性文件(?:共计|共)?{_NUMBER}")),
    (
        "documents_made",
        re.compile(rf"(?:制发|制定|印发|出台)(?:的)?(?:行政)?规范性文件(?:共计|共)?{_NUMBER}"),
    ),
    ("documents_repealed", re.compile(rf"废止(?:的)?(?:行政)?规范性文件(?:共计|共)?{_NUMBER}")),
)
_NOT = r"(?:未|没有|尚未|暂未)(?:收到|接到|接收|受理)过?"
_END = r"(?=[,。;)]|$)"
_NO_REQUESTS = re.compile(
    rf"(?:{_NOT}({_GAP}{{0,30}}?)|(?<![有未])无((?:政府信息公开|依申请公开|信息公开)的?))"
    rf"申请(?:事项|案件|情况|件|表|书)?{_END}"
)
_NO_DISPUTES = re.compile(
    r"(?:未发生|未收到|未出现|未产生|没有发生|没有收到|未有|(?<![有未])无|未被)"
    rf"({_GAP}{{0,30}}?)(行政复议|复议|行政诉讼|诉讼)((?:(?:、|和|或|及|以及|与)?(?:被)?(?:提起)?(?:行政)?(?:诉讼|复议))?)"
    rf"(?:的)?(?:案件|事项|情况|案|申请)?(?:发生)?{_END}"
)
# 未被纠正, 无败诉: how they ended, not whether there were any.
_ENDED = re.compile(r"纠|撤销|败诉|经|负|超期|逾期|维持|其他原因|重大|\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing the text says: `number` is 0 where it says there was none; `quote` are its words."""

    kind: Kind
    number: int
    quote: str


def plain(text: str) -> str:
    """Fold full-width forms and drop white space; the full stop and the comma of lists stay Chinese."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def as_printed(words: str) -> str:
    """Give folded words their Chinese punctuation back, to be quoted."""
    return words.translate(_CHINESE)


def sentences(text: str) -> list[str]:
    """Split folded text at full stops and semicolons."""
    return [part for part in re.split(r"[。;]", plain(text)) if part]


def statements(text: str, year: int | None) -> tuple[Statement, ...]:
    """Give everything the text says about the tables of the report on a year, in its order."""
    found: list[Statement] = []
    about_requests = False
    for sentence in sentences(text):
        about_requests = _about_requests(sentence, about_requests)
        if not _other_year(sentence, year):
            found += _in_sentence(sentence, about_requests)
    return tuple(dict.fromkeys(found))


def _about_requests(sentence: str, before: bool) -> bool:
    """Tell whether a sentence stands in the passage about applications for information."""
    heading = re.match(r"(?:\([一二三四五六]\)|第[一二三四五六],)(.{0,12})", sentence)
    if heading and "依申请" not in heading[1]:
        return False
    return before or "依申请公开" in sentence or "信息公开申请" in sentence


def _other_year(sentence: str, year: int | None) -> bool:
    years = {int(each) for each in re.findall(r"(?<!\d)(20\d\d)年", sentence)}
    return year is not None and bool(years) and year not in years


def _in_sentence(sentence: str, about_requests: bool) -> Iterator[Statement]:
    yield from _none(sentence)
    yield from _numbers(sentence, _DISPUTES if "信息公开" in sentence or about_requests else ())
    yield from _numbers(sentence, _DOCUMENTS)
    if not about_requests:
        return
    yield from _received(sentence)
    if "申请" in sentence or "答复" in sentence:
        yield from _numbers(sentence, (*_CARRIED, *_OUTCOMES))
    if "申请" in sentence:
        yield from _numbers(sentence, _APPLICANTS)


def _received(sentence: str) -> Iterator[Statement]:
    for pattern, at in ((_RECEIVED, 2), (_RECEIVED_BEFORE, 2)):
        for match in pattern.finditer(sentence):
            words = "".join(group or "" for group in match.groups() if group != match[at])
            clause = _clause(sentence, match.start())
            if _PARTIAL.search(words) or "其中" in clause or _unsure(sentence, match):
                continue
            yield Statement(kind=_whose(words), number=int(match[at]), quote=as_printed(match[0]))


def _whose(words: str) -> Kind:
    people = re.search(r"自然人|公民|个人", words)
    bodies = re.search(r"法人|企业|组织", words)
    if people and not bodies:
        return "requests_people"
    return "requests_bodies" if bodies and not people else "requests"


def _numbers(sentence: str, patterns: tuple[tuple[Kind, re.Pattern[str]], ...]) -> Iterator[Statement]:
    for kind, pattern in patterns:
        for match in pattern.finditer(sentence):
            joined = re.search(
                r"(?:公开|提供|处理|复议|诉讼)(?:及|和|与|、|以及)$", sentence[: match.start()]
            )
            if not joined and not _unsure(sentence, match):
                yield Statement(kind=kind, number=int(match[1]), quote=as_printed(match[0]))


def _clause(sentence: str, end: int) -> str:
    return re.split(r"[,:(]", sentence[:end])[-1]


def _unsure(sentence: str, match: re.Match[str]) -> bool:
    """A rounding, a comparison, or a list of places in brackets: not the plain number of this year."""
    before, after = sentence[: match.end()], sentence[match.end() :]
    digits = re.search(r"(\S{0,2})\d+\D$", before)
    rounded = bool(digits and _ROUNDED.search(digits[1])) or after[:1] in ("余", "多", "次")
    return rounded or bool(_COMPARED.search(_clause(sentence, match.start()) + match[0]))


def _none(sentence: str) -> Iterator[Statement]:
    for match in _NO_REQUESTS.finditer(sentence):
        words = match[1] or match[2] or ""
        clause = _clause(sentence, match.start())
        if "公开" in words + clause and not _PARTIAL.search(words) and not _PART_OF_YEAR.search(clause):
            yield Statement(kind="no_requests", number=0, quote=as_printed(match[0]))
    for match in _NO_DISPUTES.finditer(sentence):
        if _ENDED.search(match[1]) or "其中" in _clause(sentence, match.start()):
            continue
        said = match[2] + match[3]
        if "复议" in said or "复议" in match[1]:
            yield Statement(kind="no_review", number=0, quote=as_printed(match[0]))
        if "诉讼" in said:
            yield Statement(kind="no_suit", number=0, quote=as_printed(match[0]))
