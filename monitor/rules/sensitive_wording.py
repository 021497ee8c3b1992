"""What it checks: set phrases of the highest weight stand in their one right wording, and nothing of them
was lost.

Legal basis: 国办公开办函〔2021〕30号第（四）项 (内容不准确); for a human to weigh, never for a letter.

Why it matters: a character lost there is the first thing anybody would be asked about; the unit is told
face to face, and nobody else.

Example message: 第一部分“…六中全会精神和习近平总书记认真落实《…条例》…”疑有缺漏，请对照原件。

Known false alarms: characters lost in reading a file. The text stands in office.db alone, shown only to
officers who are logged in; never in mail, letters, circulars or exports.
"""

import re
from collections.abc import Iterator

from data.lexicon.set_phrases import SET_PHRASES
from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier, Filed
from monitor.narrative.prose import listed, quoted, sentences
from monitor.narrative.remarks import ACCURATE, Remark, remarked

ID = "sensitive-wording"
NAME_ZH = "重要表述疑有缺漏（限内部处理）"
NAME_EN = "Something may be lost in an important phrase"
ABOUT_ZH = "核对重要表述的固定写法和缺字。仅供登录的复核人员对照原件后当面告知，不进邮件、导出、通知和通报。"
SEVERITY: Severity = "warning"
BASIS = ACCURATE
UNJUDGED = (report, section("overview", "problems"))

_PHRASES = re.compile("|".join(SET_PHRASES))


def check(dossier: Dossier) -> Iterator[Finding]:
    """Read every report for important phrases."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    said = [
        quoted(sentence, found)
        for sentence in sentences(filed)
        if (found := _PHRASES.search(sentence.text)) is not None
    ]
    return Remark(severity=SEVERITY, message=f"{listed(said)[:-1]}疑有缺漏，请对照原件。") if said else None
