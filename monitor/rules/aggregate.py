"""What it checks: a government's report that says it sums up its area, against the sum of the reports of the
units directly below it (AGG).

Legal basis: 《政府信息公开条例》第四十九条第二款; 第五十条第二款.

Why it matters: a unit left out of the sum, or counted twice, shows only here.

Example message: 本报告为汇总口径：“本年新收政府信息公开申请数量”总计填报42件，所属12家单位合计45件，相差3。

Known false alarms: vertical agencies, lower governments and the government's own share make sums differ: the
difference is shown, not judged. Nothing is said unless the report itself says that it sums up, and every unit
below has a readable report with these cells.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from data.records import Equation, Figure, Finding, Severity
from monitor.abstaining import report
from monitor.dossier import Dossier, Filed, Year
from monitor.evidence import BOTH_FORMS, counted, on_report, with_lines

ID = "aggregate"
NAME_ZH = "汇总数与所属单位合计有差异"
NAME_EN = "Government's sums differ from those of its units"
ABOUT_ZH = (
    "政府年报写明汇总口径的，新收、结转、办结、结转下年度四行总计与所属单位合计比较，只列差额，供参考。"
    "所属单位有缺报、空白、读取存疑的不比较。"
)
SEVERITY: Severity = "info"
BASIS = f"《中华人民共和国政府信息公开条例》第四十九条第二款；{BOTH_FORMS}"

# 全区 alone is no statement of scope (practice 丙 001).
SUMMED_UP = re.compile(
    r"汇总(?:口径|全[省市县区州旗]|各|了|所属|[省市县区州旗]直)|各级行政机关[^。]{0,20}汇总"
)
ROWS = {
    "new_received": "本年新收政府信息公开申请数量",
    "carried_in": "上年结转政府信息公开申请数量",
    "total_processed": "（七）总计",
    "carried_out": "结转下年度继续办理",
}


def check(dossier: Dossier) -> Iterator[Finding]:
    """Compare every report of a government with those of its units."""
    for filed in dossier.filed():
        members = dossier.members.get(filed.report.year or 0, {})
        if dossier.unit.kind != "government" or not members or not _sums_up(filed):
            continue
        lines = {row: line for row in ROWS if (line := _line(filed, members, row)) is not None}
        if lines:
            finding = on_report(ID, filed, SEVERITY, "", BASIS)
            newest = max(member.seen_on for member in members.values() if member is not None)
            finding = replace(finding, detected_on=max(filed.seen_on, newest))
            finding = with_lines(finding, list(lines.values()), [f"t3.{row}.total" for row in lines], 0)
            yield replace(finding, message=f"本报告为汇总口径：{finding.message}")


def _sums_up(filed: Filed) -> bool:
    return bool(SUMMED_UP.search(filed.preamble + "".join(filed.sections.values())))


def _line(filed: Filed, members: Mapping[str, Filed | None], row: str) -> Equation | None:
    stated = counted(filed, f"t3.{row}.total")
    parts = [counted(member, f"t3.{row}.total") if member else None for member in members.values()]
    known: list[Figure] = [part for part in parts if part is not None]
    if stated is None or len(known) < len(parts) or sum(known) == stated:
        return None
    total = sum(known)
    return Equation(
        equation=f"“{ROWS[row]}”总计填报{stated}件，所属{len(known)}家单位合计{total}件，"
        f"相差{abs(total - stated)}。",
        left=total,
        right=stated,
        delta=total - stated,
    )


# ------------------------------------------------------------------ when it is not judged


def _members_known(dossier: Dossier, year: Year) -> str | None:
    """Every unit below has a report that was read."""
    below = dossier.members.get(year.year, {})
    lacking = [name for name, member in below.items() if member is None]
    return (
        f"所属单位缺报告（{lacking[0]}{f'等{len(lacking)}家' if lacking[1:] else ''}）" if lacking else None
    )


UNJUDGED = (report, _members_known)
