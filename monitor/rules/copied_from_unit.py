"""What it checks: the share of section 1 or 5 that stands in another unit's report of the same or an
earlier year, graded as `near-copy`; filed on the later report.

Legal basis: 国办公开办函〔2021〕30号第（四）项 (内容雷同、敷衍塞责); 〔2019〕60号 for 2019 and 2020.

Why it matters: two bodies with different work cannot have had the same year.

Example message: 第一部分与清河县水利局2023年报告（较早公布）相比，重复率93.2%，最长连续相同412字。

Known false alarms: a county's template (told once for the county); an office and its government,
predecessor and successor share paragraphs in order: a hint at most. When neither date nor year tells which
came first, both reports are shown, as a doubt at most, and no word says which is the source.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier
from monitor.originality import grading

ID = "copied-from-unit"
NAME_ZH = "与其他单位报告内容雷同"
NAME_EN = "Much the same as another unit's report"
ABOUT_ZH = (
    "第一部分或第五部分与其他单位同年度或以往年度的报告相比，重复率达70%的提示，一部分达90"
    "%的为疑点，两部分都达90%的为问题。上下级、前后身单位之间只提示；全县统一模板不计。只写"
    "较早、较晚公布，不作来源认定。"
)
SEVERITY: Severity = "warning"
BASIS = grading.BASIS
UNJUDGED = (report, section("overview", "problems"), grading.long_enough)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Tell it of each report of which nothing stronger is to be told."""
    return grading.told(ID, dossier)
