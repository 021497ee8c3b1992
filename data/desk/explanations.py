"""单位说明: what a unit says to a finding, with its papers, as an officer writes it down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path

from data.desk.decisions import allowed
from data.desk.files import Handed, handed
from data.desk.refusals import one_of, past_day, words
from data.desk.times import now
from data.desk.uploads import Sent
from data.records import Explanation, Officer
from data.runs import row_hash
from data.store import Store

WAYS = {
    "函件": "函件",
    "电话": "电话",
    "电子邮件": "电子邮件",
    "政务即时通信": "政务即时通信",
    "当面": "当面",
}
FILES = ("file1", "file2", "file3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A unit's explanation as the form holds it."""

    finding_id: str
    text: str
    how: str
    received_on: date
    files: tuple[Handed, ...]


def read(sent: Sent, today: date) -> Said:
    """Read the form; raises Refused with what is missing or not taken."""
    return Said(
        finding_id=sent.words.get("finding", ""),
        text=words(sent.words, "text", "说明内容"),
        how=one_of(sent.words, "how", "收到方式", WAYS),
        received_on=past_day(sent.words, "received_on", "收到日期", today),
        files=tuple(handed(*sent.files[name]) for name in FILES if name in sent.files),
    )


def keep(folder: Path, officer: Officer, said: Said) -> None:
    """Write an explanation down, its files first; raises Refused outside the officer's region."""
    draft = Explanation(
        id="",
        finding_id=said.finding_id,
        actor=officer.name,
        at=now(),
        text=said.text,
        received_on=said.received_on,
        how=said.how,
    )
    with Store(folder) as store:
        allowed(store, [said.finding_id], officer)
        rows = [
            replace(draft, attachment=store.keep(file.body), attachment_name=file.name) for file in said.files
        ] or [draft]
        rows = [rows[0], *(replace(row, text="") for row in rows[1:])]
        store.append(*(replace(row, id=row_hash(row)) for row in rows))


def together(rows: Sequence[Explanation]) -> list[Mapping[str, object]]:
    """Bring the rows of one explanation together: its words once, all its files."""
    found: list[Mapping[str, object]] = []
    for (at, actor), group in groupby(rows, key=lambda row: (row.at, row.actor)):
        each = sorted(group, key=lambda row: not row.text)
        files = [(row.attachment, row.attachment_name) for row in each if row.attachment]
        first = each[0]
        found.append(
            {
                "at": at.isoformat(),
                "actor": actor,
                "text": first.text,
                "how": first.how or "",
                "received_on": first.received_on,
                "files": files,
            }
        )
    return found
