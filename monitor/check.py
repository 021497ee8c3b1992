"""Judge every unit and year from what had been seen by one day: reports, coverage, findings.

All follows from the log and the readings, nothing from an earlier judgement: judging twice gives the same
tables, and any past day can be judged as that day knew it. A memory of answers (monitor/memory.py) spares
work, no more: what rests on nothing that changed is not worked out again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from data.clock import office_day
from data.records import Copy, Coverage, Finding, Look, PrivateText, Report, Rule, RunEvent, Template
from data.registry import Registry
from data.store import Store
from data.summaries import write_summaries
from data.words import PRIVATE_RULES
from monitor.assembly import archive, dossiers
from monitor.cases import rule_all
from monitor.filing.filing import file_reports
from monitor.memory import Memory
from monitor.originality.comparison import compare
from monitor.originality.copies import find_copies
from monitor.originality.texts import texts
from monitor.reviews import decided, latest
from monitor.rules import catalogue, findings_of_documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """All derived rows of one day, each in the order of its key."""

    reports: tuple[Report, ...]
    coverage: tuple[Coverage, ...]
    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...]
    copies: tuple[Copy, ...] = ()
    templates: tuple[Template, ...] = ()
    private: tuple[PrivateText, ...] = ()


def judge(store: Store, registry: Registry, as_of: date, memory: Memory | None = None) -> Judgement:
    """Judge from what had been seen by the end of a day (Asia/Shanghai); writes nothing.

    `memory` answers what it knows and takes up what it does not.
    """
    filing = file_reports(store, registry, as_of)
    ruled = rule_all(store, registry, filing, as_of)
    reviews = latest(store, as_of)
    compared = find_copies(texts(store, registry, filing, ruled), memory.compare if memory else compare)
    shelf = replace(archive(store, registry, filing, ruled, as_of), copies=compared.by_unit)
    of_documents = memory.findings if memory else findings_of_documents
    found = [each for dossier in dossiers(shelf) for each in decided(dossier, reviews, of_documents)]
    found.sort(key=lambda finding: finding.id)
    coverage = [ruling.coverage for ruling in ruled.rulings.values()]
    return Judgement(
        reports=filing.reports,
        coverage=tuple(sorted(coverage, key=lambda each: (each.unit_id, each.year))),
        findings=tuple(map(_wordless, found)),
        rules=catalogue(),
        copies=compared.copies,
        templates=compared.templates,
        private=tuple(
            PrivateText(finding_id=finding.id, message=finding.message)
            for finding in found
            if finding.rule_id in PRIVATE_RULES
        ),
    )


def _wordless(finding: Finding) -> Finding:
    """Leave out of a finding what only officers may read; id, place and status stay."""
    if finding.rule_id not in PRIVATE_RULES:
        return finding
    return replace(finding, message="", cells=(), lines=(), left=None, right=None, delta=None, repair=None)


def write(store: Store, judgement: Judgement) -> None:
    """Put a judgement in place of the one before, all of it or nothing."""
    with store.atomic("office"), store.atomic():
        store.replace(PrivateText, judgement.private)
        store.replace(Report, judgement.reports)
        store.replace(Coverage, judgement.coverage)
        store.replace(Rule, judgement.rules)
        store.replace(Finding, judgement.findings)
        store.replace(Copy, judgement.copies)
        store.replace(Template, judgement.templates)
        write_summaries(store)


def last_check(store: Store) -> date | None:
    """Give the day of the check whose findings are stored, None before the first."""
    events = store.rows(RunEvent, "command = 'check' AND event = 'started' ORDER BY at DESC LIMIT 1")
    last = next(events, None)
    return office_day(last.at) if last else None


def newest_look(store: Store) -> date | None:
    """Give the day of the newest look, None before the first."""
    newest = next(store.rows(Look, "1 ORDER BY at DESC LIMIT 1"), None)
    return office_day(newest.at) if newest else None
