"""What it checks: in table 4, for reviews and both kinds of suits: 总计 is the sum of the four results
(T4).

Legal basis: 《政府信息公开条例》第五十条第二款; 国办公开办函〔2021〕30号, for 2019 and 2020 〔2019〕60号.

Why it matters: these totals show how often the unit was taken to review or court, and lost.

Example message: 第四部分表格“行政复议”总计：2＋1＋0＋0＝3，与“总计”填报的0不符，相差3。

Known false alarms: a cell too many or too few in the row shifts all; the parser then marks the cells as
uncertain, and nothing is judged.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import equations, report
from monitor.dossier import Dossier
from monitor.evidence import BOTH_FORMS, FORM_ARTICLE, arithmetic

ID = "dispute-total"
NAME_ZH = "复议诉讼总计与分项之和不符"
NAME_EN = "Total of reviews or suits differs from the sum of their results"
ABOUT_ZH = (
    "核对表四：行政复议、未经复议直接起诉、复议后起诉三组，总计等于四项结果之和。单元格多出或"
    "缺少、读取存疑的不判断。"
)
SEVERITY: Severity = "error"
BASIS = f"{FORM_ARTICLE}；{BOTH_FORMS}"
UNJUDGED = (report, equations("T4"))


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge the three totals of every report."""
    return arithmetic(ID, "T4", dossier, lambda broken: SEVERITY)
