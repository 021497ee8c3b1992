"""What a decision makes of a finding, the same on the desk at once and at the next check. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from data.records import FindingStatus, Review

# Decided for good: a cure that came later changes nothing about it.
SETTLED = frozenset({"explained", "waived", "mistaken"})
# A missing report is called 未公布 only when two officers have looked.
TWO = ("missing-report",)


def status_after(review: Review, as_of: date) -> FindingStatus:
    """Say what a finding is after a decision, its evidence unchanged.

    A waiver ends with its last day. `fixed` is our own observation: while the rule still finds it, an
    officer's word only opens it again.
    """
    if review.verdict == "waived" and review.until is not None and review.until < as_of:
        return "open"
    return "reopened" if review.verdict == "fixed" else review.verdict


def status_of_cured(review: Review | None) -> FindingStatus:
    """Say what a finding is that a newer document has put right: only what is settled stays."""
    return review.verdict if review is not None and review.verdict in SETTLED else "fixed"


def confirmers(reviews: Iterable[Review]) -> tuple[str, ...]:
    """Name the officers whose latest word is 属实; reviews come in the order of their times."""
    latest = {review.actor: review.verdict for review in reviews}
    return tuple(actor for actor, verdict in latest.items() if verdict == "confirmed")
