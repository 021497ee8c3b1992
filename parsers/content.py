"""Where on the page the report stands, and its six sections."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from parsers import labels
from parsers.blocks import Block, Document, Grid, Paragraph
from parsers.dates import dates
from parsers.parsed import Part

# What pages print below a report and is not part of it.
_AFTER = re.compile(
    r"^[【\[]?(上一[篇条页]|下一[篇条页]|打印|关闭|分享到|扫一扫|版权所有|主办单位|承办单位|网站标识码|返回顶部|"
    r"相关(链接|附件|文档|阅读)|附件下载|责任编辑|信息来源|浏览次数|友情链接|文字解读|图片解读)"
)
_TABLE_LINE = re.compile(r"第二十.{0,3}条\s*第.{1,5}项")
_NAME_LINE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A report cut out of its page: what stands before it, its own blocks, where its sections begin.

    `starts` are (section key, number of the heading's block in `blocks`).
    """

    before: tuple[Block, ...]
    blocks: tuple[Block, ...]
    starts: tuple[tuple[str, int], ...]


def find_content(document: Document) -> Content:
    """Find the smallest container that holds all section headings; without headings it is the whole page."""
    starts = _headings(document.blocks)
    home = _container(document, [document.blocks[number].parent for _, number in starts])
    inside = [number for number, block in enumerate(document.blocks) if _within(document, block.parent, home)]
    if not inside:
        return Content(before=(), blocks=document.blocks, starts=())
    place = {number: new for new, number in enumerate(inside)}
    return Content(
        before=document.blocks[: inside[0]],
        blocks=tuple(document.blocks[number] for number in inside),
        starts=tuple((key, place[number]) for key, number in starts),
    )


def _headings(blocks: Sequence[Block]) -> list[tuple[str, int]]:
    """Find the section headings in order; of several runs (contents list, second report) the fullest."""
    found = [
        (key, number)
        for number, block in enumerate(blocks)
        if isinstance(block, Paragraph) and (key := labels.heading(block.text))
    ]
    runs: list[list[tuple[str, int]]] = [[]]
    for key, number in found:
        if runs[-1] and labels.SECTIONS.index(key) <= labels.SECTIONS.index(runs[-1][-1][0]):
            runs.append([])
        runs[-1].append((key, number))
    return max(runs, key=lambda run: (len(run), run[-1][1] - run[0][1] if run else 0))


def _container(document: Document, parents: Sequence[int]) -> int:
    """Give the innermost container of all these containers; 0 (the whole) for fewer than two."""
    if len(parents) < len(("first", "last")):
        return 0
    common = set(_upward(document, parents[0]))
    for parent in parents[1:]:
        common &= set(_upward(document, parent))
    return max(common)


def _upward(document: Document, number: int) -> list[int]:
    chain = [number]
    while number:
        number = document.parents[number]
        chain.append(number)
    return chain


def _within(document: Document, number: int, home: int) -> bool:
    while number > home:
        number = document.parents[number]
    return number == home


def sections(content: Content, tables: Collection[int]) -> tuple[Part, ...]:
    """Cut the report into its sections, tables left out; `tables` are paragraphs that were table text."""
    ends = [*[number for _, number in content.starts], len(content.blocks)][1:]
    parts = []
    for (key, start), end in zip(content.starts, ends, strict=True):
        lines = [
            block.text
            for number, block in enumerate(content.blocks[start + 1 : end], start=start + 1)
            if isinstance(block, Paragraph) and number not in tables and not _TABLE_LINE.fullmatch(block.text)
        ]
        text = "\n".join(_without_end(lines) if end == len(content.blocks) else lines)
        heading = content.blocks[start]
        assert isinstance(heading, Paragraph)
        parts.append(Part(key=key, heading=heading.text, text=text))
    return tuple(parts)


def _without_end(lines: Sequence[str]) -> list[str]:
    """Drop the page's own words after the last section, and the signature."""
    end = next((number for number, line in enumerate(lines) if _AFTER.match(line)), len(lines))
    kept = list(lines[:end])
    return kept[: len(kept) - len(signature(kept))]


def signature(lines: Sequence[str]) -> list[str]:
    """Give the signature at the end of a text: a line with only a day, and the name above it.

    >>> signature(["无。", "渭水县应急管理局", "2022年1月20日"])
    ['渭水县应急管理局', '2022年1月20日']
    """
    if not lines or not re.fullmatch(r"[\s\d年月日./〇○零一二三四五六七八九十-]{6,20}", lines[-1]):
        return []
    if not list(dates(lines[-1])):
        return []
    named = len(lines) > 1 and len(lines[-2]) <= _NAME_LINE and not re.search("[。；，,;]", lines[-2])
    return list(lines[-2:]) if named and lines[-2] not in ("无", "无。") else list(lines[-1:])


def last_lines(content: Content) -> list[str]:
    """Give the text after the last heading as lines, without the page's own words."""
    start = content.starts[-1][1] + 1 if content.starts else 0
    lines = [block.text for block in content.blocks[start:] if isinstance(block, Paragraph)]
    end = next((number for number, line in enumerate(lines) if _AFTER.match(line)), len(lines))
    return lines[:end]


def has_grid(content: Content) -> bool:
    """Tell whether the report holds any table at all."""
    return any(isinstance(block, Grid) for block in content.blocks)
