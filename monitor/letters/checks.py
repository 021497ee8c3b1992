"""出文前检查: what must hold before a circular comes out. Pure.

Each check that fails is named, and then nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from data.words import PRIVATE_RULES
from monitor.letters.counting import NAMES, excluded
from monitor.letters.facts import reviewers
from monitor.letters.paper import Paper
from monitor.letters.survey import LISTED, Survey
from monitor.letters.values import Material

NAMED = 5
_PERSONAL = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: its sign and what it asks, and what stands against it (empty: passed)."""

    sign: str
    asks: str
    against: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Nothing stands against it."""
        return not self.against

    @property
    def words(self) -> str:
        """Say it in one line."""
        if self.passed:
            return f"{self.sign}{self.asks}：通过"
        more = f"等{len(self.against)}项" if len(self.against) > NAMED else ""
        return f"{self.sign}{self.asks}：未通过——{'；'.join(self.against[:NAMED])}{more}"


def checks(of: Survey, paper: Paper, material: Material) -> tuple[Check, ...]:
    """Make the six checks of the form."""
    return (
        Check(
            sign="①", asks="问题全部复核属实，未公布类两人以上复核", against=tuple(_reviewed(of, material))
        ),
        Check(sign="②", asks="无“无法核查”单位", against=_names(of, "unverifiable")),
        Check(
            sign="③", asks="逾期有核查记录或页面日期，历史年度不进名单", against=tuple(_proven(of, material))
        ),
        Check(
            sign="④",
            asks="垂直管理、已撤并、当年新设单位已剔除并列明",
            against=tuple(_excluded(of, paper, material)),
        ),
        Check(sign="⑤", asks="附件合计与正文数字一致", against=tuple(disagreements(of, paper))),
        Check(sign="⑥", asks="涉敏感、涉个人信息条目为0", against=tuple(_private(of, paper))),
    )


def _names(of: Survey, *standings: str) -> tuple[str, ...]:
    return tuple(each.unit.name for each in of.counted.of(*standings))


def _reviewed(of: Survey, material: Material) -> Iterable[str]:
    for each in of.counted.of("pending"):
        if "系统启用前" not in each.why:
            yield f"{each.unit.name}（{each.why}）"
    for item in of.items:
        for finding in item.findings:
            if finding.status != "confirmed" or not reviewers(finding.id, material):
                yield f"{finding.id}（未复核属实）"


def _proven(of: Survey, material: Material) -> Iterable[str]:
    for each in of.counted.of("pending"):
        if "系统启用前" in each.why:
            yield f"{each.unit.name}（{each.why}）"
    for each in of.counted.of("late", "late_local"):
        proven = each.finding is not None and "核查尚未见到" in each.finding.message
        if not proven and each.row.published_on is None:
            yield f"{each.unit.name}（无到期后的核查记录，页面未标注公布日期）"
        first = material.first_complete.get(each.unit.portal_id or "")
        if not proven and (first is None or each.row.due_on is None or each.row.due_on.year < first.year):
            yield f"{each.unit.name}（到期时系统尚未启用）"


def _excluded(of: Survey, paper: Paper, material: Material) -> Iterable[str]:
    text = "".join(paragraph.text for paragraph in paper.body)
    for each in of.counted.places:
        why = excluded(each.row, each.unit, material)
        if why and each.standing not in ("excluded", "unverifiable"):
            yield f"{each.unit.name}（{why}，仍在统计内）"
        elif why and each.standing == "excluded" and each.unit.name not in text:
            yield f"{each.unit.name}（{why}，未列明）"


def disagreements(of: Survey, paper: Paper) -> Iterable[str]:
    """Read the figures of the text and of the annexes as printed and name each pair that differs."""
    text = "".join(paragraph.text for paragraph in paper.body)
    table = paper.annexes[0].grids[0]
    *parts, total = table.rows
    for place, name in enumerate(table.header):
        if not total[place].isdecimal():
            continue
        if sum(int(row[place]) for row in parts) != int(total[place]):
            yield f"附件1“{name}”各行之和与合计{total[place]}不符"
        said = re.search(rf"{re.escape(name)}(\d+)家", text)
        if said is None or said.group(1) != total[place]:
            yield f"附件1“{name}”合计{total[place]}，正文为{said.group(1) if said else '无'}"
    listed = sum(
        int(total[table.header.index(NAMES[each])]) for each in LISTED if NAMES[each] in table.header
    )
    if listed != len(paper.annexes[1].grids[0].rows):
        yield f"附件2列{len(paper.annexes[1].grids[0].rows)}家，附件1为{listed}家"


def _private(of: Survey, paper: Paper) -> Iterable[str]:
    for item in of.items:
        yield from (each.id for each in item.findings if each.rule_id in PRIVATE_RULES)
    for annex in paper.annexes:
        for grid in annex.grids:
            if any(_PERSONAL.search(cell) for row in grid.rows for cell in row):
                yield f"《{annex.title}》疑似含个人信息"
