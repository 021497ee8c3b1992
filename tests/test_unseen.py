"""Portals nobody has seen before, from the home page alone: almost nothing missed, nothing given to the wrong unit.

`NIANJIAN_UNSEEN=20` makes 280 portals instead of 28: the nightly size. What was measured is printed (`pytest -s`).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from crawler.crawl import crawl
from crawler.orders import CrawlOrder
from data.records import Coverage, Deadline, Look, Portal, Report, Unit
from data.registry import Registry
from data.store import Store
from monitor.check import judge
from monitor.filing.names import kind_of
from monitor.reading import read_snapshots
from tests.fault_server import HEALTHY, playing
from tests.fault_server import Portal as Played
from tests.unseen_portals import Unseen, unseen

TIMES = int(os.environ.get("NIANJIAN_UNSEEN", "2"))
pytestmark = [pytest.mark.timeout(120 if TIMES <= 2 else 0), pytest.mark.xdist_group("unseen")]
DUE = Deadline(
    kind=None,
    from_year=2019,
    to_year=None,
    legal_due="03-31",
    local_due=None,
    division_code=None,
    basis="第四十九条",
)
AT = datetime(2025, 4, 7, 2, 0, tzinfo=UTC)


@dataclass
class Found:
    """What a crawl from the home pages found, by portal."""

    portals: list[Unseen]
    fetched: dict[str, set[str]]
    reports: dict[str, list[Report]]
    coverage: tuple[Coverage, ...]
    requests: dict[str, int]

    def share(self, got: int, of: int, what: str) -> float:
        print(f"{what}: {got} of {of}, {got / of:.4f}")  # noqa: T201 - what was measured is the point
        return got / of


def name_of(number: int) -> str:
    return f"p{number}"


def registry(portals: list[Unseen]) -> Registry:
    rows = [
        Portal(id=name_of(n), name=f"{each.place}人民政府", home_url=f"{each.base}/", delay_seconds=0.0)
        for n, each in enumerate(portals)
    ]
    units = [
        Unit(
            id=f"{name_of(n)}/{name}",
            name=name,
            kind=kind_of(name),
            level="county",
            division_code="990122",
            portal_id=name_of(n),
            valid_from=date(2021, 1, 1),
        )
        for n, each in enumerate(portals)
        for name in each.units
    ]
    return Registry(portals=tuple(rows), units=tuple(units), deadlines=(DUE,))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    folder, portals = tmp_path_factory.mktemp("unseen"), unseen(TIMES)
    played = [Played(each.place, each.pages, "-", HEALTHY, "every look") for each in portals]
    with playing(played):
        for each, one in zip(portals, played, strict=True):
            each.base = one.base
        known = registry(portals)
        order = CrawlOrder(data=folder, portals=known.portals, units=known.units, clock_start=AT)
        result = crawl(order)
    assert not [portal.failure for portal in result.portals if portal.failure]
    with Store(folder) as store:
        read_snapshots(store)
        judgement = judge(store, known, AT.date())
        looks = list(store.rows(Look))
    bases = {name_of(n): each.base for n, each in enumerate(portals)}
    fetched: dict[str, set[str]] = {name: set() for name in bases}
    for look in looks:
        if look.purpose == "report" and look.reason is None:
            fetched[look.portal_id].add(look.url.removeprefix(bases[look.portal_id]))
    reports: dict[str, list[Report]] = {name: [] for name in bases}
    for report in judgement.reports:
        name = next(name for name, base in bases.items() if report.url.startswith(f"{base}/"))
        reports[name].append(report)
    requests = {name: sum(look.portal_id == name for look in looks) for name in bases}
    return Found(portals, fetched, reports, judgement.coverage, requests)


def test_from_the_home_page_alone_almost_every_report_is_found(found: Found) -> None:
    every = [(name_of(n), each, report) for n, each in enumerate(found.portals) for report in each.exists]
    missed = [
        f"{each.family}/{each.layout} {name} {report.unit} {report.year} {report.path}"
        for name, each, report in every
        if report.path not in found.fetched[name]
    ]
    assert found.share(len(every) - len(missed), len(every), "reports found") >= 0.99, missed[:40]


def test_no_report_is_given_to_the_wrong_unit_or_year(found: Found) -> None:
    for n, each in enumerate(found.portals):
        truth = {each.base + report.path: report for report in each.exists}
        for report in found.reports[name_of(n)]:
            if report.unit_id is not None:
                owed = (report.unit_id.partition("/")[2], report.year)
                assert owed == (truth[report.url].unit, truth[report.url].year), report.url


def test_a_report_that_says_whose_it_is_is_filed_and_others_are_left_to_a_person(found: Found) -> None:
    filed = {(report.unit_id, report.url) for each in found.reports.values() for report in each}
    named = lost = 0
    for n, each in enumerate(found.portals):
        for report in each.exists:
            url = each.base + report.path
            if report.named and report.path in found.fetched[name_of(n)]:
                named += 1
                lost += (f"{name_of(n)}/{report.unit}", url) not in filed
            elif report.path in found.fetched[name_of(n)]:
                assert (None, url) in filed, url
    assert found.share(named - lost, named, "reports filed") >= 0.99


def test_nothing_that_exists_is_called_absent(found: Found) -> None:
    there = {
        (f"{name_of(n)}/{report.unit}", report.year)
        for n, each in enumerate(found.portals)
        for report in each.exists
    }
    states = {each.state for each in found.coverage if (each.unit_id, each.year) in there}
    assert states <= {"published", "not_seen", "unverifiable"}


def test_a_report_costs_a_handful_of_requests(found: Found) -> None:
    reports = sum(len(each.exists) for each in found.portals)
    each = found.share(sum(found.requests.values()), reports, "requests a report")
    assert each <= 5
