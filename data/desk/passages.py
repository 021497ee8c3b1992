"""What two texts share, made ready to be marked side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

SHORTEST = 8  # characters; shorter runs are shared by chance
LONGEST = 6_000  # characters of a text compared; beyond it nothing is marked

Piece = tuple[str, bool]


def marked(earlier: str, later: str) -> Mapping[str, object]:
    """Cut two texts into pieces, each shared or not; say what share of the later one is shared.

    >>> found = marked("我镇坚持问题导向抓整改。甲", "我镇坚持问题导向抓整改。乙")
    >>> found["later_pieces"], found["share"], found["longest"]
    ([('我镇坚持问题导向抓整改。', True), ('乙', False)], 92.3, 12)
    """
    if max(len(earlier), len(later)) > LONGEST:
        plain = {"earlier_pieces": [(earlier, False)], "later_pieces": [(later, False)]}
        return {**plain, "share": None, "longest": 0}
    matcher = SequenceMatcher(None, earlier, later, autojunk=False)
    runs = [run for run in matcher.get_matching_blocks() if run.size >= SHORTEST]
    shared = sum(run.size for run in runs)
    return {
        "earlier_pieces": _pieces(earlier, [(run.a, run.size) for run in runs]),
        "later_pieces": _pieces(later, [(run.b, run.size) for run in runs]),
        "share": round(100 * shared / len(later), 1) if later else None,
        "longest": max((run.size for run in runs), default=0),
    }


def _pieces(text: str, runs: list[tuple[int, int]]) -> list[Piece]:
    pieces: list[Piece] = []
    done = 0
    for start, size in runs:
        pieces += [(text[done:start], False), (text[start : start + size], True)]
        done = start + size
    pieces.append((text[done:], False))
    return [piece for piece in pieces if piece[0]]


def hits(text: str, words: Sequence[str]) -> list[Piece]:
    """Cut a text at every place where one of the words stands.

    >>> hits("甲乙丙", ["乙"])
    [('甲', False), ('乙', True), ('丙', False)]
    """
    if not words:
        return [(text, False)]
    cut = re.split("(" + "|".join(map(re.escape, words)) + ")", text, flags=re.IGNORECASE)
    return [(piece, bool(place % 2)) for place, piece in enumerate(cut) if piece]
