"""Labels broken over lines, cells or columns: which piece goes on with a label, which begins another."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from data.forms import forms
from parsers import labels

_NUMBERED = re.compile(r"\s*(?:\d{1,2}\s*[.、．]|[（(][一二三四五六七八][）)]|[一二三四]、)\s*\S")
UPRIGHT = "三、本年度办理结果（三）不予公开（四）无法提供（五）不予处理（六）其他处理"
REST = 6
SHORTEST = 2


@cache
def _whole_labels() -> dict[str, str]:
    """Every row of table 3 with its label and group as the forms write them."""
    return {line.key: line.label + line.group for each in forms() for line in each.table3}


@cache
def _printed_labels() -> tuple[str, ...]:
    lines = [line for each in forms() for lines in each.tables().values() for line in lines]
    return tuple(
        dict.fromkeys(labels.core(word) for line in lines for word in (line.label, line.group) if word)
    )


def is_rest(text: str, label: str) -> bool:
    """Tell the end of a label that was broken over lines, or of upright text beside it, from another label.

    >>> is_rest("结 开", "2.其他法律行政法规禁止公"), is_rest("3.其他", "2.重复申请")
    (True, False)
    >>> is_rest("6.属于四", "类内部事务信息"), is_rest("8.属于行", "政执法案卷")
    (False, False)
    """
    whole = _whole_labels().get(labels.row(label) or "")
    if not whole or len(text) > REST or labels.row(text) is not None:
        return False
    piece = labels.core(text)
    _, _, after = whole.partition(labels.core(label))
    return set(piece) <= set(whole + UPRIGHT) and (piece in after or not begins_label(text))


def begins_label(text: str) -> bool:
    """Tell whether a piece has a number of its own or is how a label of the forms begins.

    >>> begins_label("6.属于四"), begins_label("属于四"), begins_label("开")
    (True, True, False)
    """
    piece = labels.core(text)
    named = len(piece) >= SHORTEST and any(label.startswith(piece) for label in _printed_labels())
    return named or bool(_NUMBERED.match(text))


@lru_cache(maxsize=4096)
def is_piece(text: str) -> bool:
    """Tell whether what stands in a figure's place is a piece of a label.

    >>> is_piece("7.属于行政"), is_piece("见附件"), is_piece("12")
    (True, False, False)
    """
    piece = labels.core(text)
    return (
        not text.isascii() and len(piece) >= SHORTEST and any(piece in label for label in _printed_labels())
    )
