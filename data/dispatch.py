"""The days of a letter in their order, the same on the desk and on the command line. Pure."""

from __future__ import annotations

from collections.abc import Mapping

LATER = ("rectify_by", "returned_on")


def misdated(row: Mapping[str, object]) -> str | None:
    """Name the first day of a letter that lies before it was sent, or is there though it was not; else None.

    Days are ISO texts.

    >>> misdated({"sent_on": "2026-02-10", "rectify_by": "2026-02-09", "returned_on": None})
    'rectify_by'
    """
    sent = row["sent_on"]
    wrong = (name for name in LATER if row[name] and (not sent or str(row[name]) < str(sent)))
    return next(wrong, None)
