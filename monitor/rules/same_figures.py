"""What it checks: all independent figures of tables 2, 3 and 4 are those of the year before.

Legal basis: 国办公开办函〔2021〕30号第（四）项 (内容雷同、敷衍塞责); 〔2019〕60号 for 2019 and 2020.

Why it matters: that no count of a year's work changed is hardly chance: last year's tables may have been
put up again.

Example message: 表二、表三、表四的9项非零数据与本单位2022年报告（较早公布）逐项相同，请核实。

Known false alarms: all-zero tables, and few or small figures (fewer than three, or less than ten together);
totals, documents in force and what is carried over do not count. A blank cell or one in doubt: nothing is
said.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import figures, report, year_before
from monitor.dossier import Dossier
from monitor.originality import grading

ID = "same-figures"
NAME_ZH = "主要数据与上年相同，请核实"
NAME_EN = "All figures of the tables as last year"
ABOUT_ZH = (
    "表二、表三、表四中除合计、现行有效件数、结转件数以外的数据与上一年度逐项相同，且非零数据不"
    "少于3项、合计不少于10。全零表格不计，有空白或存疑单元格的不判断。"
)
SEVERITY: Severity = "warning"
BASIS = grading.BASIS
UNJUDGED = (report, year_before, figures("t2.", "t3.", "t4.", before=True))


def check(dossier: Dossier) -> Iterator[Finding]:
    """Tell it of each report of which nothing stronger is to be told."""
    return grading.told(ID, dossier)
