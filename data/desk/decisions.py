"""What officers write from the desk: reviews and assignments. Log rows, and the status at once.

Datasette reads the databases only; here the store is opened for one write, in a thread of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from data.clock import office_day
from data.desk.officers import may_decide, officers
from data.desk.refusals import LONGEST, Refused, day, one_of, words
from data.desk.times import now
from data.records import (
    Assignment,
    Finding,
    FindingStatus,
    Officer,
    Review,
    Unit,
    Verdict,
)
from data.reviewing import status_after, status_of_cured
from data.runs import row_hash
from data.store import Store
from data.summaries import move, standing
from data.words import VERDICTS

MOST = 500  # findings decided at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """One decision, for one finding or several."""

    verdict: Verdict
    reason: str
    until: date | None = None


def read_verdict(form: Mapping[str, str], today: date) -> Verdicts:
    """Read the review form; raises Refused with what is missing."""
    verdict = one_of(form, "verdict", "复核结论", VERDICTS)
    reason = words(form, "reason", "理由")
    if verdict != "waived":
        return Verdicts(verdict=verdict, reason=reason)  # type: ignore[arg-type]
    until = day(form, "until", "有效期")
    if until is None:
        raise Refused("暂不提示的，请填写有效期至哪一天。")
    if until < today:
        raise Refused("有效期不能早于今天。")
    return Verdicts(verdict="waived", reason=reason, until=until)


def review(folder: Path, ids: Collection[str], officer: Officer, decided: Verdicts) -> int:
    """Write a decision on every finding named, all or none; raises Refused outside the officer's region."""
    at = now()
    with Store(folder) as store:
        found = allowed(store, ids, officer)
        with store.atomic():
            for finding in found:
                draft = Review(
                    id="",
                    finding_id=finding.id,
                    actor=officer.name,
                    at=at,
                    verdict=decided.verdict,
                    reason=decided.reason,
                    until=decided.until,
                )
                was, after = standing(store, finding), replace(finding, status=_status(finding, draft))
                store.append(replace(draft, id=row_hash(draft)))
                store.put(after)
                move(store, finding, after, was)
    return len(found)


def _status(finding: Finding, decided: Review) -> FindingStatus:
    """Give the status the next check will give, as long as the evidence stays."""
    if finding.status == "fixed":
        return status_of_cured(decided)
    return status_after(decided, office_day(decided.at))


def assign(folder: Path, ids: Collection[str], officer: Officer, assignee: str, note: str) -> int:
    """Hand findings to an officer of their region; raises Refused."""
    other = next((each for each in officers() if each.name == assignee), None)
    if other is None:
        raise Refused("请选择承办人。")
    at = now()
    with Store(folder) as store:
        found = allowed(store, ids, officer)
        _check_region(store, found, other, "承办人的管辖地区之外有所选问题，不能移交。")
        for finding in found:
            draft = Assignment(
                id="",
                finding_id=finding.id,
                actor=officer.name,
                at=at,
                assignee=other.name,
                note=note[:LONGEST].strip(),
            )
            store.append(replace(draft, id=row_hash(draft)))
    return len(found)


def allowed(store: Store, ids: Collection[str], officer: Officer) -> list[Finding]:
    """Give the findings named if an officer may write about every one of them; raises Refused."""
    if not ids:
        raise Refused("请先选择问题。")
    if len(ids) > MOST:
        raise Refused(f"一次最多处理{MOST}条。")
    marks = ", ".join("?" * len(ids))
    found = list(store.rows(Finding, f"id IN ({marks})", list(ids)))
    if len(found) < len(set(ids)):
        raise Refused("所选问题已不在列，请刷新后再试。")
    _check_region(store, found, officer, "所选问题不在您的管辖地区。")
    return found


def _check_region(store: Store, found: Iterable[Finding], officer: Officer, refusal: str) -> None:
    wanted = sorted({finding.unit_id for finding in found})
    marks = ", ".join("?" * len(wanted))
    codes = {unit.id: unit.division_code for unit in store.rows(Unit, f"id IN ({marks})", wanted)}
    if any(unit not in codes or not may_decide(officer, codes[unit] or "") for unit in wanted):
        raise Refused(refusal)
