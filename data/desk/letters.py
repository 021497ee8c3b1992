"""文书台账 on the desk: which letters were drafted, where each stands, and what people add to them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from data.desk.keeping import letter_place
from data.desk.officers import may_decide
from data.desk.refusals import Refused, day
from data.desk.times import now
from data.dispatch import misdated
from data.records import Finding, LetterEvent, Officer, Unit
from data.runs import row_hash
from data.store import Store

Row = Mapping[str, Any]
KINDS = {"notice": "整改通知（函）", "circular": "通报、公布情况", "reminder": "催报提醒"}
# Where a letter stands, by what was registered of it.
DRAFT, SENT, OVERDUE, RETURNED = "draft", "sent", "overdue", "returned"
STATES = {DRAFT: "未发出", SENT: "已发出，待回执", OVERDUE: "到期未回", RETURNED: "已回"}
DAYS = {"sent_on": "发出日期", "rectify_by": "整改期限", "returned_on": "回执日期"}
TEXTS = {"doc_no": ("文号", 60), "result": ("结果", 200)}


def state_of(row: Row, today: date) -> str:
    """Tell where a letter stands.

    >>> sent = {"returned_on": None, "sent_on": "2026-02-10", "rectify_by": "2026-02-17"}
    >>> state_of(sent, date(2026, 2, 18))
    'overdue'
    """
    if row["returned_on"]:
        return RETURNED
    if not row["sent_on"]:
        return DRAFT
    return OVERDUE if row["rectify_by"] and row["rectify_by"] < today.isoformat() else SENT


def ledger(folder: Path, officer: Officer, today: date) -> list[Row]:
    """List the letters about an officer's region, the newest draft first."""
    with Store(folder) as store:
        rows = list(store.office.query("SELECT * FROM letters ORDER BY drafted_at DESC, id"))
        named = json.dumps(sorted({row["unit_id"] for row in rows if row["unit_id"]}))
        found = store.rows(Unit, "id IN (SELECT value FROM json_each(?))", (named,))
        names = {unit.id: unit.name for unit in found}
        mine = [row for row in rows if may_decide(officer, letter_place(store, row["id"], row["unit_id"]))]
        return [
            {
                **row,
                "whom": names.get(row["unit_id"], row["unit_id"] or _region(row["id"])),
                "state": state_of(row, today),
                "kept": store.snapshots.path(row["sha256"]).exists() if row["sha256"] else False,
                **_put_right(store, json.loads(row["findings"] or "[]")),
            }
            for row in mine
        ]


def _region(letter_id: str) -> str:
    place = letter_id.split("/")[1]
    return "全部地区" if place == "all" else place


def _put_right(store: Store, ids: list[str]) -> Row:
    """Count the findings of a letter, and those a later look saw put right or an officer settled."""
    marks = ", ".join("?" * len(ids))
    there = list(store.rows(Finding, f"id IN ({marks})", ids)) if ids else []
    still = sum(finding.status not in ("fixed", "explained", "mistaken") for finding in there)
    return {"findings": len(ids), "settled": len(ids) - still}


def note(folder: Path, officer: Officer, form: Mapping[str, str]) -> str:
    """Add number, days or result to a letter and give its id; raises Refused."""
    given: dict[str, Any] = {name: day(form, name, called) for name, called in DAYS.items()}
    for name, (called, most) in TEXTS.items():
        given[name] = form.get(name, "").strip() or None
        if len(given[name] or "") > most:
            raise Refused(f"{called}不超过{most}字。")
    given = {name: value for name, value in given.items() if value}
    if not given:
        raise Refused("请填写要登记的内容。")
    with Store(folder) as store:
        row = next(store.office.query("SELECT * FROM letters WHERE id = ?", (form.get("letter", ""),)), None)
        if row is None or not may_decide(officer, letter_place(store, row["id"], row["unit_id"])):
            raise Refused("台账中没有这份文书，或不在您的管辖地区。")
        _check({**row, **{name: str(value) for name, value in given.items()}})
        event = LetterEvent(
            id="",
            letter_id=row["id"],
            at=now(),
            kind=row["kind"],
            unit_id=row["unit_id"],
            year=row["year"],
            **given,
        )
        store.append(replace(event, id=row_hash(event)))
    return str(row["id"])


def _check(merged: Row) -> None:
    wrong = misdated(merged)
    if wrong and not merged["sent_on"]:
        raise Refused(f"请先登记发出日期，再登记{DAYS[wrong]}。")
    if wrong:
        raise Refused(f"{DAYS[wrong]}不能早于发出日期（{merged['sent_on']}）。")
