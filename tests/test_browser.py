"""The desk in a real browser: every page kind whole and quiet, the main paths clicked through."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from data.clock import Clock
from data.records import Coverage, Finding, Unit
from data.search import rebuild_search
from data.store import Store
from data.summaries import write_summaries
from demo.country import LOOKS
from monitor.desk import Desk, desk, free_port, running
from monitor.settings import Settings
from tests.browser import AXE, chromium, complaints, in_a_browser, watch
from tests.desk_site import PASSWORD, register, served
from tests.desk_store import BUREAU, COPY, FINDING

pytestmark = in_a_browser

PAGES = (
    *("/", "/?year=2024&region=610999", "/matrix", "/unit/weishui-yj", FINDING, COPY),
    *("/compare/unchanged/weishui-yj/2024", "/receipt/weishui-gov/2024", "/receipt/baiyang/2024"),
    *("/search?q=解读", "/rules", "/sources", "/rollup?year=2023&region=610999", "/statistics", "/selfcheck"),
    *(
        "/todo",
        "/questions",
        "/regions",
        "/changes",
        "/alike",
        "/letters",
        "/season",
        "/roster",
        "/attribution",
        "/preview",
    ),
    *("/entry/baiyang/2024", "/nianjian", "/nianjian/missing", "/nianjian/unit_history?unit=渭水"),
    *("/nianjian/findings", "/nianjian/standings?_all=1", "/nianjian/units/weishui-yj", "/nianjian/looks"),
)
WIDTHS = (1280, 400)
NIGHTLY = bool(os.environ.get("NIANJIAN_NIGHTLY"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    with served(folder) as made:
        with Store(folder) as store:
            _grow(store)
        register(folder)
        yield made


def _grow(store: Store) -> None:
    """Add a second county, so that there are places to go down to."""
    county = next(store.rows(Unit, "id = 'weishui-gov'"))
    other = replace(county, id="hepan-gov", name="河畔县人民政府", division_code="610998")
    store.replace(Unit, [*store.rows(Unit), other])
    owed = next(store.rows(Coverage, "unit_id = 'weishui-gov' AND year = 2024"))
    store.replace(Coverage, [*store.rows(Coverage), replace(owed, unit_id=other.id, state="not_seen")])
    write_summaries(store)
    rebuild_search(store)


@pytest.fixture(scope="module")
def officer(browser: Browser, site: Desk) -> Iterator[BrowserContext]:
    """Log in once, by the form."""
    context = browser.new_context(bypass_csp=AXE.is_file())
    page = context.new_page()
    page.goto(site.address + "todo")
    log_in(page)
    expect(page.get_by_role("link", name="退出")).to_be_visible()
    page.close()
    yield context
    context.close()


def log_in(page: Page) -> None:
    page.get_by_label("用户名").fill("li")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_and_quiet_on_desk_and_telephone(
    officer: BrowserContext, site: Desk, path: str
) -> None:
    watched = watch(officer, site.address)
    page = watched.page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        watched.open(path)
        assert page.locator("h1").count() == 1
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{path} is {over} pixels too wide at {width}"
        broken = page.evaluate("[...document.images].filter(i => !i.naturalWidth).map(i => i.src)")
        assert broken == []
    assert "内部工作参考" in page.locator("header").inner_text()
    page.close()
    assert watched.wrong == []


@pytest.mark.skipif(not AXE.is_file(), reason="NIANJIAN_AXE does not name axe.min.js")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(officer: BrowserContext, site: Desk, scheme: str) -> None:
    page = officer.new_page()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    found = []
    for path in PAGES:
        page.goto(site.address.rstrip("/") + path)
        found += complaints(page)
    page.close()
    assert found == []


def test_from_home_to_a_review_and_gone_from_the_list(browser: Browser, site: Desk) -> None:
    context = browser.new_context()
    watched = watch(context, site.address)
    page = watched.page
    page.goto(site.address)
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    log_in(page)
    page.goto(site.address)
    page.get_by_role("row", name=re.compile("^渭水县")).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("渭水县")
    page.get_by_role("row", name=re.compile("^逾期公布")).get_by_role("link").first.click()
    page.get_by_role("link", name=BUREAU).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(BUREAU)
    page.get_by_role("link", name="办理结果总计与分项之和不符").click()
    page.get_by_label("复核结论").select_option(label="属实")
    page.get_by_label("理由", exact=True).first.fill("已与原件核对")
    page.get_by_role("button", name="提交复核结论").click()
    page.goto(site.address + "todo")
    left = page.get_by_role("region", name="待办问题")
    expect(left.get_by_role("link", name="与本单位往年报告内容相同")).to_be_visible()
    expect(left.get_by_role("link", name="办理结果总计与分项之和不符")).to_have_count(0)
    page.goto(site.address.rstrip("/") + FINDING)
    expect(page.get_by_role("list").filter(has_text="已与原件核对")).to_contain_text("属实")
    context.close()
    assert watched.wrong == []


def test_a_page_can_be_used_by_keyboard_alone(officer: BrowserContext, site: Desk) -> None:
    page = officer.new_page()
    page.goto(site.address)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        if page.locator(":focus").inner_text() == "昨天以来":
            break
    page.close()


def test_the_matrix_prints_on_a3_with_its_notice(officer: BrowserContext, site: Desk, tmp_path: Path) -> None:
    page = officer.new_page()
    page.goto(site.address + "matrix")
    page.pdf(path=tmp_path / "matrix.pdf", prefer_css_page_size=True)
    page.close()
    paper = pypdfium2.PdfDocument(tmp_path / "matrix.pdf")
    width, height = paper[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (420, 297)
    words = paper[0].get_textpage().get_text_bounded()
    assert "内部工作参考" in words
    assert BUREAU in words
    paper.close()


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The demonstration's country, looked at, read and judged; its registry gets an officer of the whole."""
    folder = tmp_path_factory.mktemp("country")
    given = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    command = (sys.executable, "-P", "-m", "monitor.cli", "--data", str(folder), "demo", "--no-serve")
    subprocess.run(command, env=given, check=True, capture_output=True)
    registry = folder / "demo" / "registry"
    register(registry, li="")
    settings = Settings(data=folder / "demo", registry=registry, clock=Clock(LOOKS[-1]), secret="for tests")
    made = desk(settings, free_port())
    with running(made):
        yield made


@pytest.mark.skipif(not NIGHTLY, reason="by night: the demonstration takes its time")
@pytest.mark.timeout(600)
def test_every_page_of_the_demonstration_is_whole_and_quiet(browser: Browser, demonstration: Desk) -> None:
    with Store(Path(demonstration.command[5]).parent) as store:
        owed = [(row.unit_id, row.year) for row in store.rows(Coverage)]
        paths = [
            *(path for path in PAGES if "weishui" not in path and "baiyang" not in path),
            *(f"/unit/{unit.id}" for unit in store.rows(Unit)),
            *(f"/receipt/{unit}/{year}" for unit, year in owed),
            *(f"/finding/{finding.id}" for finding in store.rows(Finding)),
            *(f"/compare/{each.id}" for each in store.rows(Finding, "rule_id IN ('unchanged', 'near-copy')")),
        ]
    context = browser.new_context(bypass_csp=AXE.is_file())
    watched = watch(context, demonstration.address)
    page = watched.open("/todo")
    log_in(page)
    expect(page.get_by_role("link", name="退出")).to_be_visible()
    for path in paths:
        watched.open(path)
        if AXE.is_file():
            watched.wrong += complaints(page)
    context.close()
    assert watched.wrong == []
