"""What it checks: sections 1 and 5 are word for word those of an earlier report of the same unit, but for
the year and its own names.

Legal basis: 国办公开办函〔2021〕30号第（四）项 (内容雷同、敷衍塞责); 〔2019〕60号 for 2019 and 2020.

Why it matters: a year cannot pass without a change in figures, problems and cures; such a report says
nothing.

Example message: 第一、五部分与本单位2021年报告（较早公布）相比，重复率100%，最长连续相同640字。

Known false alarms: all-zero tables are never compared; texts under 200 characters together, or with nothing
of their own but a county's template, say too little; figures other than years must be the same too, else it
is another rule's matter; a corrected copy of the same year's report is no earlier report.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier
from monitor.originality import grading

ID = "unchanged"
NAME_ZH = "与本单位往年报告内容相同"
NAME_EN = "Copied unchanged from an earlier year"
ABOUT_ZH = (
    "第一、五部分去掉年份和本单位名称后，与本单位某一往年报告逐字相同，数字也相同。合计不足20"
    "0字的不比较，全零表格不比较。"
)
SEVERITY: Severity = "error"
BASIS = grading.BASIS
UNJUDGED = (report, section("overview", "problems"), grading.long_enough)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Tell it of each report of which nothing stronger is to be told."""
    return grading.told(ID, dossier)
