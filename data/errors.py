"""Complaints about input and configuration, said so that the reader can cure them."""

from __future__ import annotations


class Complaint(Exception):
    """Something the user gave us cannot be used; nothing was changed.

    Args:
        where: file, line and column, option or environment variable.
        seen: the offending value, as given.
        expected: what it should be.
        cure: what to do now.

    >>> print(Complaint("units.csv:3 kind", "burea", "one of department, …", "correct the cell"))
    units.csv:3 kind: seen 'burea', should be one of department, …. Correct the cell
    """

    def __init__(self, where: str, seen: object, expected: str, cure: str) -> None:
        now = cure[:1].upper() + cure[1:]
        super().__init__(f"{where}: seen {seen!r}, should be {expected}. {now}")
        self.where, self.seen, self.expected, self.cure = where, seen, expected, cure
