"""What it checks: the share of section 1 or 5 that stands in an earlier report of the same unit: 70 % and
more of one is a hint, 90 % of one a doubt, 90 % of both a problem.

Legal basis: 国办公开办函〔2021〕30号第（四）项 (内容雷同、敷衍塞责); 〔2019〕60号 for 2019 and 2020.

Why it matters: most of the report was not written for its year.

Example message: 第一、五部分与本单位2022年报告（较早公布）相比，重复率分别为96.4%、91%，最长连续相同412字。

Known false alarms: phrases that a year's or a county's reports have in common are left out on both sides,
so are the titles of laws, headings and the preamble; a section under 200 characters is not judged alone.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier
from monitor.originality import grading

ID = "near-copy"
NAME_ZH = "与本单位往年报告高度雷同"
NAME_EN = "Nearly a copy of an earlier year"
ABOUT_ZH = (
    "第一部分或第五部分与本单位某一往年报告相比，重复率达70%的提示，一部分达90%的为疑点，"
    "两部分都达90%的为问题。众多单位通用的语句不计，不足200字的部分不比较。"
)
SEVERITY: Severity = "warning"
BASIS = grading.BASIS
UNJUDGED = (report, section("overview", "problems"), grading.sections_before, grading.long_enough)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Tell it of each report of which nothing stronger is to be told."""
    return grading.told(ID, dossier)
