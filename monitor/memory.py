"""What was judged before is not judged again: answers kept by a fingerprint of everything they rest on.

Two kinds of work are remembered: what the rules say of one unit's documents, and which passages two sections
share. Both are pure functions of what they are given, so the fingerprint of that, and of the program itself,
is all an answer depends on: nothing is ever invalidated, only no longer asked for, and what was not asked for
by the last judgement is forgotten. A changed report, register or common phrase changes what the rules of its
unit are given, and they judge anew; a day that only passed changes nothing they are given.

The answers lie in office.db: some quote what only officers may read. They are no evidence and may be dropped.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from data.codec import canonical_json
from data.records import Finding, Remembered
from data.store import Store
from monitor.dossier import Dossier
from monitor.originality.comparison import Comparison, compare
from monitor.rules import findings_of_documents

Answer = TypeVar("Answer")

# The code an answer may depend on: rules and what they read, the vocabulary, the two solvers they call.
SOURCES = ("monitor", "data")
SOLVERS = ("highspy", "numpy")
_FINDINGS: TypeAdapter[tuple[Finding, ...]] = TypeAdapter(tuple[Finding, ...])
_COMPARISON: TypeAdapter[Comparison] = TypeAdapter(Comparison)


class Memory:
    """The answers of one store. Ask as often as you like; `keep` writes down what was new."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.asked: set[str] = set()
        self.fresh: dict[str, Remembered] = {}
        self._neighbours: dict[int, tuple[object, str]] = {}

    @property
    def judged(self) -> int:
        """How many answers had to be worked out."""
        return len(self.fresh)

    def findings(self, dossier: Dossier) -> tuple[Finding, ...]:
        """Answer for `findings_of_documents`."""
        told = f"{self._around(dossier.neighbours)}{replace(dossier, neighbours=())!r}"
        return self._recall(_FINDINGS, told, lambda: findings_of_documents(dossier))

    def compare(self, earlier: str, later: str, names: tuple[str, ...]) -> Comparison:
        """Answer for `monitor.originality.comparison.compare`."""
        return self._recall(
            _COMPARISON, repr((earlier, later, names)), lambda: compare(earlier, later, names)
        )

    def keep(self) -> None:
        """Write down what was new and forget what nobody asked for."""
        with self.store.atomic("office"):
            known = {key for (key,) in self.store.office.conn.execute("SELECT key FROM remembered")}
            for key in sorted(known - self.asked):
                self.store.drop(Remembered, key)
            self.store.put(*self.fresh.values())

    def _recall(self, kind: TypeAdapter[Answer], told: str, make: Callable[[], Answer]) -> Answer:
        key = sha256(f"{program()}{told}".encode("utf-8", "surrogatepass")).hexdigest()
        self.asked.add(key)
        row = self.fresh.get(key) or next(self.store.rows(Remembered, "key = ?", (key,)), None)
        if row is not None:
            try:
                return kind.validate_json(zlib.decompress(row.answer))
            except (zlib.error, ValidationError):  # damaged: worked out again, as if it had not been there
                pass
        answer = make()
        self.fresh[key] = Remembered(key=key, answer=zlib.compress(canonical_json(answer).encode(), 1))
        return answer

    def _around(self, neighbours: tuple[object, ...]) -> str:
        """Give the fingerprint of a portal's units; all of them share one tuple, written out once."""
        known = self._neighbours.get(id(neighbours))
        if known is None:
            known = neighbours, sha256(repr(neighbours).encode()).hexdigest()
            self._neighbours[id(neighbours)] = known
        return known[1]


@cache
def program() -> str:
    """Give the fingerprint of the program: any changed line of it makes every answer a new one."""
    root = Path(__file__).parents[1]
    told = sha256("".join(version(name) for name in SOLVERS).encode())
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*.py")):
            told.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return told.hexdigest()
