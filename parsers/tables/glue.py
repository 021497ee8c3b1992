"""Text whose cells ran together: cut at the printed labels, digits parted only where there is one way.

`一、本年新收政府信息公开申请数量200 000121二、…`: the labels are the only separators left. A run of digits
is parted when one single way fits the number of cells and, in tables 3 and 4, the printed total; otherwise
every way is kept and the cell stays uncertain. Arithmetic confirms here, it never changes a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, pairwise

from data.forms import forms
from parsers.figures import printed
from parsers.labels import SECTION_NAMES
from parsers.tables.witness import Options

_EXTRA = (
    "信息内容",
    "申请人情况",
    "法人或其他组织",
    "三、本年度办理结果",
    "（三）不予公开",
    "（四）无法提供",
    "（五）不予处理",
    "（六）其他处理",
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    "行政诉讼",
)
FEWEST_LABELS = 15
SURE = 4  # letters: 其他 and 总计 alone are also words of the text
AFTER = 4
MOST_WAYS = 64
GLUED = "glued"  # the tag of paragraphs cut this way
LONGEST_FIGURE = 16
GROUPS = {"t3": 7, "t4": 5}  # so many cells, of which the last is the printed sum of the others


@cache
def _labels() -> re.Pattern[str]:
    lines = [line for each in forms() for lines in each.tables().values() for line in lines]
    words = {*_EXTRA, *SECTION_NAMES, *(text for line in lines for text in (line.group, line.label))}
    words |= {column.label for line in lines for column in line.columns}
    longest_first = sorted((word for word in words if word), key=len, reverse=True)
    return re.compile("|".join(map(_loosely, longest_first)))


def _loosely(label: str) -> str:
    """Allow half-width signs and another mark after the number."""
    pattern = re.escape(label).replace("（", "[（(]").replace("）", "[）)]")
    return re.sub(r"(?<=\d)\\\.", "[.、．]", pattern).replace("：", "[：:]")


def unglue(text: str) -> list[str]:
    """Cut a text at the labels of the forms; a text with few of them is prose and stays whole.

    >>> len(unglue("全年办理行政许可12件。"))
    1
    """
    found = list(_labels().finditer(text))
    if len(found) < FEWEST_LABELS:
        return [text]
    end = max(
        match.end() for match in found if match.group() not in SECTION_NAMES and len(match.group()) >= SURE
    )
    found = [match for match in found if match.end() <= end + AFTER or match.group() in SECTION_NAMES]
    cuts = [0, *(edge for match in found for edge in match.span()), len(text)]
    return [piece for start, end in pairwise(cuts) if (piece := text[start:end].strip())]


def part(values: Sequence[str], keys: Sequence[str]) -> list[Options]:
    """Part runs of digits into as many cells as there are keys.

    Gives for each cell the texts it could hold; one text each when a single way is possible.

    >>> part(["200", "000121"], ["t3.granted.x"] * 7)
    [('20',), ('0',), ('0',), ('0',), ('0',), ('1',), ('21',)]
    >>> part(["12"], ["t2.a.b", "t2.a.c"])
    [('1', '12', ''), ('2', '', '12')]
    """
    group = GROUPS.get(keys[0][:2], 0)
    ways = list(islice(_ways(tuple(values), len(keys), group), MOST_WAYS + 1))
    if not ways or len(ways) > MOST_WAYS:
        return [()] * len(keys)
    return [tuple(dict.fromkeys(column)) for column in zip(*ways, strict=True)]


def _ways(
    chunks: tuple[str, ...], cells: int, group: int, done: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    """Give every way to part chunks into cells; a chunk's end ends a cell, each `group` cells must add up.

    Without a group nothing can confirm a way, so any cell may also be an empty one.
    """
    if group and done and len(done) % group == 0 and not _adds_up(done[-group:]):
        return
    left = cells - len(done)
    if not chunks or left <= 0:
        if not chunks and (not group or not left):
            yield done + ("",) * left
        return
    if group and sum(map(len, chunks)) < left:
        return
    first, rest = chunks[0], chunks[1:]
    for end in range(1, min(len(first), LONGEST_FIGURE) + 1):
        if printed(first[:end]).state is None:
            after = (first[end:], *rest) if first[end:] else rest
            yield from _ways(after, cells, group, (*done, first[:end]))
    if not group:
        yield from _ways(chunks, cells, group, (*done, ""))


def _adds_up(cells: Sequence[str]) -> bool:
    *parts, total = (printed(text).number or 0 for text in cells)
    return sum(parts) == total
