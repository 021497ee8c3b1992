"""What office.db holds on findings and only officers may read: words, assignments, explanations."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from data.records import Assignment, Explanation, PrivateText
from data.store import Store


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
