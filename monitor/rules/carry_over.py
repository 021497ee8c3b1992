"""What it checks: what a report carries out to the next year is what the next report carries in, for every
kind of applicant (X-CARRY). Filed on the later report.

Legal basis: 《政府信息公开条例》第五十条第二款; the form prints both rows (二、上年结转, 四、结转下年度).

Why it matters: applications that drop out between two years were answered late or never.

Example message: 2023年报告“四、结转下年度继续办理”总计填报3，2024年报告“二、上年结转政府信息公开申请数量”
总计填报1，相差2。

Known false alarms: units merged or founded in one of the years (not judged), a renamed unit or a government's
report, whose scope may have changed (a doubt), applicants put in another column (a doubt). Blank or uncertain
cells decide nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.forms import APPLICANTS
from data.records import Equation, Figure, Finding, Severity
from data.words import measures
from monitor.abstaining import odd, report, same_makeup, year_before
from monitor.dossier import Dossier, Filed, Year
from monitor.evidence import BOTH_FORMS, FORM_ARTICLE, counted, makeup_changed, on_report, with_lines

ID = "carry-over"
NAME_ZH = "上下年结转数不衔接"
NAME_EN = "What one year carries over, the next does not take up"
ABOUT_ZH = (
    "上年报告“结转下年度继续办理”与本年报告“上年结转”逐栏核对。总计不一致为问题，仅单栏不一致、"
    "单位更名或政府年报为疑点；当年有机构变动、空白或读取存疑的不判断。"
)
SEVERITY: Severity = "error"
BASIS = f"{FORM_ARTICLE}；{BOTH_FORMS}"

OUT, IN = "四、结转下年度继续办理", "二、上年结转政府信息公开申请数量"


def check(dossier: Dossier) -> Iterator[Finding]:
    """Compare every two years that follow each other."""
    for before, filed in dossier.pairs():
        if makeup_changed(dossier, before, filed):
            continue
        broken = [column.key for column in APPLICANTS if _differs(before, filed, column.key)]
        if broken:
            finding = on_report(ID, filed, _grade(dossier, before, filed, broken), "", BASIS)
            lines = [_line(before, filed, column) for column in broken]
            lead = broken.index("total") if "total" in broken else 0
            cells = [f"t3.carried_in.{column}" for column in broken]
            finding = replace(finding, detected_on=max(before.seen_on, filed.seen_on))
            yield with_lines(finding, lines, cells, lead)


def _differs(before: Filed, filed: Filed, column: str) -> bool:
    if before.cells.get(f"t3.carried_out.{column}") == filed.cells.get(f"t3.carried_in.{column}"):
        return False
    left = _carried(before, "carried_out", column)
    right = _carried(filed, "carried_in", column)
    return left is not None and right is not None and left != right


def _carried(filed: Filed, row: str, column: str) -> Figure | None:
    return counted(filed, f"t3.{row}.{column}")


def _grade(dossier: Dossier, before: Filed, filed: Filed, broken: Sequence[str]) -> Severity:
    same_name = before.report.unit_name == filed.report.unit_name
    if "total" not in broken or dossier.unit.kind == "government" or not same_name:
        return "warning"
    return SEVERITY


def _line(before: Filed, filed: Filed, column: str) -> Equation:
    left = _carried(before, "carried_out", column) or 0
    right = _carried(filed, "carried_in", column) or 0
    label = measures()[column]
    return Equation(
        equation=f"{before.report.year}年报告“{OUT}”{label}填报{left}，"
        f"{filed.report.year}年报告“{IN}”{label}填报{right}，相差{abs(left - right)}。",
        left=left,
        right=right,
        delta=left - right,
    )


# ------------------------------------------------------------------ when it is not judged


def _carried_known(dossier: Dossier, year: Year) -> str | None:
    """What one year carries out and the next one in was read."""
    before = next((each.filed for each in dossier.years if each.year == year.year - 1), None)
    out = odd(before, ("t3.carried_out.",)) if before else None
    return out or (odd(year.filed, ("t3.carried_in.",)) if year.filed else None)


UNJUDGED = (report, same_makeup, year_before, _carried_known)
