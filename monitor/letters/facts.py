"""Which findings a paper may take, and each as one item with its five elements. Pure.

Only what an officer confirmed, never a mere hint, never anything private; a missing report needs two
officers. A finding that lacks one of place, original, calculation, basis and cure stays out and is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from data.records import Coverage, Finding
from data.reviewing import TWO, confirmers
from data.words import PRIVATE_RULES
from monitor.digest.words import ADVICE, ARITHMETIC, EXISTENCE, clean, problem_class, rule_name
from monitor.due import NOT_LAID_DOWN
from monitor.letters.values import Incomplete, Item, Material
from monitor.letters.words import (
    basis_words,
    day,
    place_in,
    places,
    printed_words,
    quoted,
    repair_words,
    share_in,
)

TOTAL_RULES = ("intake-balance", "outcome-total")
# What concerns the page itself, and what a report does not say: there are no words of it to quote.
ON_PAGE = ("backdated", "too-early", "withdrawn-report", "date-conflict", "wrong-column", "dead-attachment")
UNSAID = ("missing-section", "missing-appraisal", "missing-topic", "scope-unclear")
TOTAL_ROW = "t3.total_processed."
LINES = 2
ELEMENTS = {
    "name": "名称",
    "place": "位置",
    "original": "原文",
    "check": "算式或比对",
    "basis": "依据",
    "cure": "怎么改",
}
_FORMULA = re.compile(r"（[^）]*≠[^）]*）")  # the equations say it better
CORRECT = "确需更正的，在原公布位置更正，保留原公布日期，并注明更正日期和更正内容。"


def reviewers(finding_id: str, material: Material) -> tuple[str, ...]:
    """Name the officers whose latest word on a finding is 属实."""
    return confirmers(each for each in material.reviews if each.finding_id == finding_id)


def taken(finding: Finding, material: Material) -> bool:
    """Tell whether a paper may speak of a finding."""
    if finding.status != "confirmed" or finding.severity == "info" or finding.rule_id in PRIVATE_RULES:
        return False
    return len(reviewers(finding.id, material)) >= (2 if finding.rule_id in TWO else 1)


def items(findings: Iterable[Finding], material: Material) -> tuple[tuple[Item, ...], tuple[Incomplete, ...]]:
    """Make the items of one unit and year, and name what has to stay out."""
    good: list[Item] = []
    bad: list[Incomplete] = []
    order = list(ADVICE)
    ordered = sorted(findings, key=lambda each: (order.index(problem_class(each.rule_id)), each.rule_id))
    for group in causes([each for each in ordered if taken(each, material)]):
        made = _item(group, material)
        lacking = tuple(words for name, words in ELEMENTS.items() if not getattr(made, name))
        if lacking:
            bad.append(Incomplete(findings=made.ids, lacking=lacking))
        else:
            good.append(made)
    return tuple(good), tuple(bad)


def causes(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Bring findings of one cause together: those of one repair, and the two of a wrong （七）总计."""
    groups: list[list[Finding]] = []
    for finding in findings:
        mine = next((group for group in groups if any(_same(finding, other) for other in group)), None)
        if mine is None:
            groups.append([finding])
        else:
            mine.append(finding)
    return groups


def _same(one: Finding, other: Finding) -> bool:
    if (one.unit_id, one.year, one.report_id) != (other.unit_id, other.year, other.report_id):
        return False
    if one.repair and other.repair and one.repair.cells == other.repair.cells:
        return True
    totals = {cell for cell in one.cells if cell.startswith(TOTAL_ROW)}
    carried = {one.rule_id, other.rule_id} == {"impossible-carry", "intake-balance"}
    if carried and set(one.cells) & set(other.cells):
        return True  # more carried on than came in: the balance cannot hold either
    both = one.rule_id in TOTAL_RULES and other.rule_id in TOTAL_RULES
    return both and bool(totals & set(other.cells))


def _item(group: Sequence[Finding], material: Material) -> Item:
    first = group[0]
    titles = [
        rule_name(each, material.rules[each.rule_id].name_zh, certain=True)
        for each in group
        if each.rule_id in material.rules
    ]
    return Item(
        findings=tuple(group),
        name="；".join(dict.fromkeys(_FORMULA.sub("", title) for title in titles)),
        place=clean(_place(group, material)),
        original=clean(_original(group, material)),
        check=clean(_check(group)),
        basis=basis_words("；".join(dict.fromkeys(_bases(group, material))), first.year),
        cure=clean(_cure(group)),
    )


