"""What it checks: one report stands at two addresses that are both listed, with different figures.

Legal basis: 《政府信息公开条例》第六条 (accurate publication), 第二十四条.

Why it matters: nobody can tell which one is right.

Example message: 同一年度报告在2个网址公布，3项数据不同，请保留正确的一份。

Known false alarms: a version that says it is a correction (更正, 修订) beside the first is in order; a file
attached to its own page; cells in doubt are not compared.
"""

from collections.abc import Iterator
from dataclasses import replace

from data.records import Finding, Severity
from monitor.abstaining import looked_at, odd
from monitor.dossier import Dossier, Filed, Year
from monitor.evidence import SAID_TO_BE_CORRECTED, changed_cells, on_report

ID = "versions-differ"
NAME_ZH = "多处公布的内容不一致"
NAME_EN = "Versions in several places differ"
ABOUT_ZH = (
    "同一单位同一年度的报告在两个仍可见的网址公布，表格数据不一致。注明更正、修订的不计；"
    "读取存疑的数据不比较。"
)
SEVERITY: Severity = "warning"
BASIS = "《中华人民共和国政府信息公开条例》第六条"
OF_LOOKS = True


def check(dossier: Dossier) -> Iterator[Finding]:
    """Compare the documents of every year that are all still listed."""
    for year in dossier.years:
        counting = year.filed
        if counting is None or not _listed(counting) or _is_correction(counting):
            continue
        other = next((each for each in year.documents[1:] if _rivals(each, counting)), None)
        if other is not None:
            cells = changed_cells(other, counting)
            message = f"同一年度报告在2个网址公布，{len(cells)}项数据不同，请保留正确的一份。"
            finding = on_report(ID, counting, SEVERITY, message, BASIS)
            day = max(other.seen_on, counting.seen_on)
            yield replace(finding, cells=cells, detected_on=day)


def _rivals(other: Filed, counting: Filed) -> bool:
    mine, its = ({place.url for place in each.places} for each in (counting, other))
    if mine & its or not _listed(other) or _is_correction(other):
        return False
    return bool(changed_cells(other, counting))


def _listed(filed: Filed) -> bool:
    return any(place.listed for place in filed.places)


def _is_correction(filed: Filed) -> bool:
    return bool(SAID_TO_BE_CORRECTED.search(filed.report.title + filed.preamble))


# ------------------------------------------------------------------ when it is not judged


def _in_doubt(dossier: Dossier, year: Year) -> str | None:
    """What the versions print was surely read."""
    several = year.documents if len(year.documents) > 1 else ()
    return next((why for each in several if (why := odd(each, ("t2.", "t3.", "t4.")))), None)


UNJUDGED = (looked_at, _in_doubt)
