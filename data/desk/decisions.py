"""What officers write from the desk: reviews, assignments, explanations. Log rows, and the status at once.

Datasette reads the databases only; here the store is opened for one write, in a thread of its own.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import get_args

from data.clock import Clock, office_day
from data.desk.officers import may_decide, officers
from data.records import (
    Assignment,
    Explanation,
    Finding,
    FindingStatus,
    Officer,
    PrivateText,
    Review,
    Unit,
    Verdict,
)
from data.reviewing import status_after, status_of_cured
from data.runs import row_hash
from data.store import Store
from data.summaries import move, standing

LONGEST = 2_000  # characters of a reason
MOST = 500  # findings decided at once

_started = os.environ.get("NIANJIAN_NOW")
_clock = Clock(datetime.fromisoformat(_started) if _started else None)


def now() -> datetime:
    """Give the instant, as `serve` was told it."""
    return _clock.now()


class Refused(Exception):
    """What was sent cannot be written; the text says in Chinese why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """One decision, for one finding or several."""

    verdict: Verdict
    reason: str
    until: date | None = None


def read_verdict(form: Mapping[str, str], today: date) -> Verdicts:
    """Read the review form; raises Refused with what is missing."""
    verdict, reason = form.get("verdict", ""), form.get("reason", "").strip()
    if verdict not in get_args(Verdict):
        raise Refused("请选择复核结论。")
    if not reason:
        raise Refused("请填写理由。")
    if len(reason) > LONGEST:
        raise Refused(f"理由不超过{LONGEST}字。")
    if verdict != "waived":
        return Verdicts(verdict=verdict, reason=reason)  # type: ignore[arg-type]
    try:
        until = date.fromisoformat(form.get("until", "").strip())
    except ValueError:
        raise Refused("暂不提示的，请填写有效期至哪一天。") from None
    if until < today:
        raise Refused("有效期不能早于今天。")
    return Verdicts(verdict="waived", reason=reason, until=until)


def review(folder: Path, ids: Collection[str], officer: Officer, decided: Verdicts) -> int:
    """Write a decision on every finding named, all or none; raises Refused outside the officer's region."""
    at = now()
    with Store(folder) as store:
        found = _allowed(store, ids, officer)
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
        found = _allowed(store, ids, officer)
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


def explain(folder: Path, officer: Officer, said: Explanation, attachment: bytes | None) -> None:
    """Write down what a unit says to a finding; the attachment is kept among the snapshots."""
    with Store(folder) as store:
        _allowed(store, [said.finding_id], officer)
        kept = store.keep(attachment) if attachment else None
        draft = replace(said, actor=officer.name, at=now(), attachment=kept)
        store.append(replace(draft, id=row_hash(draft)))


def _allowed(store: Store, ids: Collection[str], officer: Officer) -> list[Finding]:
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


# ---------------------------------------------------------------- what stands in office.db


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What office.db holds on one finding."""

    message: str | None
    assignments: tuple[Assignment, ...]
    explanations: tuple[Explanation, ...]


def notes(folder: Path, finding_id: str) -> Notes:
    """Read what only officers may read on one finding."""
    with Store(folder) as store:
        private = next(store.rows(PrivateText, "finding_id = ?", (finding_id,)), None)
        return Notes(
            message=private.message if private else None,
            assignments=tuple(store.rows(Assignment, "finding_id = ? ORDER BY at", (finding_id,))),
            explanations=tuple(store.rows(Explanation, "finding_id = ? ORDER BY at", (finding_id,))),
        )


def assignees(folder: Path) -> Mapping[str, str]:
    """Tell who is to look at which finding."""
    with Store(folder) as store:
        return {each.finding_id: each.assignee for each in store.rows(Assignment, "1 ORDER BY at, id")}


def private_messages(folder: Path, ids: Collection[str]) -> Mapping[str, str]:
    """Give the sentences of findings that only officers may read."""
    marks = ", ".join("?" * len(ids))
    with Store(folder) as store:
        found = store.rows(PrivateText, f"finding_id IN ({marks})", list(ids))
        return {each.finding_id: each.message for each in found}
