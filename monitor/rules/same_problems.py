"""What it checks: section 5 is at least 90 % that of the year before, while section 1 is not; all years in
a row are counted.

Legal basis: 国办公开办函〔2021〕30号第（四）项 (内容雷同、敷衍塞责); 〔2019〕60号 for 2019 and 2020.

Why it matters: the same problem with the same cure two years running: it was not cured, or not looked for.

Example message: 第五部分“存在的主要问题及改进情况”2022年至2024年连续3年相同，与上一年度相比重复率100%，
最长连续相同236字。

Known false alarms: under 200 characters it is not judged; phrases all have in common are left out.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier
from monitor.originality import grading

ID = "same-problems"
NAME_ZH = "“问题及改进”连续多年相同"
NAME_EN = "The same problems and cures again"
ABOUT_ZH = (
    "第五部分与本单位上一年度报告相比，重复率达90%（第一部分未达70%），并列出连续相同的年"
    "数。不足200字的不比较。"
)
SEVERITY: Severity = "warning"
BASIS = grading.BASIS
UNJUDGED = (report, section("problems"), grading.long_enough)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Tell it of each report of which nothing stronger is to be told."""
    return grading.told(ID, dossier)