def cells_of(group: Sequence[Finding]) -> tuple[str, ...]:
    """The cells an item is about: those a repair would change, else all that take part in broken lines."""
    repaired = next((each.repair for each in group if each.repair), None)
    concerned = dict.fromkeys(cell for each in group for cell in each.cells if cell.count(".") == 2)
    return tuple(repaired.cells) if repaired and repaired.unique else tuple(concerned)


def coverage_of(finding: Finding, material: Material) -> Coverage | None:
    """Find the coverage row of a finding's unit and year."""
    rows = (row for row in material.coverage if (row.unit_id, row.year) == (finding.unit_id, finding.year))
    return next(rows, None)


def _place(group: Sequence[Finding], material: Material) -> str:
    first = group[0]
    if first.rule_id in EXISTENCE:
        name, url = material.columns.get(first.unit_id, ("", ""))
        return f"{name}（{url}）" if name and url else ""
    cells = cells_of(group)
    if cells:
        return places(cells)
    if first.rule_id in ON_PAGE:
        return f"报告页面（{first.url}）" if first.url else ""
    share = share_in(first.message)
    named = share.place if share else place_in(first.message)
    return named or ("报告全文" if first.rule_id in UNSAID else "")


def _original(group: Sequence[Finding], material: Material) -> str:
    first = group[0]
    if first.rule_id in EXISTENCE:
        return _seen(first, material)
    cells = cells_of(group)
    if cells:
        return printed_words(cells, material.printed.get(first.report_id or "", {}))
    if first.rule_id in (*ON_PAGE, *UNSAID):
        return _page(first, material)
    words = "" if problem_class(first.rule_id) == "originality" else quoted(first.message)
    excerpt = words or material.excerpts.get(first.id, "")
    return f"“{excerpt}”" if excerpt else ""


def _page(finding: Finding, material: Material) -> str:
    """What there is to quote where something about the page, or something missing, is the matter."""
    report = material.reports.get(finding.report_id or "")
    if report is None:
        return ""
    if finding.rule_id in UNSAID:
        return f"《{report.title}》中未见有关内容"
    when = f"，标注公布日期{day(report.published_on)}" if report.published_on else ""
    return f"《{report.title}》{when}"


def _seen(finding: Finding, material: Material) -> str:
    report = material.reports.get(finding.report_id or "")
    told = coverage_of(finding, material)
    if finding.rule_id == "missing-report":
        return f"栏目列表中未见{finding.year}年年度报告"
    if report is None or told is None:
        return ""
    when = f"，页面标注公布日期为{day(told.published_on)}" if told.published_on else "，页面未标注公布日期"
    return f"《{report.title}》{when}"


def _check(group: Sequence[Finding]) -> str:
    if not any(each.lines for each in group):
        return "".join(dict.fromkeys(_told(each) for each in group))
    return equations(group, LINES)


def equations(group: Sequence[Finding], most: int) -> str:
    """Write the broken lines of one cause side by side: of each finding the leading one first."""
    told = [_leading(each) for each in group]
    shown = [line for lines in told for line in lines[:most]]
    rest = len({line for lines in told for line in lines}) - len(set(shown))
    return "".join(dict.fromkeys(shown)) + (f"另有{rest}处同类不符。" if rest > 0 else "")


def _leading(finding: Finding) -> list[str]:
    """The equations of a finding; the one its message opens with, that of the 总计 column, first."""
    told = [line.equation for line in finding.lines]
    return sorted(told, key=lambda equation: not finding.message.startswith(equation))


def _told(finding: Finding) -> str:
    """A message without 暂 and without what was still to be examined: two officers have confirmed it."""
    if finding.rule_id != "missing-report":
        return finding.message
    return finding.message.partition("栏目中另有")[0].replace("暂未检索到", "未检索到")


def _bases(group: Sequence[Finding], material: Material) -> list[str]:
    """The basis follows the obligation: for due days that of the unit's own row."""
    found = []
    for each in group:
        told = coverage_of(each, material) if each.rule_id in EXISTENCE else None
        basis = (told.basis if told else None) or each.basis
        found.append("" if basis == NOT_LAID_DOWN else basis)
    return found


def _cure(group: Sequence[Finding]) -> str:
    repaired = next((each.repair for each in group if each.repair), None)
    if repaired:
        return repair_words(repaired)
    first = group[0]
    if first.rule_id == "missing-report":
        return "请在规定栏目公布；如已公布请告知网址，如属页面访问问题请协助核实。"
    if first.rule_id in EXISTENCE:
        return "请核对公布日期；如此前已在其他网址公布，请告知该网址。"
    if first.rule_id in ARITHMETIC:
        return f"请核对原始台账，{CORRECT}"
    if problem_class(first.rule_id) == "originality":
        return f"请结合当年工作实际核实报告内容，{CORRECT}"
    return f"请对照规定格式核实，{CORRECT}"
