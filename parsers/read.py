"""One document, from bytes to what it states: the parser's front door. Pure: same bytes, same answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from data.wording import DECOYS, is_report_title, normalise
from parsers.blocks import Document, Paragraph, Unreadable, texts
from parsers.content import Content, asides, find_content, sections
from parsers.documents import kind_of, load
from parsers.extras import headings, odd_labels, preamble
from parsers.free import free_form
from parsers.identity import Identity, identify
from parsers.parsed import Parsed
from parsers.pictures import LAYER, ON_PAGE, OnlyPictures, doubted, kind_of_pictures, pictures_on_page
from parsers.tables import Tables, read_tables

PARSER_VERSION = "2026.4"
PRINTED_SOURCES = ("meta", "publishtime", "label", "signature")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
# Whole reports are copied onto gambling sites, with a word of theirs put into title or source.
_CLONE = re.compile(r"老虎机|博彩|娱乐城|\d{3}bet|bet\d{3}|[(（]中国[)）](?:官方)?网站", re.IGNORECASE)
_CLONE_WORDS = ("老虎机", "博彩", "娱乐城", "bet", "中国)", "中国）")
TWO_REPORTS = "同一页面印有不止一份报告，题名、单位和文字只取其中一份，填报不同的数据项列为存疑"
ONLY_TITLE = "只有题名，没有正文（正文可能在附件或图片里）"
MOST_TITLES = 4
NEAR = 60
SURE_ROWS = 12
SURE_HEADINGS = 4
SHORTEST = 120


def read(body: bytes, *, content_type: str | None = None, url: str | None = None) -> Parsed:
    """Read one document of any supported type.

    `content_type` is the HTTP header (only its charset is used, when the bytes leave a choice), `url` the
    address it came from (its date is a hint). Gives outcome `read`; `not_a_report` with the reason in a
    few words; or `unreadable` with the contract's reason code. Never raises for what a document holds.
    """
    charset = _CHARSET.search(content_type or "")
    try:
        document = load(body, charset.group(1) if charset else None)
    except Unreadable as error:
        kind = kind_of_pictures(kind_of(body)) if isinstance(error, OnlyPictures) else kind_of(body)
        return Parsed(outcome="unreadable", reason=error.args[0], notes=error.args[1:], kind=kind)
    content = find_content(document)
    tables = read_tables(content.blocks, document.again)
    if content.others:
        tables = tables.beside(read_tables(document.blocks, document.again))
    identity = identify(document, content, url)
    reason = _why_not(document, content, tables, identity)
    if reason is not None:
        return _no_report(body, document.kind, reason, identity.title)
    report = _report(document, content, tables, identity)
    return doubted(report) if LAYER in document.kind.split("+") else report


def _no_report(body: bytes, kind: str, reason: str, title: str | None) -> Parsed:
    """Say why this is no report; a page that has a report's title and shows it as pictures is one, unread."""
    count = pictures_on_page(body) if reason == ONLY_TITLE and kind == "html" else 0
    if not count:
        return Parsed(outcome="not_a_report", reason=reason, title=title, kind=kind)
    return Parsed(
        outcome="unreadable",
        reason="unreadable_file",
        title=title,
        notes=(ON_PAGE.format(count=count),),
        kind=kind_of_pictures(kind),
    )


def _report(document: Document, content: Content, tables: Tables, identity: Identity) -> Parsed:
    best = next(((source, day) for source, day in identity.dates if source in PRINTED_SOURCES), None)
    printed, kept = headings(content), asides(content, tables.used)
    form = tables.form or (None if tables.cells else free_form(printed))
    return Parsed(
        outcome="read",
        title=identity.title,
        unit_name=identity.unit_name,
        year=identity.year,
        form=form.id if form else None,
        published_on=best[1] if best else None,
        date_source=best[0] if best else None,
        dates=identity.dates,
        own_names=identity.own_names,
        sections=sections(content, tables.used),
        cells=tables.cells,
        odd_cells=tables.odd,
        notes=(*tables.notes, *_others(document, content), *kept),
        kind=document.kind,
        preamble=preamble(content, tables.used),
        headings=printed,
        labels=odd_labels(content, tables.used),
    )


def _others(document: Document, content: Content) -> Iterator[str]:
    """Say that the page prints further reports, and by which titles."""
    if content.others:
        lines = (text for text in texts(document.blocks) if len(text) <= NEAR and is_report_title(text))
        titles = "".join(f"“{title}”" for title in islice(dict.fromkeys(lines), MOST_TITLES))
        yield f"{TWO_REPORTS}{'：' if titles else ''}{titles}"


def _why_not(document: Document, content: Content, tables: Tables, identity: Identity) -> str | None:
    """Say why this is no report, or None if it is one: by its tables, else by title and text."""
    title = normalise(identity.title or "")
    near = "\n".join((title, *islice(texts(document.blocks), NEAR))).lower()
    if any(word in near for word in _CLONE_WORDS) and _CLONE.search(near):
        return "冒用年度报告的页面"
    if tables.rows() >= SURE_ROWS:
        return None
    if decoy := next((word for word in DECOYS if word in title), None):
        return f"题名含“{decoy}”，不是年度报告"
    text = sum(len(line) for line in _prose(content))
    if document.moved and text < SHORTEST:
        return "页面只有跳转，正文已撤下"
    if len(content.starts) >= SURE_HEADINGS:
        return None
    if not is_report_title(title):
        return "没有年度报告的题名和正文"
    return _thin(content, text)


def _prose(content: Content) -> Iterator[str]:
    """Give the lines that hold sentences: menus, dates and the names of attachments are no report."""
    return (block.text for block in content.blocks if isinstance(block, Paragraph) and "。" in block.text)


def _thin(content: Content, text: int) -> str | None:
    """Judge a page that has a report's title and neither tables nor the sections of the form."""
    titles = sum(is_report_title(each.text) for each in content.blocks if isinstance(each, Paragraph))
    if titles > SURE_HEADINGS:
        return "列有多份年度报告的目录页"
    return ONLY_TITLE if text < SHORTEST else None
