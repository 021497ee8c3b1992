"""Portals whose certificate nobody vouches for: told, asked once more, seen; never believed about absence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from crawler.crawl import crawl
from data.records import Coverage, Deadline, Look, Walk
from data.registry import Registry
from data.store import Store
from monitor.check import judge
from monitor.reading import read_snapshots
from tests.crawl_server import COLUMN, Site, give, list_page, report_path, report_row, serving
from tests.fault_server import report
from tests.test_crawl_faults import order_for, portal_at, unit_of

# What is played once for all tests here is played by one worker.
pytestmark = pytest.mark.xdist_group("tls")

START = datetime(2025, 4, 7, 2, 0, tzinfo=UTC)
DUE = Deadline(
    kind=None,
    from_year=2019,
    to_year=None,
    legal_due="03-31",
    local_due=None,
    division_code=None,
    basis="第四十九条",
)
GOVERNMENT, BUREAU = "柳溪县人民政府", "柳溪县财政局"


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[Coverage]]]:
    """Four looks in nine days at a self-signed portal; the bureau's report of 2024 is truly missing."""
    folder = tmp_path_factory.mktemp("tls")
    listed = [(2024, GOVERNMENT), (2023, GOVERNMENT), (2023, BUREAU)]
    rows = [report_row(year, unit) for year, unit in listed]
    rows = [row.replace("_20", f"{n}_20") for n, row in enumerate(rows)]
    site = Site()
    site.actions[COLUMN] = give(200, list_page(rows, 'createPageHTML(1, 0, "index", "html", "", 3);'))
    for n, (year, unit) in enumerate(listed):
        site.actions[report_path(year).replace("_20", f"{n}_20")] = give(200, report(unit, year))
    with serving(site, folder=folder):
        portal = replace(portal_at("p", site.base), name="柳溪县")
        units = tuple(
            replace(unit_of(portal), id=name, name=name, valid_from=date(2023, 1, 1))
            for name in (GOVERNMENT, BUREAU)
        )
        order = replace(order_for(folder / "data", portal), units=units)
        for days in (0, 2, 5, 9):
            crawl(replace(order, clock_start=START + timedelta(days=days)))
    known = Registry(portals=(portal,), units=units, deadlines=(DUE,))
    with Store(folder / "data") as store:
        read_snapshots(store)
        yield store, list(judge(store, known, date(2025, 4, 16)).coverage)


def test_the_refusal_is_recorded_and_what_follows_is_marked(looked: tuple[Store, list[Coverage]]) -> None:
    looks = list(looked[0].rows(Look))
    first = [look for look in looks if look.run_id == looks[0].run_id]
    assert (first[0].purpose, first[0].reason, first[0].status) == ("robots", "tls_unverified", None)
    assert (first[0].tls or "").startswith("failed; ")
    assert "certificate" in (first[0].tls or "")
    assert all((look.tls or "").startswith("unverified; sha256 ") for look in first[1:])
    assert sum(look.reason == "tls_unverified" for look in first) == 1, "one refusal a visit is enough"
    assert {look.reason for look in first[1:]} == {None}


def test_a_list_nobody_vouches_for_is_read_and_never_complete(looked: tuple[Store, list[Coverage]]) -> None:
    walks = list(looked[0].rows(Walk))
    assert {(walk.outcome, walk.seen) for walk in walks} == {("tls_unverified", 3)}


def test_what_was_seen_is_published_and_says_how_it_was_seen(looked: tuple[Store, list[Coverage]]) -> None:
    states = {(each.unit_id, each.year): (each.state, each.reason) for each in looked[1]}
    assert states[GOVERNMENT, 2024] == ("published", "tls_unverified")
    assert states[BUREAU, 2023] == ("published", "tls_unverified")


def test_what_was_not_seen_is_unverifiable_however_often_one_looks(
    looked: tuple[Store, list[Coverage]],
) -> None:
    states = {(each.unit_id, each.year): (each.state, each.reason) for each in looked[1]}
    assert states[BUREAU, 2024] == ("unverifiable", "tls_unverified")


def test_a_document_gone_from_an_unvouched_portal_is_not_called_gone(tmp_path: Path) -> None:
    site = Site()
    site.actions[COLUMN] = give(
        200, list_page([report_row(2024)], 'createPageHTML(1, 0, "index", "html", "", 1);')
    )
    with serving(site, folder=tmp_path):
        result = crawl(order_for(tmp_path / "data", portal_at("p", site.base)))
    assert {each.reason for each in result.unexamined} == {"tls_unverified"}
    with Store(tmp_path / "data") as store:
        (missed,) = store.rows(Look, "purpose = 'report'")
    assert (missed.status, missed.reason) == (404, "tls_unverified")
