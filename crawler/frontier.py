"""What a search for a column still has to try: the most promising link first, each place once. Pure."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.addresses import same_place


@dataclass
class Search:
    """The links still to be tried, the best first, and the places already tried."""

    tried: set[str] = field(default_factory=set)
    _ahead: list[tuple[int, int, str]] = field(default_factory=list)
    _counter: int = 0

    def add(self, value: int, url: str) -> None:
        """Remember a link; of equals the one found first is tried first."""
        if same_place(url) not in self.tried:
            self._counter += 1
            heapq.heappush(self._ahead, (-value, self._counter, url))

    def skip(self, urls: Iterable[str]) -> None:
        """Never try these: they are further pages of what was found."""
        self.tried.update(same_place(url) for url in urls)

    def next(self, least: int = 0) -> str | None:
        """Take the best link that was not tried yet and attracts at least so much, None without one."""
        while self._ahead and -self._ahead[0][0] >= least:
            url = heapq.heappop(self._ahead)[2]
            if same_place(url) not in self.tried:
                self.tried.add(same_place(url))
                return url
        return None
