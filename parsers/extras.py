"""What a report prints beside its sections and figures: the words before them, its headings, odd labels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cache, lru_cache

from data.forms import forms
from parsers import labels
from parsers.blocks import Block, Grid, Paragraph
from parsers.content import Content, overview_above
from parsers.free import aside
from parsers.words import Word, word

_TOP = re.compile(r"[一二三四五六七八九十]{1,2}\s*[、.．]\s*\S.{1,30}")
_FRAMES = (
    "信息内容",
    "申请人情况",
    "法人或其他组织",
    "三、本年度办理结果",
    "行政复议",
    "行政诉讼",
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    "第二十条第（一）项",
    "第二十条第（五）项",
    "第二十条第（六）项",
    "第二十条第（八）项",
    "第二十条第（九）项",
)
_MARKS = re.compile(r"[\W_]+")
LONGEST = 40
MOST = 40


def preamble(content: Content, tables: Collection[int]) -> str:
    """Give the sentences that stand in the report before its first section; its title is none."""
    if overview_above(content, tables):
        return ""
    first = content.starts[0][1] if content.starts else 0
    return "\n".join(
        block.text
        for number, block in enumerate(content.blocks[:first])
        if isinstance(block, Paragraph) and number not in tables and re.search("[。；]", block.text)
    )


def headings(content: Content) -> tuple[str, ...]:
    """List every line that opens, or looks as if it opened, a part of the report, in printed order."""
    lines = (block.text for block in content.blocks if isinstance(block, Paragraph))
    return tuple(line for line in lines if labels.heading(line) or aside(line) or _TOP.fullmatch(line))


def odd_labels(content: Content, tables: Collection[int]) -> tuple[str, ...]:
    """List the printed labels of tables that no form has in these words; marks and numbering do not count."""
    printed = dict.fromkeys(
        word for number, block in enumerate(content.blocks) for word in _words(block, number in tables)
    )
    odd = dict.fromkeys(
        label for word in printed if word.text and not word.figure and (label := _odd(word.text))
    )
    return tuple(odd)[:MOST]


def _words(block: Block, in_table: bool) -> tuple[Word, ...]:
    if isinstance(block, Grid):
        return block.words()
    return (word(block.text),) if in_table else ()


@lru_cache(maxsize=4096)
def _odd(text: str) -> str:
    """Give a label as it is compared, nothing when a form has it or it is too long or short to be one."""
    label = re.sub(r"[\s|]+", "", unicodedata.normalize("NFKC", text))
    return label if 1 < len(label) <= LONGEST and _bare(label) not in _known() else ""


def _bare(label: str) -> str:
    return _MARKS.sub("", labels.core(label))


@cache
def _known() -> frozenset[str]:
    """Every label of every form, without marks and numbering."""
    lines = [line for form in forms() for table in form.tables().values() for line in table]
    words = [line.label for line in lines] + [line.group for line in lines]
    words += [column.label for line in lines for column in line.columns]
    return frozenset(_bare(word) for word in (*words, *_FRAMES, *labels.SECTION_NAMES))
