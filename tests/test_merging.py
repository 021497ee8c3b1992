"""Merging is a union: idempotent, in any order, of every kind of row, and nothing is sent or said twice."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.clock import Clock
from data.content import content
from data.errors import Complaint
from data.evidence import damages
from data.merging import merge
from data.records import (
    Assignment,
    Explanation,
    LetterEvent,
    Look,
    Message,
    OutboxEvent,
    Reminder,
    Review,
    RosterEvent,
    Sighting,
    Walk,
)
from data.runs import Run, row_hash
from data.store import Store
from data.tables import TABLES
from monitor.mail.settle import BY_HAND
from monitor.season.roster import rosters

AT = datetime(2026, 2, 2, 2, tzinfo=UTC)
FINDING = "missing-report/u/2025"
# What an office does on one of its machines; the second word says which of a few things it is about.
DEEDS = ("look", "walk", "sight", "review", "assign", "explain", "remind", "roster", "draft", "note", "mail")
deeds = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.integers(0, 2), st.integers(0, 3)), min_size=1, max_size=8
)


def named(record: Any) -> Any:
    return replace(record, id=row_hash(record))


def look(store: Store, what: int, at: datetime, machine: str) -> None:
    run = Run.start(store, f"crawl {machine}", Clock(at))
    sha256 = store.keep(f"page {what}".encode())
    fields = {"portal_id": "p", "url": f"http://p.example/{what}", "purpose": "report"}
    run.record(Look(id="", run_id="", at=at, hash="", status=200, sha256=sha256, **fields))  # type: ignore[arg-type]
    run.finish("done")


def do(store: Store, deed: str, what: int, at: datetime, machine: str) -> None:
    """Do one thing; ids follow from facts, so the same deed at the same moment is the same row anywhere."""
    if deed == "look":
        look(store, what, at, machine)
    elif deed == "mail":
        mail(store, ("sent", "unknown", "failed")[what], at)
    else:
        if deed == "explain":
            store.keep(f"attachment {what}".encode())
        store.append(named(MADE[deed](what, at)))


def _walk(what: int, at: datetime) -> Walk:
    facts: dict[str, Any] = {"portal_id": "p", "column_url": "c", "outcome": "complete", "seen": what}
    return Walk(id="", run_id="r", started_at=at, finished_at=at, pages=(), **facts)


def _review(what: int, at: datetime) -> Review:
    verdict: Any = ("confirmed", "explained", "mistaken")[what]
    return Review(id="", finding_id=FINDING, actor=WHO[what], at=at, verdict=verdict, reason="见来函")


def _explanation(what: int, at: datetime) -> Explanation:
    sha256 = hashlib.sha256(f"attachment {what}".encode()).hexdigest()
    return Explanation(id="", finding_id=FINDING, actor=WHO[what], at=at, text="说明", attachment=sha256)


def _letter(at: datetime, **said: Any) -> LetterEvent:
    return LetterEvent(id="", letter_id="notice/u/2025/0", at=at, kind="notice", unit_id="u", **said)


def _roster(what: int, at: datetime) -> RosterEvent:
    event: Any = "confirmed" if what else "changed"
    return RosterEvent(id="", year=2025, at=at, event=event, entries=(f"u{what}\t\t",))


WHO = "王李张"
MADE: dict[str, Callable[[int, datetime], object]] = {
    "walk": _walk,
    "sight": lambda what, at: Sighting(
        id="", list_sha256=str(what), list_url="c", position=what, title="年报", url="u"
    ),
    "review": _review,
    "assign": lambda what, at: Assignment(
        id="", finding_id=FINDING, actor=WHO[what], at=at, assignee=WHO[what]
    ),
    "explain": _explanation,
    "remind": lambda what, at: Reminder(id="", unit_id="u", year=2025, at=at, actor=WHO[what], how="电话"),
    "roster": _roster,
    "draft": lambda what, at: _letter(at, drafted_at=at),
    "note": lambda what, at: _letter(at, doc_no=f"{what}号", sent_on=date(2026, 2, 3 + what)),
}


def mail(store: Store, end: str, at: datetime) -> None:
    fields = {"period": "2026-W06", "recipient": "a@b.example", "subject": "周报", "body_sha256": "0"}
    store.append(Message(id="<m>", body=b"", composed_at=AT, **fields))  # type: ignore[arg-type]
    done = sum(1 for _ in store.rows(OutboxEvent))
    for step, state in enumerate(("ready", "sending", end), done + 1):
        store.append(named(OutboxEvent(id="", message_id="<m>", step=step, state=state, at=at)))  # type: ignore[arg-type]


def told(store: Store) -> dict[str, object]:
    """Everything a folder says, without the order in which its rows were written."""
    databases = {"nianjian": store.db, "office": store.office}
    logs = {
        table.name: sorted(
            map(repr, databases[table.file].conn.execute(f'SELECT * FROM "{table.name}"').fetchall())
        )
        for table in TABLES
        if table.lifetime == "log" and databases[table.file][table.name].exists()
    }
    views = {
        name: list(database.query(f"SELECT * FROM {name} ORDER BY id"))
        for name, database in (("outbox", store.office), ("letters", store.office), ("runs", store.db))
    }
    return {**logs, **views, "content": list(content(store)), "rosters": rosters(store)}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.tuples(deeds, deeds, deeds))
def test_the_order_of_machines_does_not_matter_and_nothing_is_added_twice(
    machines: Sequence[Sequence[tuple[str, int, int]]],
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for number, done in enumerate(machines):
            with Store(folder / str(number)) as store:
                for turn, (deed, what, hour) in enumerate(done):  # one machine does one thing at a time
                    do(store, deed, what, AT + timedelta(hours=hour, minutes=turn), str(number))
        seen = []
        for order in permutations("012"):
            into = folder / f"into-{''.join(order)}"
            shutil.copytree(folder / order[0], into)
            with Store(into) as store:
                for each in order[1:]:
                    merge(store, folder / each)
                first = told(store)
                for each in order[1:]:
                    assert merge(store, folder / each) == (0, 0)
                assert told(store) == first
                assert list(damages(store)) == []
            seen.append(first)
        assert all(each == seen[0] for each in seen)


@pytest.mark.parametrize(
    ("here", "there", "state"),
    [
        (("ready", "sending", "sent"), ("ready", "ready", "ready", "ready", "ready"), "sent"),
        (("ready", "sending", "unknown"), ("ready", "ready", "ready", "ready"), "unknown"),
        (("ready", "failed"), ("ready", "ready", "ready"), "ready"),
        (("ready", "sending", "unknown", BY_HAND, "sending", "failed"), ("ready",), "failed"),
        (("ready", "sending", "unknown", BY_HAND), ("ready",), "ready"),
        (("ready", "sending", "sent"), ("ready", "sending", "unknown"), "sent"),
    ],
)
def test_a_mail_that_another_machine_may_have_sent_is_not_sent_again(
    tmp_path: Path, here: Sequence[str], there: Sequence[str], state: str
) -> None:
    for folder, steps in (("here", here), ("there", there)):
        with Store(tmp_path / folder) as store:
            fields = {"period": "2026-W06", "recipient": "a@b.example", "subject": "周报", "body_sha256": "0"}
            store.append(Message(id="<m>", body=b"", composed_at=AT, **fields))  # type: ignore[arg-type]
            for step, name in enumerate(steps, 1):
                by_hand = {"state": "ready", "detail": name} if name == BY_HAND else {"state": name}
                event = OutboxEvent(id="", message_id="<m>", step=step, at=AT, **by_hand)  # type: ignore[arg-type]
                store.append(named(event))
    for one, other in (("here", "there"), ("there", "here")):
        shutil.copytree(tmp_path / one, tmp_path / f"both-{one}")
        with Store(tmp_path / f"both-{one}") as store:
            merge(store, tmp_path / other)
            assert [row["state"] for row in store.office.query("SELECT state FROM outbox")] == [state]


def test_a_merge_cut_off_half_way_is_no_damage_and_is_finished_by_doing_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(tmp_path / "other") as other:
        for number in range(6):
            look(other, number % 3, AT + timedelta(hours=number), "other")
    monkeypatch.setattr("data.merging.CHUNK", 2)
    whole = Store.append
    for allowed in range(8):
        left = allowed

        def failing(store: Store, *log: object) -> int:
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
            return whole(store, *log)

        with Store(tmp_path / f"into-{allowed}") as store:
            monkeypatch.setattr(Store, "append", failing)
            with pytest.raises(KeyboardInterrupt):
                merge(store, tmp_path / "other")
            monkeypatch.setattr(Store, "append", whole)
            assert list(damages(store)) == []
            merge(store, tmp_path / "other")
            assert len(list(store.rows(Look))) == 6
            assert list(damages(store)) == []


def test_a_folder_is_not_merged_into_itself(tmp_path: Path) -> None:
    with Store(tmp_path / "data") as store, pytest.raises(Complaint, match="another data folder"):
        merge(store, tmp_path / "data" / ".." / "data")
