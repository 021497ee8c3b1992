"""Do the heads of tables 3 and 4 stand in the order of the form? If not, counting cells proves nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.forms import DISPUTE_RESULTS
from parsers.tables.witness import APPLICANT_KEYS
from parsers.words import Word

_RESULTS = tuple(column.key for column in DISPUTE_RESULTS)
_NO_COLUMN = ("勾稽", "申请人情况", "法人", "行政复议", "行政诉讼", "复议后", "直接起诉")
LONGEST = 12
FEWEST = len(APPLICANT_KEYS) // 2  # known heads that make a run of texts the head of a table


def out_of_order(words: Iterable[Word]) -> frozenset[str]:
    """Name the tables (`t3`, `t4`) whose heads, in reading order, are not those of the form.

    Heads that are missing do not matter; known ones in another order do, and so does an unknown one where a
    known one is missing.
    """
    found: set[str] = set()
    run: list[Word] = []
    for word in words:
        if word.figure or word.row == "new_received":
            if len(run) >= FEWEST:
                found |= _judge(run)
            run = []
        elif not word.blank and not word.group:
            run.append(word)
    return frozenset(found | _judge(run))


def _judge(run: Sequence[Word]) -> set[str]:
    if sum(word.applicant in APPLICANT_KEYS[:5] for word in run) >= FEWEST:
        return {"t3"} if _applicants_astray(run) else set()
    if sum(word.dispute in ("upheld", "corrected", "pending") for word in run) >= len(_RESULTS):
        return {"t4"} if _results_astray(run) else set()
    return set()


def _applicants_astray(run: Sequence[Word]) -> bool:
    first = next(number for number, word in enumerate(run) if word.applicant in APPLICANT_KEYS[:5])
    heads = [
        word
        for word in run[first:]
        if len(word.text) <= LONGEST and not any(other in word.text for other in _NO_COLUMN)
    ]
    keys = [word.applicant for word in heads]
    order = [APPLICANT_KEYS.index(key) for key in keys if key and key != "total"]
    complete = len(set(order)) == len(APPLICANT_KEYS) - 1
    return order != sorted(set(order)) or (None in keys and not complete)


def _results_astray(run: Sequence[Word]) -> bool:
    """Tell whether the results are no part of upheld, corrected, other, pending, total, three times over."""
    wanted = list(_RESULTS * 3)
    for key in (word.dispute for word in run):
        if key is None:
            continue
        while wanted and wanted[0] not in key:
            wanted.pop(0)
        if not wanted:
            return True
        wanted.pop(0)
    return False
