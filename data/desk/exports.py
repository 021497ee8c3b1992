"""Lists as files, complete, and nothing in them that acts: CSV for programs, Excel workbooks for people."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import IO, Any

_ACTING = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_PAGE = re.compile(r" limit \d+( offset \d+)?\s*$", re.IGNORECASE)

NOTICE = "内部工作参考　未经复核"
# What an officer has decided, as a code and as a canned query says it; anything else is unreviewed.
DECIDED = {
    *("confirmed", "explained", "waived", "fixed", "mistaken", "unpublished"),
    *("属实", "说明成立", "暂不提示", "已整改", "系统误判", "未公布"),
}
REVIEWED_BY = ("status", "复核结论", "standing", "状态")  # columns that say so
MOST = 1_000_000  # rows of one file: what a worksheet takes; beyond it the file says so
CUT = f"只列前{MOST}行，其余请缩小范围后导出"
SECONDS = 120


def harmless(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula; numbers stay numbers.

    >>> harmless('=HYPERLINK("x")'), harmless("-3"), harmless("渭水县")
    ('\\'=HYPERLINK("x")', '-3', '渭水县')
    """
    return "'" + cell if acts(cell) else cell


def acts(cell: str) -> bool:
    """Tell whether a spreadsheet could take a text for a formula."""
    return cell.lstrip(" \u3000").startswith(_ACTING) and not _NUMBER.fullmatch(cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A list to be written: its query, its title, whether it holds judgements of ours, how many rows."""

    sql: str
    params: Mapping[str, object]
    title: str
    judging: bool
    most: int

    @property
    def file_title(self) -> str:
        """Name the file; unreviewed judgements say so even when the file lies about."""
        return f"{self.title}（{NOTICE}）" if self.judging else self.title


def whole(sql: str) -> str:
    """Take the page out of a list's query.

    >>> whole('select * from units where "kind" = :p0 order by id limit 51 offset 100')
    'select * from units where "kind" = :p0 order by id'
    """
    return _PAGE.sub("", sql)


@contextmanager
def everything(connection: sqlite3.Connection, wanted: Wanted) -> Iterator[tuple[list[str], Iterable[Any]]]:
    """Give the columns and all rows of a list.

    The rows are first copied aside: while a reader reads, nobody can write, and a file takes long to write.
    """
    until = monotonic() + SECONDS
    connection.set_progress_handler(lambda: monotonic() > until, 100_000)
    connection.execute("PRAGMA temp_store = FILE")
    made = f"CREATE TEMP TABLE listed AS SELECT * FROM ({wanted.sql}) LIMIT {wanted.most}"
    connection.execute(made, dict(wanted.params))
    rows = connection.execute("SELECT * FROM temp.listed")
    try:
        yield [column[0] for column in rows.description], rows
    finally:
        connection.close()


def write_csv(file: IO[bytes], heads: Sequence[str], rows: Iterable[Any], *, judging: bool) -> None:
    """Write a CSV file that Excel reads as UTF-8; a judgement nobody reviewed says so in its last column."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([*heads, "注"] if judging else heads)
    for number, row in enumerate(rows):
        if number == MOST:
            writer.writerow([CUT])
            break
        cells = [harmless(cell) if isinstance(cell, str) else cell for cell in row]
        writer.writerow([*cells, notice(row)] if judging else cells)
    text.detach()


def notice(row: Any) -> str:
    """Say of one judgement that nobody has reviewed it; empty when somebody has."""
    there = row.keys()
    said = {row[name] for name in REVIEWED_BY if name in there}
    return "" if said & DECIDED else NOTICE
