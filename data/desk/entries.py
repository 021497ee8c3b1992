"""人工录入: reports handed in on paper or by mail, kept beside what was seen on the web and never as such.

Everything stands in office.db. An entry proves that something was handed in, not that it was published:
coverage knows nothing of it. Its figures count in sums until a published report is seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from data.desk.commands import run, workroom
from data.desk.files import Handed, handed
from data.desk.officers import may_decide
from data.desk.refusals import Refused, one_of, past_day, words
from data.desk.times import now
from data.desk.uploads import Sent
from data.forms import form, national
from data.records import Figure, HandReport, Officer, Unit
from data.runs import row_hash
from data.store import Store

SOURCES = {"paper": "纸质", "email": "电子邮件", "message": "政务即时通信", "other": "其他方式"}
MARK = "人工录入"
LONGEST = 200
CELL = "cell:"
_FIGURE = re.compile(r"\d{1,12}(\.\d{1,4})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What the form of an entry holds; `file` is read by the command line, else the figures are as typed."""

    source: str
    received_on: date
    notes: str
    cells: Mapping[str, Figure]
    file: Handed | None = None


def form_of(year: int) -> str | None:
    """Name the national form of a report year; before 2019 there is none to type figures into.

    >>> form_of(2024), form_of(2020), form_of(2018)
    ('fmt_2021', 'fmt_2019', None)
    """
    fitting = [each.id for each in national() if each.from_year <= year <= (each.to_year or year)]
    return fitting[-1] if fitting else None


def read(sent: Sent, year: int, today: date) -> Typed:
    """Read the form of an entry; raises Refused with what is missing or no figure."""
    notes = sent.words.get("notes", "").strip()
    if len(notes) > LONGEST:
        raise Refused(f"备注不超过{LONGEST}字。")
    file = handed(*sent.files["file"]) if "file" in sent.files else None
    cells = {} if file else _figures(sent.words, year)
    if file is None and not cells:
        raise Refused("请选择年度报告文件，或填写数据。")
    return Typed(
        source=one_of(sent.words, "source", "报送方式", SOURCES),
        received_on=past_day(sent.words, "received_on", "收到日期", today),
        notes=notes,
        cells=cells,
        file=file,
    )


def _figures(sent: Mapping[str, str], year: int) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for cell in _cells(year):
        given = sent.get(CELL + cell, "").strip()
        if not given:
            continue
        if not _FIGURE.fullmatch(given) or ("." in given and not cell.startswith("t2.")):
            raise Refused(f"“{given}”不是可以填报的数字，请检查。")
        found[cell] = float(given) if "." in given else int(given)
    return found


def keep(folder: Path, officer: Officer, whom: tuple[str, int], typed: Typed) -> str:
    """Write an entry down and say what became of its file; raises Refused, and Busy."""
    with Store(folder) as store:
        unit = _allowed(store, officer, whom[0])
    cells, told = _of_file(typed.file, unit, whom[1]) if typed.file else (typed.cells, "")
    draft = HandReport(
        id="",
        unit_id=unit.id,
        year=whom[1],
        actor=officer.name,
        at=now(),
        source=typed.source,  # type: ignore[arg-type]
        received_on=typed.received_on,
        cells=dict(cells),
        form=form_of(whom[1]),
        notes=typed.notes or None,
    )
    with Store(folder) as store:
        before = standing(history_in(store, *whom))
        if typed.file:
            draft = replace(draft, sha256=store.keep(typed.file.body), file_name=typed.file.name)
        elif before:  # corrected figures go with the file they were read from
            draft = replace(draft, sha256=before.sha256, file_name=before.file_name)
        store.append(replace(draft, id=row_hash(draft)))
    return f"已录入{len(cells)}项数据。{told}"


def _of_file(file: Handed, unit: Unit, year: int) -> tuple[Mapping[str, Figure], str]:
    """Let the command line read a file's figures; a file it cannot read is kept without any."""
    with workroom() as room:
        (room / "report").write_bytes(file.body)
        results = run(["read", "--json", str(room / "report")], room).results
    try:
        said = json.loads(results.splitlines()[0])
    except (ValueError, IndexError):
        said = {"outcome": "unreadable"}
    if said["outcome"] != "read":
        return {}, "文件已收存，但未能读出数据，请对照原件填写。"
    if said["year"] not in (None, year):
        raise Refused(f"文件写明为{said['year']}年度，与所选的{year}年度不符。")
    known = set(_cells(year))
    cells = {cell: value for cell, value in said["cells"].items() if value is not None and cell in known}
    left, told = len(known) - len(cells), ""
    if left:
        told = f"另有{left}项空白或读取存疑，请对照原件补充。"
    if said["unit_name"] and said["unit_name"] not in unit.names:
        told += f"文件自称的单位为“{said['unit_name']}”，请核对。"
    return cells, told


def _cells(year: int) -> tuple[str, ...]:
    return form(form_of(year) or "free_2008").cells()


def withdraw(folder: Path, officer: Officer, whom: tuple[str, int], sent: Mapping[str, str]) -> None:
    """Take back what was entered for a unit's year; the rows stay. Raises Refused."""
    reason = words(sent, "notes", "撤销理由", LONGEST)
    with Store(folder) as store:
        _allowed(store, officer, whom[0])
        before = standing(history_in(store, *whom))
        if before is None:
            raise Refused("没有可以撤销的录入。")
        draft = replace(before, id="", actor=officer.name, at=now(), cells={}, notes=reason, withdrawn=True)
        store.append(replace(draft, id=row_hash(draft)))


def _allowed(store: Store, officer: Officer, unit_id: str) -> Unit:
    unit = next(store.rows(Unit, "id = ?", (unit_id,)), None)
    if unit is None or not may_decide(officer, unit.division_code or ""):
        raise Refused("所选单位不在您的管辖地区。")
    return unit


# ---------------------------------------------------------------- reading back


def history(folder: Path, unit_id: str, year: int) -> Sequence[HandReport]:
    """Give everything entered for a unit's year, the oldest first."""
    with Store(folder) as store:
        return history_in(store, unit_id, year)


def history_in(store: Store, unit_id: str, year: int) -> Sequence[HandReport]:
    """Give everything entered for a unit's year from an open store."""
    return tuple(store.rows(HandReport, "unit_id = ? AND year = ? ORDER BY at, id", (unit_id, year)))


def standing(entered: Sequence[HandReport]) -> HandReport | None:
    """Give the entry that counts: the latest, unless it takes the others back."""
    return None if not entered or entered[-1].withdrawn else entered[-1]


def of_year(folder: Path, year: int) -> Mapping[str, HandReport]:
    """Give the entry that counts of every unit for a year."""
    with Store(folder) as store:
        latest = {each.unit_id: each for each in store.rows(HandReport, "year = ? ORDER BY at, id", (year,))}
    return {unit: each for unit, each in latest.items() if not each.withdrawn}


def of_unit(folder: Path, unit_id: str) -> Mapping[int, HandReport]:
    """Give the entry that counts of every year for a unit."""
    with Store(folder) as store:
        rows = store.rows(HandReport, "unit_id = ? ORDER BY at, id", (unit_id,))
        latest = {each.year: each for each in rows}
    return {year: each for year, each in latest.items() if not each.withdrawn}


def source_words(entered: HandReport) -> str:
    """Say where an entry comes from, as it stands wherever its figures do."""
    return f"{MARK}（{SOURCES[entered.source]}，{entered.received_on.isoformat()}收到）"
