"""Each CMS family walked by the real spider over real sockets: all pages, all reports, the list complete."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from crawler.crawl import crawl
from crawler.orders import ColumnResult, CrawlResult
from data.records import Look, Sighting
from data.store import Store
from tests.family_portals import (
    Portal,
    anhui,
    ankang,
    gkmlpt,
    jcms,
    jcms_annual,
    serving,
    ucap,
    vsb,
    year_tree,
)
from tests.test_crawl_faults import order_for, portal_at

# portal id: (the portal, its family, how many entries it declares)
PORTALS: dict[str, tuple[Portal, str, int | None]] = {
    "jcms": (jcms(), "jcms", 7),
    "jcms_annual": (jcms_annual(), "jcms_annual", None),
    "gkmlpt": (gkmlpt(), "gkmlpt", 203),
    "gkmlpt_from_zero": (gkmlpt(base=0), "gkmlpt", 203),
    "vsb": (vsb(), "vsb", 7),
    "ucap": (ucap(), "ucap", 7),
    "anhui": (anhui(), "anhui", 7),
    "ankang": (ankang(), "ankang", None),
    "year_tree": (year_tree(), "year_tree", 3),
}
# Found from the home page alone: the column is a frame, or only a bar of years.
FROM_HOME = {"home_gkmlpt": gkmlpt(others=0), "home_year_tree": year_tree()}


@dataclass
class Walked:
    result: CrawlResult
    looks: list[Look]
    sightings: list[Sighting]

    def column(self, name: str) -> ColumnResult:
        (portal,) = (each for each in self.result.portals if each.portal_id == name)
        assert portal.failure is None, portal.failure
        (column,) = portal.columns
        return column

    def fetched(self, name: str) -> list[str]:
        """The reports fetched from a portal, by path."""
        found = [look for look in self.looks if look.portal_id == name and look.purpose == "report"]
        return sorted(look.url.partition("127.0.0.1:")[2].partition("/")[2] for look in found)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    folder = tmp_path_factory.mktemp("families")
    known = {name: portal for name, (portal, _, _) in PORTALS.items()}
    with serving(*known.values(), *FROM_HOME.values()):
        portals = [
            replace(portal_at(name, portal.base), column_url=portal.base + portal.column)
            for name, portal in known.items()
        ]
        portals += [
            replace(portal_at(name, portal.base), column_url=None) for name, portal in FROM_HOME.items()
        ]
        result = crawl(order_for(folder, *portals))
    with Store(folder) as store:
        yield Walked(result, list(store.rows(Look)), list(store.rows(Sighting)))


@pytest.mark.parametrize("name", PORTALS)
def test_a_list_of_the_family_is_walked_to_its_end(walked: Walked, name: str) -> None:
    _, family, declared = PORTALS[name]
    column = walked.column(name)
    assert (column.outcome, column.family, column.probe) == ("complete", family, "passed"), column.why
    assert column.declared == declared
    assert column.unexamined == ()


@pytest.mark.parametrize("name", PORTALS)
def test_every_report_of_the_list_is_fetched_once(walked: Walked, name: str) -> None:
    portal = PORTALS[name][0]
    assert walked.fetched(name) == sorted(path[1:] for path in portal.reports)


@pytest.mark.parametrize("name", PORTALS)
def test_no_list_page_is_asked_for_twice(walked: Walked, name: str) -> None:
    portal = PORTALS[name][0]
    asked = [request for request in portal.asked if request in portal.answers]
    reports = {f"GET {path}" for path in portal.reports}
    lists = [request for request in asked if request not in reports]
    assert sorted(lists) == sorted(set(lists))


@pytest.mark.parametrize("name", FROM_HOME)
def test_a_column_without_rows_of_its_own_is_found_from_the_home_page(walked: Walked, name: str) -> None:
    portal, column = FROM_HOME[name], walked.column(name)
    assert column.column_url == portal.base + portal.column
    assert column.outcome == "complete"
    assert len(walked.fetched(name)) == len(portal.reports)


def test_rows_of_data_answers_are_seen_as_printed(walked: Walked) -> None:
    base = PORTALS["jcms"][0].base
    seen = {sighting.title for sighting in walked.sightings if sighting.url.startswith(base)}
    assert len(seen) == 7
    assert all(title.endswith("年度报告") for title in seen)
