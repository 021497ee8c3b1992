"""Every state of a report year has its receipt: which pages, when, how many items, and under which hash."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import get_args

import pytest

from data.clock import Clock
from data.records import Coverage, CoverageState, Walk
from data.store import Store
from data.summaries import write_summaries
from monitor.settings import Settings
from tests.desk_site import Desk, desk, free_port, read, running, words
from tests.desk_store import fill

STATES: tuple[CoverageState, ...] = get_args(CoverageState)
FIRST = 2010


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Walk]]:
    """One unit with a year in every state."""
    folder = tmp_path_factory.mktemp("receipts")
    with Store(folder) as store:
        fill(store)
        for year, state in enumerate(STATES, start=FIRST):
            due = date(year + 1, 3, 31)
            store.put(Coverage(unit_id="weishui-gov", year=year, state=state, due_on=due, looks=1))
        write_summaries(store)
        (walk,) = store.rows(Walk)
    made = desk(Settings(data=folder, registry=folder, clock=Clock(), secret="for tests"), free_port())
    with running(made):
        yield made, walk


@pytest.mark.parametrize("state", STATES)
def test_a_receipt_names_the_looks_a_state_rests_on(site: tuple[Desk, Walk], state: CoverageState) -> None:
    made, walk = site
    page = read(made, f"/receipt/weishui-gov/{FIRST + STATES.index(state)}")
    said = words(page)
    assert "2025-01-20 09:30" in said, "when"
    assert "列表已取全，见到3条" in said, "how many items"
    assert walk.column_url in said, "which page"
    assert [link.text_content() for link in page.xpath("//td/a[@class='hash']")] == [walk.pages[0][:12]]
    assert page.xpath("//td/a[@class='hash']/@href")[0].endswith(f"/capture/{walk.pages[0]}")
