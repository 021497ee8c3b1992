"""Every fault, in every way it may come, on three families, judged to the end: no false absence, ever.

Four looks in nine days, then parse and check as an office would. `NIANJIAN_FAULTS=8` plays every case on every
family, eight times over from different places in the count of requests: the nightly size, 3,400 cases.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from crawler.crawl import crawl
from crawler.orders import CrawlOrder
from data.records import Coverage, Deadline, Unit
from data.records import Portal as Registered
from data.registry import Registry
from data.store import Store
from monitor.check import judge
from monitor.reading import read_snapshots
from tests.fault_server import FAULTS, HEALTHY, MODES, Portal, build, playing, units

TIMES = int(os.environ.get("NIANJIAN_FAULTS", "1"))
pytestmark = [pytest.mark.timeout(120 if TIMES == 1 else 0), pytest.mark.xdist_group("faults")]
# How long an answer may take; a machine busy with thousands of portals is no fault of theirs.
PATIENCE = 1.0 if TIMES == 1 else 5.0
PLACES = str.maketrans("0123456789", "甲乙丙丁戊己庚辛壬癸")
FAMILIES = ("trs", "vsb", "gkmlpt")
START = datetime(2025, 4, 7, 2, 0, tzinfo=UTC)
LOOKS = (0, 2, 5, 9)
DUE = Deadline(
    kind=None,
    from_year=2019,
    to_year=None,
    legal_due="03-31",
    local_due=None,
    division_code=None,
    basis="第四十九条",
)


@dataclass(frozen=True)
class Case:
    family: str
    fault: str
    mode: str
    portal: Portal


@dataclass
class Judged:
    cases: list[Case]
    coverage: dict[tuple[str, int], Coverage]

    def of(self, case: Case, unit: int, year: int) -> Coverage:
        return self.coverage[f"{case.portal.name}-{unit}", year]

    def having(self, mode: str) -> list[Case]:
        return [case for case in self.cases if case.mode == mode]


def cases() -> list[Case]:
    made: list[Case] = []
    for time in range(TIMES):
        for number, fault in enumerate((*FAULTS, "none")):
            for mode in MODES if fault != "none" else ("every look",):
                # The ordinary run plays what passes on one family each, in turn; what stays on all of them.
                one = FAMILIES[(number + MODES.index(mode)) % len(FAMILIES)]
                for family in FAMILIES if TIMES > 1 or mode == "every look" else (one,):
                    portal = build(
                        family, f"第{len(made)}".translate(PLACES), FAULTS.get(fault, HEALTHY), mode
                    )
                    portal.asked = time
                    made.append(Case(family, fault, mode, portal))
    return made


def registry(made: list[Case]) -> Registry:
    portals = [
        Registered(
            id=case.portal.name,
            name=f"{case.portal.name}县",
            home_url=f"{case.portal.base}/",
            column_url=case.portal.base + case.portal.column,
            delay_seconds=0.0,
        )
        for case in made
    ]
    bodies = [
        Unit(
            id=f"{case.portal.name}-{number}",
            name=name,
            kind=("government", "department")[number],
            level="county",
            division_code="990122",
            portal_id=case.portal.name,
            valid_from=date(2023, 1, 1),
        )
        for case in made
        for number, name in enumerate(units(case.portal.name))
    ]
    return Registry(portals=tuple(portals), units=tuple(bodies), deadlines=(DUE,))


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    folder = tmp_path_factory.mktemp("matrix")
    made = cases()
    with playing(case.portal for case in made):
        known = registry(made)
        order = CrawlOrder(
            data=folder, portals=known.portals, units=known.units, clock_start=START, seconds=PATIENCE
        )
        for number, days in enumerate(LOOKS):
            for case in made:
                case.portal.look, case.portal.asked = number, case.portal.asked % 3 if number else 0
            result = crawl(replace(order, clock_start=START + timedelta(days=days)))
            assert not [portal.failure for portal in result.portals if portal.failure]
    with Store(folder) as store:
        read_snapshots(store)
        judgement = judge(store, known, (START + timedelta(days=LOOKS[-1])).date())
    return Judged(made, {(each.unit_id, each.year): each for each in judgement.coverage})


def told(case: Case, coverage: Coverage) -> str:
    return f"{case.family} {case.fault} {case.mode}: {coverage.state} {coverage.reason}"


def test_nothing_published_is_ever_called_absent(judged: Judged) -> None:
    false = [
        told(case, seen)
        for case in judged.cases
        for seen in (judged.of(case, 0, 2023), judged.of(case, 0, 2024), judged.of(case, 1, 2023))
        if seen.state == "absent"
    ]
    assert false == []
    assert len(judged.cases) >= 200


def test_every_fault_was_played(judged: Judged) -> None:
    silent = [case for case in judged.cases if case.fault != "none" and not case.portal.spoilt]
    assert {case.mode for case in silent} <= {"mid-run", "one in three"}


def test_a_portal_that_always_fails_is_unverifiable_for_the_true_reason(judged: Judged) -> None:
    right, wrong = 0, []
    for case in judged.having("every look"):
        fault = FAULTS.get(case.fault)
        if fault is None or fault.harmless:
            continue
        missing = judged.of(case, 1, 2024)
        ok = missing.state == "unverifiable" and missing.reason in fault.reasons
        right += ok
        wrong += [] if ok else [told(case, missing)]
    assert not [line for line in wrong if "absent" in line]
    assert right >= 0.95 * (right + len(wrong)), wrong


def test_a_report_reachable_at_a_later_look_is_not_lost(judged: Judged) -> None:
    lost = [
        told(case, seen)
        for case in judged.having("first look")
        for seen in (judged.of(case, 0, 2024), judged.of(case, 1, 2023))
        if seen.state not in ("published", "defective")
    ]
    assert lost == []


def test_a_true_absence_is_found_once_the_policy_is_met(judged: Judged) -> None:
    healthy = [case for case in judged.having("every look") if FAULTS.get(case.fault, HEALTHY).harmless]
    missed = [
        told(case, judged.of(case, 1, 2024))
        for case in (*judged.having("first look"), *healthy)
        if judged.of(case, 1, 2024).state != "absent"
    ]
    assert missed == []


def test_what_can_be_seen_through_is_seen_through(judged: Judged) -> None:
    unseen = [
        told(case, judged.of(case, 0, 2024))
        for case in judged.cases
        if FAULTS.get(case.fault, HEALTHY).harmless and judged.of(case, 0, 2024).state != "published"
    ]
    assert unseen == []
