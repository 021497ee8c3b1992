"""The office's own Excel list taken over into units.csv and contacts.csv: shown first, written when told.

Columns may be named as in the CSV files or in Chinese. A row is matched by its id, else by its credit code,
else by its name; an empty cell leaves what is there, a unit that is not in the list stays.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from data.errors import Complaint
from data.registry import load_registry
from data.registry.rows import ContactRow, UnitRow
from data.registry.sheets import read_sheet
from data.words import KINDS, LEVELS

Cells = dict[str, str]

UNIT_COLUMNS, CONTACT_COLUMNS = tuple(UnitRow.model_fields), tuple(ContactRow.model_fields)
OPTIONAL = ("owes", "due")
HEADINGS = {
    "id": "单位编号 编号 单位代码",
    "uscc": "统一社会信用代码 信用代码",
    "name": "单位名称 名称 单位 机构名称 单位全称",
    "short_name": "简称 单位简称",
    "aliases": "别名 曾用名",
    "kind": "类别 单位类别 机构类别 单位性质",
    "level": "层级 级别 行政层级",
    "division_code": "行政区划代码 区划代码 行政区划",
    "parent_id": "上级单位编号 主管单位编号",
    "portal_id": "网站编号 所属网站编号",
    "column_url": "栏目网址 年报栏目网址 年报网址",
    "valid_from": "成立日期 设立日期 起始日期",
    "valid_to": "撤销日期 截止日期",
    "successor_id": "承接单位编号 职能承接单位编号",
    "notes": "备注 说明",
    "owes": "是否应公布 应公布",
    "due": "公布期限 应公布日期 期限",
    "contact": "联系人 联络员 经办人",
    "phone": "联系电话 电话 办公电话 联系方式",
}
_COLUMN = {title: column for column, titles in HEADINGS.items() for title in (column, *titles.split())}
_WORDS = {
    "kind": {words: code for code, words in KINDS.items()},
    "level": {words: code for code, words in LEVELS.items()},
    "owes": {"是": "1", "否": "0"},
}
HEADING_WITHIN = 10  # rows from the top: a list has a title line or two above its heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """What taking over a list would make of the files, and what it would change, in the officer's words."""

    units: tuple[Cells, ...]
    contacts: tuple[Cells, ...]
    changes: tuple[str, ...]
    remarks: tuple[str, ...]


def take_over(folder: Path, file: Path) -> Takeover:
    """Work out what a list changes; nothing is written. Raises Complaint for a file that is no such list."""
    rows, unknown = _read(file)
    units = _lines(folder / "units.csv", UNIT_COLUMNS)
    contacts = _lines(folder / "contacts.csv", CONTACT_COLUMNS)
    changes: list[str] = []
    seen: set[str] = set()
    for row in rows:
        mine = {column: row[column] for column in UNIT_COLUMNS if row.get(column)}
        unit = _match(units, mine)
        if unit is None:
            unit = {"id": _new_id(mine)}
            units.append(unit)
            changes.append(f"新增　{mine.get('name', '（无名称）')}（{unit['id']}）")
        else:
            changes += _differences(unit, mine)
        unit |= {column: value for column, value in mine.items() if column != "id"}
        seen.add(unit["id"])
        changes += _contact(contacts, unit, row)
    absent = [each.get("name", "") for each in units if each["id"] not in seen]
    remarks = [f"未采用的列：{'、'.join(unknown)}"] if unknown else []
    if absent:
        remarks.append(f"名录中有、表中没有的单位{len(absent)}家，保持不变：{'、'.join(absent[:20])}")
    return Takeover(
        units=tuple(units), contacts=tuple(contacts), changes=tuple(changes), remarks=tuple(remarks)
    )


def check(folder: Path, taken: Takeover) -> None:
    """Load the registry as it would be; raises RegistryComplaint, which names every bad row."""
    with tempfile.TemporaryDirectory(prefix="nianjian-registry-") as scratch:
        for path in folder.glob("*.csv"):
            shutil.copyfile(path, Path(scratch) / path.name)
        for name, text in _texts(taken):
            (Path(scratch) / name).write_bytes(text)
        load_registry(Path(scratch))


