"""Section 1 whose heading is not there: text from above the first heading that speaks of its topics."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from parsers.blocks import Block, Paragraph

_TOPICS = re.compile(
    r"\s*[（(]?[一二三四五六]\s*[）)、].{0,12}?(主动公开|依申请公开|信息管理|平台建设|监督保障)"
)
_SENTENCE = re.compile("[，。；]")
ENOUGH = 3


def unheaded_overview(above: Sequence[Block], tables: Collection[int]) -> list[str]:
    """Give the lines of section 1 out of the blocks above the first heading; none unless it is surely there.

    Surely: at least three of its five topics, which the national form lays down, stand there as sub-heads.
    What stands above the first sentence is the head of the page. `tables` are numbers of table text.
    """
    lines = [
        block.text
        for number, block in enumerate(above)
        if isinstance(block, Paragraph) and number not in tables and block.text.strip()
    ]
    plain = (unicodedata.normalize("NFKC", line) for line in lines)
    topics = {found.group(1) for line in plain if (found := _TOPICS.match(line))}
    if len(topics) < ENOUGH:
        return []
    first = next((number for number, line in enumerate(lines) if _SENTENCE.search(line)), len(lines))
    return lines[first:]
