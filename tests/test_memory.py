"""What is remembered changes no answer: judged again after any change, or from nothing, it is the same."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest

from data.clock import Clock
from data.forms import form
from data.records import Copy, Coverage, Finding, Remembered, Report, Unit
from data.registry import Registry
from data.store import Store
from monitor.check import judge
from monitor.memory import Memory
from monitor.rules import rules
from monitor.settings import Settings
from monitor.stages import check
from tests.archive import SCHOOLS, WATER, Archive, registry, title, unit
from tests.test_rules import EXAMPLES, RULES, dossier_of
from tests.test_rules_copies import CURES, WORDS

FIRST = date(2026, 2, 1)
ZEROS = dict.fromkeys(form("fmt_2021").cells(), 0)
UNITS = (
    WATER,
    SCHOOLS,
    unit("health", "清河县卫生健康局"),
    unit("town", "清河县白水镇", kind="township_gov"),
)
YEARS = (2023, 2024, 2025)
EXAMPLE_FILES = [
    path
    for path in sorted(EXAMPLES.glob("*/*.json"))
    if not any(getattr(RULES[path.parent.name], kind, False) for kind in ("OF_LOOKS", "OF_FINDINGS"))
]


# ------------------------------------------------------------------ a rule reads what it says it reads


@pytest.mark.parametrize("path", EXAMPLE_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_rule_about_documents_finds_the_same_in_the_documents_alone(path: Path) -> None:
    rule = RULES[path.parent.name]
    dossier = dossier_of(json.loads(path.read_text(encoding="utf-8")))
    assert list(rule.check(dossier.documents_alone())) == list(rule.check(dossier))


def test_every_rule_is_of_one_kind() -> None:
    for rule in rules():
        assert not (getattr(rule, "OF_LOOKS", False) and getattr(rule, "OF_FINDINGS", False)), rule.ID


# ------------------------------------------------------------------ any sequence of changes


class Town:
    """An archive to which things happen, one a day, chosen by dice."""

    def __init__(self, store: Store, seed: int) -> None:
        self.dice = Random(seed)
        self.archive = Archive(store)
        self.day = FIRST
        self.units = list(UNITS)
        self.listed: dict[str, str] = {}
        self.happenings: list[Callable[[], None]] = [
            *(self.report, self.report, self.report),
            *(self.review, self.nothing, self.withdraw, self.rename),
        ]
        for body in UNITS:
            for year in YEARS[:2]:
                self._publish(body, year)
        self._walk()

    @property
    def registry(self) -> Registry:
        return registry(*self.units)

    def happen(self) -> None:
        self.day += timedelta(days=self.dice.randint(1, 4))
        self.dice.choice(self.happenings)()

    def nothing(self) -> None:
        """A day passes."""

    def report(self) -> None:
        self._publish(self.dice.choice(self.units), self.dice.choice(YEARS))
        self._walk()

    def withdraw(self) -> None:
        if len(self.listed) > 1:
            name = self.dice.choice(sorted(self.listed))
            del self.listed[name]
            self._walk()
            self.archive.look(self.day.isoformat(), name)

    def review(self) -> None:
        rule, body = self.dice.choice(("outcome-total", "bad-title", "unchanged")), self.dice.choice(UNITS)
        verdict = self.dice.choice(("confirmed", "explained", "mistaken"))
        finding = f"{rule}/{body.id}/{self.dice.choice(YEARS)}"
        self.archive.review(self.day.isoformat(), finding, verdict)

    def rename(self) -> None:
        """The register calls a unit otherwise: names are masked, and foreign to others."""
        at = self.dice.randrange(len(self.units))
        aliases = f"清河县原{self.dice.randint(1, 9)}局"
        self.units[at] = replace(self.units[at], aliases=aliases)

    def _publish(self, body: Unit, year: int) -> None:
        name = f"{body.id}{year}-{self.day}"
        cells = {**ZEROS, "t3.granted.natural_person": self.dice.randint(0, 1)}
        words, cures = list(WORDS), list(CURES)
        if self.dice.random() < 0.5:
            self.dice.shuffle(words)
        told = {
            "overview": f"{year}年，" + "".join(words[: self.dice.randint(4, 10)]),
            "problems": "".join(cures),
        }
        self.archive.document(self.day.isoformat(), name, body, year, cells=cells, sections=told)
        self.listed[name] = title(body, year)

    def _walk(self) -> None:
        self.archive.walk(self.day.isoformat(), self.listed)


@pytest.mark.parametrize("seed", range(6))
def test_any_sequence_of_changes_gives_what_judging_from_nothing_gives(tmp_path: Path, seed: int) -> None:
    with Store(tmp_path) as store:
        town = Town(store, seed)
        for _ in range(8):
            town.happen()
            memory = Memory(store)
            remembered = judge(store, town.registry, town.day, memory)
            memory.keep()
            assert remembered == judge(store, town.registry, town.day)


def test_every_kind_of_finding_comes_back_from_memory_as_it_was(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        for path in EXAMPLE_FILES:
            dossier = dossier_of(json.loads(path.read_text(encoding="utf-8"))).documents_alone()
            told = Memory(store)
            first = told.findings(dossier)
            told.keep()
            assert Memory(store).findings(dossier) == first


# ------------------------------------------------------------------ only what depends on a change


@pytest.fixture
def town(tmp_path: Path) -> Town:
    store = Store(tmp_path)
    town = Town(store, 1)
    _remember(town)
    return town


def _remember(town: Town) -> tuple[int, int]:
    """Judge with memory and keep it; tell how much was worked out, of how much that was asked for."""
    memory = Memory(town.archive.store)
    judge(town.archive.store, town.registry, town.day, memory)
    memory.keep()
    return memory.judged, len(memory.asked)


def test_a_day_that_only_passed_works_nothing_out_again(town: Town) -> None:
    town.day += timedelta(days=9)
    town.archive.walk(town.day.isoformat(), town.listed)
    assert _remember(town)[0] == 0


def test_one_changed_report_is_judged_again_and_what_shares_its_words(town: Town) -> None:
    town.day += timedelta(days=2)
    told = {"overview": "全年按季公开水质监测结果。" * 3, "problems": "更新偶有延迟，下一步加强培训。"}
    town.archive.document("2026-02-03", "changed", WATER, 2025, cells=ZEROS, sections=told)
    town.listed["changed"] = title(WATER, 2025)
    town.archive.walk("2026-02-03", town.listed)
    worked_out, asked = _remember(town)
    assert 0 < worked_out < asked / 2


def test_what_nobody_asks_for_any_more_is_forgotten(town: Town) -> None:
    town.units = [WATER]
    _, asked = _remember(town)
    assert len(list(town.archive.store.rows(Remembered))) == asked


def test_the_stage_remembers_and_every_table_stays_the_same(town: Town, tmp_path: Path) -> None:
    settings = Settings(
        data=tmp_path,
        registry=tmp_path,
        project=tmp_path,
        clock=Clock(datetime.combine(town.day, time(9), UTC)),
    )
    tables = []
    for _ in range(2):
        check(settings, town.registry, town.day)
        with Store(tmp_path) as store:
            tables.append([list(store.rows(kind)) for kind in (Report, Coverage, Finding, Copy, Remembered)])
    assert tables[0] == tables[1]
    assert all(tables[0])


def test_a_damaged_answer_is_worked_out_again(town: Town) -> None:
    store = town.archive.store
    good = judge(store, town.registry, town.day)
    store.put(*(replace(each, answer=b"not ours") for each in store.rows(Remembered)))
    assert judge(store, town.registry, town.day, Memory(store)) == good


def test_nothing_that_is_remembered_lies_where_the_desk_can_show_it(town: Town) -> None:
    assert "remembered" not in town.archive.store.db.table_names()
    assert "remembered" in town.archive.store.office.table_names()
    answers = [zlib.decompress(each.answer) for each in town.archive.store.rows(Remembered)]
    assert any(b"rule_id" in each for each in answers)
