"""Nothing from outside becomes markup on any page (in a real browser: test_browser_safety.py)."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from monitor.desk import Desk
from tests.desk_site import read, served
from tests.desk_store import COPY, FINDING
from tests.poison import poison
from tests.xss import chunks, payloads

PAGES = (
    "/",
    "/?year=2023&region=610999",
    "/matrix",
    "/unit/weishui-yj",
    FINDING,
    COPY,
    "/compare/unchanged/weishui-yj/2024",
    "/receipt/weishui-gov/2024",
    "/receipt/baiyang/2024",
    "/search?q=解读",
    "/rules",
    "/sources",
    "/rollup?year=2023&region=610999",
    "/statistics",
    "/selfcheck",
    "/-/login",
)


NIGHTLY = bool(os.environ.get("NIANJIAN_NIGHTLY"))
# By day a text holds many payloads at once, by night every few stand alone.
CHUNKS = chunks(4 if NIGHTLY else 120)
ACTIVE = "//script|//style|//iframe|//object|//embed|//img[not(starts-with(@src, '/chart/'))]|//math|//base|//video|//audio|//marquee|//meta[@http-equiv]"


def test_there_are_several_hundred_payloads() -> None:
    assert len(payloads()) > 400


@pytest.mark.parametrize("number", range(len(CHUNKS)))
def test_nothing_from_outside_acts_on_any_page(poisoned: dict[str, Desk], number: int) -> None:
    made = poisoned[CHUNKS[number]]
    lists = (
        "reports",
        "units",
        "sightings",
        "sections",
        "findings",
        "coverage",
        "standings",
        "missing",
        "arithmetic",
    )
    for path in (*PAGES, *(f"/nianjian/{name}" for name in lists), "/nianjian/reports/0000000000000003"):
        page = read(made, path)
        assert not page.xpath(ACTIVE), path
        for element in page.iter():
            for name, value in element.attrib.items():
                assert not name.startswith("on"), (path, name)
                assert name not in ("href", "src", "action") or value.startswith(("/", "#", "http", "?")), (
                    path,
                    value,
                )


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Desk]]:
    """One desk; before each look its texts are replaced by the payload."""
    folder = tmp_path_factory.mktemp("poisoned")

    class Poisoned(dict[str, Desk]):
        def __getitem__(self, payload: str) -> Desk:
            poison(folder, payload)
            return made

    with served(folder) as made:
        yield Poisoned()
