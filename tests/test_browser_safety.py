"""Several hundred texts that would act, on every page kind, in the mail and in charts: nothing runs.

The browser is told to ignore our policy, so that only the pages themselves can hold the texts back.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from data.desk import charts
from data.desk.drawing import Gallery
from monitor.desk import Desk
from monitor.mail.layout import html
from tests.browser import chromium, in_a_browser, watch
from tests.desk_site import register, served
from tests.digest_examples import example
from tests.poison import poison, soaked
from tests.test_browser import PAGES, log_in
from tests.xss import payloads

pytestmark = in_a_browser

EVERY = " ".join(payloads())
RAN = "document.documentElement.hasAttribute('data-ran')"
# Elements that could act and that no page of ours has; a picture is ours when it is a chart.
ACTIVE = (
    "script, style, iframe, object, embed, math, base, video, audio, marquee, svg, meta[http-equiv], "
    "img:not([src^='/chart/'])"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("poisoned")
    with served(folder) as made:
        poison(folder, EVERY)
        register(folder)
        yield made


def test_nothing_from_outside_runs_on_any_page(browser: Browser, poisoned: Desk) -> None:
    context = browser.new_context(bypass_csp=True)
    watched = watch(context, poisoned.address)
    page = watched.open("/todo")
    log_in(page)
    expect(page.get_by_role("link", name="退出")).to_be_visible()
    for path in PAGES:
        watched.open(path)
        if page.evaluate(RAN) or page.locator(ACTIVE).count():
            watched.wrong.append(f"something of another's stands on {path}")
    context.close()
    assert watched.wrong == []


@pytest.mark.parametrize("name", ["changes_since_last_week", "hostile_text"])
def test_nothing_from_outside_runs_in_the_mail(browser: Browser, tmp_path: Path, name: str) -> None:
    mail = tmp_path / "mail.html"
    mail.write_text(html(soaked(example(name).digest(), EVERY)), encoding="utf-8")
    context = browser.new_context()
    watched = watch(context, mail.as_uri())
    page = watched.page
    page.goto(mail.as_uri())
    assert "data-ran" in page.inner_text("body")  # the texts are there to be read
    assert not page.evaluate(RAN)
    assert page.locator("script, iframe, object, embed, img, svg, form, base, link").count() == 0
    context.close()
    assert watched.wrong == []


def test_nothing_from_outside_runs_in_a_chart(browser: Browser, tmp_path: Path) -> None:
    gallery = Gallery()
    drawn = gallery.svg(gallery.name(charts.bars(EVERY, [(EVERY, 1, False), ("2025", 2, True)], step=56)))
    gallery.close()
    assert drawn is not None
    picture = tmp_path / "chart.svg"
    picture.write_bytes(drawn)
    context = browser.new_context()
    watched = watch(context, picture.as_uri())
    watched.page.goto(picture.as_uri())
    assert not watched.page.evaluate(RAN)
    context.close()
    assert watched.wrong == []
