"""All reports that are compared: masked, cut into pieces, and what everybody says left out.

Left out are pieces that stand in more than 1 % of a year's reports, or in more than 20 % of a county's
(domain §6.2), once there are enough of them: a handful of copies must not make itself common. What then
remains of a section must be 30 pieces and 200 characters, else it is too short to be judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from monitor.originality.masking import Masked, mask
from monitor.originality.shingles import Pieces, common, pieces_of, shared

COMPARED = ("overview", "problems")
# Below this many compared characters a text says too little to be anybody's copy (contract §5, domain §6.3).
SHORTEST, FEWEST_PIECES = 200, 30

Row = int

COMMON_IN_YEAR, FLOOR_IN_YEAR, YEAR_BITS = 0.01, 10, 24
COMMON_IN_COUNTY, FLOOR_IN_COUNTY, COUNTY_BITS = 0.20, 4, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One document that is a unit's report on a year, as far as its words go.

    `published_on` is its best day, `seen_on` the day we first had it; `family` are the ids of the units with
    which sharing is in order: those above it, its successor. `current`: it is the document that counts for
    its unit and year; others are compared as later ones, and never named as a source of other units' words.
    """

    report_id: str
    unit_id: str
    unit_name: str
    year: int
    division_code: str
    sections: Mapping[str, str]
    seen_on: date
    published_on: date | None = None
    names: tuple[str, ...] = ()
    current: bool = True
    family: frozenset[str] = frozenset()


class Corpus:
    """All texts in a fixed order. A row is a place in `texts`; everything else is worked out when asked."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = texts

    @cached_property
    def masked(self) -> Mapping[str, Sequence[Masked]]:
        """The words of each section that are compared."""
        return {
            key: [mask(text.sections.get(key, ""), text.names) for text in self.texts] for key in COMPARED
        }

    @cached_property
    def own(self) -> Mapping[str, Sequence[Pieces]]:
        """The pieces of each section that are not common in its year or county."""
        return {key: self._own_pieces([each.text for each in self.masked[key]]) for key in COMPARED}

    @cached_property
    def counts(self) -> Mapping[str, Sequence[bool]]:
        """Whether a section is long enough to be judged alone."""
        return {
            key: [
                len(masked.text) >= SHORTEST and own.size >= FEWEST_PIECES
                for masked, own in zip(self.masked[key], self.own[key], strict=True)
            ]
            for key in COMPARED
        }

    def says_enough(self, row: Row) -> bool:
        """Tell whether a report has both sections, and enough of its own in them together."""
        length = [len(self.masked[key][row].text) for key in COMPARED]
        own = sum(int(self.own[key][row].size) for key in COMPARED)
        return all(length) and sum(length) >= SHORTEST and own >= FEWEST_PIECES

    def share(self, key: str, later: Row, source: Row) -> float:
        """Tell which share of a later section's own pieces the source has."""
        mine, theirs = self.own[key][later], self.own[key][source]
        return shared(mine, theirs) / mine.size if mine.size else 0.0

    def _own_pieces(self, texts: Sequence[str]) -> list[Pieces]:
        pieces = [pieces_of(text) for text in texts]
        kept = [np.ones(each.size, np.bool_) for each in pieces]
        self._mark(pieces, kept, lambda text: (text.year,), (COMMON_IN_YEAR, FLOOR_IN_YEAR, YEAR_BITS))
        self._mark(
            pieces,
            kept,
            lambda text: (text.year, text.division_code[:6]),
            (COMMON_IN_COUNTY, FLOOR_IN_COUNTY, COUNTY_BITS),
        )
        return [each[mine] for each, mine in zip(pieces, kept, strict=True)]

    def _mark(
        self,
        pieces: Sequence[Pieces],
        kept: Sequence[NDArray[np.bool_]],
        group_of: Callable[[Text], tuple[object, ...]],
        measure: tuple[float, int, int],
    ) -> None:
        """Strike out in `kept` what is common within a group of reports, each unit asked once."""
        part, floor, bits = measure
        for rows in grouped(self.texts, group_of):
            asked = [pieces[row] for row in rows if self.texts[row].current]
            if len(asked) > floor:
                marks = common(asked, max(part * len(asked), floor), bits)
                for row in rows:
                    kept[row][marks[pieces[row] & np.uint32(2**bits - 1)]] = False


def grouped(texts: Sequence[Text], group_of: Callable[[Text], object]) -> Iterator[list[Row]]:
    """Give the rows of each group of texts, in the order of the texts."""
    groups: dict[object, list[Row]] = defaultdict(list)
    for row, text in enumerate(texts):
        groups[group_of(text)].append(row)
    yield from groups.values()


def is_earlier(source: Text, later: Text) -> bool:
    """Tell whether one report is known to have been published before the other."""
    if source.published_on is None or later.published_on is None:
        return False
    return source.published_on < later.published_on


def related(one: Text, other: Text) -> bool:
    """Tell whether two units may well share paragraphs: office and government, predecessor, successor."""
    return one.unit_id in other.family or other.unit_id in one.family
