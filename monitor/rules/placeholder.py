"""What it checks: nothing of a template was left to be filled in: XX, ____, （单位名称）, a count without
its number.

Legal basis: 国办公开办函〔2021〕30号第（四）项 (内容不准确不全面).

Why it matters: a sentence without its number says nothing, and shows that nobody read it before it went
out.

Example message: 第一部分“…政务新媒体由个压缩至10个…”疑有未填写内容，请补全。

Known false alarms: masked numbers of persons, 由个人, 公开条例, 受理件数 and the like are excluded in
data/lexicon/blanks.py. In the title it is an error, in the text a doubt.
"""

import re
from collections.abc import Iterator

from data.lexicon.blanks import IN_TEXT, IN_TITLE
from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier, Filed
from monitor.narrative.prose import fold, listed, quoted, sentences
from monitor.narrative.remarks import ACCURATE, Remark, remarked

ID = "placeholder"
NAME_ZH = "存在未填写内容"
NAME_EN = "Something was left to be filled in"
ABOUT_ZH = (
    "查找模板残留和缺数字的表述：XX、××、下划线、（单位名称）、“由个”“共条”等。标题中为问题，正文中为疑点；"
    "掩码后的个人信息不列。"
)
SEVERITY: Severity = "warning"
BASIS = ACCURATE
UNJUDGED = (report, section("overview"))

_TITLE = re.compile("|".join(IN_TITLE))
_TEXT = re.compile("|".join(IN_TEXT))


def check(dossier: Dossier) -> Iterator[Finding]:
    """Look for blanks in every report."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    title = fold(filed.report.title)
    if _TITLE.search(title):
        return Remark(severity="error", message=f"标题“{title}”有未填写内容，请补全。")
    said = [
        quoted(sentence, found)
        for sentence in sentences(filed)
        if (found := _TEXT.search(sentence.text)) is not None
    ]
    return Remark(severity=SEVERITY, message=f"{listed(said)[:-1]}疑有未填写内容，请补全。") if said else None
