"""Is the evidence still what it was: every snapshot against its name, every look against its chain."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from data.records import Explanation, HandReport, Look, RunEvent
from data.runs import row_hash
from data.snapshots import DamagedSnapshot, MissingSnapshot
from data.store import Store


def damages(store: Store) -> Iterator[str]:
    """Name each damaged piece in one line; nothing comes out when everything is whole.

    Checked are the database files themselves, the triggers that keep the logs append-only, the SHA-256 of
    every body that a look, a unit's explanation or an entry by hand refers to, every look's own hash and its
    link to the look before it, and the count and head each finished run sealed.
    """
    yield from store.ills()
    yield from (f"trigger {name}: not there, its log could have been altered" for name in store.lost_guards())
    yield from _bodies(store)
    yield from _chains(store)


def _bodies(store: Store) -> Iterator[str]:
    wanted = {look.sha256 for look in store.rows(Look, "sha256 IS NOT NULL")}
    wanted |= {each.attachment for each in store.rows(Explanation, "attachment IS NOT NULL")}
    wanted |= {each.sha256 for each in store.rows(HandReport, "sha256 IS NOT NULL")}
    for sha256 in sorted(each for each in wanted if each):
        try:
            store.body(sha256)
        except (MissingSnapshot, DamagedSnapshot) as error:
            yield str(error)


def _chains(store: Store) -> Iterator[str]:
    seals = {event.run_id: event for event in store.rows(RunEvent, "event = 'finished'")}
    looks = store.rows(Look, "1 ORDER BY run_id, rowid")
    chains = {run_id: list(chain) for run_id, chain in groupby(looks, key=lambda look: look.run_id)}
    for run_id in sorted(set(chains) | set(seals)):
        chain = chains.get(run_id, [])
        yield from _links(chain)
        seal = seals.get(run_id)
        head = chain[-1].hash if chain else None
        if seal and (seal.count, seal.head) != (len(chain), head):
            sealed, found = f"{seal.count} looks up to {seal.head}", f"{len(chain)} up to {head}"
            yield f"run {run_id}: sealed with {sealed}, found {found}"
    for event in store.rows(RunEvent):
        if event.id != row_hash(event) and event.event == "finished":
            yield f"run {event.run_id}: its closing row was altered"


def _links(chain: list[Look]) -> Iterator[str]:
    before: str | None = None
    for look in chain:
        if look.hash != row_hash(look) or look.id != look.hash:
            yield f"look {look.id} ({look.url}): the row was altered"
        if look.previous_hash != before:
            yield f"look {look.id} ({look.url}): does not follow the look before it; one is missing or moved"
        before = look.hash
