"""Division codes (行政区划代码): which place lies in which. The same reading in every file and in `--region`.

A code has 6, 9 or 12 digits: province 2, prefecture 2, county 2, township 3, village 3 (GB/T 2260).
Groups of zeros at the end mean "all of it"; what is left is a prefix.
"""

from __future__ import annotations

import re
from functools import lru_cache

DIVISION_CODE = re.compile(r"[0-9]{6}|[0-9]{9}|[0-9]{12}")

_GROUP_ENDS = (2, 4, 6, 9, 12)


@lru_cache(maxsize=65_536)  # asked for every unit, year and deadline
def division_prefix(code: str) -> str:
    """Shorten a division code to the digits that name the place; empty means everywhere.

    Raises:
        ValueError: the code has not 6, 9 or 12 digits.

    >>> division_prefix("610900"), division_prefix("610925104"), division_prefix("000000")
    ('6109', '610925104', '')
    """
    if code and not DIVISION_CODE.fullmatch(code):
        raise ValueError(f"a division code has 6, 9 or 12 digits, not {code!r}")
    ends = [0, *(end for end in _GROUP_ENDS if end <= len(code))]
    while len(ends) > 1 and set(code[ends[-2] : ends[-1]]) == {"0"}:
        ends.pop()
    return code[: ends[-1]]


def covers(prefix_code: str, code: str) -> bool:
    """Tell whether the place `code` is the place `prefix_code` or lies in it.

    >>> covers("610900", "610925104"), covers("", "610925"), covers("610925", "610900")
    (True, True, False)
    """
    return division_prefix(code).startswith(division_prefix(prefix_code))
