"""What it checks: sections 1 and 5 are word for word those of an earlier report of the same unit, but for
years, names and other figures.

Legal basis: 国办公开办函〔2021〕30号第（四）项 (内容雷同、敷衍塞责); 〔2019〕60号 for 2019 and 2020.

Why it matters: new figures in old sentences tell how much was done, not what; problems and cures were not
thought about again.

Example message: 第一、五部分除数字外与本单位2023年报告（较早公布）相比，重复率100%，最长连续相同640字。

Known false alarms: texts under 200 characters together, or with nothing of their own but a county's
template, say too little. Numbers written in Chinese characters are words: with them it is `near-copy`.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier
from monitor.originality import grading

ID = "numbers-only"
NAME_ZH = "除数字外与往年内容相同"
NAME_EN = "Only the numbers changed"
ABOUT_ZH = "第一、五部分去掉年份、数字和本单位名称后，与本单位某一往年报告逐字相同。合计不足200字的不比较。"
SEVERITY: Severity = "warning"
BASIS = grading.BASIS
UNJUDGED = (report, section("overview", "problems"), grading.long_enough)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Tell it of each report of which nothing stronger is to be told."""
    return grading.told(ID, dossier)
