"""What it checks: the report stands in the unit's own column, but not in the portal's list of all reports,
which does carry other years of this unit.

Legal basis: 国办公开办函〔2019〕61号 (one platform, one column for the yearly reports).

Why it matters: whoever looks in the central list thinks the report is missing.

Example message: 本单位专栏已公布2025年年度报告，集中展示栏目未收录。

Known false alarms: a list that never carried the unit says nothing, nor does one that was not read to its end
or was read before the due day only.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.dossier import Dossier, Year
from monitor.evidence import on_year

ID = "central-list"
NAME_ZH = "集中展示栏目收录不全"
NAME_EN = "Missing from the central list"
ABOUT_ZH = (
    "单位专栏已公布年度报告，而收录该单位其他年度报告的集中展示栏目没有收录本年度。列表未取全、"
    "集中展示栏目从未收录该单位的不判断。"
)
SEVERITY: Severity = "warning"
BASIS = "国办公开办函〔2019〕61号"
OF_LOOKS = True


def check(dossier: Dossier) -> Iterator[Finding]:
    """Compare the two columns for every year."""
    for year in dossier.years:
        if year.in_own is True and year.in_central is False and year.decided_on is not None:
            message = f"本单位专栏已公布{year.year}年年度报告，集中展示栏目未收录。"
            yield on_year(ID, year, SEVERITY, message, BASIS)


# ------------------------------------------------------------------ when it is not judged


def _list_read(dossier: Dossier, year: Year) -> str | None:
    """The central list was read to its end and carries the unit."""
    return "集中展示栏目未取全或未收录本单位" if year.in_central is None else None


UNJUDGED = (_list_read,)
