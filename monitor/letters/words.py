"""The words only papers need: days with their year, cells by row, repairs by row, the basis by year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from data.clock import OFFICE_ZONE
from data.forms import all_cells, forms
from data.records import Figure, Repair
from data.words import said
from monitor.digest.words import clean

PARTS = {"t2": "第二部分", "t3": "第三部分", "t4": "第四部分"}
FORM_2021 = "国办公开办函〔2021〕30号"
FORM_2019 = "国办公开办函〔2019〕60号"
# So many rows are named one by one; of more, what says nothing is left out.
FEW = 4
_BOTH = re.compile(r"（2019、2020年度：〔2019〕60号）")
_PLACE = re.compile(r"第[一二三四五六、]+部分|表[二三四](?:、表[二三四])*|“总体情况”|标题|附件|正文|落款")
_SHARE = re.compile(
    r"(?P<place>第[一二三四五六、]+部分).*?与(?P<source>[^，。]+?)相比，?"
    r"重复率(?P<share>[^，。]+)，最长连续相同(?P<run>\d+)字"
)


def day(when: date) -> str:
    """Write a day in full, in Arabic figures.

    >>> day(date(2026, 2, 3))
    '2026年2月3日'
    """
    return f"{when.year}年{when.month}月{when.day}日"


def minute(at: datetime) -> str:
    """Write an instant to the minute, in Beijing time."""
    local = at.astimezone(OFFICE_ZONE)
    return f"{day(local.date())}{local.hour}时{local.minute:02d}分"


def hour(at: datetime) -> str:
    """Write until when a paper knows: to the hour, in Beijing time."""
    local = at.astimezone(OFFICE_ZONE)
    return f"{day(local.date())}{local.hour}时（北京时间）"


def numeral(number: int) -> str:
    """Write a number from 1 to 99 as headings are numbered.

    >>> numeral(1), numeral(10), numeral(12), numeral(20), numeral(35)
    ('一', '十', '十二', '二十', '三十五')
    """
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return f"{head}{digits[ones] if ones or not tens else ''}"


def by_row(cells: Iterable[str]) -> Mapping[tuple[str, str], list[str]]:
    """Group cell keys by table and row, in the order in which the form prints them."""
    printed = {cell: place for place, cell in enumerate(all_cells())}
    rows: dict[tuple[str, str], list[str]] = {}
    for cell in sorted(cells, key=lambda each: printed.get(each, len(printed))):
        table, line, column = cell.split(".")
        rows.setdefault((table, line), []).append(column)
    return rows


def row_words(table: str, line: str) -> str:
    """Name a row as it is printed."""
    return f"{PARTS[table]}表格“{said('line', line)}”行"


def places(cells: Iterable[str]) -> str:
    """Say where cells stand: rows of the same columns together.

    >>> places(["t3.total_processed.enterprise", "t3.total_processed.total"])
    '第三部分表格“（七）总计”行商业企业、总计栏'
    >>> places(["t4.review.total", "t4.suit_direct.total"])
    '第四部分表格“行政复议”、“未经复议直接起诉”行总计栏'
    """
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (table, line), columns in by_row(cells).items():
        groups.setdefault((table, tuple(columns)), []).append(line)
    return "；".join(
        f"{PARTS[table]}表格{_rows(table, lines)}{'、'.join(said('measure', each) for each in columns)}栏"
        for (table, columns), lines in groups.items()
    )


def _rows(table: str, lines: Sequence[str]) -> str:
    """Name rows one by one; many that follow one another in a form by the first and the last."""
    names = [f"“{said('line', line)}”" for line in lines]
    printed = (tuple(line.key for line in form.tables()[table]) for form in forms())
    together = any(f" {' '.join(lines)} " in f" {' '.join(keys)} " for keys in printed)
    if len(lines) > FEW and together:
        return f"{names[0]}至{names[-1]}各行"
    return f"{'、'.join(names)}行"


def printed_words(cells: Iterable[str], printed: Mapping[str, str]) -> str:
    """Quote what the report prints in these cells, row by row; empty when nothing of it is known.

    Of many rows those that print only 0 are not quoted one by one.
    """
    there, rows, empty = by_row(cells), [], 0
    for (table, line), columns in there.items():
        shown = [
            f"{said('measure', column)}{printed[cell]}"
            for column in columns
            if (cell := f"{table}.{line}.{column}") in printed
        ]
        if len(there) > FEW and {printed.get(f"{table}.{line}.{column}") for column in columns} == {"0"}:
            empty += 1
        elif shown:
            rows.append(f"“{said('line', line)}”：{'、'.join(shown)}")
    return "；".join([*rows, *([f"其余{empty}行均为0"] if empty else [])])


def filled_in(cells: Iterable[str], printed: Mapping[str, str]) -> str:
    """Say in one breath what stands in these cells, row by row; empty when nothing of it is known.

    >>> filled_in(["t3.granted.enterprise", "t3.granted.total"], {"t3.granted.total": "2"})
    '第三部分表格“（一）予以公开”行总计栏填报为2'
    """
    told = []
    for (table, line), columns in by_row(cells).items():
        known = [column for column in columns if f"{table}.{line}.{column}" in printed]
        figures = "、".join(printed[f"{table}.{line}.{column}"] for column in known)
        names = "、".join(said("measure", column) for column in known)
        if known:
            told.append(f"{row_words(table, line)}{names}栏填报为{figures}")
    return "；".join(told)


def repair_words(repair: Repair) -> str:
    """Say the smallest change that would make the tables agree; the ledger decides."""
    changes = []
    for (table, line), columns in by_row(repair.cells).items():
        figures = [_figure(repair.cells[f"{table}.{line}.{column}"]) for column in columns]
        each = "分别" if len(columns) > 1 else ""
        names = "、".join(said("measure", column) for column in columns)
        changes.append(f"{row_words(table, line)}{names}栏{each}改为{'、'.join(figures)}")
    more = "" if repair.unique else "另有其他改法同样成立，"
    return f"请核对原始台账。如{'，'.join(changes)}，表内勾稽关系全部成立（{more}仅供参考，以台账为准）。"


def _figure(value: Figure) -> str:
    return str(int(value)) if value == int(value) else str(value)


def basis_words(basis: str, year: int) -> str:
    """Give the basis that binds a report year: 30号 for 2021 and later, 60号 for 2019 and 2020.

    Empty when nothing is left that binds that year.

    >>> basis_words("国办公开办函〔2021〕30号第（四）项（2019、2020年度：〔2019〕60号）", 2022)
    '国办公开办函〔2021〕30号第（四）项'
    >>> basis_words("国办公开办函〔2021〕30号第（四）项（2019、2020年度：〔2019〕60号）", 2020)
    '国办公开办函〔2019〕60号'
    """
    kept = []
    for part in clean(basis).split("；"):
        both = bool(_BOTH.search(part))
        words = _BOTH.sub("", part)
        if "〔2021〕30号" in words and year <= 2020:
            words = FORM_2019 if both and year >= 2019 else ""
        if words:
            kept.append(words)
    return "；".join(kept)


def fit(text: str, limit: int = 20_000) -> str:
    r"""Make a text fit for a line of a paper, as `clean` does, but keep the wide spaces people fill in.

    >>> fit("签字：　　　日期：\n")
    '签字：　　　日期：'
    """
    return "\u3000".join(clean(part, limit) for part in text.split("\u3000"))


def quoted(message: str) -> str:
    """Give the first words a message quotes, quotes within them whole; empty when it quotes none.

    >>> quoted("第五部分“按照“公开为原则”的要求充实内容”待更正，应为“以公开为常态”。")
    '按照“公开为原则”的要求充实内容'
    """
    start, depth = message.find("“"), 0
    for place in range(max(start, 0), len(message)):
        depth += {"“": 1, "”": -1}.get(message[place], 0)
        if start >= 0 and depth == 0:
            return message[start + 1 : place]
    return ""


def place_in(message: str) -> str:
    """Find which part of the report a message speaks of; empty when it names none."""
    found = _PLACE.search(message)
    return found.group() if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a message says of shared text: where, with which report, how much, the longest run."""

    place: str
    source: str
    share: str
    run: int


def share_in(message: str) -> Share | None:
    """Read share and longest run out of the standard sentence on copies; None for any other sentence.

    >>> share_in("第一部分与本单位2021年报告（较早公布）相比，重复率93.2%，最长连续相同412字。").run
    412
    >>> share_in("第五部分2023年至2025年连续3年相同，与上一年度相比重复率98%，最长连续相同300字。").source
    '上一年度'
    """
    found = _SHARE.search(message)
    if found is None:
        return None
    return Share(place=found["place"], source=found["source"], share=found["share"], run=int(found["run"]))
