"""What of a text is compared: its own words, without years, figures, names and what every report must say.

Folded are forms of one character and white space; left out are headings and the sentences about law, period
and telephone that belong before section 1 (domain §6.2). `Y` stands for a year, `N` for another figure, `U`
for the unit and those above it: they change, or stay, without saying anything about a copy.

>>> mask("2022年，洛水镇公开信息 12条", ("洛水镇",))
Masked(text='Y年,U公开信息N条', figures=('12',), spans=())
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]
Edit = tuple[int, int, str]

_PUNCTUATION = {"，": ",", "、": ",", "；": ";", "：": ":", "－": "-", "—": "-"}
# Radicals that PDF files print for whole characters; those NFKC folds itself are not listed.
_RADICALS = dict(
    zip("⺠⻥⻅⻔⻓⻋⻢⻛⻜⻚⻘⻉⻝⻩⻬⻰⺎⻄", "民鱼见门长车马风飞页青贝食黄齐龙兀西", strict=True)
)
_ALIKE = _PUNCTUATION | _RADICALS
# A sentence with one of these is the preamble wherever it stands (some bodies write it into section 1).
_PREAMBLE = (
    *("统计期限", "统计时间", "统计时段", "所列数据", "联系电话", "联系地址", "电子版"),
    *("编制本", "编制了本", "编制发布本", "编制形成本", "特此报告"),
)
# Said by everybody, of nobody's invention; what else a region says alike is learned from its reports.
_SET_PHRASES = (
    *("以习近平新时代中国特色社会主义思想为指导", "以公开为常态,不公开为例外", "公开为常态,不公开为例外"),
    *("及时准确全面公开", "法定主动公开内容全部公开到位", "保障公民,法人和其他组织依法获取政府信息"),
)
_TITLE = re.compile(r"《[^》\n]{4,60}》")
# 一、总体情况 or （一）主动公开 as a line, or at its beginning before the sentence; a heading has no figures.
_HEADING = re.compile(r"^\(?[一二三四五六七八九十]{1,3}[),.][^。;,:\d\n]{2,24}(?:[。:]|$)", re.MULTILINE)
# A year, not a count: 2021年, 〔2021〕, 2021-01-26, 2021至2022年; never 2021条.
_FIGURE = re.compile(
    r"(?P<Y>20[0-3]\d(?=年|[-./]\d|[〕\])至~-])|二[〇○零][〇○零一二三四五六七八九]{2}(?=年))"
    r"|(?P<N>\d+(?:\.\d+)?)"
    r"|(?P<U>[我本](?:街道|单位|机关|[局镇乡县区市委办厅院处]))"
    r"|\n"
)


class _Folding(dict[int, str]):
    """How each character is folded; asked for once, then known."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKC", _ALIKE.get(character, character))
        self[code] = "\n" if character == "\n" else "".join(plain.split())
        return self[code]


_FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class Masked:
    """A text as it is compared; `figures` are those that `N` stands for, in their order.

    `spans`, if asked for, tell for each character which characters of the original it stands for.
    """

    text: str
    figures: tuple[str, ...]
    spans: tuple[Span, ...] = ()

    def original(self, start: int, end: int) -> Span:
        """Tell where a run of the masked text stands in the original."""
        return self.spans[start][0], self.spans[end - 1][1]


def mask(text: str, names: Iterable[str], *, placed: bool = False) -> Masked:
    """Take the comparable words out of a section.

    Args:
        text: the section as read, tables left out.
        names: what the unit and those above it are called; single characters are no names.
        placed: keep the way back to the original, for display.
    """
    words = text.translate(_FOLDING)
    spans = _folded_spans(text) if placed else None
    steps: tuple[Callable[[str], Iterator[Edit]], ...] = (_preamble, _headings, _titles, *_phrases(names))
    for edits in steps:
        words, spans = _edited(words, spans, list(edits(words)))
    changes = [(found, found.lastgroup or "") for found in _FIGURE.finditer(words)]
    figures = tuple(found.group() for found, kind in changes if kind == "N")
    words, spans = _edited(words, spans, [(*found.span(), kind) for found, kind in changes])
    return Masked(words, figures, tuple(spans or ()))


def _folded_spans(text: str) -> list[Span]:
    return [(at, at + 1) for at, character in enumerate(text) for _ in _FOLDING[ord(character)]]


def _edited(text: str, spans: list[Span] | None, edits: Sequence[Edit]) -> tuple[str, list[Span] | None]:
    """Replace runs of a text by one character or none, and keep the way back in step."""
    if not edits:
        return text, spans
    parts: list[str] = []
    ways: list[Span] = []
    done = 0
    for start, end, new in edits:
        parts += (text[done:start], new)
        if spans is not None:
            ways += spans[done:start]
            ways += [(spans[start][0], spans[end - 1][1])] * len(new)
        done = end
    parts.append(text[done:])
    return "".join(parts), None if spans is None else ways + spans[done:]


def _preamble(text: str) -> Iterator[Edit]:
    done = 0
    for at in sorted(at for words in _PREAMBLE for at in _places(text, words)):
        start = 1 + max(text.rfind(mark, 0, at) for mark in "。\n")
        ends = [end for end in (text.find(mark, at) for mark in "。\n") if end >= 0]
        if start >= done:
            done = min(ends, default=len(text) - 1) + 1
            yield start, done, ""


def _headings(text: str) -> Iterator[Edit]:
    return ((*found.span(), "") for found in _HEADING.finditer(text))


def _titles(text: str) -> Iterator[Edit]:
    return ((*found.span(), "") for found in _TITLE.finditer(text))


def _phrases(names: Iterable[str]) -> Iterator[_Phrase]:
    """Give what is masked word for word, the longest name first: a name may be part of another."""
    folded = {name.translate(_FOLDING) for name in names}
    yield from (
        _Phrase(name, "U") for name in sorted(folded, key=lambda name: (-len(name), name)) if name[1:]
    )
    yield from (_Phrase(words, "") for words in _SET_PHRASES)


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words that are masked wherever they stand."""

    words: str
    new: str

    def __call__(self, text: str) -> Iterator[Edit]:
        return ((at, at + len(self.words), self.new) for at in _places(text, self.words))
