"""The running text of a report as rules read it: folded, in sentences, each knowing where it stands.

Folded: one form of every character, no white space, Chinese punctuation. Lines that were only wrapped are
one.

>>> fold("进 一步，１２件;(约)")
'进一步，12件；（约）'
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from monitor.dossier import Filed

PLACES = {
    "title": "标题",
    "preamble": "正文开头",
    "overview": "第一部分",
    "proactive": "第二部分",
    "applications": "第三部分",
    "review_litigation": "第四部分",
    "problems": "第五部分",
    "other": "第六部分",
}
AROUND = 12
WRAPPED = 30

_MARKS = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"})
_END = re.compile(r"[。！？；：…]$")
_HEAD = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]|第[一二三四五六七八九十]|[一二三四五六七八九十]是"
)
_ELIDED = re.compile(r"…|\.{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, folded; `opening`: the first of its section."""

    place: str
    text: str
    opening: bool = False


@lru_cache(maxsize=512)
def fold(text: str) -> str:
    """Bring text to one form."""
    together = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    # Again, for a mark that a space kept apart joins its letter.
    return unicodedata.normalize("NFKC", together).translate(_MARKS)


@lru_cache(maxsize=512)  # every rule about wording reads the same few sections
def paragraphs(text: str) -> tuple[str, ...]:
    """Give the folded paragraphs of a section; a line broken in mid-sentence goes on with the next."""
    found: list[str] = []
    for line in filter(None, map(fold, text.splitlines())):
        broken = found and len(found[-1]) >= WRAPPED and not _END.search(found[-1])
        if broken and not _HEAD.match(line):
            found[-1] += line
        else:
            found.append(line)
    return tuple(found)


def sentences(filed: Filed, *places: str) -> Iterator[Sentence]:
    """Give the sentences of some sections, of all if none is named, in printed order."""
    texts: Mapping[str, str] = {"preamble": filed.preamble, **filed.sections}
    for place in places or tuple(PLACES):
        opening = True
        for paragraph in paragraphs(texts.get(place, "")):
            for text in filter(None, re.split("[。！？；]", paragraph)):
                yield Sentence(place=place, text=text, opening=opening)
                opening = False


def whole(text: str) -> bool:
    """Tell whether nothing was left out of a text: an ellipsis in it says that something was."""
    return not _ELIDED.search(text)


def quoted(sentence: Sentence, found: re.Match[str]) -> str:
    """Quote what was found with a few words around, and where it stands; long numbers are masked."""
    start, end = max(found.start() - AROUND, 0), min(found.end() + AROUND, len(sentence.text))
    before, after = "…" if start else "", "…" if end < len(sentence.text) else ""
    return f"{PLACES[sentence.place]}“{before}{mask_numbers(sentence.text[start:end])}{after}”"


def mask_numbers(text: str) -> str:
    """Hide the middle of every long number: the first 6 and the last 2 digits stay.

    >>> mask_numbers("电话13800001234，共12件")
    '电话138000***34，共12件'
    """
    return re.sub(
        r"(?<!\d)\d{10,18}[\dXx](?!\d)",
        lambda found: f"{found[0][:6]}{'*' * (len(found[0]) - 8)}{found[0][-2:]}",
        text,
    )


def listed(items: list[str], most: int = 3) -> str:
    """Write several hits as one message; the rest is only counted.

    >>> listed(["甲", "乙", "丙", "丁"])
    '甲；乙；丙；另有1处同类情况。'
    """
    different = list(dict.fromkeys(items))
    rest = f"；另有{len(different) - most}处同类情况" if len(different) > most else ""
    return f"{'；'.join(different[:most])}{rest}。"


# ------------------------------------------------------------------ numbers of persons

HIDDEN_NOTE = "正文含公民身份号码，已掩码"
_IDENTITY = re.compile(
    r"(?<![\d.])[1-8]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)
_LONG = re.compile(r"\d{17}")  # digits of any width
_HALF_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def is_identity_number(text: str) -> bool:
    """Tell whether 18 characters end in the check digit of GB 11643.

    >>> is_identity_number("11010519491231002X"), is_identity_number("110105194912310021")
    (True, False)
    """
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == text[17].upper()


def identity_numbers(text: str) -> Iterator[re.Match[str]]:
    """Find identity numbers by place, date and check digit."""
    return (found for found in _IDENTITY.finditer(text) if is_identity_number(found.group()))


def hide_identity_numbers(text: str) -> str:
    """Hide the middle of every identity number, however its digits are written, before a text is stored.

    >>> hide_identity_numbers("身份证号１１０１０５19491231002Ｘ，文号110105194912310021")
    '身份证号110105**********2X，文号110105194912310021'
    """
    if not _LONG.search(text):
        return text
    half = text.translate(_HALF_WIDTH)
    for found in identity_numbers(half):
        number = found.group().upper()
        text = f"{text[: found.start()]}{number[:6]}{'*' * 10}{number[-2:]}{text[found.end() :]}"
    return text
