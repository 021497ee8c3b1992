"""Whose report it is, for which year, and when it was published: everything the document says, best first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from data.wording import REPORT_NAME, is_report_title, normalise, report_year
from parsers.blocks import Block, Document, Paragraph, texts
from parsers.content import Content, last_lines, signature
from parsers.dates import date_in_url, dates

_TITLE_META = ("articletitle", "ucaptitle", "og:title", "title")
_DATE_META = ("pubdate", "publishdate", "publish_time", "firstpublishedtime", "article:published_time")
_PUBLISHED = re.compile(
    r"(?:发布|公开|发文|发稿|公布)(?:时间|日期)|信息提供日期|(?<![\u4e00-\u9fff])(?:日\s*期|时\s*间)(?=\s*[:：|])"
)
_PERIOD = re.compile(r"(20\d\d)年1月1日.{0,6}?(?:20\d\d年)?12月31日")
_REPORTED = re.compile(r"现将?(?:公布|发布)?.{0,30}?(20\d\d)年度?政府信息公开")
_OPENING = re.compile(r"(?:^|[。\n…])\s*(20\d\d)年(?:度|以来|全年)?[,，]")
_ANY_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)\s*年")
_CITED = re.compile(r"[《〔（(][^《〔（(》〕）)]{0,200}[》〕）)]")
_YEAR_WORDS = re.compile(r"(?:二[〇○零一二三四五六七八九]{3}|20[0-3]\d)(?:年度|年)?|[(\[〔]20[0-3]\d[)\]〕]")
_YEAR_AT_END = re.compile(r"20[0-3]\d年度?$")
_ANNOUNCED = re.compile(r"现(?:公布|发布)《?([\u4e00-\u9fff]{3,30}?)20\d\d年度?政府信息公开")
_COMPILED = re.compile(r"由([\u4e00-\u9fff]{4,30}?)(?:汇总|组织|负责|根据|按照)?(?:编制|编写|汇编|《|…)")
_ACTOR = re.compile(
    r"20\d\d年(?:度|以来)?[,，]([\u4e00-\u9fff]{2,20}?)"
    r"(?=坚持|认真|严格|深入|积极|紧紧|全面|按照|切实|高度|以习近平|…)"
)
_SOURCE = re.compile(r"信息来源|发布机构|发布单位|发文机关|来源(?=\s*[:：])")
_BODY = re.compile(
    r"(?:政府|局|委员会|委|办公室|办公厅|办|厅|处|院|中心|乡|镇|街道|区|县|市|省|州|盟|旗|管委会|支队|大队|站|所|分局|公司)$"
)
_PRONOUN = re.compile(r"我|本|全|该")
_NOT_TITLE = re.compile(r"[>》]\s*\S|^[^:：]{2,6}[:：]")
_ENDS_AS_TITLE = re.compile(rf"(?:{REPORT_NAME})\W*(?:20\d\d\W*|文字版\W*|全文\W*)?$")
_NAME = re.compile(REPORT_NAME)
_OPEN = "公"  # of 公开, which every name of a report holds
_SITE = re.compile(r"[_|\-—–]")
# The head of a print-out that sets two years of one body side by side.
_COMPARED = re.compile(
    r"\s*([\u4e00-\u9fff]{2,20})\s+(?:政务公开|政府信息公开)(?:工作)?(?:年报|年度报告)比对\s*"
)
_NAME_ALONE = re.compile(r"[\u4e00-\u9fff]{4,30}")
_DAY_ALONE = re.compile(
    r"[(（]?[\d一二三四五六七八九十〇○零]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日[)）]?"
)
_YEAR_ALONE = re.compile(r"[(（]?20[0-3]\d年度?[)）]?")
CAPTION = 2
LINE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a document says about itself."""

    title: str | None
    unit_name: str | None
    year: int | None
    dates: tuple[tuple[str, date], ...]
    own_names: tuple[str, ...]


