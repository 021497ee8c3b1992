"""Nothing foreign acts on any page, and a real browser has nothing to complain about."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from data.records import Finding, Report, Section, Sighting, Unit
from data.search import rebuild_search
from data.store import Store
from monitor.desk import Desk
from tests.desk_site import read, served
from tests.desk_store import COPY, FINDING
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
# By day a text holds many payloads at once, by night every few stand alone and a browser opens every page.
CHUNKS = chunks(4 if NIGHTLY else 120)
ACTIVE = "//script|//style|//iframe|//object|//embed|//img|//math|//base|//video|//audio|//marquee|//meta[@http-equiv]"


def test_there_are_several_hundred_payloads() -> None:
    assert len(payloads()) > 400


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with served(tmp_path_factory.mktemp("desk")) as made:
        yield made


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


def poison(folder: Path, payload: str) -> None:
    with Store(folder) as store:
        store.replace(
            Unit,
            [
                replace(unit, name=payload + unit.id, aliases=payload, notes=payload)
                for unit in store.rows(Unit)
            ],
        )
        store.replace(
            Report,
            [replace(each, title=payload, url=payload, unit_name=payload) for each in store.rows(Report)],
        )
        store.replace(
            Section, [replace(each, heading=payload, text=payload * 3) for each in store.rows(Section)]
        )
        store.replace(
            Finding,
            [replace(each, message=payload, url=payload, basis=payload) for each in store.rows(Finding)],
        )
        sighting = next(store.rows(Sighting))
        store.append(replace(sighting, id=payload, title=payload, url=payload))
        rebuild_search(store)


BROWSER = shutil.which("chromium-headless-shell") or shutil.which("chromium")


@pytest.mark.skipif(BROWSER is None, reason="no headless browser here")
@pytest.mark.parametrize(
    "path", PAGES if NIGHTLY else ["/matrix", "/unit/weishui-yj", FINDING, "/nianjian/units"]
)
def test_nothing_runs_in_a_browser(poisoned: dict[str, Desk], path: str, tmp_path: Path) -> None:
    assert BROWSER is not None
    made = poisoned[" ".join(payloads())]
    command = (BROWSER, "--no-sandbox", "--disable-gpu", "--dump-dom", f"--user-data-dir={tmp_path}/browser")
    done = subprocess.run(
        [*command, made.address.rstrip("/") + path], capture_output=True, timeout=60, check=False
    )
    assert b"<h1>" in done.stdout or b"<h1 " in done.stdout
    assert b"data-ran=" not in done.stdout


@pytest.mark.skipif(BROWSER is None, reason="no headless browser here")
@pytest.mark.parametrize("path", [*PAGES, "/nianjian", "/nianjian/coverage", "/nianjian/missing"])
def test_a_browser_has_nothing_to_complain_about(site: Desk, path: str, tmp_path: Path) -> None:
    assert BROWSER is not None
    shot = tmp_path / "page.png"
    done = subprocess.run(
        [
            *(BROWSER, "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--window-size=1280,900"),
            *(f"--user-data-dir={tmp_path}/browser", f"--screenshot={shot}", site.address.rstrip("/") + path),
        ],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert shot.stat().st_size > 10_000
    assert b"Refused to" not in done.stderr
    assert b"Content Security Policy" not in done.stderr
