"""The catalogue of rules. The folder is the list: every module here is one rule, and says all about
itself.

A rule module has `ID`, `NAME_ZH`, `NAME_EN`, `ABOUT_ZH` (for officers), `SEVERITY` (its usual one), `BASIS`,
a docstring that tells, in this order, what it checks, the legal basis, why it matters, an example message
and known false alarms, and `check(dossier)`, a pure function that gives findings. Blank or uncertain
evidence: it gives none, and `UNJUDGED` (monitor/abstaining.py) tells why.

A rule judges what documents say: it gets `Dossier.documents_alone()`, and what it finds is remembered as long
as that stays the same (monitor/memory.py). One with `OF_LOOKS = True` needs to know what our looks showed,
states and days, and judges the whole dossier every time; one with `OF_FINDINGS = True` judges what all
others found and officers decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from data.records import Finding, Rule, Severity
from monitor.abstaining import Abstention, Reason
from monitor.arithmetic.causes import linked
from monitor.dossier import Dossier


class RuleModule(Protocol):
    """What every module in this folder offers."""

    ID: str
    NAME_ZH: str
    NAME_EN: str
    ABOUT_ZH: str
    SEVERITY: Severity
    BASIS: str
    __doc__: str | None

    def check(self, dossier: Dossier) -> Iterator[Finding]:
        """Judge one unit."""


@cache
def rules() -> tuple[RuleModule, ...]:
    """Give every rule in the folder, by file name."""
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(cast(RuleModule, import_module(f"{__name__}.{name}")) for name in names)


def catalogue() -> tuple[Rule, ...]:
    """Describe every rule as a row of the table `rules`."""
    return tuple(
        Rule(
            id=rule.ID,
            name_zh=rule.NAME_ZH,
            name_en=rule.NAME_EN,
            severity=rule.SEVERITY,
            basis=rule.BASIS,
            description=rule.ABOUT_ZH,
        )
        for rule in rules()
    )


def page() -> str:
    """Write the catalogue as the page docs/rules.md."""
    head = (
        "# Rules\n\nWritten from the modules in `monitor/rules/`; a test says how when it is out of date.\n"
    )
    return head + "".join(map(_chapter, rules()))


def _chapter(rule: RuleModule) -> str:
    return (
        f"\n## `{rule.ID}` {rule.NAME_ZH}\n\n{rule.NAME_EN} · {rule.SEVERITY} · {rule.BASIS}\n\n"
        f"{rule.ABOUT_ZH}\n\n{(rule.__doc__ or '').strip()}\n"
    )


def findings_of_documents(dossier: Dossier) -> tuple[Finding, ...]:
    """Apply to what the documents of one unit say the rules that need nothing else."""
    judging = (rule for rule in rules() if not _is(rule, "OF_LOOKS") and not _is(rule, "OF_FINDINGS"))
    return tuple(found for rule in judging for found in rule.check(dossier))


def findings(
    dossier: Dossier, of_documents: Callable[[Dossier], tuple[Finding, ...]] = findings_of_documents
) -> Iterator[Finding]:
    """Apply to one unit every rule that judges reports; findings of one cause are told to be so.

    `of_documents` may answer from memory.
    """
    found = [*of_documents(dossier.documents_alone())]
    found += (each for rule in rules() if _is(rule, "OF_LOOKS") for each in rule.check(dossier))
    yield from linked(sorted(found, key=lambda each: (each.rule_id, each.year)))


def findings_of_findings(dossier: Dossier) -> Iterator[Finding]:
    """Apply to one unit the rules that judge what the others found (`dossier.found`)."""
    for rule in rules():
        if _is(rule, "OF_FINDINGS"):
            yield from rule.check(dossier)


def abstentions(dossier: Dossier, rule: RuleModule, found: Iterable[Finding]) -> Iterator[Abstention]:
    """Tell of which years a rule had to keep silent, and why; never of one in which it found something."""
    judged = {finding.year for finding in found}
    needs: tuple[Reason, ...] = getattr(rule, "UNJUDGED", ())
    for year in dossier.years:
        reason = next((why for need in needs if (why := need(dossier, year))), None)
        if reason is not None and year.year not in judged:
            yield Abstention(rule_id=rule.ID, unit_id=dossier.unit.id, year=year.year, reason=reason)


def _is(rule: RuleModule, kind: str) -> bool:
    return bool(getattr(rule, kind, False))
