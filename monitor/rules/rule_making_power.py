"""What it checks: a body without power to make 规章 reports that it issued some (T2-AUTH).

Legal basis: 《立法法》 on who makes rules; 国办公开办函〔2021〕30号 (table 2, 规章).

Why it matters: rules belong into the report of the government that made them; counted twice, or normative
documents counted as rules, they spoil the sums of a region.

Example message: 第二部分“规章”本年制发件数填报2件，请核实填报主体：县级及以下单位一般不制定规章。

Known false alarms: provinces, cities with districts, autonomous prefectures, four cities without districts
and some bodies directly under the State Council do make rules: governments from prefecture level up are never
named; a department that drafted one is only mentioned. Only units in the register, whose level is known.
"""

from collections.abc import Iterator
from dataclasses import replace

from data.records import Finding, Severity, Unit
from monitor.abstaining import figures, register, report
from monitor.dossier import Dossier, Filed
from monitor.evidence import BOTH_FORMS, counted, on_report

ID = "rule-making-power"
NAME_ZH = "规章填报主体待核"
NAME_EN = "Rules reported by a body that makes none"
ABOUT_ZH = (
    "县级及以下单位在表二“规章”填报本年制发件数的为疑点，省、市部门填报的仅作提示；"
    "省、市人民政府和国务院部门不在此列；名录外单位不判断。"
)
SEVERITY: Severity = "warning"
BASIS = f"《中华人民共和国立法法》；{BOTH_FORMS}"

CELLS = ("t2.regulations.made", "t2.regulations.newly_made")
UNJUDGED = (report, register, figures(*CELLS))


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge the row 规章 of every report of a registered unit."""
    grade = _grade(dossier.unit)
    if not dossier.registered or grade is None:
        return
    for filed in dossier.filed():
        cell = next((cell for cell in CELLS if (counted(filed, cell) or 0) > 0), None)
        if cell is not None:
            finding = on_report(ID, filed, grade, _message(filed, cell, grade), BASIS)
            yield replace(finding, cells=(cell,))


def _grade(unit: Unit) -> Severity | None:
    if unit.level in ("county", "township"):
        return SEVERITY
    return None if unit.level == "national" or unit.kind == "government" else "info"


def _message(filed: Filed, cell: str, grade: Severity) -> str:
    whose = "县级及以下单位一般不制定规章" if grade == SEVERITY else "部门起草、政府制定的规章计入政府年报"
    column = "本年制发件数" if cell == CELLS[0] else "本年新制作数量"
    return f"第二部分“规章”{column}填报{filed.cells[cell]}件，请核实填报主体：{whose}。"
