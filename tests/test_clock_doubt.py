"""Our own clock may be wrong: compared with the portals' Date headers, and judging days only where it is sure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from crawler.crawl import crawl
from crawler.hands import Hands
from data.clock import Clock, ClockSkew
from data.records import Walk
from data.registry import Registry
from data.store import Store
from monitor.cases import CLOCK_DOUBT, rule_all
from monitor.filing.filing import file_reports
from tests.crawl_server import serving, trs_site
from tests.test_crawl_faults import order_for, portal_at

NOW = datetime(2026, 2, 2, 2, 0, tzinfo=UTC)


def heard(*told: tuple[str, float], age: str = "0") -> ClockSkew:
    """What is made of answers whose servers' clocks are so many seconds behind ours."""
    hands = Hands()
    for host, behind in told:
        said = format_datetime((NOW - timedelta(seconds=behind)).replace(microsecond=0), usegmt=True)
        hands.hear(host, NOW, NOW + timedelta(milliseconds=300), said, age)
    return hands.skew


def test_the_grain_of_the_header_is_no_error() -> None:
    assert heard(("a", 0)) == ClockSkew(seconds=0.0, hosts=1)
    assert not heard(("a", 0)).matters


def test_one_host_with_a_wrong_clock_is_outvoted() -> None:
    assert heard(("a", 0), ("b", 0), ("c", 5000)).seconds == 0.0
    assert heard(("a", 3600), ("b", 3601), ("c", 0)).seconds == pytest.approx(3600, abs=2)


def test_of_each_host_the_answer_that_agrees_best_counts() -> None:
    assert heard(("a", 86400), ("a", 0)).seconds == 0.0


def test_what_lay_in_a_cache_is_as_old_as_the_cache_says() -> None:
    assert heard(("a", 500), age="500").seconds == 0.0


def test_a_header_that_is_no_date_tells_nothing() -> None:
    hands = Hands()
    for said in ("", "yesterday", "0"):
        hands.hear("a", NOW, NOW, said)
    assert hands.skew == ClockSkew(seconds=None, hosts=0)


@pytest.mark.parametrize(("off", "checks", "told"), [(0, True, 1), (40, True, 1), (40, False, None)])
def test_a_walk_keeps_how_far_our_clock_was_off(
    tmp_path: Path, off: int, checks: bool, told: int | None
) -> None:
    site = trs_site(range(2021, 2023))
    with serving(site):
        order = order_for(tmp_path, portal_at("p", site.base))
        start = datetime.now(UTC) + timedelta(days=off)
        crawl(replace(order, clock_start=start, checks_clock=checks))
    with Store(tmp_path) as store:
        (walk,) = store.rows(Walk)
    assert (walk.clock_hosts, walk.outcome) == (told, "complete")
    if checks:
        assert walk.clock_skew == pytest.approx(off * 86400, abs=5)


def test_no_day_is_judged_by_a_clock_in_doubt(tmp_path: Path) -> None:
    at = datetime(2025, 4, 7, 2, 0, tzinfo=UTC)
    skews = {0: (0.0, 9), 1: (3600.0, 9), 2: (90_000.0, 9), 3: (None, 0), 4: (None, None)}
    with Store(tmp_path) as store:
        store.append(*(_walk(at + timedelta(days=days), *skew) for days, skew in skews.items()))
        portal = portal_at("p", "http://127.0.0.1:1")
        known = Registry(portals=(portal,), units=(), deadlines=())
        ruled = rule_all(store, known, file_reports(store, known, date(2025, 5, 1)), date(2025, 5, 1))
    outcomes = [visit.outcome for visit in ruled.visits["p", None]]
    assert outcomes == ["complete", "complete", CLOCK_DOUBT, CLOCK_DOUBT, "complete"]


def _walk(at: datetime, skew: float | None, hosts: int | None) -> Walk:
    return Walk(
        id=at.isoformat(),
        run_id="r",
        portal_id="p",
        column_url="http://127.0.0.1:1/",
        started_at=at,
        finished_at=at + timedelta(minutes=1),
        outcome="complete",
        seen=3,
        pages=(),
        clock_skew=skew,
        clock_hosts=hosts,
    )


def test_a_rehearsals_clock_says_that_it_is_one() -> None:
    assert Clock(NOW).rehearsed
    assert not Clock().rehearsed
