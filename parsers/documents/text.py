"""Flattened text: what is left when a report was copied out of its page. Rows are kept where any trace is.

Traces seen in practice: a row a line with tabs; a cell a line behind a tab, rows parted by an empty line; a
cell a line ending in a bar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from parsers.blocks import Block, Document, Grid, Paragraph, Raw, Unreadable, grid_of, readable
from parsers.figures import is_figure
from parsers.free import aside
from parsers.labels import heading, unite_radicals
from parsers.tables.glue import GLUED, unglue

_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NAMED = re.compile(r"^(标题|发布机构)\s*[:：]\s*(.+)$")
_META = {"标题": "articletitle", "发布机构": "contentsource"}
_ORDINAL_GAP = re.compile(r"(?<=\s[一二三四五六七八九十]、)\s+")
_TABLE_MARKS = ("信息内容", "结果维持")  # even the short tables have their heads
FEWEST_HEADS = 3
HEAD = 4096
LONGEST = 200


def recognise(body: bytes) -> int:
    """Say how surely these bytes are plain text: nothing binary at the beginning."""
    return 1 if body.strip() and not _BINARY.search(body[:HEAD]) else 0


def read(body: bytes, declared: str | None) -> Document:
    """Turn text into paragraphs and, where rows can still be seen, grids without columns."""
    lines = unite_radicals(readable(body, declared)).splitlines()
    if not any(line.strip() for line in lines):
        raise Unreadable("wrong_content")
    meta = [(_META[named[1]], named[2].strip()) for line in lines[:10] if (named := _NAMED.match(line))]
    return Document(kind="text", blocks=tuple(_blocks(lines)), meta=tuple(meta))


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        for style in (_bars, _tabs):
            rows, end = style(lines, at)
            if rows:
                yield Grid(rows=grid_of(rows).rows, placed=False)
                at = end
                break
        else:
            yield from _plain(lines[at].strip())
            at += 1


def _plain(line: str) -> Iterator[Block]:
    """Give a line as it is, or, if a table or report ran together in it, cut at labels or headings."""
    glued = len(line) > LONGEST or any(mark in line for mark in _TABLE_MARKS)
    pieces = unglue(line) if glued else [line]
    tag = GLUED if len(pieces) > 1 else ""
    if len(line) > LONGEST and not tag:
        pieces = _at_headings(line)
    yield from (Paragraph(text=piece, tag=tag) for piece in pieces if piece)


def _at_headings(line: str) -> list[str]:
    """Cut a report without line breaks before and after its headings, which spaces set apart.

    >>> _at_headings("某局年报 一、 概述 全年平稳。 二、主动公开情况 12 条。 五、主要问题和改进 无。")[1:3]
    ['一、概述', '全年平稳。']
    """
    words = _ORDINAL_GAP.sub("", line).split()
    heads = [number for number, word in enumerate(words) if heading(word) or aside(word)]
    if len(heads) < FEWEST_HEADS:
        return [line]
    cuts = [0, *(edge for number in heads for edge in (number, number + 1)), len(words)]
    return [" ".join(words[start:end]) for start, end in pairwise(cuts) if start < end]


# ------------------------------------------------------------------ tabs


def _tabs(lines: Sequence[str], at: int) -> tuple[list[list[Raw]], int]:
    """Read a run of lines with tabs: a row a line, or a cell a line behind its tab."""
    if "\t" not in lines[at] or len(lines[at]) > LONGEST:
        return [], at
    if "\t" in lines[at].strip("\t ") or not lines[at].startswith("\t"):
        return _row_a_line(lines, at)
    return _cell_a_line(lines, at)


def _row_a_line(lines: Sequence[str], at: int) -> tuple[list[list[Raw]], int]:
    rows = []
    while at < len(lines) and "\t" in lines[at]:
        rows.append([Raw(cell.strip()) for cell in lines[at].split("\t")])
        at += 1
    return rows, at


def _cell_a_line(lines: Sequence[str], at: int) -> tuple[list[list[Raw]], int]:
    """Behind a tab is a cell; a line without goes on with it, an empty one ends the row, two the table."""
    rows: list[list[Raw]] = [[]]
    while at < len(lines) and not heading(lines[at]):
        line = lines[at]
        if line.startswith("\t"):
            if "\t" in line.strip("\t "):
                break
            rows[-1].append(Raw(line.strip()))
        elif not line:
            if not rows[-1]:
                break
            rows.append([])
        elif rows[-1] and len(line) <= LONGEST:
            rows[-1][-1] = Raw(f"{rows[-1][-1].text}\n{line.strip()}".strip())
        else:
            break
        at += 1
    return [row for row in rows if row], at


# ------------------------------------------------------------------ bars


def _bars(lines: Sequence[str], at: int) -> tuple[list[list[Raw]], int]:
    """Read a run of lines with bars: several cells a line, or one; more bars than cells end a row."""
    if "|" not in lines[at]:
        return [], at
    rows: list[list[Raw]] = [[]]
    while at < len(lines) and _in_bars(lines, at):
        cells = [cell.strip() for cell in lines[at].split("|")]
        named = [cell for cell in cells if cell]
        if len(named) > 1:
            rows += [[Raw(cell) for cell in cells], []]
        else:
            for cell in named:
                if rows[-1] and is_figure(rows[-1][-1].text) and not is_figure(cell):
                    rows.append([])
                rows[-1].append(Raw(cell))
            if lines[at].replace(" ", "").endswith("||"):
                rows.append([])
        at += 1
    return [row for row in rows if row], at


def _in_bars(lines: Sequence[str], at: int) -> bool:
    """Tell whether a line goes on with the run: it has a bar, or is the last figure of the table."""
    return "|" in lines[at] or is_figure(lines[at])
