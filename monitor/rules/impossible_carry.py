"""What it checks: no column of table 3 carries more over to the next year than was received and carried in.

Legal basis: 《政府信息公开条例》第五十条第二款; the equation printed in the form.

Why it matters: applications that nobody made cannot be left over.

Example message: 第三部分表格“四、结转下年度继续办理”总计：填报5，大于应办理总数2＋1＝3。

Known false alarms: a shifted column (cells in doubt decide nothing). Where the balance is broken in the same
column it is one fault with `intake-balance`, and letters tell that one only.
"""

from collections.abc import Iterator

from data.forms import APPLICANTS
from data.records import Equation, Finding, Severity
from data.words import measures
from monitor.abstaining import figures, report
from monitor.dossier import Dossier, Filed
from monitor.evidence import BOTH_FORMS, FORM_ARTICLE, counted, on_report, with_lines

ID = "impossible-carry"
NAME_ZH = "结转数大于应办理总数"
NAME_EN = "More carried over than there was"
ABOUT_ZH = (
    "逐栏核对表三：结转下年度继续办理不得大于本年新收与上年结转之和。同栏收办数据勾稽不符的，"
    "属同一原因，文书中只写勾稽不符；空白、读取存疑的不判断。"
)
SEVERITY: Severity = "error"
BASIS = f"{FORM_ARTICLE}；{BOTH_FORMS}"

ROWS = ("new_received", "carried_in", "carried_out")
UNJUDGED = (report, figures(*(f"t3.{row}." for row in ROWS)))


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge every column of every report."""
    for filed in dossier.filed():
        if filed.balances:
            continue
        lines = {column.key: line for column in APPLICANTS if (line := _line(filed, column.key))}
        if lines:
            finding = on_report(ID, filed, SEVERITY, "", BASIS)
            cells = [f"t3.{row}.{column}" for column in lines for row in ROWS]
            lead = list(lines).index("total") if "total" in lines else 0
            yield with_lines(finding, list(lines.values()), cells, lead)


def _line(filed: Filed, column: str) -> Equation | None:
    new, brought, left = (counted(filed, f"t3.{row}.{column}") for row in ROWS)
    if new is None or brought is None or left is None or left <= new + brought:
        return None
    return Equation(
        equation=f"第三部分表格“四、结转下年度继续办理”{measures()[column]}：填报{left}，"
        f"大于应办理总数{new}＋{brought}＝{new + brought}。",
        left=new + brought,
        right=left,
        delta=new + brought - left,
    )
