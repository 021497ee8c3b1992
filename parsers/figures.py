"""What one cell prints: a number, nothing, a dash, words, or doubtful digits. Nothing is repaired."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from data.records import CellState, Figure

_HIDDEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_DASHES = str.maketrans("−–—―─‐‑﹣", "--------")
_UNIT = r"(?:[百千万亿]{0,2}(?:元|件|条|项|个|次|份|人次|人|宗|起|批|部|篇)|万|亿|%)"
_NUMBER = re.compile(
    rf"(?P<sign>[+-]|增加?|减少?)?\s*(?P<digits>\d+|\d{{1,3}}(?:,\d{{3}})+)(?P<rest>\.\d+)?\s*(?P<unit>{_UNIT})?"
)
# Marks of footnotes and numberings that full width forms would make digits of: 3① is not 31.
_MARK = re.compile("[²³¹⁰-⁹₀-₉①-⒛⓪-⓿❶-➓㉑-㉟㊱-㊿]")
_GAP = re.compile(r"(?<=[\d.,])\s+(?=[\d.,])")
_NOT_APPLICABLE = re.compile(r"[-/\\~]+|无|不适用|n/a", re.IGNORECASE)
LONGEST = 12
WIDEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One cell as read: either `number` is its figure, or `state` says why there is none.

    `readings` are the figures an uncertain print could mean; `unit` is a printed unit that was left out.
    """

    raw: str
    number: Figure | None = None
    state: CellState | None = None
    readings: tuple[Figure, ...] = ()
    unit: str = ""

    @property
    def content(self) -> tuple[CellState | None, Figure | None, str]:
        """Give what two readings of a cell must share to be the same."""
        return self.state, self.number, self.raw if self.state in ("text", "uncertain") else ""


@lru_cache(maxsize=4096)
def printed(raw: str) -> Printed:
    """Read one cell.

    >>> printed("1，234").number, printed("251000元").unit, printed("－18").number, printed("增2").number
    (1234, '元', -18, 2)
    >>> printed(" ").state, printed("/").state, printed("见附件").state, printed("2 0").state
    ('blank', 'not_applicable', 'text', 'uncertain')
    >>> printed("3①").state, printed("3①").readings
    ('uncertain', (3,))
    """
    if _MARK.search(raw):
        return _marked(raw)
    text = unicodedata.normalize("NFKC", _HIDDEN.sub("", raw)).translate(_DASHES).strip()
    if not text:
        return Printed(raw=raw, state="blank")
    if _NOT_APPLICABLE.fullmatch(text):
        return Printed(raw=raw, state="not_applicable")
    joined = _GAP.sub("", text)
    match = _NUMBER.fullmatch(joined) if len(joined) <= WIDEST else None
    if match is None:
        return Printed(raw=raw, state="text")
    number = _value(match)
    if joined != text or _glued(match):
        return Printed(raw=raw, state="uncertain", readings=(number,))
    return Printed(raw=raw, number=number, unit=match["unit"] or "")


def _marked(raw: str) -> Printed:
    """Read a figure with a mark at it: what it could be without the mark, never for sure."""
    plain = printed(_MARK.sub("", raw))
    if plain.state in ("text", "not_applicable"):
        return replace(plain, raw=raw, state="text")
    return Printed(raw=raw, state="uncertain", readings=() if plain.number is None else (plain.number,))


def _value(match: re.Match[str]) -> Figure:
    digits = match["digits"].replace(",", "")
    size: Figure = float(digits + match["rest"]) if match["rest"] else int(digits)
    negative = (match["sign"] or "").startswith(("-", "减"))
    return -size if negative and size else size


def _glued(match: re.Match[str]) -> bool:
    """Tell digits that may be several cells run together: a leading zero, or more than any count has."""
    digits = match["digits"].replace(",", "")
    return len(digits) > LONGEST or (len(digits) > 1 and digits.startswith("0"))


def is_figure(text: str) -> bool:
    """Tell whether a text may stand in a figure's place: a number, a dash, 无; not nothing, not words."""
    return printed(text).state in (None, "not_applicable", "uncertain")
