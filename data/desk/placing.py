"""归属判定: an officer says whose report a document is, or that it is none; the next check files it so.

Saying that a document is no report takes a doubt away from every unit it could have been about: only an
officer whose region holds all of them may say so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from data.desk.officers import may_decide
from data.desk.refusals import Refused, one_of, words
from data.desk.times import now, today
from data.records import Finding, Officer, Placement, Report, Unit
from data.runs import row_hash
from data.store import Store
from data.wording import report_year

DOUBTS = {
    "no_name": "列表和正文均未写明单位",
    "other_body": "写的是名录以外的单位",
    "ambiguous": "所写名称对应名录内多个单位",
    "names_disagree": "列表与正文所写单位不一致",
    "no_year": "未写明报告年度",
    "not_a_report": "不是年度报告",
}
UNIT, NONE = "unit", "none"
CHOICES = {UNIT: "确定归属", NONE: "不是年度报告"}
FIRST_YEAR = 2003
_PORTALS = "SELECT DISTINCT portal_id FROM looks WHERE sha256 = ?"


def decided(folder: Path, sha256: str | None = None) -> Mapping[str, tuple[Placement, ...]]:
    """Give the decisions about each document, the oldest first."""
    found: dict[str, tuple[Placement, ...]] = {}
    with Store(folder) as store:
        where = ("sha256 = ? ORDER BY at, id", (sha256,)) if sha256 else ("1 ORDER BY at, id", ())
        for each in store.rows(Placement, *where):
            found[each.sha256] = (*found.get(each.sha256, ()), each)
    return found


def possible(store: Store, report: Report) -> list[Unit]:
    """Give the units a document could be about: its candidates, else all that publish where it was seen."""
    if report.candidates:
        marks = ", ".join("?" * len(report.candidates))
        return list(store.rows(Unit, f"id IN ({marks}) ORDER BY division_code, name", report.candidates))
    portals = [row[0] for row in store.db.execute(_PORTALS, (report.sha256,))]
    marks = ", ".join("?" * len(portals))
    return list(store.rows(Unit, f"portal_id IN ({marks}) ORDER BY division_code, name", portals))


def decide(folder: Path, officer: Officer, report_id: str, form: Mapping[str, str]) -> str:
    """Write a decision down and say what it was; raises Refused."""
    choice = one_of(form, "do", "归属结论", CHOICES)
    reason = words(form, "reason", "理由")
    with Store(folder) as store:
        report = next(store.rows(Report, "id = ?", (report_id,)), None)
        if report is None:
            raise Refused("这份报告已不在列，请刷新后再试。")
        draft = Placement(id="", sha256=report.sha256, actor=officer.name, at=now(), reason=reason)
        if choice == NONE:
            _must_hold(officer, possible(store, report))
            said = "已判定为不是年度报告"
        else:
            unit = _unit(store, officer, form.get("unit", "").strip())
            draft = replace(draft, unit_id=unit.id, year=_year(form.get("year", "")))
            _must_fit(store, report, draft, sure=form.get("sure") == "1")
            said = f"已判定为{unit.name}{draft.year}年度报告"
        store.append(replace(draft, id=row_hash(draft)))
    return f"{said}，下次核查后生效。"


def _unit(store: Store, officer: Officer, named: str) -> Unit:
    found = list(store.rows(Unit, "id = ? OR name = ?", (named, named))) if named else []
    if len(found) != 1:
        raise Refused("请选择名录内的一个单位，或填写其全称。")
    if not may_decide(officer, found[0].division_code or ""):
        raise Refused("所选单位不在您的管辖地区。")
    return found[0]


def _year(given: str) -> int:
    if not given.isdecimal() or not FIRST_YEAR <= int(given) < today().year:
        raise Refused(f"报告年度应为{FIRST_YEAR}至{today().year - 1}。")
    return int(given)


def _must_fit(store: Store, report: Report, draft: Placement, *, sure: bool) -> None:
    """Refuse what the document's own words or two officers' word speak against, unless somebody is sure."""
    finding = f"missing-report/{draft.unit_id}/{draft.year}"
    if any(store.rows(Finding, "id = ? AND status = 'confirmed'", (finding,))):
        raise Refused("该单位该年度未检索到年度报告一项已复核属实，请先在该项复核中改定，再判定归属。")
    stated = report_year(report.title)
    if not sure and (report.doubt == "other_body" or stated not in (None, draft.year)):
        raise Refused("题名所写的单位或年度与所选不一致，经核实无误的请勾选“已核实”后再提交。")


def _must_hold(officer: Officer, units: Collection[Unit]) -> None:
    if not units or not all(may_decide(officer, unit.division_code or "") for unit in units):
        raise Refused("可能的单位不全在您的管辖地区，请由上级人员判定。")
