"""What it checks: the report exists only as a file; the page it hangs on holds no text of it.

Legal basis: 《政府信息公开条例》第二十四条; 国办公开办函〔2019〕61号.

Why it matters: text on the page is found by search and read on a phone; many places allow files only.

Example message: 年度报告仅以附件公布，网页上没有正文。

Known false alarms: allowed in many places: only mentioned. A listed file whose page we could not read decides
nothing.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import looked_at
from monitor.dossier import Dossier
from monitor.evidence import on_report

ID = "attachment-only"
NAME_ZH = "仅以附件公布"
NAME_EN = "Published as a file only"
ABOUT_ZH = "年度报告只有附件，网页没有正文。多地允许，仅作提示；网页未能读取的不判断。"
SEVERITY: Severity = "info"
BASIS = "国办公开办函〔2019〕61号"
OF_LOOKS = True
UNJUDGED = (looked_at,)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge every year whose report was read."""
    for year in dossier.years:
        if year.filed is None or year.coverage.state != "published":
            continue
        places = [place for document in year.documents for place in document.places]
        if places and all(place.attachment for place in places):
            yield on_report(ID, year.filed, SEVERITY, "年度报告仅以附件公布，网页上没有正文。", BASIS)
