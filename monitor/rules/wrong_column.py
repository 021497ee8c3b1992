"""What it checks: the report is found in the portal's list, but not in the unit's own column, which does
carry its other years.

Legal basis: 国办公开办函〔2019〕61号: the report belongs into 政府信息公开年报 of the unit's own column.

Why it matters: the own column is where the law's readers look first.

Example message: 2025年年度报告见于集中展示栏目，未在本单位政府信息公开年报栏目公布。

Known false alarms: sites that show one page in both lists only later; a column not read to its end or never
used decides nothing. Only for units whose own column is registered.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.dossier import Dossier, Year
from monitor.evidence import on_year

ID = "wrong-column"
NAME_ZH = "未在规定栏目公布"
NAME_EN = "Not published in its own column"
ABOUT_ZH = (
    "名录登记有本单位年报栏目、且该栏目收录有其他年度，本年度报告却只见于集中展示栏目。"
    "列表未取全、未登记栏目的不判断。"
)
SEVERITY: Severity = "warning"
BASIS = "国办公开办函〔2019〕61号"
OF_LOOKS = True


def check(dossier: Dossier) -> Iterator[Finding]:
    """Compare the two columns for every year."""
    for year in dossier.years:
        if year.in_central is True and year.in_own is False and year.decided_on is not None:
            message = f"{year.year}年年度报告见于集中展示栏目，未在本单位政府信息公开年报栏目公布。"
            yield on_year(ID, year, SEVERITY, message, BASIS)


# ------------------------------------------------------------------ when it is not judged


def _column_known(dossier: Dossier, year: Year) -> str | None:
    """The unit's own column is registered and was read to its end."""
    return "未登记本单位栏目或列表未取全" if year.in_own is None else None


UNJUDGED = (_column_known,)
