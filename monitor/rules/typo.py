"""What it checks: no slips of the pen that are always slips: swapped or doubled characters, misnumbered 一是
二是三是, labels of table 3 that lost or gained characters.

Legal basis: 国办公开办函〔2021〕30号第（四）项 (内容不准确).

Why it matters: small, but what leaders and citizens see first; and the same slip in two reports tells of
copying.

Example message: 第一部分“…要求，进—步规范依申请办理流程…”应为“进一步”。

Known false alarms: characters lost in reading a file (compare with the original first); labels cut at
either end are not reported. Never more than a hint.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from data.forms import form, forms
from data.lexicon.slips import ORDINALS, SLIPS
from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier, Filed
from monitor.narrative.prose import PLACES, fold, listed, paragraphs, quoted, sentences
from monitor.narrative.remarks import ACCURATE, Remark, remarked

ID = "typo"
NAME_ZH = "文字表述待核"
NAME_EN = "A slip of the pen"
ABOUT_ZH = (
    "查找确定无疑的笔误：形近字、重复字、固定用语写法、“一是、二是、三是”序号重复或跳号、表三固定行名缺字"
    "多字。仅提示，请先核对原件。"
)
SEVERITY: Severity = "info"
BASIS = ACCURATE
UNJUDGED = (report, section("overview", "problems"))

_SLIPS = tuple((re.compile(pattern), right) for pattern, right in SLIPS)
_ORDINAL = re.compile(rf"(?:^|[。；：，、）])([{ORDINALS}])是(?!否)")
_NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．，]+")
_MARKS = re.compile(r"[\W_]+")


def check(dossier: Dossier) -> Iterator[Finding]:
    """Read every report for slips."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    said = [*_slips(filed), *_misnumbered(filed), *_labels(filed)]
    return Remark(severity=SEVERITY, message=listed(said, most=5)) if said else None


def _slips(filed: Filed) -> Iterator[str]:
    for sentence in sentences(filed):
        for pattern, right in _SLIPS:
            if found := pattern.search(sentence.text):
                yield f"{quoted(sentence, found)}应为“{right}”"


def _misnumbered(filed: Filed) -> Iterator[str]:
    """一是 三是 三是: after each comes the next, or a new list begins."""
    for place in ("overview", "problems"):
        for paragraph in paragraphs(filed.sections.get(place, "")):
            marks = _ORDINAL.findall(paragraph)
            numbers = [ORDINALS.index(mark) for mark in marks]
            steps = pairwise(numbers)
            if numbers[:1] == [0] and any(after not in (0, before + 1) for before, after in steps):
                yield f"{PLACES[place]}序号依次为“{'、'.join(f'{mark}是' for mark in marks)}”，请核对"


def _labels(filed: Filed) -> Iterator[str]:
    """Labels of rows that differ from the printed form in the middle."""
    if filed.report.form not in {each.id for each in forms()}:
        return
    right = {_bare(line.label): line.label for line in form(filed.report.form).table3}
    for label in map(fold, filed.labels):
        bare = _bare(label)
        near = next((known for known in right if _slipped(bare, known)), None)
        if near is not None:
            yield f"表三“{label}”应为“{right[near]}”"


def _bare(label: str) -> str:
    return _MARKS.sub("", _NUMBERED.sub("", fold(label)))


def _slipped(label: str, known: str) -> bool:
    """Tell whether a label is a known one with one stretch of up to three characters too few or too many."""
    short, long = sorted((label, known), key=len)
    if len(short) < 6 or not 0 < len(long) - len(short) <= 3 or short in long:
        return False
    head = next(at for at in range(len(short) + 1) if at == len(short) or short[at] != long[at])
    return short[head:] == long[len(long) - len(short) + head :]
