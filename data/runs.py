"""The log of what ran, and the hash chain that proves no look was added, changed or dropped afterwards."""

from __future__ import annotations

import hashlib
import os
import platform
from dataclasses import dataclass, field, replace

from data.clock import Clock
from data.codec import canonical_json, column_types, encode
from data.records import Look, RunEvent
from data.store import Store


def row_hash(record: object) -> str:
    """Hash a log row: the SHA-256 of its canonical JSON without its own `id` and `hash`."""
    facts = {
        name: encode(getattr(record, name))
        for name in column_types(type(record))
        if name not in ("id", "hash") and getattr(record, name) is not None
    }
    return hashlib.sha256(canonical_json(facts).encode()).hexdigest()


@dataclass
class Run:
    """One execution of a command. Looks recorded through it form a chain; `finish` seals count and head."""

    id: str
    command: str
    store: Store
    clock: Clock
    head: str | None = None
    count: int = 0
    finished: bool = field(default=False)

    @classmethod
    def start(cls, store: Store, command: str, clock: Clock) -> Run:
        """Write that a command began; the run's id is the hash of that row and of the moment."""
        process = f"{platform.node()}:{os.getpid()}"
        event = RunEvent(id="", run_id="", event="started", command=command, at=clock.now(), process=process)
        run_id = row_hash(event)
        store.append(replace(event, id=run_id, run_id=run_id))
        return cls(run_id, command, store, clock)

    @classmethod
    def resume(cls, store: Store, run_id: str, clock: Clock) -> Run:
        """Take up a run that was cut off, at the end of its chain, to close it properly."""
        started = next(store.rows(RunEvent, "run_id = ? AND event = 'started'", (run_id,)))
        looks = list(store.rows(Look, "run_id = ?", (run_id,)))
        head = looks[-1].hash if looks else None
        return cls(run_id, started.command, store, clock, head, len(looks))

    def record(self, look: Look) -> Look:
        """Append one look to the chain; `id`, `run_id`, `hash` and `previous_hash` are filled here."""
        linked = replace(look, run_id=self.id, previous_hash=self.head, hash="", id="")
        own = row_hash(linked)
        final = replace(linked, id=own, hash=own)
        self.store.append(final)
        self.head, self.count = own, self.count + 1
        return final

    def finish(self, outcome: str) -> None:
        """Write that the run ended, with the number of its looks and the head of their chain."""
        event = RunEvent(
            id="",
            run_id=self.id,
            event="finished",
            command=self.command,
            at=self.clock.now(),
            outcome=outcome,
            count=self.count,
            head=self.head,
        )
        self.store.append(replace(event, id=row_hash(event)))
        self.finished = True


def unfinished(store: Store) -> list[str]:
    """List the runs that began and never ended: still going, or cut off."""
    ended = {event.run_id for event in store.rows(RunEvent, "event = 'finished'")}
    return [event.run_id for event in store.rows(RunEvent, "event = 'started'") if event.run_id not in ended]
