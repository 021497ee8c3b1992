"""Where on the page the report stands, and its six sections."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from parsers import labels
from parsers.blocks import Block, Document, Grid, Paragraph
from parsers.dates import dates
from parsers.free import as_printed, aside
from parsers.opening import unheaded_overview
from parsers.parsed import Part
from parsers.tables.tokens import PAGE_LINE

# What pages print below a report and is not part of it.
_AFTER = re.compile(
    r"^[【\[]?(上一[篇条页]|下一[篇条页]|打印|关闭|分享到|扫一扫|版权所有|主办单位|承办单位|网站标识码|返回顶部|"
    r"相关(链接|附件|文档|阅读)|附件下载|责任编辑|信息来源|浏览次数|友情链接|文字解读|图片解读)"
)
_TABLE_LINE = re.compile(r"第二十.{0,3}条\s*第.{1,5}项")
_NAME_LINE = 30
RUN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A report cut out of its page: what stands before it, its own blocks, where its sections begin.

    `starts` are (section key, number of the heading's block in `blocks`); `asides` the same for parts that
    are none of the six sections and end the one before them. `others` are the headings of further reports.
    """

    before: tuple[Block, ...]
    blocks: tuple[Block, ...]
    starts: tuple[tuple[str, int], ...]
    asides: tuple[tuple[str, int], ...] = ()
    others: int = 0

    def parts(self) -> list[tuple[str, int, int]]:
        """Give each section and aside with the number of its heading and of the block after its last."""
        opened = sorted((*self.starts, *self.asides), key=lambda start: start[1])
        ends = [*(number for _, number in opened), len(self.blocks)][1:]
        return [(key, start, end) for (key, start), end in zip(opened, ends, strict=True)]


def find_content(document: Document) -> Content:
    """Find the smallest container that holds all section headings; without headings it is the whole page."""
    starts, others = _headings(document.blocks)
    home = _container(document, [document.blocks[number].parent for _, number in starts])
    inside = [number for number, block in enumerate(document.blocks) if _within(document, block.parent, home)]
    if not inside:
        return Content(before=(), blocks=document.blocks, starts=())
    place = {number: new for new, number in enumerate(inside)}
    blocks = tuple(document.blocks[number] for number in inside)
    found = tuple((key, place[number]) for key, number in starts)
    return Content(
        before=document.blocks[: inside[0]],
        blocks=blocks,
        starts=found,
        asides=tuple(_asides(blocks, found)),
        others=others,
    )


def _asides(blocks: Sequence[Block], starts: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Find the parts of the old law that are no sections; none before the first, none in a further report."""
    own = {number for _, number in starts}
    for number in range(starts[0][1] + 1 if starts else len(blocks), len(blocks)):
        block = blocks[number]
        if isinstance(block, Paragraph) and number not in own:
            if number > max(own) and labels.heading(block.text):
                return
            if key := aside(block.text):
                yield key, number


def _headings(blocks: Sequence[Block]) -> tuple[list[tuple[str, int]], int]:
    """Find the section headings in order; of several runs (contents list, second report) the fullest.

    Also counts the other runs that are reports of their own: with text or tables between their headings.
    """
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
    best = max(runs, key=lambda run: (len(run), run[-1][1] - run[0][1] if run else 0))
    others = sum(len(run) >= RUN and run[-1][1] - run[0][1] >= 2 * (len(run) - 1) for run in runs)
    return best, max(others - 1, 0)


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
    """Cut the report into its sections, tables left out; `tables` are paragraphs that were table text.

    A section 1 whose heading is lost has an empty one.
    """
    parts = []
    if lines := overview_above(content, tables):
        parts.append(Part(key="overview", heading="", text="\n".join(lines)))
    for key, start, end in content.parts():
        heading = content.blocks[start]
        assert isinstance(heading, Paragraph)
        if (key, start) in content.starts:
            text = "\n".join(_lines(content, start, end, tables))
            parts.append(Part(key=key, heading=heading.text, text=text))
    return tuple(parts)


def overview_above(content: Content, tables: Collection[int]) -> list[str]:
    """Give the lines of a section 1 that has no heading of its own, where another section has one."""
    if not content.starts or content.starts[0][0] == "overview":
        return []
    return unheaded_overview(content.blocks[: content.starts[0][1]], tables)


def asides(content: Content, tables: Collection[int]) -> Iterator[str]:
    """Write down the parts that are no sections: with their tables, as they are printed."""
    for key, start, end in content.parts():
        heading = content.blocks[start]
        if (key, start) in content.asides and isinstance(heading, Paragraph):
            lines = set(_lines(content, start, end, tables))
            kept = [
                block
                for block in content.blocks[start + 1 : end]
                if isinstance(block, Grid) or block.text in lines
            ]
            yield f"六个部分之外的“{heading.text}”，照录：\n{as_printed(kept)}"


def _lines(content: Content, start: int, end: int, tables: Collection[int]) -> list[str]:
    lines = [
        block.text
        for number, block in enumerate(content.blocks[start + 1 : end], start=start + 1)
        if isinstance(block, Paragraph) and number not in tables and not _is_furniture(block.text)
    ]
    return _without_end(lines) if end == len(content.blocks) else lines


def _is_furniture(line: str) -> bool:
    """Tell the head of a table's group, and the number of a page, from text."""
    return bool(_TABLE_LINE.fullmatch(line) or PAGE_LINE.fullmatch(line.strip()))


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
