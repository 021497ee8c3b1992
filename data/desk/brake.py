"""A brake on guesses at passwords: per account and per address, ever slower, never for ever.

The first tries are free; after them every wrong one doubles the wait, up to `LONGEST`. What was counted is
forgotten after `FORGOTTEN` without a try. An address from which an account has logged in before is counted
apart for that account, so that a stranger who guesses on does not keep its owner out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

FREE = {"account": 5, "address": 20}
FIRST, LONGEST, FORGOTTEN = 15.0, 900.0, 3600.0  # seconds
MOST = 10_000  # counters kept; the oldest go first


@dataclass(slots=True)
class _Count:
    wrong: int = 0
    last: float = 0.0

    def wait(self, free: int, now: float) -> float:
        """Tell how many seconds the next try has to wait."""
        if self.wrong < free or now - self.last > FORGOTTEN:
            return 0.0
        pause = min(FIRST * 2.0 ** min(self.wrong - free, 10), LONGEST)
        return max(self.last + pause - now, 0.0)


@dataclass(slots=True)
class Brake:
    """The counters of one desk; they live as long as it runs. `now` is any clock that only goes forward."""

    _counts: dict[tuple[str, str], _Count] = field(default_factory=dict)
    _known: set[tuple[str, str]] = field(default_factory=set)

    def try_once(self, account: str, address: str, now: float) -> float:
        """Count a try as wrong until `passed` says otherwise; gives the seconds to wait, 0 if it may be made.

        Counting comes first, so that many tries at once cannot slip through together.
        """
        keys = self._keys(account, address)
        wait = max(self._count(key).wait(FREE[key[0]], now) for key in keys)
        if wait:
            return wait
        for key in keys:
            count = self._count(key)
            count.wrong = 1 if now - count.last > FORGOTTEN else count.wrong + 1
            count.last = now
        return 0.0

    def passed(self, account: str, address: str) -> None:
        """A try was right: the account is free again, and so is one try of the address."""
        self._counts.pop(self._keys(account, address)[0], None)
        self.unmade(None, address)
        self._known.add((account, address))

    def unmade(self, account: str | None, address: str) -> None:
        """A try was no guess (its form was refused): take it back."""
        keys = self._keys(account or "", address)
        for key in keys if account else keys[1:]:
            if key in self._counts:
                self._counts[key].wrong = max(self._counts[key].wrong - 1, 0)

    def _keys(self, account: str, address: str) -> tuple[tuple[str, str], tuple[str, str]]:
        own = f"{account}\n{address}" if (account, address) in self._known else account
        return ("account", own), ("address", address)

    def _count(self, key: tuple[str, str]) -> _Count:
        if key not in self._counts:
            while len(self._counts) >= MOST:
                del self._counts[next(iter(self._counts))]
            self._counts[key] = _Count()
        return self._counts[key]
