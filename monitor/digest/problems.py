"""The findings of one mail: by class, region and unit, worded as the office words them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from data.records import Finding, Rule
from monitor.digest.scope import Scope
from monitor.digest.values import LISTED, Problem, ProblemClass, UnitProblems
from monitor.digest.words import (
    ACTIVE,
    ADVICE,
    problem_class,
    repair_words,
    rule_name,
    severity_word,
    status_words,
    told_and_repair,
)

LINES = 4
TOTAL_ROW = "t3.total_processed."
TOTAL_RULES = ("intake-balance", "outcome-total")
TITLES = {"arithmetic": "数据勾稽", "originality": "内容雷同", "content": "内容与格式"}


def active(scope: Scope) -> tuple[Finding, ...]:
    """Give the findings still open or confirmed: newest year first, then region, unit and rule."""
    pending = [finding for finding in scope.findings if finding.status in ACTIVE]
    return tuple(sorted(pending, key=lambda each: (-each.year, scope.order(each.unit_id), each.rule_id)))


def problems(scope: Scope) -> tuple[ProblemClass, ...]:
    """Arrange the findings in the order of the form; of each class the first ten, the rest counted."""
    found = active(scope)
    classes = {
        name: [finding for finding in found if problem_class(finding.rule_id) == name] for name in ADVICE
    }
    return tuple(
        ProblemClass(
            title=TITLES.get(name) or _existence_title(mine),
            count=len(mine),
            units=_by_unit(scope, mine[:LISTED]),
            rest=max(0, len(mine) - LISTED),
        )
        for name, mine in classes.items()
        if mine
    )


def _existence_title(mine: list[Finding]) -> str:
    rules = {finding.rule_id for finding in mine}
    said_of = {"missing-report": "未检索到", "late-report": "逾期", "late-local": "晚于本地规定时间"}
    *others, last = [words for rule, words in said_of.items() if rule in rules]
    return f"{'、'.join(others)}与{last}" if others else last


def _by_unit(scope: Scope, mine: list[Finding]) -> tuple[UnitProblems, ...]:
    ordered = sorted(mine, key=lambda each: (scope.order(each.unit_id), -each.year, each.rule_id))
    rules = {rule.id: rule for rule in scope.material.rules}
    return tuple(
        UnitProblems(
            region=scope.regions.part(scope.units[unit_id]),
            unit=scope.units[unit_id].name,
            problems=tuple(_problem(scope, causes, rules) for causes in _by_cause(group)),
        )
        for unit_id, group in groupby(ordered, key=lambda each: each.unit_id)
    )


def _by_cause(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Bring findings of one cause together: a wrong （七）总计 breaks two equations, and is one mistake."""
    causes: dict[object, list[Finding]] = {}
    for finding in findings:
        totals = tuple(sorted(cell for cell in finding.cells if cell.startswith(TOTAL_ROW)))
        same = (finding.year, finding.status, finding.severity, totals)
        causes.setdefault(same if finding.rule_id in TOTAL_RULES and totals else finding.id, []).append(
            finding
        )
    return list(causes.values())


def _problem(scope: Scope, causes: list[Finding], rules: dict[str, Rule]) -> Problem:
    first = causes[0]
    repaired = next((each for each in causes if each.repair is not None), first)
    told = {each.id: message(scope, each) for each in causes}
    names = "；".join(named(scope, each, rules) for each in causes)
    grade = f"{severity_word(first.severity)}，{status_words(first, certain=scope.certain(first))}"
    return Problem(
        title=f"（{first.year}年度）{names}（{grade}）",
        severity=first.severity,
        lines=(
            *(line for each in causes for line in (told[each.id], *_equations(each))),
            f"依据：{'；'.join(dict.fromkeys(each.basis for each in causes))}",
            f"建议：{advice(repaired)}",
        ),
        links=tuple(link for each in causes if (link := scope.link(f"finding/{each.id}"))),
    )


def message(scope: Scope, finding: Finding) -> str:
    """Give what was seen, without the repair; confirmed by two officers it is no longer 暂未检索到."""
    told = told_and_repair(finding.message)[0]
    sure = finding.rule_id == "missing-report" and scope.certain(finding)
    return told.replace("暂未检索到", "未检索到") if sure else told


def _equations(finding: Finding) -> list[str]:
    """Write the arithmetic lines the message does not hold already; of many the first few."""
    more = [line.equation for line in finding.lines if line.equation not in finding.message]
    rest = f"其余{len(more) - LINES}处见附件。"
    return [*more[:LINES], rest] if len(more) > LINES else more


def named(scope: Scope, finding: Finding, rules: dict[str, Rule]) -> str:
    """Give a finding's name as an officer knows it; the id where the rule is gone from the catalogue."""
    rule = rules.get(finding.rule_id)
    name = rule.name_zh if rule else finding.rule_id
    return rule_name(finding, name, certain=scope.certain(finding))


def advice(finding: Finding) -> str:
    """Say how to put it right: the computed repair, else what the office asks for in such cases."""
    if finding.repair is not None:
        return told_and_repair(finding.message)[1] or repair_words(finding.repair)
    if finding.rule_id in ("late-report", "late-local"):
        return "请核对公布日期；如此前已在其他网址公布，请告知该网址。"
    return ADVICE[problem_class(finding.rule_id)]
