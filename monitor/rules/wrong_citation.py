"""What it checks: laws and documents are cited by their right name, number and article, and in their present
text.

Legal basis: 国办公开办函〔2021〕30号第（四）项 (内容不准确).

Why it matters: a report on how a law is kept should know its name; an old basis shows an old text.

Example message: 第一部分“…严格遵守《中华人民共和国保密法》等有关法律…”待更正，应为《中华人民共和国保守国
家秘密法》（简称《保密法》）。

Known false alarms: history (修订前的…, …废止); 《保密法》 alone is a usual short form. What is looked for
stands in data/lexicon/citations.py, each from the report year on for which it is wrong.
"""

import re
from collections.abc import Iterator

from data.lexicon.citations import CITATIONS
from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier, Filed
from monitor.narrative.prose import fold, listed, quoted, sentences
from monitor.narrative.remarks import ACCURATE, Remark, remarked, year_of

ID = "wrong-citation"
NAME_ZH = "引用法规或文件名称待更正"
NAME_EN = "A law or document is cited wrongly"
ABOUT_ZH = (
    "核对引用的法规名称、文号、条款：如《中华人民共和国保密法》、“公开为原则，不公开为例外”、2021年度起仍"
    "以〔2019〕60号为依据、表头条款写错。历史沿革中的提法不列；“《保密法》”是通行简称，不列。"
)
SEVERITY: Severity = "warning"
BASIS = ACCURATE
UNJUDGED = (report, section("overview"))

_CITATIONS = tuple((each, re.compile(each.pattern), re.compile(each.unless or "$^")) for each in CITATIONS)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge what every report cites, in its text and in the labels of its tables."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    said = [*_in_text(filed), *_in_tables(filed)]
    return Remark(severity=SEVERITY, message=listed(said)) if said else None


def _in_text(filed: Filed) -> Iterator[str]:
    for sentence in sentences(filed):
        for citation, pattern, unless in _CITATIONS:
            found = pattern.search(sentence.text) if year_of(filed) >= citation.from_year else None
            if found and not unless.search(sentence.text):
                yield f"{quoted(sentence, found)}待更正，应为{citation.should_be}"


def _in_tables(filed: Filed) -> Iterator[str]:
    for label in map(fold, filed.labels):
        for citation, pattern, _ in _CITATIONS:
            if pattern.fullmatch(label):
                yield f"表格中“{label}”待更正，应为{citation.should_be}"
