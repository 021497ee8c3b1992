"""What it checks: what section 1 says on applications tells how many there were, also that there were none.

Legal basis: 《政府信息公开条例》第五十条第一款第二项; 国办公开办函〔2021〕30号第（四）项 (内容不全面).

Why it matters: without the number the text cannot be held against table 3.

Example message: 第一部分依申请公开的内容未写申请件数。

Known false alarms: a number anywhere in section 1 beside the word 申请 is enough; a report without a word
on applications is another rule's matter; a text of which something was left out is not judged. Where
table 3 says there were none and the text speaks of handling all the same, both are mentioned in one hint.
"""

import re
from collections.abc import Iterator

from data.lexicon.topics import COUNTED, HAN_COUNTED, HANDLED, NO_APPLICATION
from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier, Filed, Year
from monitor.narrative.prose import Sentence, paragraphs, quoted, sentences, whole
from monitor.narrative.remarks import FIRST_WITH_FORM, Remark, remarked, year_of

ID = "no-request-count"
NAME_ZH = "依申请公开部分未写件数"
NAME_EN = "How many applications came is not said"
ABOUT_ZH = (
    "总体情况的依申请公开部分应写明申请件数，没有的写“未收到”。未写的为疑点；表三为零而文中称“妥善处理”等"
    "的合并为提示。未写依申请公开的另列，内容不完整的不判断。"
)
SEVERITY: Severity = "warning"
BASIS = "《中华人民共和国政府信息公开条例》第五十条第一款第二项；国办公开办函〔2021〕30号第（四）项"

_ABOUT = re.compile(r"依.{0,2}申请|申请公开|公开申请|信息申请")
_APPLICATION = "申请|受理|答复|办理|办结|来件|收到"


def check(dossier: Dossier) -> Iterator[Finding]:
    """Look for the number of applications in every report."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    overview = filed.sections.get("overview", "")
    if year_of(filed) < FIRST_WITH_FORM or not whole(overview):
        return None
    about = [sentence for sentence in sentences(filed, "overview") if _ABOUT.search(sentence.text)]
    if not about or any(_counts(text) for text in paragraphs(overview) if re.search(_APPLICATION, text)):
        return None
    claim = next(_claims(filed), None)
    if claim is not None and filed.cells.get("t3.new_received.total") == 0:
        return Remark(
            severity="info", message=f"第一部分未写申请件数（表三填报为0），却写有{claim}，请核对表述。"
        )
    return Remark(severity=SEVERITY, message="第一部分依申请公开的内容未写申请件数。")


def _counts(paragraph: str) -> bool:
    """Tell whether a paragraph that speaks of applications says how many, or that there were none."""
    parts = [part for part in re.split("[。；，]", paragraph) if re.search(_APPLICATION, part)]
    told = (COUNTED, HAN_COUNTED)
    return bool(re.search(NO_APPLICATION, paragraph)) or any(
        re.search(pattern, part) for part in parts for pattern in told
    )


def _claims(filed: Filed) -> Iterator[str]:
    """Sentences that speak of applications as handled."""
    for sentence in sentences(filed, "overview"):
        for part in sentence.text.split("，"):
            found = re.search(HANDLED, part)
            if found and _ABOUT.search(part):
                piece = Sentence(place=sentence.place, text=part)
                yield quoted(piece, found).removeprefix("第一部分")


# ------------------------------------------------------------------ when it is not judged


def _spoken_of(dossier: Dossier, year: Year) -> str | None:
    """Section 1 speaks of applications."""
    if year.filed is None:
        return None
    said = any(_ABOUT.search(sentence.text) for sentence in sentences(year.filed, "overview"))
    return None if said else "第一部分未写依申请公开"


UNJUDGED = (report, section("overview"), _spoken_of)
