"""Text whose cells ran together: cut at the printed labels, digits parted only where there is one way.

`一、本年新收政府信息公开申请数量200 000121二、…`: the labels are the only separators left. A run of digits
is parted when one single way fits the number of cells and, in tables 3 and 4, the printed total; otherwise
every way is kept and the cell stays uncertain. Arithmetic confirms here, it never changes a figure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, pairwise, product
from math import prod

from data.forms import forms
from data.records import Figure
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
_SIGNED = re.compile(r"(0|[1-9]\d*)([+-](?:0|[1-9]\d*))")
LONGEST_COUNT = 9
MOST_DIGITS = 20  # of a row of seven; beyond, there are always several ways
MOST_UNFIT = 0.2
RESULTS = 5
CELLS = 7  # of a row of table 3, the last one the printed sum of the others
MOST_CHOICES = 4096
BALANCE = (("new_received", "carried_in"), ("total_processed", "carried_out"))
PARTS = (tuple(dict.fromkeys(key for each in forms() for key in each.parts())), ("total_processed",))
_ALIKE = {digit: f"[{digit}{chr(ord(digit) + 0xFEE0)}]" for digit in "0123456789"}
_ALIKE |= {"（": "[（(]", "）": "[）)]", "：": "[：:]", ".": "[.、．]"}


@cache
def _labels() -> re.Pattern[str]:
    lines = [line for each in forms() for lines in each.tables().values() for line in lines]
    words = {*_EXTRA, *SECTION_NAMES, *(text for line in lines for text in (line.group, line.label))}
    words |= {column.label for line in lines for column in line.columns}
    longest_first = sorted((word for word in words if word), key=len, reverse=True)
    return re.compile("|".join(map(_loosely, longest_first)))


def _loosely(label: str) -> str:
    """Allow half-width and full-width signs, and another mark after the number."""
    return "".join(_ALIKE.get(letter, re.escape(letter)) for letter in label)


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


Rows = Mapping[str, Sequence[str]]
Way = tuple[str, ...]


def part(values: Sequence[str], cells: int, signed: Collection[int] = ()) -> list[Way]:
    """Give every way to part runs of digits into so many cells, any of which may be empty.

    `signed` are the places where a figure may have a sign.

    >>> part(["35-15"], 2, signed=[1]), len(part(["7777166"], 3)) > 1
    ([('35', '-15')], True)
    """
    found = _ways(tuple(values), cells)
    plain = (
        way for way in found if all(at in signed or text[:1] not in ("+", "-") for at, text in enumerate(way))
    )
    ways = list(islice(plain, MOST_WAYS + 1))
    return ways if len(ways) <= MOST_WAYS else []


def bounded(values: Sequence[str], cells: int, signed: Collection[int]) -> list[int]:
    """Give the places whose figure is proved by a sign: what stands before it and, if last, what follows.

    A sign opens the one cell that may have one. Digits before it that no gap interrupts are one cell when
    there is one before it, digits after it are one cell when there is none after it.

    >>> bounded(["35-15"], 2, [1]), bounded(["2648-18538"], 3, [1]), bounded(["3515"], 2, [1])
    ([0, 1], [0], [])
    """
    whole = _SIGNED.fullmatch(values[0]) if len(values) == 1 else None
    if whole is None or list(signed) != [1]:
        return []
    return [0, 1] if cells == len(whole.groups()) else [0]


def summed(values: Sequence[str], cells: int = CELLS) -> list[Way]:
    """Give every way to part digits into so many counts of which the last is the sum of the others.

    >>> summed(["200", "000121"]), summed(["1", "0000002"])
    ([('20', '0', '0', '0', '0', '1', '21')], [])
    """
    *before, last = values
    if sum(map(len, values)) > MOST_DIGITS:
        return []
    found: list[Way] = []
    for length in range(1, min(len(last), LONGEST_COUNT) + 1):
        total, rest = last[-length:], last[:-length]
        if _is_count(total):
            chunks = (*before, rest) if rest else tuple(before)
            found += [(*way, total) for way in _adding_up(chunks, cells - 1, int(total))]
        if len(found) > MOST_WAYS:
            return []
    return found


def _adding_up(chunks: tuple[str, ...], cells: int, total: int) -> Iterator[Way]:
    if not chunks or not cells:
        if not chunks and not cells and not total:
            yield ()
        return
    first, rest = chunks[0], chunks[1:]
    for end in range(1, min(len(first), LONGEST_COUNT) + 1):
        if _is_count(first[:end]):
            if int(first[:end]) > total or sum(map(len, chunks)) - end < cells - 1:
                return
            after = (first[end:], *rest) if first[end:] else rest
            yield from ((first[:end], *way) for way in _adding_up(after, cells - 1, total - int(first[:end])))


def _is_count(text: str) -> bool:
    return text.isdecimal() and (text == "0" or not text.startswith("0"))


def as_options(ways: Sequence[Way], cells: int) -> list[Options]:
    """Give for each cell the texts it could hold: one where all ways agree."""
    return [tuple(dict.fromkeys(column)) for column in zip(*ways, strict=True)] if ways else [()] * cells


def results(values: Sequence[str], cells: int) -> list[Way]:
    """Part the figures of table 4, which are only sure with a digit for each cell and the sums right.

    >>> results(["10012", "00000"], 10)
    [('1', '0', '0', '1', '2', '0', '0', '0', '0', '0')]
    """
    way = tuple("".join(values))
    groups = [way[start : start + RESULTS] for start in range(0, cells, RESULTS)]
    right = len(way) == cells and all(map(_is_count, way)) and all(summed(group, RESULTS) for group in groups)
    return [way] if right else []


def resolve(rows: Rows) -> tuple[dict[str, list[Options]], set[str]]:
    """Part the rows of table 3 together; also names the rows that stay in doubt.

    A row with one digit for each cell needs only its own total as a witness. Any other must fit its total
    and, with the others, the sums of the columns, in one single way. Where too many rows fit no total, the
    table perhaps prints none: then nothing is sure.
    """
    ways = {row: summed(values) for row, values in rows.items()}
    short = [row for row, values in rows.items() if sum(map(len, values)) <= MOST_DIGITS]
    if sum(not ways[row] for row in short) > len(rows) * MOST_UNFIT:
        return {row: as_options(ways[row], CELLS) for row in rows}, set(rows)
    forced = {row for row, values in rows.items() if ways[row] and len("".join(values)) == CELLS}
    sure = {row: ways[row][0] for row in forced}
    sure |= _agreed(ways, sure, BALANCE)
    sure |= _agreed(ways, sure, PARTS)
    found = {row: as_options([sure[row]] if row in sure else ways[row], CELLS) for row in rows}
    return found, set(rows) - set(sure)


Equation = tuple[tuple[str, ...], tuple[str, ...]]


def _agreed(ways: Mapping[str, Sequence[Way]], sure: Mapping[str, Way], equation: Equation) -> dict[str, Way]:
    """Find the one choice of ways with which an equation holds in every column, if there is just one."""
    named = [row for side in equation for row in side if row in ways]
    choices = [[sure[row]] if row in sure else list(ways[row]) for row in named]
    if prod(map(len, choices)) > MOST_CHOICES or not all(choices):
        return {}
    holding = [
        chosen for chosen in product(*choices) if _holds(dict(zip(named, chosen, strict=True)), equation)
    ]
    return dict(zip(named, holding[0], strict=True)) if len(holding) == 1 else {}


def _holds(chosen: Mapping[str, Way], equation: Equation) -> bool:
    left, right = ([_numbers(chosen[row]) for row in side if row in chosen] for side in equation)
    return bool(left and right) and [sum(column) for column in zip(*left, strict=True)] == [
        sum(column) for column in zip(*right, strict=True)
    ]


def _numbers(way: Way) -> list[Figure]:
    return [printed(text).number or 0 for text in way]


def _ways(chunks: tuple[str, ...], cells: int, done: Way = ()) -> Iterator[Way]:
    """Give every way to part chunks into cells; a chunk's end ends a cell, any cell may be empty."""
    left = cells - len(done)
    if not chunks or not left:
        if not chunks:
            yield done + ("",) * left
        return
    first, rest = chunks[0], chunks[1:]
    for end in range(1, min(len(first), LONGEST_FIGURE) + 1):
        if printed(first[:end]).state is None:
            after = (first[end:], *rest) if first[end:] else rest
            yield from _ways(after, cells, (*done, first[:end]))
    yield from _ways(chunks, cells, (*done, ""))
