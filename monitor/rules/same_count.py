"""What it checks: section 1 names the same number of items made public as the year before: at least 30, or
a smaller number for three years.

Legal basis: 国办公开办函〔2021〕30号第（四）项 (内容雷同、敷衍塞责); 〔2019〕60号 for 2019 and 2020.

Why it matters: so many items twice are hardly chance; the number may not have been counted.

Example message: 第一部分所述主动公开信息条数2022年至2023年连续2年均为312条，请核实。

Known false alarms: numbers under 30 in two years, and those that name no exact count (360余条).
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier, Year
from monitor.originality import grading
from monitor.originality.sameness import headline_count

ID = "same-count"
NAME_ZH = "主动公开条数与上年相同，请核实"
NAME_EN = "As many items made public as last year"
ABOUT_ZH = (
    "第一部分所述主动公开信息条数与上一年度相同：不少于30条的连续两年，不足30条的连续三年。"
    "写作“余条”的不判断。"
)
SEVERITY: Severity = "warning"
BASIS = grading.BASIS


def check(dossier: Dossier) -> Iterator[Finding]:
    """Tell it of each report of which nothing stronger is to be told."""
    return grading.told(ID, dossier)


# ------------------------------------------------------------------ when it is not judged


def _counted(dossier: Dossier, year: Year) -> str | None:
    """Section 1 names an exact number of items."""
    overview = year.filed.sections.get("overview", "") if year.filed else ""
    return None if not year.filed or headline_count(overview) else "第一部分未写明确切条数"


UNJUDGED = (report, section("overview"), _counted)
