"""A publishable copy (`nianjian export`): chosen tables as SQLite, CSV and XLSX, safe to open.

What is not in SHARED never leaves: office.db, reviews, looks, work tables, texts of reports and whatever the
private rules found. Numbers that could be somebody's identity card or telephone are masked in every text.
Everything is written into a folder of its own beside the wanted one, which then takes its name.
"""

from __future__ import annotations

import csv
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from data.clock import OFFICE_ZONE
from data.desk.exports import harmless
from data.errors import Complaint
from data.sharing import CODES, HEADINGS, SHARED, Shared
from data.words import PRIVATE_RULES, cell_name, said

SqlValue = str | int | float | bytes | None
README = "README.md"
MARK = "nianjian export"
NOTE = "内部工作参考　未经复核"
MOST_ROWS, LONGEST_CELL = 1_000_000, 32_000
_IDENTITY = re.compile(r"(?<!\d)(\d{6})(?:\d{10}|\d{7})([\dXx]{2})(?!\d)")
_TELEPHONE = re.compile(r"(?<!\d)(1[3-9]\d{4})\d{3}(\d{2})(?!\d)")


def export(database: Path, folder: Path, at: datetime) -> dict[str, int]:
    """Write the copy and give how many rows each table has.

    Raises Complaint when the folder holds something that is no copy of ours. A copy that is interrupted
    leaves the folder as it was; the next one clears up what was left beside it.
    """
    _check(folder)
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(parents=True)
        counts = _database(database, part)
        _tables(part)
        (part / README).write_text(readme(counts, at), encoding="utf-8")
        _put_in_place(part, folder)
    except OSError as error:
        raise Complaint(
            "DIR", str(folder), f"a place that can be written ({error})", "name another"
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return counts


def _check(folder: Path) -> None:
    if not folder.exists():
        return
    ours = (folder / README).is_file() and MARK in (folder / README).read_text("utf-8", "replace")
    if not folder.is_dir() or (any(folder.iterdir()) and not ours):
        raise Complaint("DIR", str(folder), "an empty folder or an earlier export", "name another folder")


def _put_in_place(part: Path, folder: Path) -> None:
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    part.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


# ---------------------------------------------------------------- SQLite


def _database(source: Path, part: Path) -> dict[str, int]:
    """Copy the chosen rows in one reading and pack them into a file that holds nothing else."""
    work = part / "work.db"
    made = sqlite3.connect(work, isolation_level=None)
    read = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        read.create_function("private_rule", 1, lambda rule: str(rule) in PRIVATE_RULES)
        read.execute("BEGIN")
        made.execute("BEGIN")
        counts = {table.name: _copy(read, made, table) for table in SHARED}
        made.execute("COMMIT")
        made.execute("VACUUM INTO ?", (str(part / "nianjian.db"),))
    finally:
        read.close()
        made.close()
    work.unlink()
    return counts


def _copy(read: sqlite3.Connection, made: sqlite3.Connection, table: Shared) -> int:
    rows = read.execute(table.query)
    names = [column[0] for column in rows.description]
    made.execute(f'CREATE TABLE "{table.name}" ({", ".join(f"{_quoted(name)}" for name in names)})')
    marks = ", ".join("?" * len(names))
    done = made.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', (_masked(row) for row in rows))
    return max(done.rowcount, 0)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _masked(row: Sequence[SqlValue]) -> list[SqlValue]:
    return [mask(value) if isinstance(value, str) else value for value in row]


def mask(text: str) -> str:
    """Hide all but the first six and last two digits of what could be an identity card or a mobile telephone.

    Addresses and hashes have such digits, too: only digits that stand alone are hidden.

    >>> mask("身份证110101199003070011，电话13800138000")
    '身份证110101**********11，电话138001***00'
    """
    if not any(each.isdigit() for each in text) or text.startswith(("http://", "https://")):
        return text
    text = _IDENTITY.sub(lambda found: f"{found[1]}{'*' * (len(found[0]) - 8)}{found[2]}", text)
    return _TELEPHONE.sub(r"\1***\2", text)


# ---------------------------------------------------------------- CSV and XLSX


def _tables(part: Path) -> None:
    book = Workbook(write_only=True)
    database = sqlite3.connect(part / "nianjian.db")
    (part / "csv").mkdir()
    try:
        for table in SHARED:
            names = [row[1] for row in database.execute(f'PRAGMA table_info("{table.name}")')]
            rows = f'SELECT * FROM "{table.name}"'
            write_csv(part / "csv" / f"{table.name}.csv", names, database.execute(rows))
            if table.in_workbook:
                fill(book.create_sheet(table.title), names, database.execute(rows))
    finally:
        database.close()
    book.save(part / "nianjian.xlsx")


def write_csv(path: Path, names: Sequence[str], rows: Iterable[Sequence[SqlValue]]) -> None:
    """Write a CSV file that Excel reads as UTF-8 and in which no text can act as a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for row in rows:
            writer.writerow([harmless(plain(value)) if isinstance(value, str) else value for value in row])


def plain(text: str) -> str:
    """Take out what no cell may hold (control characters but line breaks), and what is too long for one."""
    cleaned: str = ILLEGAL_CHARACTERS_RE.sub("", text)
    return cleaned[:LONGEST_CELL]


def fill(sheet: WriteOnlyWorksheet, names: Sequence[str], rows: Iterable[Sequence[SqlValue]]) -> None:
    """Write a sheet in the officer's words; a text is a text whatever it begins with."""
    sheet.freeze_panes = "A3"
    sheet.append([NOTE])
    sheet.append([HEADINGS.get(name, name) for name in names])
    for number, row in enumerate(rows):
        if number == MOST_ROWS:
            sheet.append([f"其余各行见 csv 目录，本表只列前{MOST_ROWS}行"])
            return
        sheet.append(list(_typed(sheet, names, row)))


def _typed(
    sheet: WriteOnlyWorksheet, names: Sequence[str], row: Sequence[SqlValue]
) -> Iterator[WriteOnlyCell | SqlValue]:
    for name, value in zip(names, row, strict=True):
        if not isinstance(value, str):
            yield value
            continue
        text = plain(_worded(name, value))
        cell = WriteOnlyCell(sheet, value=text)
        cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
        if harmless(text) != text:
            cell.quotePrefix = True  # stays a text when the cell is edited or copied
        yield cell


def _worded(name: str, value: str) -> str:
    if name == "cells":
        return "；".join(cell_name(each) for each in re.findall(r'"([^"]+)"', value))
    return said(name, value) if name in CODES else value


def readme(counts: dict[str, int], at: datetime) -> str:
    """Say what the copy is, up to when, and what its marks mean."""
    local = at.astimezone(OFFICE_ZONE)
    when = f"{local.year}年{local.month}月{local.day}日{local.hour}时（北京时间）"
    lines = "\n".join(f"| {table.title} | `{table.name}` | {counts[table.name]} |" for table in SHARED)
    return f"""# 政府信息公开年报核查数据（{NOTE}）

导出时间：{when}。

- 本数据供内部工作参考。“复核结论”为“待复核”的问题未经复核，不作为通报、考核依据。
- “暂未检索到”“经多次核查未检索到”不等于未公布；“无法核查”不计入未公布。
- 个人信息、重要表述类问题及年报正文、访问记录、复核人员、收发件记录不在其中。
- 疑似证件号码、手机号码已作掩码处理。
- 空白不等于0：`nianjian.db` 和 CSV 中空值表示未填写或未能读取，见 `odd_cells`。
- CSV 中以 `=`、`+`、`-`、`@` 等开头的文字前加了一个 `'`，防止被当作公式执行。

| 内容 | 表 | 行数 |
|---|---|---|
{lines}

文件：`nianjian.db`（SQLite，全部表）、`csv/`（全部表）、`nianjian.xlsx`（除年报数据外各表）。

<!-- {MARK} -->
"""
