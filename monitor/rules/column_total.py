"""What it checks: in table 3, each row: 总计 is the sum of natural persons and the five kinds of
organisations (T3-R).

Legal basis: 《政府信息公开条例》第五十条第二款; 国办公开办函〔2021〕30号, for 2019 and 2020 〔2019〕60号.

Why it matters: the 总计 column is the one that is read and added up. In the four rows of the form's own
equation a break is an error, in the rows of single outcomes a doubt.

Example message: 第三部分表格“一、本年新收政府信息公开申请数量”总计：5＋2＋0＋0＋0＋0＝7，与“总计”填报的8
不符，相差1。

Known false alarms: a 总计 left blank beside single outcomes (official reports do so) is unknown, not
zero.
"""

from collections.abc import Iterator, Sequence

from data.records import Finding, Severity
from monitor.abstaining import equations, report
from monitor.dossier import Dossier
from monitor.evidence import BOTH_FORMS, FORM_ARTICLE, arithmetic
from monitor.identities import MAIN_ROWS, Judged

ID = "column-total"
NAME_ZH = "总计栏与各栏之和不符"
NAME_EN = "Total column differs from the sum of the applicants' columns"
ABOUT_ZH = (
    "逐行核对表三：总计栏等于自然人与五类法人或其他组织之和。新收、结转、（七）总计、结转下年"
    "度各行不符为问题，单项结果行不符为疑点；总计栏空白的不判断。"
)
SEVERITY: Severity = "error"
BASIS = f"{FORM_ARTICLE}；{BOTH_FORMS}"
UNJUDGED = (report, equations("T3-R"))


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge the total of every row of every report."""
    return arithmetic(ID, "T3-R", dossier, _grade)


def _grade(broken: Sequence[Judged]) -> Severity:
    return SEVERITY if any(found.identity.row in MAIN_ROWS for found in broken) else "warning"
