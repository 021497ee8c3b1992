"""Copies: which text of a report is compared, and what is left out of the comparison.

Compared are section 1 (总体情况) and section 5 (问题及改进), tables and headings dropped. Years and the
names of the unit and of those above it are masked, because they change or stay without saying anything
(domain §6.2).

>>> mask("2022年，洛水镇公开信息 12条", ("洛水镇",)) == mask("2021年,洛水镇公开信息12条", ("洛水镇",))
True
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

COMPARED = ("overview", "problems")
# Below this many compared characters a text says too little to be anybody's copy (contract §5).
SHORTEST = 200

# A year, not a count: 2021年, 〔2021〕, 2021-01-26, 2021至2022年; never 2021条.
_YEAR = re.compile(r"(?<!\d)20[0-3]\d(?=年|[-./]\d|[〕\])至—~-])|二[〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_PUNCTUATION = str.maketrans({"，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "。": ".", "、": ","})


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The masked text of one report that is compared; `sections` in the order of `COMPARED`."""

    sections: tuple[str, ...]

    @property
    def length(self) -> int:
        """How many characters are compared."""
        return sum(len(text) for text in self.sections)


def mask(text: str, names: Iterable[str]) -> str:
    """Fold forms of one character, drop white space, put Y for years and U for the unit's own names.

    Other figures stay: equal masked texts have equal figures.
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(_PUNCTUATION)
    for name in sorted((unicodedata.normalize("NFKC", each) for each in names), key=len, reverse=True):
        plain = plain.replace(name, "U") if len(name) > 1 else plain
    return _YEAR.sub("Y", plain)


def compared(sections: Mapping[str, str], names: Iterable[str]) -> Compared | None:
    """Take what is compared out of a report; None when a section is missing or all is too short to judge."""
    kept = tuple(names)
    masked = Compared(sections=tuple(mask(sections.get(key, ""), kept) for key in COMPARED))
    return masked if all(masked.sections) and masked.length >= SHORTEST else None
