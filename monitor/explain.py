"""The whole chain of one finding, backwards: verdict, equation, cell, reading, snapshot, look."""

from __future__ import annotations

from collections.abc import Iterator

from data.clock import OFFICE_ZONE
from data.errors import Complaint
from data.records import Finding, Look, OddCell, Reading, Review
from data.store import Store
from data.words import PRIVATE_RULES


def explain(store: Store, finding_id: str) -> Iterator[str]:
    """Say line by line what a stored finding rests on.

    Raises Complaint when there is no such finding, or one that only officers may see (on the desk).
    """
    finding = next(store.rows(Finding, "id = ?", (finding_id,)), None)
    if finding is None or finding.rule_id in PRIVATE_RULES:
        raise Complaint(
            "--explain",
            finding_id,
            "a finding there is",
            "run `nianjian check` and copy an id from what it prints",
        )
    yield f"finding   {finding.id}  {finding.severity}, {finding.status}, since {finding.detected_on}"
    yield f"          {finding.message}"
    yield f"basis     {finding.basis}"
    for line in finding.lines:
        yield f"equation  {line.equation}  ({line.left} - {line.right} = {line.delta})"
    if finding.repair is not None:
        changes = ", ".join(f"{cell} -> {value}" for cell, value in finding.repair.cells.items())
        only = "the only one with so few cells" if finding.repair.unique else "others need as few cells"
        yield f"repair    {changes}  ({only}; advice, the printed figure stays)"
    if finding.same_cause_as is not None:
        yield f"cause     one slip with {finding.same_cause_as}, which letters tell instead"
    yield from _cells(store, finding)
    yield from _source(store, finding)
    for review in store.rows(Review, "finding_id = ? ORDER BY at, id", (finding.id,)):
        yield f"review    {review.at.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M} {review.actor}: {review.verdict}"


def _cells(store: Store, finding: Finding) -> Iterator[str]:
    if finding.report_id is None:
        return
    numbers = store.cells(finding.report_id)
    odd = {each.cell: each for each in store.rows(OddCell, "report_id = ?", (finding.report_id,))}
    for cell in finding.cells:
        if cell in numbers:
            yield f"cell      {cell} = {numbers[cell]}"
        elif cell in odd:
            yield f"cell      {cell}: {odd[cell].state}, printed {odd[cell].raw!r}"


def _source(store: Store, finding: Finding) -> Iterator[str]:
    for reading in store.rows(Reading, "sha256 = ?", (finding.sha256,)):
        yield f"reading   parser {reading.parser_version}: {reading.outcome}, form {reading.form}"
    yield f"snapshot  sha256 {finding.sha256}"
    for look in store.rows(Look, "sha256 = ? ORDER BY at, rowid", (finding.sha256,)):
        at = look.at.astimezone(OFFICE_ZONE)
        yield f"look      {look.id[:16]} {at:%Y-%m-%d %H:%M:%S} {look.method} {look.url} -> {look.status}"
