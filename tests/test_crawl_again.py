"""Crawled again and again: what is remembered, what is asked for anew, what is noticed."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread, Timer

from crawler.crawl import crawl
from crawler.exclusion import is_living, living
from crawler.orders import CrawlOrder
from data.records import Look, RunEvent, Walk
from data.store import Store
from tests.crawl_server import (
    COLUMN,
    Site,
    first,
    give,
    list_page,
    report_page,
    report_path,
    report_row,
    row,
    serving,
    trs_site,
    vouching,
)
from tests.test_crawl import asked_for, linked, rows_of, start, wait_for
from tests.test_crawl_faults import AT, order_for, portal_at


def at_home(order: CrawlOrder) -> CrawlOrder:
    """The same order without the columns' addresses."""
    return replace(order, portals=tuple(replace(each, column_url=None) for each in order.portals))


def later(order: CrawlOrder, days: float) -> CrawlOrder:
    return replace(order, clock_start=AT + timedelta(days=days))


def with_home(site: Site) -> Site:
    site.actions["/"] = give(200, linked(("/zwgk/", "政务公开"), (COLUMN, "政府信息公开年报")))
    site.actions["/zwgk/"] = give(200, linked(("/zwgk/zn/", "政府信息公开指南")))
    return site


# ------------------------------------------------------------------ the column


def test_a_column_once_found_is_not_searched_for_again(tmp_path: Path) -> None:
    site = with_home(trs_site())
    with serving(site):
        order = at_home(order_for(tmp_path, portal_at("p", site.base)))
        (found,) = crawl(order).columns
        site.asked.clear()
        (again,) = crawl(order).columns
    assert (found.column_url, found.outcome) == (again.column_url, again.outcome)
    assert again.outcome == "complete"
    assert "/" not in site.paths


def test_a_column_that_moved_is_searched_for_again(tmp_path: Path) -> None:
    site = with_home(trs_site())
    with serving(site):
        order = at_home(order_for(tmp_path, portal_at("p", site.base)))
        crawl(order)
        site.actions = {path.replace("/zfxxgknb/", "/nb/"): page for path, page in site.actions.items()}
        site.actions["/"] = give(200, linked(("/zwgk/nb/", "政府信息公开年报")))
        (again,) = crawl(order).columns
    assert (again.outcome, again.column_url) == ("complete", f"{site.base}/zwgk/nb/")


def test_a_rebuilt_portal_that_shows_little_of_what_was_known_is_left_to_a_person(tmp_path: Path) -> None:
    site = with_home(trs_site())
    with serving(site):
        order = at_home(order_for(tmp_path, portal_at("p", site.base)))
        crawl(order)
        site.actions = dict(trs_site(range(2021, 2023)).actions)
        site.actions = {path.replace("/zfxxgknb/", "/nb/"): page for path, page in site.actions.items()}
        site.actions["/"] = give(200, linked(("/zwgk/nb/", "政府信息公开年报")))
        (again,) = crawl(order).columns
    assert (again.outcome, again.seen) == ("site_changed", 2)


def test_a_column_that_cannot_be_reached_today_is_not_given_up(tmp_path: Path) -> None:
    site = with_home(trs_site())
    with serving(site):
        order = at_home(order_for(tmp_path, portal_at("p", site.base)))
        crawl(order)
        site.actions[COLUMN] = give(403, "no")
        site.asked.clear()
        (again,) = crawl(order).columns
    assert (again.outcome, again.column_url) == ("forbidden", site.base + COLUMN)
    assert "/" not in site.paths


# ------------------------------------------------------------------ lists


def test_a_list_the_portal_vouches_for_is_not_sent_again(tmp_path: Path) -> None:
    site = trs_site(range(2021, 2023))
    body = list_page([report_row(2022), report_row(2021)], 'createPageHTML(1, 0, "index", "html", "", 2);')
    site.actions[COLUMN] = vouching(body)
    with serving(site):
        order = order_for(tmp_path, portal_at("p", site.base))
        crawl(order)
        (again,) = crawl(order).columns
        whole = crawl(later(order, 6.5)).columns[0]
    assert (again.outcome, again.seen, again.known) == ("complete", 2, 2)
    with Store(tmp_path) as store:
        looks = list(store.rows(Look, "purpose = 'column'"))
        walks = list(store.rows(Walk))
    assert [look.status for look in looks] == [200, 304, 200]
    assert len({look.sha256 for look in looks}) == 1
    assert whole.outcome == "complete"
    assert len({walk.pages for walk in walks}) == 1


