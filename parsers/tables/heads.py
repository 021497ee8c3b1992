"""Do the heads of tables 3 and 4 stand in the order of the form? If not, counting cells proves nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.forms import DISPUTE_RESULTS
from parsers import labels
from parsers.figures import is_figure
from parsers.tables.witness import APPLICANT_KEYS

_RESULTS = tuple(column.key for column in DISPUTE_RESULTS)
_NO_COLUMN = ("勾稽", "申请人情况", "法人", "行政复议", "行政诉讼", "复议后", "直接起诉")
LONGEST = 12


def out_of_order(texts: Iterable[str]) -> frozenset[str]:
    """Name the tables (`t3`, `t4`) whose heads, in reading order, are not those of the form.

    Heads that are missing do not matter; known ones in another order do, and so does an unknown one where a
    known one is missing.
    """
    found = set()
    run: list[str] = []
    for text in texts:
        if is_figure(text) or labels.row(text) == "new_received":
            found |= _judge(run)
            run = []
        elif text.strip() and not labels.is_group(text):
            run.append(text)
    return frozenset(found | _judge(run))


def _judge(run: Sequence[str]) -> set[str]:
    if sum(labels.applicant(text) in APPLICANT_KEYS[:5] for text in run) >= len(APPLICANT_KEYS) // 2:
        return {"t3"} if _applicants_astray(run) else set()
    if sum(labels.dispute(text) in ("upheld", "corrected", "pending") for text in run) >= len(_RESULTS):
        return {"t4"} if _results_astray(run) else set()
    return set()


def _applicants_astray(run: Sequence[str]) -> bool:
    first = next(number for number, text in enumerate(run) if labels.applicant(text) in APPLICANT_KEYS[:5])
    heads = [
        text for text in run[first:] if len(text) <= LONGEST and not any(word in text for word in _NO_COLUMN)
    ]
    keys = [labels.applicant(text) for text in heads]
    order = [APPLICANT_KEYS.index(key) for key in keys if key and key != "total"]
    complete = len(set(order)) == len(APPLICANT_KEYS) - 1
    return order != sorted(set(order)) or (None in keys and not complete)


def _results_astray(run: Sequence[str]) -> bool:
    """Tell whether the results are no part of upheld, corrected, other, pending, total, three times over."""
    wanted = list(_RESULTS * 3)
    for key in (labels.dispute(text) for text in run):
        if key is None:
            continue
        while wanted and wanted[0] not in key:
            wanted.pop(0)
        if not wanted:
            return True
        wanted.pop(0)
    return False
