"""Lists that only a script writes: read in a browser that is shut in, and without one honestly not read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.browser import program
from crawler.crawl import crawl
from crawler.orders import ColumnResult
from crawler.rendering import BROWSER
from data.records import Look, Sighting
from data.store import Store
from tests.crawl_server import COLUMN, WORDS, Handler, Site, give, report_page, report_path, serving
from tests.test_crawl_faults import order_for, portal_at

needs_browser = pytest.mark.skipif(
    program() is None, reason="the extra js (scrapy-playwright) or chromium is not installed here"
)
TITLE = "柳溪县人民政府{}年政府信息公开工作年度报告"
YEARS = (2023, 2022, 2021)
SCRIPT = """
for (const [method, address] of [["GET", ABROAD + "/track"], ["GET", "/private/x"]])
  fetch(address, {method}).catch(() => 0);
document.body.insertAdjacentHTML("beforeend", '<img src="/logo.png"><img src="' + ABROAD + '/pixel.png">');
try { new WebSocket(ABROAD.replace("http", "ws") + "/ws"); } catch (error) {}
fetch("/api/list", {method: "POST", body: "channel=7"}).then(answer => answer.json()).then(rows => {
  document.querySelector("ul").innerHTML = rows.map(row =>
    `<li><a href="${row.url}">${row.title}</a><span>${row.day}</span></li>`).join("");
  createPageHTML(1, 0, "index", "html", "", rows.length);
});
function createPageHTML() {}
"""


def scripted(abroad: Site) -> Site:
    """A column whose rows a script fetches, which also wants much that is none of its business."""
    site = Site()
    page = (
        '<html><head><meta charset="utf-8"><title>政府信息公开年报</title></head><body><ul class="list"></ul>'
        f'<div>{WORDS}</div><script>const ABROAD = "{abroad.base}"; const total = {len(YEARS)};</script>'
        '<script>/* createPageHTML(1, 0, "index", "html", "", 3); */</script>'
        '<script src="/list.js"></script></body></html>'
    )
    rows = [{"url": report_path(y), "title": TITLE.format(y), "day": f"{y + 1}-03-10"} for y in YEARS]
    site.actions[COLUMN] = give(200, page)
    site.actions["/list.js"] = give(200, SCRIPT, ("Content-Type", "application/javascript"))
    site.actions["/api/list"] = give(200, json.dumps(rows), ("Content-Type", "application/json"))
    site.actions["/robots.txt"] = give(200, "User-agent: *\nDisallow: /private/\n")
    for year in YEARS:
        site.actions[report_path(year)] = give(200, report_page(year))
    return site


@dataclass
class Shown:
    column: ColumnResult
    site: Site
    abroad: Site
    agents: list[str]
    looks: list[Look]
    sightings: list[Sighting]
    kept: dict[str, bytes]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    folder = tmp_path_factory.mktemp("js")
    abroad, agents = Site(actions={"*": give(200, "{}")}), []
    with serving(abroad):
        site = scripted(abroad)
        listed = site.actions["/api/list"]

        def noting(handler: Handler) -> None:
            agents.append(handler.headers.get("User-Agent") or "")
            listed(handler)

        site.actions["/api/list"] = noting
        with serving(site):
            portal = replace(portal_at("p", site.base), delay_seconds=0.1)
            (column,) = crawl(replace(order_for(folder, portal), seconds=20.0)).columns
    with Store(folder) as store:
        looks = list(store.rows(Look))
        kept = {look.id: store.body(look.sha256) for look in looks if look.sha256}
        yield Shown(column, site, abroad, agents, looks, list(store.rows(Sighting)), kept)


@needs_browser
def test_a_list_written_by_a_script_is_read(shown: Shown) -> None:
    assert (shown.column.outcome, shown.column.seen, shown.column.new) == ("complete", 3, 3)
    assert {sighting.title for sighting in shown.sightings} == {TITLE.format(year) for year in YEARS}


@needs_browser
def test_nobody_outside_the_registry_is_asked_anything(shown: Shown) -> None:
    assert shown.abroad.asked == []


@needs_browser
def test_robots_txt_the_delay_and_the_name_hold_in_the_browser_too(shown: Shown) -> None:
    assert "/private/x" not in shown.site.paths
    assert "/logo.png" not in shown.site.paths
    assert shown.site.paths.count(COLUMN) == 1, "the browser shows the page that was fetched"
    times = [at for _, at in shown.site.asked]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.1
    assert all(agent.startswith("nianjian/") and "office@liuxi.example" in agent for agent in shown.agents)


@needs_browser
def test_everything_the_page_asked_for_is_a_look_and_what_it_showed_is_kept(shown: Shown) -> None:
    asked = {look.url.removeprefix(shown.site.base): look for look in shown.looks if look.purpose == "api"}
    assert {"/list.js", "/api/list", "/private/x"} <= set(asked)
    assert (asked["/api/list"].method, asked["/api/list"].body) == ("POST", "channel=7")
    assert (asked["/private/x"].reason, asked["/private/x"].status) == ("robots", None)
    (drawn,) = [look for look in shown.looks if look.method == BROWSER]
    assert (drawn.purpose, drawn.reason) == ("column", None)
    assert TITLE.format(2022).encode() in shown.kept[drawn.id]
    assert {sighting.list_sha256 for sighting in shown.sightings} == {drawn.sha256}


def test_without_the_extra_such_a_list_is_js_required(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    site = scripted(Site(base="http://127.0.0.1:1"))
    with serving(site):
        (column,) = crawl(order_for(tmp_path, portal_at("p", site.base))).columns
    assert (column.outcome, column.seen) == ("js_required", 0)


@needs_browser
def test_a_portal_made_of_scripts_is_found_from_its_home_page(tmp_path: Path) -> None:
    site = scripted(Site(base="http://127.0.0.1:1"))
    draw = f"document.querySelector('#app').innerHTML = '<a href=\"{COLUMN}\">政府信息公开年报</a>'"
    home = f"<html><title>柳溪县</title><body><div id=app></div>{WORDS}<script src=/app.js></script></body></html>"
    site.actions["/"] = give(200, home)
    site.actions["/app.js"] = give(200, f"{draw}; fetch('/x')", ("Content-Type", "application/javascript"))
    with serving(site):
        portal = replace(portal_at("p", site.base), column_url=None)
        (column,) = crawl(replace(order_for(tmp_path, portal), seconds=20.0)).columns
    assert (column.outcome, column.new) == ("complete", 3)


def test_a_column_without_its_script_is_js_required_and_not_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    site = scripted(Site(base="http://127.0.0.1:1"))
    site.actions["/"] = give(200, f'<html><body>{WORDS}<a href="{COLUMN}">政府信息公开年报</a></body></html>')
    with serving(site):
        portal = replace(portal_at("p", site.base), column_url=None)
        (column,) = crawl(order_for(tmp_path, portal)).columns
    assert (column.outcome, column.column_url) == ("js_required", site.base + COLUMN)


@needs_browser
def test_a_page_that_never_rests_does_not_hold_up_the_others(tmp_path: Path) -> None:
    site = Site()
    loop = f"<html><title>年报</title><body>{WORDS}<script>fetch('/a');for(;;){{}}</script></body></html>"
    site.actions[COLUMN] = give(200, loop)
    with serving(site):
        order = replace(order_for(tmp_path, portal_at("p", site.base)), browser_seconds=3.0)
        (column,) = crawl(order).columns
    assert column.outcome == "timeout"


def test_a_portal_the_registry_says_needs_a_browser_is_not_read_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    from tests.crawl_server import trs_site

    site = trs_site(range(2021, 2023))
    with serving(site):
        portal = replace(portal_at("p", site.base), js=True)
        (column,) = crawl(order_for(tmp_path, portal)).columns
    assert column.outcome == "js_required"