def test_a_304_nobody_asked_for_is_no_list(tmp_path: Path) -> None:
    site = trs_site(range(2021, 2023))
    site.actions[COLUMN] = give(304)
    with serving(site):
        (column,) = crawl(order_for(tmp_path, portal_at("p", site.base))).columns
    assert column.outcome == "server_error"


def listing_twice(again: bool) -> Site:
    """Page 2 begins with the entry page 1 ends with; `again`: the same list each time it is asked for."""
    site = trs_site(range(2019, 2024))
    script = 'createPageHTML(2, {}, "index", "html", "", 6);'
    one = list_page([report_row(2023), report_row(2022), report_row(2021)], script.format(0))
    moved = list_page([report_row(2024), report_row(2023), report_row(2022)], script.format(0))
    two = list_page([report_row(2021), report_row(2020), report_row(2019)], script.format(1))
    site.actions[COLUMN] = give(200, one) if again else first(1, give(200, one), give(200, moved))
    site.actions[f"{COLUMN}index_1.html"] = give(200, two)
    return site


def test_an_entry_listed_twice_is_reconciled_with_the_total(tmp_path: Path) -> None:
    calm, moving = listing_twice(again=True), listing_twice(again=False)
    with serving(calm, moving):
        order = order_for(tmp_path, portal_at("calm", calm.base), portal_at("moving", moving.base))
        columns = crawl(order).columns
    assert [column.outcome for column in columns] == ["complete", "incomplete_list"]


def test_tabs_of_departments_and_towns_belong_to_the_column(tmp_path: Path) -> None:
    site = trs_site(range(2021, 2023))
    script = 'createPageHTML(1, 0, "index", "html", "", {});'
    tabs = '<div><a href="./bm/">部门年报</a><a href="./xz/">乡镇街道</a><a href="./zn/">街道简介</a></div>'
    body = list_page([report_row(2022), report_row(2021)], script.format(2))
    site.actions[COLUMN] = give(200, body.replace("<ul", tabs + "<ul"))
    site.actions[f"{COLUMN}bm/"] = give(200, list_page([report_row(2022, "柳溪县财政局")], script.format(1)))
    site.actions[f"{COLUMN}bm{report_path(2022).removeprefix(COLUMN.rstrip('/'))}"] = give(
        200, report_page(2022, unit="柳溪县财政局")
    )
    site.actions[f"{COLUMN}zn/"] = give(200, linked(("/a.html", "街道概况")))
    broken = Site(actions=dict(site.actions))
    site.actions[f"{COLUMN}xz/"] = give(
        200, list_page([report_row(2021, "白石镇人民政府")], script.format(1))
    )
    site.actions[f"{COLUMN}xz{report_path(2021).removeprefix(COLUMN.rstrip('/'))}"] = give(
        200, report_page(2021, unit="白石镇人民政府")
    )
    broken.actions[f"{COLUMN}xz/"] = give(500, "oops")
    with serving(site, broken):
        order = order_for(tmp_path, portal_at("p", site.base), portal_at("broken", broken.base))
        whole, part = crawl(order).columns
    assert (whole.outcome, whole.declared, whole.seen, whole.new) == ("complete", 4, 4, 4)
    assert (part.outcome, part.seen) == ("server_error", 3)


# ------------------------------------------------------------------ documents


def test_known_reports_are_looked_at_again_in_turn(tmp_path: Path) -> None:
    site = trs_site()
    with serving(site):
        order = order_for(tmp_path, portal_at("p", site.base))
        crawl(order)
        asked = []
        for days in (8, 9, 10, 11, 12, 13):
            site.asked.clear()
            crawl(later(order, days))
            asked.append([path for path in site.paths if "/t20" in path and len(path) > 40])
    assert [len(each) for each in asked] == [1, 1, 1, 1, 1, 0]
    assert {path for each in asked for path in each} == {report_path(year) for year in range(2019, 2024)}


def test_altered_and_removed_reports_are_told(tmp_path: Path) -> None:
    site = trs_site(range(2021, 2022))
    path = report_path(2021)
    site.actions[path] = give(200, report_page(2021, "<p>浏览次数：17</p>"))
    with serving(site):
        order = order_for(tmp_path, portal_at("p", site.base))
        told = [crawl(order).deltas]
        site.actions[path] = give(200, report_page(2021, "<p>浏览次数：18</p>"))
        told.append(crawl(later(order, 8)).deltas)
        site.actions[path] = give(200, report_page(2021, "<p>收到申请4件</p><p>浏览次数：19</p>"))
        told.append(crawl(later(order, 16)).deltas)
        site.actions[path] = give(404, "gone")
        told.append(crawl(later(order, 24)).deltas)
    assert [[delta.kind for delta in each] for each in told] == [["new"], [], ["changed"], ["gone"]]
    with Store(tmp_path) as store:
        kept = [row["kind"] for row in store.db.query("SELECT kind FROM deltas ORDER BY at")]
    assert kept == ["new", "changed", "gone"]


