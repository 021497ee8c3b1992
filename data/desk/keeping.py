"""Which kept files officers may have back: papers of units in their region, letters they drafted.

Such files lie among the snapshots, but no look names them: the public pages of stored bytes do not know them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.desk.officers import may_decide
from data.records import Explanation, Finding, HandReport, LetterEvent, Officer, Unit
from data.snapshots import DamagedSnapshot, MissingSnapshot
from data.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One file handed in or drafted: what it is called, where it belongs, its bytes (None: not kept here)."""

    name: str
    division_code: str
    body: bytes | None


def kept(folder: Path, sha256: str, officer: Officer) -> Kept | None:
    """Give a kept file an officer may have; None when nothing in their region names it."""
    with Store(folder) as store:
        for name, place in (*_explained(store, sha256), *_entered(store, sha256), *_drafted(store, sha256)):
            if may_decide(officer, place):
                try:
                    return Kept(name=name, division_code=place, body=store.body(sha256))
                except (MissingSnapshot, DamagedSnapshot):
                    return Kept(name=name, division_code=place, body=None)
    return None


def place_of(store: Store, unit_id: str | None) -> str:
    """Give the division code of a unit; one the registry no longer has is the whole country's."""
    unit = next(store.rows(Unit, "id = ?", (unit_id,)), None)
    return unit.division_code or "" if unit else ""


def _explained(store: Store, sha256: str) -> list[tuple[str, str]]:
    found = []
    for row in store.rows(Explanation, "attachment = ?", (sha256,)):
        finding = next(store.rows(Finding, "id = ?", (row.finding_id,)), None)
        # A finding that a later check no longer makes keeps its papers: rule/unit/year names the unit.
        unit = finding.unit_id if finding else row.finding_id.split("/")[1]
        found.append((row.attachment_name or "附件", place_of(store, unit)))
    return found


def _entered(store: Store, sha256: str) -> list[tuple[str, str]]:
    rows = store.rows(HandReport, "sha256 = ?", (sha256,))
    return [(row.file_name or "年度报告", place_of(store, row.unit_id)) for row in rows]


def _drafted(store: Store, sha256: str) -> list[tuple[str, str]]:
    rows = store.rows(LetterEvent, "sha256 = ?", (sha256,))
    return [(letter_file(store, row), letter_place(store, row.letter_id, row.unit_id)) for row in rows]


def letter_file(store: Store, row: LetterEvent) -> str:
    """Name the file of a drafted letter."""
    unit = next(store.rows(Unit, "id = ?", (row.unit_id,)), None)
    kind = {"notice": "整改通知", "circular": "通报", "reminder": "催报提醒"}[row.kind]
    ending = "txt" if row.kind == "reminder" else "docx"
    return f"{kind}_{unit.name if unit else ''}{row.year}年度.{ending}"


def letter_place(store: Store, letter_id: str, unit_id: str | None) -> str:
    """Give the place a letter is about: its unit's, or for a circular the region its id names."""
    if unit_id:
        return place_of(store, unit_id)
    region = letter_id.split("/")[1]
    return "" if region == "all" else region
