"""What it checks: a sentence that gives a whole and then its parts (共X条，其中A a条、B b条): the parts
add up to the whole (N-SUM).

Legal basis: 国办公开办函〔2021〕30号第（四）项 (内容不准确).

Why it matters: it is the number most read in section 1, and anybody can add it up.

Example message: 第一部分文字“共公开500条，其中网站300条、公众号150条”：分项合计450，与500不符，相差50。

Known false alarms: parts that overlap or are only the chief ones: whole sentences with 等, 主要, 包括, 余, 约
or with several units are left alone, and so is a list that does not reach to the end of its sentence or
bracket. Never more than a doubt.
"""

import re
from collections.abc import Iterator

from data.records import Equation, Finding, Severity
from monitor.abstaining import report, section
from monitor.arithmetic.statements import as_printed, sentences
from monitor.dossier import Dossier, Filed
from monitor.evidence import on_report, with_lines

ID = "text-sum"
NAME_ZH = "文中分项与合计不符"
NAME_EN = "Parts in the text do not add up"
ABOUT_ZH = (
    "正文“共×条，其中……”一类句子，各分项之和应等于合计。带“等”“主要”“包括”“余”“约”或单位不一的、"
    "分项未列到句末的不判断。最高为疑点。"
)
SEVERITY: Severity = "warning"
BASIS = "国办公开办函〔2021〕30号第（四）项"
UNJUDGED = (report, section("overview"))

SECTIONS = {"overview": "第一部分", "proactive": "第二部分", "applications": "第三部分"}
UNIT = "条|件|篇|次|份|期|个|场|宗|项"
WHOLE = re.compile(rf"(?:共计?|合计|总计|累计)[^,;:(0-9]{{0,25}}?(\d+)({UNIT})(?P<list>[,:(].*)$")
LEAD = re.compile(r"[,:(]*(?:其中)?[,:(]*")
VAGUE = re.compile(r"等|主要|包括|含|余|多|近|约|以上|超|占|%|同比|增长|较|平均|\d\.\d")


def check(dossier: Dossier) -> Iterator[Finding]:
    """Add up every such sentence of every report."""
    for filed in dossier.filed():
        lines = list(_lines(filed))
        if lines:
            finding = on_report(ID, filed, SEVERITY, "", BASIS)
            yield with_lines(finding, lines, (), 0)


def _lines(filed: Filed) -> Iterator[Equation]:
    for part, words in SECTIONS.items():
        for sentence in sentences(filed.sections.get(part, "")):
            line = _line(words, sentence)
            if line is not None:
                yield line


def _line(words: str, sentence: str) -> Equation | None:
    match = WHOLE.search(sentence)
    if match is None:
        return None
    listed = match["list"]
    if listed.startswith("("):
        listed = f"{listed.partition(')')[0]})"
    parts = _parts(LEAD.sub("", listed.rstrip(")"), count=1), match[2])
    total = int(match[1])
    if VAGUE.search(f"{match[0][: match.start('list') - match.start()]}{listed}") or len(parts) < 2:
        return None
    if sum(parts) == total:
        return None
    quote = as_printed(match[0][: match.start("list") - match.start()] + listed)
    return Equation(
        equation=f"{words}文字“{quote}”：分项合计{sum(parts)}，与{total}不符，"
        f"相差{abs(sum(parts) - total)}。",
        left=sum(parts),
        right=total,
        delta=sum(parts) - total,
    )


def _parts(listed: str, unit: str) -> list[int]:
    """The parts of a list that holds nothing but names with a number of the unit; none if it holds more."""
    parts = []
    for piece in re.split(r"[,、]|(?<=\d[条件篇次份期个场宗项])[和及]", listed):
        part = re.fullmatch(rf"[^0-9:()]{{1,20}}?(\d+){unit}", piece)
        if part is None:
            return []
        parts.append(int(part[1]))
    return parts