def test_a_second_crawl_of_a_large_portal_costs_next_to_nothing(tmp_path: Path) -> None:
    site = trs_site(range(1960, 2024), each=32)
    with serving(site):
        order = order_for(tmp_path, portal_at("p", site.base))
        crawl(order)
        many = len(site.asked)
        before = {look.sha256 for look in rows_of(tmp_path, Look)}  # type: ignore[attr-defined]
        site.asked.clear()
        crawl(order)
    assert len(site.asked) <= many // 10
    assert {look.sha256 for look in rows_of(tmp_path, Look)} == before  # type: ignore[attr-defined]


# ------------------------------------------------------------------ two at once, nights


def test_another_crawl_may_work_on_another_portal_meanwhile(tmp_path: Path) -> None:
    slow_site, site = trs_site(), trs_site(range(2021, 2023))
    with serving(slow_site, site):
        slow = replace(
            portal_at("slow", slow_site.base), delay_seconds=60.0
        )  # longer than all the rest takes
        free = portal_at("free", site.base)
        data = tmp_path / "data"
        process = start(order_for(data, slow), tmp_path)
        wait_for(asked_for(slow_site, 1))
        result = crawl(order_for(data, slow, free))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        after = crawl(order_for(data, replace(slow, delay_seconds=0.0)))
    assert result.portals[1].failure is None, result.portals[1].failure
    assert after.portals[0].failure is None, after.portals[0].failure
    assert "another crawl" in (result.portals[0].failure or "")
    assert result.portals[1].columns[0].outcome == "complete"
    assert after.columns[0].outcome == "complete"
    outcomes = {event.outcome for event in rows_of(data, RunEvent)}  # type: ignore[attr-defined]
    assert outcomes == {None, "done", "interrupted"}


def test_a_killed_run_whose_locks_fall_late_is_closed_all_the_same(tmp_path: Path) -> None:
    ours = order_for(tmp_path, portal_at("p", "http://127.0.0.1:1"))
    others = order_for(tmp_path, portal_at("q", "http://127.0.0.1:2"))
    held, let_go = Event(), Event()

    def dying() -> None:
        with living(ours, "run"):
            held.set()
            let_go.wait(30)

    thread = Thread(target=dying)
    thread.start()
    assert held.wait(30)
    assert is_living(others, "run"), "a run on other hosts may well be at work"
    Timer(0.3, let_go.set).start()
    assert not is_living(ours, "run"), "we hold its hosts: it can only be on its way out"
    thread.join()


def test_when_the_night_ends_nothing_more_is_asked(tmp_path: Path) -> None:
    site = trs_site(range(2010, 2024))
    with serving(site):
        slow = replace(portal_at("p", site.base), delay_seconds=0.2)
        order = replace(order_for(tmp_path, slow), until=AT + timedelta(seconds=2))
        (column,) = crawl(order).columns
    assert 0 < len(site.asked) < 12
    assert {each.reason for each in column.unexamined} <= {"never_looked", "incomplete_list"}


def test_a_redirect_to_another_portal_of_the_registry_is_followed(tmp_path: Path) -> None:
    old, new = Site(), trs_site(range(2021, 2023))
    with serving(old, new):
        old.actions[COLUMN] = give(302, "", ("Location", new.base + COLUMN))
        order = replace(order_for(tmp_path, portal_at("old", old.base)), registered=(new.base,))
        (column,) = crawl(order).columns
    assert (column.outcome, column.new) == ("complete", 2)


def test_the_same_article_on_a_twin_address_is_fetched_once(tmp_path: Path) -> None:
    site = trs_site(range(2021, 2023))
    name = f"./202203/t20220310_{2021}"
    twins = [
        row(f"{name}.html", "柳溪县人民政府2021年政府信息公开工作年度报告", "2022-03-10"),
        row(f"{name}_wap.html", "柳溪县人民政府2021年政府信息公开工作年度报告", "2022-03-10"),
    ]
    script = 'createPageHTML(1, 0, "index", "html", "", 2);'
    site.actions[COLUMN] = give(200, list_page(twins, script))
    with serving(site):
        (column,) = crawl(order_for(tmp_path, portal_at("p", site.base))).columns
    assert (column.new, column.outcome) == (1, "complete")
