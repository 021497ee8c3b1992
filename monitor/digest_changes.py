"""What changed since the previous mail to the same recipient, and what this mail leaves for the next."""

from __future__ import annotations

from collections.abc import Iterator

from data.records import Coverage, Finding
from monitor.digest_tally import PUBLISHED
from monitor.digest_values import Change, Facts, Scope, key
from monitor.digest_words import ACTIVE

NAMED = 20
COUNTERS = {"新公布": "家", "新发现问题": "条", "经复核整改完成": "条", "公布后改动": "份", "不再可见": "份"}
BY_NAME = ("新公布", "公布后改动", "不再可见")

Move = tuple[str, Coverage | Finding]


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
        Change(
            label=label,
            count=sum(each == label for each, _ in moved),
            counter=counter,
            names=_names(scope, [what for each, what in moved if each == label]) if label in BY_NAME else (),
        )
        for label, counter in COUNTERS.items()
    )


def moves(scope: Scope, before: Facts) -> tuple[Move, ...]:
    """List every change since the previous mail, with its kind, in the order of COUNTERS.

    A unit the previous mail did not know is no change: it has joined the registry, not published.
    """
    known = {each.rsplit("/", 1)[0] for each in before.standings}
    found = [
        *(move for row in scope.rows if row.unit_id in known for move in _of_row(scope, before, row)),
        *(move for each in scope.findings if each.unit_id in known for move in _of_finding(before, each)),
    ]
    order = list(COUNTERS)
    return tuple(
        sorted(found, key=lambda move: (order.index(move[0]), scope.order(move[1].unit_id), -move[1].year))
    )


def _of_row(scope: Scope, before: Facts, row: Coverage) -> Iterator[Move]:
    # A year that has begun since the previous mail was 未到期限 then.
    then = before.standings.get(key(row), "not_due" if row.year > before.year else None)
    now = scope.place(row)
    if then is None or then == now:
        return
    if now in PUBLISHED and then not in (*PUBLISHED, "withdrawn"):
        yield ("新公布", row)
    elif now == "withdrawn":
        yield ("不再可见", row)


def _of_finding(before: Facts, finding: Finding) -> Iterator[Move]:
    was_active = before.findings.get(finding.id) in ACTIVE
    if finding.status in ACTIVE and not was_active:
        yield ("新发现问题", finding)
        if finding.rule_id == "changed-after-publication":
            yield ("公布后改动", finding)
    elif finding.status == "fixed" and was_active:
        yield ("经复核整改完成", finding)


def _names(scope: Scope, rows: list[Coverage | Finding]) -> tuple[str, ...]:
    units = dict.fromkeys(row.unit_id for row in rows)
    return tuple(scope.units[each].name for each in list(units)[:NAMED])
