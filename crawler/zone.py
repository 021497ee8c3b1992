"""What of a page is the document, and what is only around it: banners, menus, counters, clocks. Pure.

Two looks at one report differ for many reasons that nobody at the office caused. Compared is therefore the
content zone: the article's own container where the page has one, else the page without its frame and without
its links to other pages; and of that every line without what changes by itself. Lines as long as a sentence
are left as they are: a number of visits inside the report is a figure of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

from crawler.pages import Page, squeeze

# The containers of articles as the CMS name them, the surest first: elements, then ids or classes.
_ELEMENTS = ("ucapcontent",)
_NAMES = (
    *("TRS_Editor", "trs_editor_view", "vsb_content", "v_news_content", "UCAP-CONTENT", "zoomcon", "zoom"),
    *("mainText", "news_cont_d_wrap", "article-content", "article_content", "view-content"),
)
# A container that holds less of the page's words than this is a shell, and the words stand elsewhere.
_LEAST_SHARE = 0.5
_FRAME_TAGS = {"script", "style", "noscript", "title", "header", "footer", "nav", "aside", "marquee"}
_FRAME = re.compile(
    r"(?:^|[\s_-])(?:header|head|top|footer|foot|bottom|nav|menu|sidebar|side|banner|slider|slide|swiper|"
    r"crumbs?|breadcrumb|share|related?|recommend|hot|copyright|weather)(?:$|[\s_\d-])",
    re.IGNORECASE,
)
_INLINE = {"a", "b", "big", "em", "font", "i", "label", "small", "span", "strong", "sub", "sup", "u"}
# A part called a frame with more words of its own than this, links left out, is an article.
_MOST_FRAME = 300
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|rtf|zip)(?:$|[?&#])|down", re.IGNORECASE)

# What changes without anybody touching the report; the lines it stands in are short.
_MOST_LINE = 120
_IDLE = re.compile(
    r"(?:浏览|点击|阅读|访问|打印|查看|下载|点赞|人气)(?:次数|总数|量|数|率)?\s*[：:（(\[]\s*[\d,]+\s*(?:人次|次|人)?"
    r"|\d[\d,]*\s*(?:人次|次)?\s*(?:浏览|阅读|访问|点击)$"
    r"|第\s*[\d,]+\s*(?:位|个)(?:访客|访问者|浏览者)"
    r"|(?:今天|今日|现在|当前|系统|北京|服务器|生成)(?:是|时间|日期)[：:]?.*"
    r"|^20\d\d\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}\s*日?\s*(?:星期|周)[一二三四五六日天].*"
    r"|\b\d{1,2}:\d{2}(?::\d{2})?\b|-?\d{1,2}\s*(?:℃|°C)"
    r"|\b(?:[0-9a-fA-F]{16,}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\b"
)


def words(page: Page) -> str:
    """Give the words of a page's document, line by line, without what changes by itself."""
    whole = _lines(page.tree, links=True)
    least = _LEAST_SHARE * sum(map(len, whole))
    for found in _containers(page.tree):
        lines = _lines(found, links=True)
        if sum(map(len, lines)) > least:
            return _still(lines)
    return _still(_lines(page.tree, links=False))


def _containers(tree: etree._Element) -> Iterator[etree._Element]:
    yield from (found for name in _ELEMENTS for found in tree.iter(name))
    for name in _NAMES:
        match = "@id=$name or contains(concat(' ', normalize-space(@class), ' '), concat(' ', $name, ' '))"
        yield from cast("list[etree._Element]", tree.xpath(f"//*[{match}]", name=name))


def _still(lines: list[str]) -> str:
    kept = (_IDLE.sub("", line) if len(line) <= _MOST_LINE else line for line in lines)
    return "\n".join(line for line in map(squeeze, kept) if line)


def _lines(element: etree._Element, *, links: bool) -> list[str]:
    """The text inside an element as lines, without the frame around an article; `links`: theirs as well."""
    pieces: list[str] = []
    ahead: list[etree._Element | str] = [element]
    while ahead:
        here = ahead.pop()
        if isinstance(here, str):
            pieces.append(here.replace("\n", " ") if here != "\n" else here)
        elif _belongs(here, links=links):
            edge = "" if here.tag in _INLINE else "\n"
            ahead.append(edge)
            ahead.extend(piece for child in reversed(here) for piece in (child.tail or "", child))
            ahead += [here.text or "", edge]
    return [line for line in map(squeeze, "".join(pieces).split("\n")) if line]


def _belongs(element: etree._Element, *, links: bool) -> bool:
    """Whether an element is part of an article and not of the frame around it."""
    if not isinstance(element.tag, str) or element.tag in _FRAME_TAGS:
        return False
    if element.tag == "a" and not links:
        return bool(_FILE.search(element.get("href") or ""))
    named = f"{element.get('id') or ''} {element.get('class') or ''}"
    return element.tag in ("html", "body") or not _FRAME.search(named) or _has_words(element)


def _has_words(element: etree._Element) -> bool:
    """Whether something called a frame holds an article all the same: a table, a headline, many own words."""
    if next(element.iter("table", "h1"), None) is not None:
        return True
    own = element.xpath(".//text()[not(ancestor::a or ancestor::script or ancestor::style)]")
    return len(squeeze("".join(cast("list[str]", own)))) > _MOST_FRAME
