"""What the reports of the demo country say: sections 1, 5 and 6 and the preamble, in phrases of our own.

A unit's phrases are shuffled once by its id and dealt out over the years, so that no year repeats another
unless a Copy is planted, and neighbours differ. Numbers in the text agree with the tables.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from demo.copies import SAME_COUNTS, TEMPLATE_YEAR, TEMPLATED, copy_in
from demo.country import YEARS, DemoUnit
from demo.figures import true_figures
from demo.units import unit as unit_of

APPRAISED = ("government", "township_gov")
TOPICS = ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障")
ORDINALS = ("一", "二", "三", "四", "五")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The running text of one report, as paragraphs."""

    preamble: str
    overview: tuple[str, ...]
    problems: tuple[str, ...]
    other: str


@cache
def _pools() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))


def _dealt(unit: DemoUnit, pool: str, year: int, count: int) -> list[str]:
    """Deal a unit its phrases of one kind for one year: another hand every year."""
    deck = list(_pools()[pool])
    Random(f"{unit.id}/{pool}").shuffle(deck)
    start = YEARS.index(year) * count
    return [deck[(start + place) % len(deck)] for place in range(count)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """Fills phrases for one unit: `year` is printed, `author` and `words` choose phrases, `numbers` figures.

    Phrases of a `fresh` kind are the unit's own of the year.
    """

    unit: DemoUnit
    year: int
    author: DemoUnit
    words: int
    numbers: int
    fresh: tuple[str, ...] = ()

    def fill(self, phrase: str, place: str) -> str:
        """Put the unit's words and this year's numbers into a phrase."""
        dice = Random(f"{self.unit.id}/{self.numbers}/{place}")
        first, second, third = self.author.fields
        text = phrase.replace("县域", "市域") if self.unit.portal_id == "linxi" else phrase
        return text.format(
            year=self.year,
            own=self.unit.own_word,
            parts=self.author.parts,
            f1=first,
            f2=second,
            f3=third,
            n=dice.randint(3, 12),
            m=dice.randint(20, 90),
            h=dice.randint(120, 480),
        )

    def dealt(self, pool: str, count: int) -> list[str]:
        """Choose phrases of one kind."""
        if pool in self.fresh:
            return _dealt(self.unit, pool, self.year, count)
        return _dealt(self.author, pool, self.words, count)

    def several(self, pool: str, count: int) -> list[str]:
        """Write several phrases of one kind."""
        return [self.fill(phrase, f"{pool}{place}") for place, phrase in enumerate(self.dealt(pool, count))]

    def counts(self) -> str:
        """Write how much was published: the parts add up to the whole."""
        numbers = self.numbers - ((self.unit.id, self.year) in SAME_COUNTS)
        dice = Random(f"{self.unit.id}/{numbers}/counts")
        size = 3 if self.unit.kind == "government" else 1
        web, media = dice.randint(130, 420) * size, dice.randint(60, 240) * size
        phrase = self.dealt("counts", 1)[0].format(total=web + media, web=web, media=media)
        whose = f"以上为全{self.unit.own_word[0]}汇总数。" if self.unit.kind == "government" else ""
        return phrase + whose

    def requests(self) -> str:
        """Write how many applications came, in the words that fit table 3."""
        cells = true_figures(self.unit, self.numbers)
        new, brought, done, left = (
            cells[f"t3.{row}.total"]
            for row in ("new_received", "carried_in", "total_processed", "carried_out")
        )
        if not new and not brought:
            pool = "request_none"
        else:
            pool = "request_carry" if brought or left else "request_plain"
        phrase = self.dealt(pool, 1)[0]
        return phrase.format(new=new, brought=brought, done=done, left=left)

    def overview(self) -> tuple[str, ...]:
        """Write section 1: an opening and the five topics the form asks for."""
        appraisal = self.several("appraisal", 1) if self.unit.kind in APPRAISED else []
        bodies = (
            [self.counts(), *self.several("proactive", 2)],
            [self.requests(), *self.several("request", 2), *self.several("legal", 1)],
            self.several("management", 2),
            self.several("platform", 2),
            [*self.several("supervision", 2), *appraisal],
        )
        mark = "。" if len(self.author.id) % 2 else "方面。"
        topics = [
            f"（{ordinal}）{topic}{mark}{''.join(body)}"
            for ordinal, topic, body in zip(ORDINALS, TOPICS, bodies, strict=True)
        ]
        return (*self.several("opening", 1), *topics)

    def problems(self) -> tuple[str, ...]:
        """Write section 5: three problems, three cures, and who sees to it."""
        begin, end = (self.several(pool, 1)[0] for pool in ("problem_opening", "closing"))
        wrong, cure = (
            "".join(
                f"{ordinal}是{text}" for ordinal, text in zip("一二三", self.several(pool, 3), strict=True)
            )
            for pool in ("problem", "measure")
        )
        if len(self.author.name) % 2:
            return (begin, f"存在的主要问题：{wrong}", f"下一步改进措施：{cure}{end}")
        return (f"{begin}{wrong}", f"针对上述问题，将着重做好三项工作：{cure}{end}")


def _given_out(unit: DemoUnit) -> tuple[str, ...]:
    """Write section 5 as the county gave it out; only the name is filled in."""
    return tuple(phrase.format(name=unit.name, own=unit.own_word) for phrase in _pools()["template"])


def _writer(unit: DemoUnit, year: int, part: str) -> _Writer:
    copy = copy_in(unit.id, year, part)
    if copy is None:
        return _Writer(unit=unit, year=year, author=unit, words=year, numbers=year)
    author, words = unit_of(copy.source[0]), copy.of_year
    numbers = words if copy.numbers else year
    return _Writer(unit=unit, year=year, author=author, words=words, numbers=numbers, fresh=copy.fresh)


def _preamble(unit: DemoUnit, year: int) -> str:
    founded = unit.valid_from if unit.valid_from.year == year and unit.valid_from.month > 1 else None
    start = f"{year}年{founded.month}月{founded.day}日" if founded else f"{year}年1月1日"
    phone = f"{sum(map(ord, unit.id)) % 900 + 100}"
    phrase = _dealt(unit, "preamble", year, 1)[0]
    return phrase.format(start=start, year=year, name=unit.name_in(year), phone=phone)


@cache
def prose(unit: DemoUnit, year: int) -> Prose:
    """Write the running text of one unit's report on one year."""
    templated = year == TEMPLATE_YEAR and unit.id in TEMPLATED
    return Prose(
        preamble=_preamble(unit, year),
        overview=_writer(unit, year, "overview").overview(),
        problems=_given_out(unit) if templated else _writer(unit, year, "problems").problems(),
        other=_dealt(unit, "fee", year, 1)[0],
    )
