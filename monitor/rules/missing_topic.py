"""What it checks: section 1 speaks of its five topics: 主动公开, 依申请公开, 政府信息管理, 平台建设, 监督保
障.

Legal basis: 国办公开办函〔2021〕30号 (总体情况); 《政府信息公开条例》第五十条.

Why it matters: these five are what the year's work is measured by.

Example message: “总体情况”缺少政府信息管理、政府信息公开平台建设的内容。

Known false alarms: with three or more sub-headings a topic must be in one of them or open a sentence;
without sub-headings any word for it is enough. Reports before 2021 had no such list. A text of which
something was left out is not judged. One topic or none is an error.
"""

import re
from collections.abc import Iterator

from data.lexicon.topics import TOPICS, Topic
from data.records import Finding, Severity
from monitor.abstaining import report, section
from monitor.dossier import Dossier, Filed
from monitor.narrative.prose import fold, paragraphs, sentences, whole
from monitor.narrative.remarks import FIRST_WITH_TOPICS, Remark, remarked, year_of

ID = "missing-topic"
NAME_ZH = "“总体情况”内容不全"
NAME_EN = "Section 1 leaves out a topic"
ABOUT_ZH = (
    "核对总体情况五项内容：主动公开、依申请公开、政府信息管理、平台建设、监督保障。有三个以上小标题的按小"
    "标题和句首判断，否则按全文判断。缺一至三项为疑点，仅有一项或全无为问题。2021年度以前不查。"
)
SEVERITY: Severity = "warning"
BASIS = "国办公开办函〔2021〕30号“总体情况”填报要求；《中华人民共和国政府信息公开条例》第五十条"
UNJUDGED = (report, section("overview"))

ENOUGH_HEADS = 3
FEW = 1
_HEAD = re.compile(
    r"^(?:[（(]?(?:[一二三四五六七八九十]|\d{1,2})[)）、.．]|第[一二三四五六七八九]，|[一二三四五六]是)([^。：；]{2,45})"
)
_START = 10


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge section 1 of every report."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    overview = filed.sections.get("overview", "")
    if year_of(filed) < FIRST_WITH_TOPICS or not overview.strip() or not whole(overview):
        return None
    missing = [topic.name for topic in TOPICS if not _spoken_of(filed, overview, topic)]
    if not missing:
        return None
    few = len(TOPICS) - len(missing) <= FEW
    return Remark(
        severity="error" if few else SEVERITY, message=f"“总体情况”缺少{'、'.join(missing)}的内容。"
    )


def _spoken_of(filed: Filed, overview: str, topic: Topic) -> bool:
    heads = [found.group(1) for text in paragraphs(overview) if (found := _HEAD.match(text))]
    if len(heads) < ENOUGH_HEADS:
        return bool(re.search(topic.anywhere, fold(overview)))
    starts = (sentence.text[:_START] for sentence in sentences(filed, "overview"))
    return any(re.search(topic.heading, head) for head in heads) or any(
        topic.name[-4:] in start for start in starts
    )
