"""What it checks: the fees of table 2, in 万元, look as if they were given in 元 (T2-UNIT).

Legal basis: 国办公开办函〔2021〕30号 (table 2, 本年收费金额（单位：万元）).

Why it matters: one such figure outweighs all others of a county.

Example message: 第二部分“行政事业性收费”本年收费金额填报328000万元，2023年报告为31.2万元，相差约10513倍，
请核实金额单位。

Known false alarms: fees of land, building and traffic bureaus are really large, so only a jump by about ten
thousand against the year before counts, or more than 1000万元 in a township. The 2019 form has no unit.
"""

from collections.abc import Iterator
from dataclasses import replace

from data.records import Figure, Finding, Severity
from monitor.abstaining import figures, report
from monitor.dossier import Dossier, Filed
from monitor.evidence import on_report

ID = "amount-unit"
NAME_ZH = "金额单位待核"
NAME_EN = "Amount looks as if in another unit of money"
ABOUT_ZH = (
    "表二行政事业性收费以万元为单位：与上年相差约一万倍，或者乡镇、街道超过1000万元的，请核实是否"
    "误填为元。空白的不判断。"
)
SEVERITY: Severity = "warning"
BASIS = "国办公开办函〔2021〕30号"

CELL = "t2.admin_fees.amount_wan"
# 元 for 万元 is a factor of 10 000; fees themselves change by up to three times either way.
LEAST, MOST = 10_000 / 3, 10_000 * 3
TOWNSHIP_MOST = 1000
UNJUDGED = (report, figures(CELL, before=True))


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge the fees of every report."""
    earlier = {filed.report.id: before for before, filed in dossier.pairs()}
    for filed in dossier.filed():
        amount = filed.cells.get(CELL)
        if amount is None or amount <= 0:
            continue
        message = _jump(amount, earlier.get(filed.report.id)) or _too_much(dossier, amount)
        if message:
            finding = on_report(ID, filed, SEVERITY, message, BASIS)
            yield replace(finding, cells=(CELL,))


def _jump(amount: Figure, before: Filed | None) -> str | None:
    last = before.cells.get(CELL) if before else None
    if before is None or last is None or last <= 0:
        return None
    times = max(amount / last, last / amount)
    if not LEAST <= times <= MOST:
        return None
    compared = f"{_filled(amount)}，{before.report.year}年报告为{last}万元"
    return f"{compared}，相差约{round(times)}倍，请核实金额单位。"


def _too_much(dossier: Dossier, amount: Figure) -> str | None:
    if not dossier.registered or dossier.unit.level != "township" or amount <= TOWNSHIP_MOST:
        return None
    return f"{_filled(amount)}，乡镇、街道一般不超过{TOWNSHIP_MOST}万元，请核实金额单位。"


def _filled(amount: Figure) -> str:
    return f"第二部分“行政事业性收费”本年收费金额填报{amount}万元"
