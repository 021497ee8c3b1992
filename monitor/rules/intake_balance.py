"""What it checks: in table 3, each column: newly received + carried in = total handled + carried out
(T3-C1).

Legal basis: 《政府信息公开条例》第五十条第二款; the form prints the equation itself (第一项加第二项之和，
等于第三项加第四项之和).

Why it matters: an application that was received and neither handled nor carried on has been lost, on
paper or in fact.

Example message: 第三部分表格“一、本年新收政府信息公开申请数量”、“二、上年结转政府信息公开申请数量”总计：6
＋1＝7，与“（七）总计”、“四、结转下年度继续办理”填报的5＋1＝6不符，相差1。

Known false alarms: cells read into the wrong column, so a cell in doubt decides nothing; a blank is
unknown, and the line is reported only if no figure from 0 upwards could fill it. Often one fault with
`outcome-total`.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import equations, report
from monitor.dossier import Dossier
from monitor.evidence import BOTH_FORMS, FORM_ARTICLE, arithmetic

ID = "intake-balance"
NAME_ZH = "收办数据勾稽不符（新收＋结转≠办结＋结转下年）"
NAME_EN = "Applications received do not balance with those handled"
ABOUT_ZH = (
    "逐栏核对表三：本年新收＋上年结转＝（七）总计＋结转下年度。表头已注明该勾稽关系。空白按未"
    "知处理，填任何数都不能相符的才列出；读取存疑的不判断。"
)
SEVERITY: Severity = "error"
BASIS = f"{FORM_ARTICLE}；{BOTH_FORMS}"
UNJUDGED = (report, equations("T3-C1"))


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge the balance of every column of every report."""
    return arithmetic(ID, "T3-C1", dossier, lambda broken: SEVERITY)
