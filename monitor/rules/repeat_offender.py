"""What it checks: the same rule finds a fault in two or more report years in a row.

Legal basis: 《政府信息公开条例》第四十七条.

Why it matters: the second time it is a habit, and the office speaks to the leader in charge.

Example message: 连续2年出现同类问题：上下年结转数不衔接（2023—2024年）。

Known false alarms: mere mentions do not count, nor what officers called explained, waived or our mistake, nor
what was put right before the next report.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from data.records import Finding, Severity
from data.words import PRIVATE_RULES
from monitor.dossier import Dossier, Year
from monitor.rules import catalogue

ID = "repeat-offender"
NAME_ZH = "连续多年出现同类问题"
NAME_EN = "The same fault in years that follow each other"
ABOUT_ZH = (
    "同一规则连续两年以上发现问题或疑点，记在较近的年度，仅作提示。复核为说明成立、暂不提示、"
    "系统误判、已整改的不计。"
)
SEVERITY: Severity = "info"
BASIS = "《中华人民共和国政府信息公开条例》第四十七条"
OF_FINDINGS = True

CLEARED = frozenset({"explained", "waived", "mistaken", "fixed"})
# Their own subject is what happens from year to year.
OVER_YEARS = frozenset({"same-problems", "same-figures", "same-count", "not-rectified", "registry-drift"})


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge for every year which faults it shares with the year before."""
    by_rule = _by_rule(dossier)
    for year in dossier.years:
        runs = {rule_id: _run(found, year.year) for rule_id, found in sorted(by_rule.items())}
        again = {rule_id: run for rule_id, run in runs.items() if len(run) > 1}
        if again:
            yield _finding(again)


def _by_rule(dossier: Dossier) -> Mapping[str, Mapping[int, Finding]]:
    found: dict[str, dict[int, Finding]] = {}
    for each in dossier.found:
        counts = each.severity != "info" and each.status not in CLEARED and each.same_cause_as is None
        if counts and each.rule_id not in OVER_YEARS and each.rule_id not in PRIVATE_RULES:
            found.setdefault(each.rule_id, {})[each.year] = each
    return found


@cache
def _names() -> Mapping[str, str]:
    return {rule.id: rule.name_zh for rule in catalogue()}


def _run(found: Mapping[int, Finding], last: int) -> list[Finding]:
    """The findings of the years that end with this one without a gap, the newest first."""
    years = []
    while last in found:
        years.append(found[last])
        last -= 1
    return years


def _finding(again: Mapping[str, list[Finding]]) -> Finding:
    told = "；".join(
        f"{_names()[rule_id]}（{run[-1].year}—{run[0].year}年）" for rule_id, run in again.items()
    )
    first = max(again.values(), key=len)[0]
    return Finding(
        id=f"{ID}/{first.unit_id}/{first.year}",
        rule_id=ID,
        unit_id=first.unit_id,
        year=first.year,
        severity=SEVERITY,
        message=f"连续{max(map(len, again.values()))}年出现同类问题：{told}。",
        basis=BASIS,
        report_id=first.report_id,
        sha256=first.sha256,
        url=first.url,
        detected_on=max(each.detected_on for run in again.values() for each in run),
    )


# ------------------------------------------------------------------ when it is not judged


def _years_known(dossier: Dossier, year: Year) -> str | None:
    """Both years were judged: neither this one nor the one before lacks its report."""
    first = year.year == dossier.years[0].year
    before = next((each for each in dossier.years if each.year == year.year - 1), None)
    return None if first or (before and before.filed and year.filed) else "缺少连续两年的报告"


UNJUDGED = (_years_known,)
