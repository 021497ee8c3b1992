"""One list of a report column, and whether all of it was shown."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.addresses import same_place
from crawler.families import Family
from crawler.fetching import Sight
from crawler.pages import Item


@dataclass
class Part:
    """One list of a column: what it declares, what it showed, and how often it showed something twice."""

    family: Family
    first: Sight
    declared: int | None = None
    places: set[str] = field(default_factory=set)
    twice: int = 0
    settled: bool = True

    def take(self, declared: int | None, items: tuple[Item, ...]) -> bool:
        """Count one page's entries; gives whether it held any that were not there before."""
        if declared is not None:
            self.declared = max(declared, self.declared or 0)
        before = len(self.places)
        self.places.update(same_place(item.url) for item in items)
        fresh = len(self.places) - before
        if fresh:  # a page that shows nothing new explains nothing that is missing
            self.twice += len(items) - fresh
        return bool(fresh)

    @property
    def short(self) -> bool:
        """Whether entries are missing; one listed twice counts twice, if the list stood still meanwhile."""
        shown = len(self.places) + (self.twice if self.settled else 0)
        return self.declared is not None and shown < self.declared

    @property
    def doubtful(self) -> bool:
        """Whether only entries listed twice make up the number declared."""
        return self.declared is not None and len(self.places) < self.declared <= len(self.places) + self.twice
