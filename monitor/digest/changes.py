"""What changed since the previous mail to the same recipient, and what this mail leaves for the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.records import Coverage, Finding
from monitor.digest.scope import Scope, key
from monitor.digest.tally import PUBLISHED
from monitor.digest.values import Change, Facts
from monitor.digest.words import ACTIVE

NAMED = 20
COUNTERS = {"新公布": "家", "新发现问题": "条", "经复核整改完成": "条", "公布后改动": "份", "不再可见": "份"}
BY_NAME = ("新公布", "经复核整改完成", "公布后改动", "不再可见")


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One change: of which kind, whose, which year, and which rule if it is about a finding."""

    label: str
    unit_id: str
    year: int
    rule_id: str | None = None


def facts(scope: Scope) -> Facts:
    """Keep what this mail said about the report year shown and the one before, and about every finding."""
    return Facts(
        as_of=scope.material.as_of,
        year=scope.year,
        standings={
            key(row): scope.place(row) for row in scope.rows if row.year in (scope.year, scope.year - 1)
        },
        findings={finding.id: finding.status for finding in scope.findings},
    )


def changes(scope: Scope, before: Facts | None) -> tuple[Change, ...]:
    """Count each kind of change since the previous mail; nothing when there was none."""
    if before is None:
        return ()
    moved = moves(scope, before)
    return tuple(
        _change(scope, label, counter, [each for each in moved if each.label == label])
        for label, counter in COUNTERS.items()
    )


def _change(scope: Scope, label: str, counter: str, moved: list[Move]) -> Change:
    units = list(dict.fromkeys(each.unit_id for each in moved))
    names = tuple(scope.units[each].name for each in units[:NAMED]) if label in BY_NAME else ()
    return Change(label=label, count=len(moved), counter=counter, names=names)


def moves(scope: Scope, before: Facts) -> tuple[Move, ...]:
    """List every change since the previous mail, with its kind, in the order of COUNTERS.

    A unit the previous mail did not know is no change: it has joined the registry, not published.
    """
    known = {each.rsplit("/", 1)[0] for each in before.standings}
    found = [
        *(move for row in scope.rows if row.unit_id in known for move in _of_row(scope, before, row)),
        *(move for each in scope.findings if each.unit_id in known for move in _of_finding(before, each)),
        *_rectified(scope, before),
    ]
    order = list(COUNTERS)
    return tuple(
        sorted(found, key=lambda each: (order.index(each.label), scope.order(each.unit_id), -each.year))
    )


def _of_row(scope: Scope, before: Facts, row: Coverage) -> Iterator[Move]:
    # A year that has begun since the previous mail was 未到期限 then.
    then = before.standings.get(key(row), "not_due" if row.year > before.year else None)
    now = scope.place(row)
    if then is None or then == now:
        return
    if now in PUBLISHED and then not in (*PUBLISHED, "withdrawn"):
        yield Move(label="新公布", unit_id=row.unit_id, year=row.year)
    elif now == "withdrawn":
        yield Move(label="不再可见", unit_id=row.unit_id, year=row.year)


def _of_finding(before: Facts, finding: Finding) -> Iterator[Move]:
    if finding.status not in ACTIVE or before.findings.get(finding.id) in ACTIVE:
        return
    labels = ["新发现问题", *(["公布后改动"] if finding.rule_id == "changed-after-publication" else [])]
    for label in labels:
        yield Move(label=label, unit_id=finding.unit_id, year=finding.year, rule_id=finding.rule_id)


def _rectified(scope: Scope, before: Facts) -> Iterator[Move]:
    """A reviewed finding that is no longer found although its report is there: put right, as observed."""
    now = {each.id for each in scope.findings if each.status != "fixed"}
    verdicts = {review.finding_id: review.verdict for review in scope.material.reviews}
    for finding_id, status in before.findings.items():
        rule_id, _, owed = finding_id.partition("/")
        unit_id, _, year = owed.rpartition("/")
        reviewed = verdicts.get(finding_id) in ("confirmed", "asked", "fixed")
        there = scope.standings.get(owed) in PUBLISHED
        if status in ACTIVE and finding_id not in now and reviewed and there:
            yield Move(label="经复核整改完成", unit_id=unit_id, year=int(year), rule_id=rule_id)
