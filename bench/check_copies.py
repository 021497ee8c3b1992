"""Copies among many reports: `python -m bench.check_copies [--quick]`. Exit status 1 when a goal is missed.

Texts are made of a vocabulary of our own with the frequencies of a language, a fifth of them stock sentences
that many share; copies are planted between units and between years, a known share of their sentences written
anew, years, figures and names changed. Goals are those of issue 5; `--quick` is good for a look only.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from bench.timing import Goal
from monitor.originality.copies import Found, find_copies
from monitor.originality.corpus import Corpus, Text

TIME = Goal(name="copies: all / making the texts comparable", bound=6)
GROWTH = Goal(name="copies: twice the texts / once", bound=2.3)
RECALL = {
    0.0: Goal(name="recall, nothing edited", bound=0.99, at_least=True),
    0.1: Goal(name="recall, 10 % edited", bound=0.99, at_least=True),
    0.2: Goal(name="recall, 20 % edited", bound=0.95, at_least=True),
}
PRECISION = Goal(name="precision", bound=0.95, at_least=True)
SEEDS = Goal(name="different answers for two hash seeds", bound=1)

TEXTS, QUICK, FEW = 20_000, 2_000, 400
YEARS = (2021, 2022, 2023, 2024)
COUNTY = 60  # units
WORDS, STOCK = 24_000, 600
LENGTHS = {"overview": 3_800, "problems": 1_200}
COPIED, IN_STOCK = 0.10, 0.20
SEED = 20_260_201


@dataclass(frozen=True, slots=True)
class Plant:
    """A copy we made: which report has it from which, and the share of its sentences written anew."""

    report_id: str
    source_id: str
    edited: float


class Author:
    """Writes sentences, the same ones in every run."""

    def __init__(self) -> None:
        dice = self.dice = Random(SEED)
        letters = [chr(code) for code in range(0x4E00, 0x4E00 + 3_000)]
        self.words = ["".join(dice.choices(letters, k=dice.choice((1, 2, 2, 2, 3)))) for _ in range(WORDS)]
        self.weights = list(accumulate(1 / (rank + 8) for rank in range(WORDS)))
        self.stock = [self.fresh() for _ in range(STOCK)]

    def fresh(self) -> str:
        """Write a sentence nobody wrote before."""
        words = self.dice.choices(self.words, cum_weights=self.weights, k=self.dice.randint(12, 26))
        words[len(words) // 2 : len(words) // 2] = "，"
        if self.dice.random() < 0.2:
            words.append(f"{self.dice.randint(2, 400)}件")
        return "".join(words) + "。"

    def sentence(self) -> str:
        """Write a sentence as reports have them: one in five is anybody's."""
        return self.dice.choice(self.stock) if self.dice.random() < IN_STOCK else self.fresh()

    def section(self, length: int) -> list[str]:
        """Write sentences up to a length."""
        sentences = [self.sentence()]
        while sum(map(len, sentences)) < length:
            sentences.append(self.sentence())
        return sentences

    def edited(self, sentences: Sequence[str], share: float) -> list[str]:
        """Write a share of the sentences anew, in places chosen at random."""
        again = set(self.dice.sample(range(len(sentences)), round(share * len(sentences))))
        return [self.sentence() if at in again else each for at, each in enumerate(sentences)]


def planted(count: int) -> tuple[list[Text], list[Plant]]:
    """Write reports of four years, one in ten copied from an earlier one of the same or of another unit."""
    author = Author()
    written: dict[str, dict[str, list[str]]] = {}
    texts: list[Text] = []
    plants: list[Plant] = []
    units = count // len(YEARS)
    for year in YEARS:
        for unit in range(units):
            report_id = f"{unit:06}-{year}"
            sections = {key: author.section(length) for key, length in LENGTHS.items()}
            source_id = _source(author.dice, f"{unit:06}-{year - 1}", written)
            if source_id is None:
                written[report_id] = sections
            else:
                share = author.dice.choice(tuple(RECALL))
                plants.append(Plant(report_id, source_id, share))
                sections = {key: author.edited(each, share) for key, each in written[source_id].items()}
            texts.append(_text(report_id, unit, year, sections))
    return texts, plants


def _source(dice: Random, last_year: str, originals: Mapping[str, object]) -> str | None:
    if len(originals) < COUNTY or dice.random() >= COPIED:
        return None
    return last_year if dice.random() < 0.5 and last_year in originals else dice.choice(tuple(originals))


def _text(report_id: str, unit: int, year: int, sections: dict[str, list[str]]) -> Text:
    name = f"第{unit}号单位"
    opening = {"overview": f"{year}年，{name}公开{unit * 7 % 900 + 50}条。", "problems": ""}
    return Text(
        report_id=report_id,
        unit_id=f"{unit:06}",
        unit_name=name,
        year=year,
        division_code=f"{100_000 + unit // COUNTY}",
        sections={key: opening[key] + "".join(each) for key, each in sections.items()},
        seen_on=date(2026, 2, 1),
        published_on=date(year + 1, 1, 1) + timedelta(days=unit % 30),
        names=(name,),
    )


def judged(found: Found, plants: Sequence[Plant]) -> Iterator[tuple[Goal, float]]:
    """Hold what was found against what was planted: pairs of reports that have one origin are right."""
    origin = {plant.report_id: plant.source_id for plant in plants}
    pairs = {(copy.report_id, copy.source_id) for copy in found.copies}
    right = {
        (later, source) for later, source in pairs if origin.get(later, later) == origin.get(source, source)
    }
    yield PRECISION, len(right) / max(len(pairs), 1)
    touched = {report_id for pair in right for report_id in pair}
    for share, goal in RECALL.items():
        mine = [plant.report_id for plant in plants if plant.edited == share]
        yield goal, sum(report_id in touched for report_id in mine) / max(len(mine), 1)


def digest(found: Found) -> str:
    """Give a fingerprint of everything that was found."""
    return hashlib.sha256(repr(found).encode()).hexdigest()


def _comparable(texts: Sequence[Text]) -> object:
    return Corpus(texts).masked


def seconds(work: Callable[[], object]) -> float:
    """Measure one piece of work by the time this process computed, whatever else the machine does."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _with_seed(seed: int) -> str:
    code = f"from bench.check_copies import *; print(digest(find_copies(planted({FEW})[0])))"
    return subprocess.run(
        [sys.executable, "-P", "-c", code],
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def main(arguments: Sequence[str]) -> int:
    """Run the bench and tell by the exit status whether every goal was met."""
    count = QUICK if "--quick" in arguments else TEXTS
    texts, plants = planted(count)
    answers: list[Found] = []
    floor = [seconds(lambda: _comparable(texts))]
    once = [seconds(lambda: answers.append(find_copies(texts)))]
    floor.append(seconds(lambda: _comparable(texts)))
    print(f"{len(texts)} texts, {len(plants)} copies planted: {once[0]:.1f} s, comparable {min(floor):.1f} s")  # noqa: T201 - a bench prints
    good = [TIME.judge([once[0] / each for each in floor], "×")]
    good += [goal.judge([value]) for goal, value in judged(answers[0], plants)]
    good.append(SEEDS.judge([len({_with_seed(seed) for seed in (0, 1)})]))
    answers.clear()
    twice = planted(2 * count)[0]
    good.append(GROWTH.judge([seconds(lambda: find_copies(twice)) / once[0]], "×"))
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
