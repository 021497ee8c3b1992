"""What it checks: in table 3, each column: （七）总计 is the sum of the outcomes above it (T3-C2).

Legal basis: 《政府信息公开条例》第五十条第二款; 国办公开办函〔2021〕30号, for 2019 and 2020 〔2019〕60号.

Why it matters: the total is what is summed up for the county and the country; a wrong one spreads.

Example message: 第三部分表格“（七）总计”总计：各分项5＋2＝7，与“（七）总计”填报的0不符，相差7。

Known false alarms: a report of 2021 or later with the single row 其他处理 of the older form (that row is
counted instead of the three); a row lost in extraction is unknown, not zero; locally added sub-total rows
are not read.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import equations, report
from monitor.dossier import Dossier
from monitor.evidence import BOTH_FORMS, FORM_ARTICLE, arithmetic

ID = "outcome-total"
NAME_ZH = "办理结果总计与分项之和不符"
NAME_EN = "Total of outcomes differs from their sum"
ABOUT_ZH = (
    "逐栏核对表三：（七）总计等于各项办理结果之和。2021年以后仍用单行“其他处理”的，按其"
    "实有行计算；空白或缺行按未知处理，读取存疑的不判断。"
)
SEVERITY: Severity = "error"
BASIS = f"{FORM_ARTICLE}；{BOTH_FORMS}"
UNJUDGED = (report, equations("T3-C2"))


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge the total of every column of every report."""
    return arithmetic(ID, "T3-C2", dossier, lambda broken: SEVERITY)
