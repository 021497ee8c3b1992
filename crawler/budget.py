"""How much one portal may be asked in one run. Pure."""

from __future__ import annotations

from dataclasses import dataclass


class BudgetSpent(Exception):
    """The portal may not be asked any more in this run."""


@dataclass
class Budget:
    """How many requests a portal may get in one run, and until when (seconds on the loop's clock)."""

    requests: int
    until: float | None = None
    spent: int = 0

    def spend(self, now: float) -> None:
        """Count one request; raises BudgetSpent when there is none left."""
        if self.spent >= self.requests or (self.until is not None and now >= self.until):
            raise BudgetSpent
        self.spent += 1