def identify(document: Document, content: Content, url: str | None) -> Identity:
    """Read title, unit, year and dates; each from the place that is surest to name it."""
    lines = [block for block in _head(content) if isinstance(block, Paragraph)]
    plain = [normalise(line.text) for line in lines]
    printed, caption = list(_printed(document, lines, plain)), _caption(plain)
    title = find_title(document, printed)
    names = tuple(dict.fromkeys(_names(content, title, printed, caption)))
    return Identity(
        title=title,
        unit_name=names[0] if names else None,
        year=_year(title, content),
        dates=tuple(dict.fromkeys(_dates(document, content, caption, url))),
        own_names=names,
    )


# ------------------------------------------------------------------ title


def find_title(document: Document, printed: Sequence[str]) -> str | None:
    """Find the title: what the page declares, else the lines printed above the report, else the window's."""
    candidates = [
        *_declared(document),
        *printed,
        *_SITE.split(document.title)[:1],
        document.title,
    ]
    return next((text for text in candidates if is_report_title(text)), None) or next(
        iter(_declared(document)), document.title or None
    )


def _declared(document: Document) -> Iterator[str]:
    for name in _TITLE_META:
        yield from (value for key, value in document.meta if key == name)


def _head(content: Content) -> tuple[Block, ...]:
    """Give what stands above the first heading, page head included, nearest last."""
    first = content.starts[0][1] if content.starts else min(len(content.blocks), LINE)
    return (*content.before, *content.blocks[:first])


def _printed(document: Document, lines: Sequence[Paragraph], plain: Sequence[str]) -> Iterator[str]:
    """Give the lines that could be a title, nearest to the report first; also two or three lines in one."""
    for end in range(len(lines), 0, -1):
        if not any(_OPEN in line for line in plain[max(end - 4, 0) : end]):
            continue  # most lines above a report are those of menus
        for start in range(end - 1, max(end - 4, -1), -1):
            text = "".join(line.text for line in lines[start:end])
            if len(text) > LINE or _SOURCE.search(text) or _NOT_TITLE.search(text):
                break
            if is_report_title(text) and _ENDS_AS_TITLE.search(normalise(text)):
                while start and _is_half(text) and (above := _above(document, lines, start)):
                    text, start = above + text, start - 1
                yield text if report_year(text) else text + _year_below(lines[end : end + 1])
                break


def _is_half(title: str) -> bool:
    """Tell a title that names nobody or no year: the rest may stand in the line above."""
    return not unit_in_title(title) or report_year(title) is None


def _above(document: Document, lines: Sequence[Paragraph], start: int) -> str:
    """Give the line above a title when it is its first half, as 五常市某乡 / 2021年政府信息公开工作年度报告.

    It must stand in the same container: the banner of the site names a body too, but not the reporting one.
    """
    if not start or document.parents[lines[start - 1].parent] != document.parents[lines[start].parent]:
        return ""
    above = normalise(lines[start - 1].text)
    fits = len(above) <= LINE // 2 and not _NOT_TITLE.search(above) and not is_report_title(above)
    return above if fits and (_BODY.search(above) or _YEAR_AT_END.search(above)) else ""


def _year_below(lines: Sequence[Paragraph]) -> str:
    """Give the line below a title that names no year, when it is one, as （2021年度）."""
    return next((found for line in lines if _YEAR_ALONE.fullmatch(found := normalise(line.text))), "")


# ------------------------------------------------------------------ unit


def unit_in_title(title: str) -> str | None:
    """Take the unit's name out of a title.

    >>> unit_in_title("2020年河东县水利局政府信息公开工作年度报告"), unit_in_title("2021年政府信息公开年报")
    ('河东县水利局', None)
    """
    plain = normalise(title)
    match = _NAME.search(plain)
    if match is None:
        return None
    before = _YEAR_WORDS.sub("", plain[: match.start()]).strip('的:：—-_《》<>〈〉“”"').removeprefix("关于")
    if before.endswith("人民"):  # 人民政府信息公开…: the name and the subject share two characters
        before += "政府"
    return before or None


