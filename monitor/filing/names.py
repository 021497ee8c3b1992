"""The names of the units of one portal, found in titles: how bodies write themselves, and how they do not.

>>> unit = Unit(id="a", name="清河县水利局", kind="department", level="county", division_code="130534")
>>> county = Names([unit], places=["清河县人民政府"])
>>> county.who("水利局2023年政府信息公开工作年度报告").unit_id
'a'
>>> county.who("清河县水利局机关服务中心2023年政府信息公开工作年度报告")
Who(unit_id=None, reason='other_body')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from data.records import Unit, UnitKind
from data.wording import REPORT_NAME, normalise

# Ways to write one body; the first that fits a name gives its stem, to which all may be put.
_ENDINGS = (
    ("人民政府办公厅", "政府办公厅", "政府办"),
    ("人民政府办公室", "政府办公室", "政府办"),
    ("街道办事处", "街道办", "街道"),
    ("管理委员会", "管委会", ""),
    ("人民政府", "政府", ""),
)
_GOVERNMENT = ("人民政府", "政府")

# Words that end the name of a body or a place; one of them beside a name makes it another body's.
_BODY = re.compile(
    r"[局委办厅院所队站社校镇乡村县区市省州盟旗]|街道|中心|政府|银行|公司|[学协商]会|集团|大学|地区"
)
# 徐州市 is one place, not 徐州 and 市: an ending is one only if no other ending follows it.
_PLACE = re.compile(r".{1,8}?(?:(?:自治[区州县旗]|[省市县区旗盟州镇乡])(?![市县区州旗])|街道|地区)")
_UPPER_PLACES = re.compile(r"(?:.{2,8}?(?:自治[区州]|[省市盟州]|地区))+")
_COUNTY_FIRST = re.compile(r".{1,8}?(?:自治[县旗]|[市县区旗])")
_YEAR_WORDS = re.compile(rf"{REPORT_NAME}|20[0-3]\d年?度?|二[〇○零][〇○零一二三四五六七八九]{{2}}年?度?")
# Words around a name that name nobody.
_PADDING = re.compile(
    r"政府信息公开?(?:工作)?|信息公开|政务公开|工作|年度?报告?|报告|关于|公布|发布|本级|汇总|全文|正文|附件|"
    r"年度|人民|[更订修][正改]|[的\W_\d]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """The one unit a text names, or why it names none of ours."""

    unit_id: str | None = None
    reason: Literal["no_name", "other_body", "ambiguous"] | None = None


class Names:
    """All names of the units that may be meant, ready to be found.

    Args:
        units: the units of one portal.
        places: names of the places they lie in, or of bodies named after them (parents, the portal): these
            may stand before a name or be left out of it.
    """

    def __init__(self, units: Iterable[Unit], places: Iterable[str] = ()) -> None:
        self._places = sorted(
            {part for place in places for part in _chain(place_of(normalise(place)))}, key=len
        )
        self._owners: dict[str, set[str]] = {}
        self._full: dict[str, tuple[str, ...]] = {}
        for unit in units:
            self._full[unit.id] = tuple(normalise(name) for name in unit.names)
            for name in self._full[unit.id]:
                for variant in self._variants(name, unit):
                    self._owners.setdefault(variant, set()).add(unit.id)
        self._longest_first = sorted(self._owners, key=lambda name: (-len(name), name))

    def who(self, text: str) -> Who:
        """Tell whom a title or a stated name means."""
        subject = _subject(text)
        for name in self._longest_first:
            if name in subject and self._stands_alone(subject, name):
                owners = self._owners[name]
                return Who(unit_id=min(owners)) if len(owners) == 1 else Who(reason="ambiguous")
        return Who(reason="other_body" if _BODY.search(_PADDING.sub("", subject)) else "no_name")

    def short_for(self, text: str, unit_id: str) -> bool:
        """Tell whether a text may be a short form of a unit's name: all its characters in that order."""
        short = _PADDING.sub("", _subject(text))
        return any(_within(short, name) for name in self._full.get(unit_id, ()))

    def maybe(self, text: str) -> frozenset[str]:
        """Name every unit a text could be about: all for a text that names nobody, else the like-named."""
        plain = _PADDING.sub("", _subject(text))
        alike = {
            unit_id
            for unit_id, names in self._full.items()
            if any(_within(plain, name) or plain.endswith(name) for name in names)
        }
        owners = {owner for name in self._owners if name == plain for owner in self._owners[name]}
        return frozenset(alike | owners)

    def _stands_alone(self, subject: str, name: str) -> bool:
        """Tell whether nothing around a name makes it somebody else's; places it lies in may precede it."""
        first, *others = (_PADDING.sub("", part) for part in subject.split(name))
        for place in reversed(self._places):
            first = first.removesuffix(place)
        if _COUNTY_FIRST.match(name) and _UPPER_PLACES.fullmatch(first):
            first = ""
        return not any(_BODY.search(part) for part in (first, *others))

    def _variants(self, name: str, unit: Unit) -> Iterator[str]:
        for whole in {name, *(self._without_place(name))}:
            endings: tuple[str, ...] = next((each for each in _ENDINGS if whole.endswith(each[0])), ())
            stem = whole.removesuffix(endings[0]) if endings else whole
            if not endings and unit.kind in ("government", "township_gov"):
                endings = _GOVERNMENT
            yield whole
            yield from (stem + ending for ending in endings if len(stem + ending) > 1)

    def _without_place(self, name: str) -> Iterator[str]:
        for place in self._places:
            rest = name.removeprefix(place)
            if rest != name and len(rest) > 2 and not rest.startswith(("人民", "政府")):
                yield rest


def _subject(text: str) -> str:
    """The title without year and the words that all reports share; `|` where they stood."""
    return _YEAR_WORDS.sub("|", normalise(text))


def place_of(name: str) -> str:
    """Give the place a body is named after, as far as its ending tells.

    >>> place_of("清河县人民政府"), place_of("清河县水利局")
    ('清河县', '清河县水利局')
    """
    ending = next((each for ends in _ENDINGS for each in ends if each and name.endswith(each)), "")
    return name.removesuffix(ending)


# What the ending of a name tells about the kind of body, the surest first.
_KINDS: tuple[tuple[str, UnitKind], ...] = (
    (r"政府办(?:公[厅室])?$", "government_office"),
    (
        r"(?:开发|高新|园|实验|示范|新|保税|合作|度假|经开)[^县市]{0,3}区(?:管委会|管理委员会)?$|管委会$|管理委员会$",
        "development_zone",
    ),
    (r"街道(?:办|办事处)?$|办事处$", "subdistrict_office"),
    (r"[镇乡](?:人民政府|政府)?$|苏木(?:人民政府)?$", "township_gov"),
    (r"(?:人民)?政府$|[省市县区旗州盟]$", "government"),
    (r"分局$", "branch_bureau"),
)


def kind_of(name: str) -> UnitKind:
    """Guess the kind of a body from how it calls itself, where no register can be asked.

    >>> kind_of("官渡镇"), kind_of("清河县"), kind_of("清河县人民政府办公室"), kind_of("清河县水利局")
    ('township_gov', 'government', 'government_office', 'department')
    """
    return next((kind for pattern, kind in _KINDS if re.search(pattern, name)), "department")


def _chain(name: str) -> Iterator[str]:
    """Every place in a chain of place names, alone and together: 甲市乙县 -> 甲市, 乙县, 甲市乙县."""
    parts = _PLACE.findall(name)
    yield from parts
    yield from accumulate(parts)


def _within(short: str, name: str) -> bool:
    letters = iter(name)
    return all(letter in letters for letter in short)
