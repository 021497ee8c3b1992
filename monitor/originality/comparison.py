"""Two texts side by side: which share of the later is in the earlier, and where the shared passages stand.

A passage is shared when five characters in a row stand in both texts, wherever: moved paragraphs are found,
too. The share (重复率) counts those five-character pieces of the later text that the earlier one has.

>>> found = compare("甲镇2021年坚持问题导向抓整改。", "甲镇2022年坚持问题导向抓整改！", ("甲镇",))
>>> round(found.share, 2), found.run, found.earlier, found.later
(0.89, 12, ((0, 16),), ((0, 16),))
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.originality.masking import Masked, Span, mask
from monitor.originality.shingles import BASE, MIX, PIECE, Prints, prints_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two texts share: `share` from 0 to 1, `run` the longest in compared characters.

    `earlier` and `later` are the shared passages, as places in the texts as they were given.
    """

    share: float
    run: int
    earlier: tuple[Span, ...]
    later: tuple[Span, ...]


def compare(earlier: str, later: str, masks: Iterable[str]) -> Comparison:
    """Compare two sections as they were published; `masks` are the names of both units and those above."""
    names = tuple(masks)
    return compare_masked(mask(earlier, names, placed=True), mask(later, names, placed=True))


def compare_masked(earlier: Masked, later: Masked) -> Comparison:
    """Compare two sections that are masked already, with their way back."""
    mine, theirs = prints_of(later.text), prints_of(earlier.text)
    found, there = np.isin(mine, theirs), np.isin(theirs, mine)
    different = np.unique(mine).size
    return Comparison(
        share=np.unique(mine[found]).size / different if different else 0.0,
        run=longest_run(earlier.text, later.text),
        earlier=_passages(earlier, there),
        later=_passages(later, found),
    )


def _passages(text: Masked, shared: NDArray[np.bool_]) -> tuple[Span, ...]:
    """Join the five-character runs that are shared, where they meet, and find them in the original."""
    places = np.flatnonzero(shared)
    if not places.size:
        return ()
    last = np.append(np.diff(places) > PIECE, True)
    first = np.append(True, last[:-1])
    runs = zip(places[first].tolist(), places[last].tolist(), strict=True)
    return tuple(text.original(start, end + PIECE) for start, end in runs)


def longest_run(one: str, other: str) -> int:
    """Tell how many characters in a row both texts have at most.

    A run of n characters contains shorter ones, so the length is found by halving; runs of one length are
    told apart by a 64-bit fingerprint (two different ones agree once in 10^12 comparisons of such texts).
    """
    powers = np.ones(max(len(one), len(other)) + 1, np.uint64)
    np.multiply.accumulate(np.full(powers.size - 1, BASE, np.uint64), out=powers[1:])
    first, second = _beginnings(one, powers), _beginnings(other, powers)
    shortest, longest = 0, min(len(one), len(other))
    while shortest < longest:
        middle = (shortest + longest + 1) // 2
        if _meet(_runs(first, powers, middle), _runs(second, powers, middle)):
            shortest = middle
        else:
            longest = middle - 1
    return shortest


def _beginnings(text: str, powers: Prints) -> Prints:
    """Give the fingerprints of all beginnings of a text, the empty one first."""
    codes = np.frombuffer(text.encode("utf-32-le"), "<u4").astype(np.uint64)
    spread = (codes + np.uint64(1)) * MIX[0]
    mixed = (spread ^ (spread >> np.uint64(31))) * MIX[1]
    prints = np.zeros(codes.size + 1, np.uint64)
    np.add.accumulate(mixed * powers[: codes.size], out=prints[1:])
    return prints


def _runs(beginnings: Prints, powers: Prints, length: int) -> Prints:
    """Give the fingerprints of all runs of one length, each as if it stood in the same place."""
    starts = beginnings.size - length
    return (beginnings[length:] - beginnings[:starts]) * powers[::-1][:starts]


def _meet(some: Prints, others: Prints) -> bool:
    """Tell whether two lists of fingerprints, neither of them empty, have one in common."""
    ordered = np.sort(some)
    places = np.searchsorted(ordered, others).clip(max=ordered.size - 1)
    return bool((ordered[places] == others).any())
