"""What it checks: the same address later answered with another text or other figures.

Legal basis: 《政府信息公开条例》第二十四条; 国办公开办函〔2021〕30号第（四）项.

Why it matters: a report that is quoted must stay what it was, or say that it was put right.

Example message: 同一网址的内容在2026年1月20日与2026年2月12日两次核查之间有变动：2项数据不同。

Known false alarms: counters, dates of the day, links beside the text: compared are only the six parts and the
tables, never the page. With a note (更正, 修订), or within an agreed time for putting right, only mentioned.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from data.records import Finding, Severity
from monitor.abstaining import looked_at, odd
from monitor.dossier import Dossier, Filed, Year
from monitor.evidence import SAID_TO_BE_CORRECTED, changed_cells, day_words, in_rectification, on_report

ID = "changed-after-publication"
NAME_ZH = "公布后内容有变动"
NAME_EN = "Changed after publication"
ABOUT_ZH = (
    "同一网址前后两次核查的正文或表格不同（只比六个部分和表格，不比浏览量等页面信息）。数据有变动且"
    "未注明更正的为疑点，其余仅作提示；整改期内的记为整改更正。读取存疑的数据不比较。"
)
SEVERITY: Severity = "warning"
BASIS = "《中华人民共和国政府信息公开条例》第二十四条"
OF_LOOKS = True


def check(dossier: Dossier) -> Iterator[Finding]:
    """Compare the documents that stood at one address one after the other."""
    for year in dossier.years:
        pair = _pair(year)
        if pair is not None and _differ(*pair):
            yield _finding(dossier, *pair)


def _pair(year: Year) -> tuple[Filed, Filed] | None:
    """The newest document and the one before it at one of its addresses."""
    if year.filed is None:
        return None
    urls = {place.url for place in year.filed.places}
    for older in year.documents[1:]:
        if urls & {place.url for place in older.places} and older.seen_on <= year.filed.seen_on:
            return older, year.filed
    return None


def _differ(older: Filed, newer: Filed) -> bool:
    return bool(changed_cells(older, newer)) or _words(older) != _words(newer)


def _finding(dossier: Dossier, older: Filed, newer: Filed) -> Finding:
    cells = changed_cells(older, newer)
    grade: Severity = "info"
    if cells and not SAID_TO_BE_CORRECTED.search(newer.report.title + newer.preamble):
        grade = SEVERITY
    corrected = in_rectification(dossier, newer.report.year, newer.seen_on)
    told = f"{len(cells)}项数据不同" if cells else "文字有改动，数据相同"
    days = f"{day_words(older.seen_on)}与{day_words(newer.seen_on)}"
    note = "已登记整改期内，记为整改更正。" if corrected else ""
    message = f"同一网址的内容在{days}两次核查之间有变动：{told}。{note}"
    finding = on_report(ID, newer, "info" if corrected else grade, message, BASIS)
    return replace(finding, cells=cells)


def _words(filed: Filed) -> dict[str, str]:
    return {key: re.sub(r"\s+", "", text) for key, text in filed.sections.items()}


# ------------------------------------------------------------------ when it is not judged


def _in_doubt(dossier: Dossier, year: Year) -> str | None:
    """What was printed before and after was surely read."""
    pair = _pair(year)
    unsure = (why for each in pair or () if (why := odd(each, ("t2.", "t3.", "t4."))))
    return next(unsure, None)


UNJUDGED = (looked_at, _in_doubt)