def write(folder: Path, taken: Takeover) -> None:
    """Put the checked files in place of the old ones, each atomically; the old ones stay as `*.csv.old`."""
    for name, text in _texts(taken):
        path, new = folder / name, folder / f"{name}.new"
        with new.open("wb") as handle:
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        if path.exists():
            shutil.copyfile(path, folder / f"{name}.old")
        new.replace(path)


def _texts(taken: Takeover) -> Iterator[tuple[str, bytes]]:
    yield "units.csv", _csv(UNIT_COLUMNS, taken.units)
    if taken.contacts:
        yield "contacts.csv", _csv(CONTACT_COLUMNS, taken.contacts)


def _csv(columns: tuple[str, ...], lines: tuple[Cells, ...]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([line.get(column, "") for column in columns] for line in lines)
    return text.getvalue().encode("utf-8")


def _lines(path: Path, columns: tuple[str, ...]) -> list[Cells]:
    if not path.exists():
        return []
    lines, complaints = read_sheet(path, columns, OPTIONAL)
    if complaints:
        raise complaints[0]
    return [dict(line.cells) for line in lines]


def _match(units: list[Cells], row: Mapping[str, str]) -> Cells | None:
    for column in ("id", "uscc", "name"):
        for unit in units:
            if row.get(column) and unit.get(column) == row[column]:
                return unit
        if column == "id" and row.get(column):
            return None
    return None


def _new_id(row: Mapping[str, str]) -> str:
    given = row.get("id") or row.get("uscc")
    return given or f"u{hashlib.sha256(row.get('name', '').encode()).hexdigest()[:10]}"


def _differences(unit: Cells, row: Mapping[str, str]) -> Iterator[str]:
    for column, value in row.items():
        was = unit.get(column, "")
        if was != value:
            title = HEADINGS[column].split()[0]
            yield f"修改　{unit.get('name', '')}（{unit['id']}）{title}：{was or '空'}→{value}"


def _contact(contacts: list[Cells], unit: Cells, row: Mapping[str, str]) -> Iterator[str]:
    name, phone = row.get("contact"), row.get("phone")
    if not (name and phone):
        return
    there = next((each for each in contacts if each["unit_id"] == unit["id"]), None)
    if there is None:
        there = {"unit_id": unit["id"]}
        contacts.append(there)
    if (there.get("name"), there.get("phone")) != (name, phone):
        yield f"联系人　{unit.get('name', '')}（{unit['id']}）：{name} {phone}"
    there |= {"name": name, "phone": phone}


def _read(file: Path) -> tuple[list[Cells], list[str]]:
    """Read the first sheet that has a heading; gives its rows by column, and the headings nobody knows."""
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except (OSError, InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Complaint(str(file), str(error), "an Excel file (.xlsx)", "save it as .xlsx") from error
    try:
        for sheet in book.worksheets:
            rows = [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            for number, heading in enumerate(rows[:HEADING_WITHIN]):
                columns = [_COLUMN.get("".join(title.split()).rstrip("*＊")) for title in heading]
                if "name" in columns or "id" in columns:
                    unknown = [
                        each for each, column in zip(heading, columns, strict=True) if each and not column
                    ]
                    return list(_named(rows[number + 1 :], columns)), unknown
    finally:
        book.close()
    raise Complaint(str(file), "no heading", "a list with a column 单位名称", "name the columns in one row")


def _named(rows: list[list[str]], columns: list[str | None]) -> Iterator[Cells]:
    for row in rows:
        cells = {
            column: _WORDS.get(column, {}).get(cell, cell)
            for column, cell in zip(columns, row, strict=False)
            if column and cell
        }
        if cells.get("name") or cells.get("id"):
            yield cells


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