def _caption(lines: Sequence[str]) -> list[str]:
    """Give the lines between a title and the text that name a body or a day: 某县某局 / （2022年1月20日）."""
    titles = [
        at
        for at, line in enumerate(lines)
        if _OPEN in line and _ENDS_AS_TITLE.search(line) and report_year(line)
    ]
    below = lines[titles[-1] + 1 : titles[-1] + 1 + CAPTION] if titles else []
    return [line for line in below if _NAME_ALONE.fullmatch(line) or _DAY_ALONE.fullmatch(line)]


def _names(
    content: Content, title: str | None, printed: Sequence[str], caption: Sequence[str]
) -> Iterator[str]:
    """Give the names the document uses for itself, surest first."""
    if title and (named := unit_in_title(title)):
        yield named
    yield from (named for text in printed if is_report_title(text) and (named := unit_in_title(text)))
    yield from (line for line in caption if _BODY.search(line) and not _PRONOUN.match(line))
    heads = (_COMPARED.fullmatch(text) for text in texts(_head(content)))
    yield from (head.group(1) for head in heads if head and _BODY.search(head.group(1)))
    signed = signature(last_lines(content))
    yield from (line for line in signed[:-1] if _BODY.search(line))
    yield from _named_in_text(content)


def _named_in_text(content: Content) -> Iterator[str]:
    whole = _prose(content)
    for pattern in (_ANNOUNCED, _COMPILED):
        yield from (
            name for name in pattern.findall(whole) if _BODY.search(name) and not _PRONOUN.match(name)
        )
    for rest in _after(_SOURCE, _head(content)):
        name = re.match(r"[\s:：|]*([^\s|:：]{2,30})", rest)
        if name and _BODY.search(name.group(1)):
            yield name.group(1)
    opening = whole[: LINE * 20]
    yield from (name for name in _ACTOR.findall(opening) if _BODY.search(name) and not _PRONOUN.match(name))


def _prose(content: Content) -> str:
    return "\n".join(block.text for block in content.blocks if isinstance(block, Paragraph))


# ------------------------------------------------------------------ year


def _year(title: str | None, content: Content) -> int | None:
    """Give the year reported on: from the title, the stated period, the opening, else the only year named."""
    if title and (year := report_year(title)):
        return year
    whole = _prose(content)
    for pattern in (_PERIOD, _REPORTED, _OPENING):
        if match := pattern.search(whole):
            return int(match.group(1))
    named = set(_ANY_YEAR.findall(_CITED.sub("", whole)))
    return int(named.pop()) if len(named) == 1 else None


# ------------------------------------------------------------------ dates


def _dates(
    document: Document, content: Content, caption: Sequence[str], url: str | None
) -> Iterator[tuple[str, date]]:
    """Give every publication date the document prints, with its source, surest source first."""
    for name in (*_DATE_META, "publishtime"):
        source = "publishtime" if name == "publishtime" else "meta"
        yield from (
            (source, day) for key, value in document.meta if key == name for day in list(dates(value))[:1]
        )
    for text in _labelled(_head(content)):
        yield from (("label", day) for day in text)
    signed = [line for line in caption if _DAY_ALONE.fullmatch(line)]
    for line in [*signature(last_lines(content))[-1:], *signed]:
        yield from (("signature", day) for day in dates(line))
    if url and (day := date_in_url(url)):
        yield "url", day


def _labelled(head: Sequence[Block]) -> Iterator[list[date]]:
    """Read `发布时间：2024-01-15 11:05`."""
    return (list(dates(rest))[:1] for rest in _after(_PUBLISHED, head))


def _after(label: re.Pattern[str], head: Sequence[Block]) -> Iterator[str]:
    """Give what follows a label: in the same text, or in the next cell or line where nothing does."""
    pieces = [text for text in texts(head) if len(text) <= LINE * 4]
    for number, text in enumerate(pieces):
        for match in label.finditer(text):
            rest = text[match.end() : match.end() + LINE // 2]
            if not rest.strip(" :：|") and number + 1 < len(pieces):
                rest = pieces[number + 1][: LINE // 2]
            yield rest
