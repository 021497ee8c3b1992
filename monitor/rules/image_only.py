"""What it checks: every document of the report is pictures: a scan, photographs, a page that shows its text
as images.

Legal basis: 《政府信息公开条例》第二十四条 (search, read, download).

Why it matters: nobody can search, copy or add up a picture, and a screen reader cannot read it out.

Example message: 年度报告只有图片或扫描件，没有可以检索、复制的文字，请补充公布文字版。

Known false alarms: pictures beside a text are none of this; a file that is broken, locked or not yet read may
hold text, and then nothing is said; a page is only taken for pictures where no file hangs below it.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import report
from monitor.dossier import Dossier, Filed
from monitor.evidence import on_report
from monitor.narrative.remarks import FIRST_WITH_FORM, year_of

ID = "image-only"
NAME_ZH = "正文为图片，不便检索"
NAME_EN = "Published as pictures only"
ABOUT_ZH = (
    "年度报告的全部文件都是扫描件或图片，没有文字层，不能检索、复制。另有文字版的不算；文件损坏、加密或者"
    "尚未读取的不判断；2018年度及以前的仅提示。"
)
SEVERITY: Severity = "warning"
BASIS = "《中华人民共和国政府信息公开条例》第二十四条"
OF_LOOKS = True
UNJUDGED = (report,)

SEEN = ("published", "defective")
# How the parser names what it read from pictures, and what it could not read because it is one.
PICTURES = frozenset(("image", "ocr", "ocr-missing"))


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge every year by all documents of its report."""
    for year in dossier.years:
        documents = year.documents or filter(None, [year.filed])
        if year.filed and year.coverage.state in SEEN and all(map(_is_pictures, documents)):
            yield _finding(year.filed)


def _is_pictures(document: Filed) -> bool:
    return bool(PICTURES.intersection((document.kind or "").split("+")))


def _finding(filed: Filed) -> Finding:
    severity: Severity = SEVERITY if year_of(filed) >= FIRST_WITH_FORM else "info"
    message = "年度报告只有图片或扫描件，没有可以检索、复制的文字，请补充公布文字版。"
    return on_report(ID, filed, severity, message, BASIS)
