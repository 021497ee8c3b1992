"""What officers decided, put on what was found: it lasts as long as the evidence it was about.

All comes from the log. A decision whose document has since been replaced is compared with what the rule says
of the document that counted on the day it was made: if that differs, the finding is open again and says so.
`fixed` is never an officer's word but our own observation: a newer document of the unit is in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from data.clock import office_day
from data.records import Figure, Finding, FindingStatus, Review
from data.reviewing import SETTLED, status_after
from data.store import Store
from monitor.assembly import as_known, as_missed
from monitor.dossier import Dossier, Filed, Year
from monitor.rules import findings, findings_of_documents, findings_of_findings, rules


def latest(store: Store, as_of: date) -> Mapping[str, Review]:
    """Give the latest decision on every finding up to the end of a day."""
    reviews = store.rows(Review, "1 ORDER BY at, id")
    return {review.finding_id: review for review in reviews if office_day(review.at) <= as_of}


OfDocuments = Callable[[Dossier], tuple[Finding, ...]]


def decided(
    dossier: Dossier, reviews: Mapping[str, Review], of_documents: OfDocuments = findings_of_documents
) -> Iterator[Finding]:
    """Apply every rule to one unit and put the officers' decisions on what is found.

    What was found earlier and is put right stays, as `fixed`. `of_documents` may answer from memory.
    """
    now = [_with_status(finding, dossier, reviews) for finding in findings(dossier, of_documents)]
    known = {finding.id for finding in now}
    now += (_as_cured(finding, dossier, reviews) for finding in _gone(dossier, known, of_documents))
    yield from now
    for finding in findings_of_findings(replace(dossier, found=tuple(now))):
        yield _with_status(finding, dossier, reviews)


def _with_status(finding: Finding, dossier: Dossier, reviews: Mapping[str, Review]) -> Finding:
    review = reviews.get(finding.id)
    if review is None:
        return finding
    return replace(finding, status=_status(finding, review, dossier))


def _status(finding: Finding, review: Review, dossier: Dossier) -> FindingStatus:
    status = status_after(review, dossier.as_of)
    return "reopened" if status == review.verdict and _has_changed(finding, review.at, dossier) else status


# ------------------------------------------------------------------ is the evidence what it was


def _has_changed(finding: Finding, decided_at: datetime, dossier: Dossier) -> bool:
    then = as_known(dossier, decided_at)
    if all(old is new for old, new in zip(then.years, dossier.years, strict=True)):
        return False
    rule = next(rule for rule in rules() if finding.rule_id == rule.ID)
    before = next((each for each in rule.check(then) if each.id == finding.id), None)
    return before is None or _evidence(before, then) != _evidence(finding, dossier)


def _evidence(finding: Finding, dossier: Dossier) -> tuple[object, ...]:
    """What an officer saw when deciding: grade, words, and the figures in the cells concerned."""
    filed = next((each for each in dossier.filed() if each.report.id == finding.report_id), None)
    figures: list[Figure | None] = [filed.cells.get(cell) for cell in finding.cells] if filed else []
    return finding.severity, finding.message, finding.lines, finding.cells, tuple(figures)


# ------------------------------------------------------------------ what is no longer found


def _gone(dossier: Dossier, known: set[str], of_documents: OfDocuments) -> Iterator[Finding]:
    """Give what was found in documents that have been replaced, and years found missing that came later."""
    seen = set(known)
    for then in _earlier(dossier):
        for finding in findings(then, of_documents):
            if finding.id not in seen and _was_seen(finding, dossier):
                seen.add(finding.id)
                yield finding


def _earlier(dossier: Dossier) -> Iterator[Dossier]:
    """The dossier at each moment before a document was replaced or a missing one came, newest first."""
    moments = {moment for year in dossier.years for moment in _moments(year.documents)}
    for moment in sorted(moments, reverse=True):
        yield as_known(dossier, moment)
    for year in dossier.years:
        if year.absent_on is not None and year.unseen_at is not None:
            yield as_missed(dossier, year)


def _moments(documents: Sequence[Filed]) -> Iterator[datetime]:
    """Days on which an older document stood alone: what came on one day was never told apart."""
    for document in documents:
        older = [other.report.first_seen_at for other in documents if other.seen_on < document.seen_on]
        if older:
            yield max(older)


def _was_seen(finding: Finding, dossier: Dossier) -> bool:
    """It speaks of a document that counts no more, or of a year that then had none."""
    year = next(year for year in dossier.years if year.year == finding.year)
    if finding.report_id is None:
        return year.absent_on is not None and finding.rule_id == "missing-report"
    return finding.report_id in {each.report.id for each in year.documents[1:]}


def _as_cured(finding: Finding, dossier: Dossier, reviews: Mapping[str, Review]) -> Finding:
    """Say `fixed`, unless officers settled it otherwise or the newer document leaves it open."""
    review = reviews.get(finding.id)
    if review is not None and review.verdict in SETTLED:
        return replace(finding, status=review.verdict)
    year = next(year for year in dossier.years if year.year == finding.year)
    if _holds(finding, year):
        return replace(finding, status="fixed")
    return replace(finding, status=review.verdict if review and review.verdict != "fixed" else "open")


def _holds(finding: Finding, year: Year) -> bool:
    """The newer document has a figure in every cell concerned: silence about a blank is no cure."""
    filed = year.filed
    return filed is not None and not set(finding.cells) & filed.odd_cells.keys()
