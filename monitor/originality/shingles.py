"""Texts as sets of five-character pieces, and which of many texts have much in common.

Every piece is a 32-bit fingerprint, a text the sorted array of its different ones. Texts that may be alike
are found with one-permutation MinHash and locality-sensitive hashing: 128 minima in 32 bands of 4, so that
texts sharing 54 % of all their pieces (70 % of each) meet in at least one band with 94 % certainty, those
sharing 68 % (80 % of each) nearly always. Nothing here depends on hash seeds or on the order of texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Prints = NDArray[np.uint64]
Pieces = NDArray[np.uint32]
Signatures = NDArray[np.uint32]
Pairs = NDArray[np.int64]

PIECE = 5  # characters
# Odd numbers without a pattern: the base of the fingerprints, and what spreads a character over 64 bits.
BASE = np.uint64(0x9E3779B97F4A7C15)
MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
BINS, BANDS = 128, 32
# More texts in one bucket than this are not compared each with each, but with the first and the one before.
CROWD = 24
CHUNK = 65_536


def prints_of(text: str) -> Prints:
    """Give the 64-bit fingerprint of each run of five characters, in the order of the text."""
    codes = np.frombuffer(text.encode("utf-32-le"), "<u4").astype(np.uint64)
    count = max(codes.size - PIECE + 1, 0)
    prints = codes[:count]
    for at in range(1, PIECE):
        prints = prints * BASE + codes[at : at + count]
    return (prints ^ (prints >> np.uint64(31))) * MIX[1]


def pieces_of(text: str) -> Pieces:
    """Give the fingerprints of a text's five-character pieces, sorted, each once."""
    ordered = np.sort((prints_of(text) >> np.uint64(32)).astype(np.uint32))
    different: Pieces = ordered[
        np.append(np.ones(min(ordered.size, 1), np.bool_), ordered[1:] != ordered[:-1])
    ]
    return different


def shared(one: Pieces, other: Pieces) -> int:
    """Count the pieces two texts share."""
    both = np.sort(np.concatenate((one, other)))
    return int(np.count_nonzero(both[1:] == both[:-1]))


def common(texts: Sequence[Pieces], more_than: float, bits: int) -> NDArray[np.bool_]:
    """Mark the pieces that stand in more texts than a number: `marks[piece % 2**bits]`.

    Pieces are counted in 2**bits places; take at least four times as many as a text's share of a place.
    """
    last = np.uint32(2**bits - 1)
    counts = np.zeros(2**bits, np.uint32)
    for text in texts:
        # A text that has two pieces in one place counts once there.
        counts[text & last] += np.uint32(1)
    return counts > more_than


def signatures(texts: Sequence[Pieces]) -> Signatures:
    """Give each text its 128 minima, one from each part of the range of fingerprints.

    A part without a piece takes the minimum of the next that has one, changed by the distance.
    """
    starts = np.arange(BINS, dtype=np.uint64) << np.uint64(25)
    signed = np.zeros((len(texts), BINS), np.uint32)
    there = np.zeros((len(texts), BINS), np.bool_)
    for row, text in enumerate(texts):
        at = np.searchsorted(text, starts.astype(np.uint32))
        inside = at < text.size
        signed[row, inside] = text[at[inside]]
        there[row, inside] = (signed[row, inside] >> np.uint32(25)) == np.flatnonzero(inside)
    for distance in range(1, BINS):
        if there.all():
            break
        _borrow(signed, there, distance)
    return signed


def _borrow(signed: Signatures, there: NDArray[np.bool_], distance: int) -> None:
    """Fill the empty parts whose next part has a minimum, at this step of the way."""
    right, filled = np.roll(signed, -1, axis=1), np.roll(there, -1, axis=1)
    empty = ~there & filled
    signed[empty] = right[empty] * np.uint32(0x9E3779B1) + np.uint32(distance)
    there |= empty


def meeting(signed: Signatures) -> Pairs:
    """Give the pairs of rows that agree in a band, each once, the lower row first; shape (n, 2)."""
    rows = len(signed)
    found = [np.empty(0, np.int64)]
    for band in np.split(signed, BANDS, axis=1):
        key = np.zeros(rows, np.uint64)
        for column in band.T:
            key = (key ^ column.astype(np.uint64)) * BASE
            key ^= key >> np.uint64(29)
        order = np.argsort(key, kind="stable")
        found += [low * rows + high for low, high in _neighbours(key[order], order)]
        found = [np.unique(np.concatenate(found))]
    return np.stack(np.divmod(found[0], max(rows, 1)), axis=1)


def _neighbours(key: NDArray[np.uint64], order: Pairs) -> Iterator[tuple[Pairs, Pairs]]:
    """Pair the rows of each bucket: all with all, in a crowd each with the first and the one before."""
    first = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1]))) if key.size else np.empty(0, int)
    sizes = np.diff(np.append(first, key.size))
    begin, size = np.repeat(first, sizes), np.repeat(sizes, sizes)
    place = np.arange(key.size)
    for distance in range(1, CROWD):
        later = np.flatnonzero((place - begin >= distance) & ((size <= CROWD) | (distance == 1)))
        if not later.size:
            break
        yield order[later - distance], order[later]
    crowded = np.flatnonzero((size > CROWD) & (place > begin))
    yield order[begin[crowded]], order[crowded]


def likeness(signed: Signatures, pairs: Pairs) -> NDArray[np.float64]:
    """Estimate for each pair which part of all its pieces both texts have (standard error 0.04)."""
    parts = [
        (signed[chunk[:, 0]] == signed[chunk[:, 1]]).mean(axis=1)
        for chunk in (pairs[at : at + CHUNK] for at in range(0, len(pairs), CHUNK))
    ]
    return np.concatenate(parts) if parts else np.empty(0)
