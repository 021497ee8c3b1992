"""The crawl as a whole, over real sockets: twice, killed, in several processes, politely, within its budget."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.crawl import crawl
from crawler.ledger import Errand, Ledger, close_interrupted
from crawler.orders import CrawlOrder
from crawler.pages import Ask
from data.clock import Clock
from data.errors import Complaint
from data.records import Look, OpenRequest, RunEvent, Sighting, Walk
from data.runs import Run, unfinished
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
    serving,
    trs_site,
    unused_port,
)
from tests.test_crawl_faults import AT, order_for, portal_at, unit_of

PROJECT = Path(__file__).resolve().parent.parent
MIRROR = PROJECT.parent / "shared" / "corpus" / "mirror"


def content(store: Store) -> dict[str, object]:
    """What two crawls of one portal must agree on, whatever happened in between; probes differ by design."""
    looks = [look for look in store.rows(Look) if look.reason != "interrupted" and look.purpose != "probe"]
    return {
        "snapshots": sorted({look.sha256 for look in looks if look.sha256}),
        "sightings": sorted(sighting.id for sighting in store.rows(Sighting)),
        "documents": sorted(
            {(look.url, look.sha256) for look in looks if look.purpose in ("report", "attachment")}
        ),
    }


def rows_of(folder: Path, record: type) -> list[object]:
    with Store(folder) as store:
        return list(store.rows(record))


# ------------------------------------------------------------------ again


def test_a_second_crawl_of_an_unchanged_portal_asks_for_lists_only(tmp_path: Path) -> None:
    site = trs_site()
    with serving(site):
        order = order_for(tmp_path, portal_at("p", site.base))
        crawl(order)
        site.asked.clear()
        again = crawl(order).columns[0]
    assert (again.new, again.known, again.gone, again.outcome) == (0, 5, 0, "complete")
    assert not [path for path in site.paths if "/t20" in path]
    assert len(rows_of(tmp_path, Sighting)) == 5
    assert len(rows_of(tmp_path, Walk)) == 2


def test_a_report_that_left_a_complete_list_is_looked_at_again(tmp_path: Path) -> None:
    site = trs_site(range(2021, 2024))
    with serving(site):
        order = order_for(tmp_path, portal_at("p", site.base))
        crawl(order)
        script = 'createPageHTML(1, 0, "index", "html", "", 2);'
        site.actions[COLUMN] = give(200, list_page([report_row(2022), report_row(2021)], script))
        site.actions[report_path(2023)] = give(404, "gone")
        result = crawl(order)
    assert (result.columns[0].gone, result.columns[0].outcome) == (1, "complete")
    assert result.unexamined == ()
    with Store(tmp_path) as store:
        last = list(store.rows(Look, "url LIKE ?", (f"%{report_path(2023)}",)))[-1]
    assert (last.status, last.reason, last.purpose) == (404, "dead_link", "report")


def test_an_attachment_that_failed_is_asked_for_again(tmp_path: Path) -> None:
    site = trs_site(range(2022, 2023))
    name = "P020230310555.docx"
    file = f"{COLUMN}202303/{name}"
    viewer = '<iframe src="/web/viewer.html?file=/files/2022.pdf"></iframe>'
    more = f'<p><a href="./{name}">附件</a></p>{viewer}<a href="/about.pdf">使用帮助</a>'
    site.actions[report_path(2022)] = give(200, report_page(2022, more))
    site.actions[file] = first(3, give(500, "oops"), give(200, b"PK\x03\x04 words", ("Content-Type", "x/y")))
    site.actions["/files/2022.pdf"] = give(200, b"%PDF-1.4 words", ("Content-Type", "application/pdf"))
    with serving(site):
        order = order_for(tmp_path, portal_at("p", site.base))
        missed = crawl(order).unexamined
        healed = crawl(order).unexamined
    assert [(each.reason, each.purpose) for each in missed] == [("server_error", "attachment")]
    assert healed == ()
    assert "/about.pdf" not in site.paths
    with Store(tmp_path) as store:
        held = list(store.rows(Look, "purpose = 'attachment' AND reason IS NULL"))
    assert sorted(look.url.rpartition("/")[2] for look in held) == ["2022.pdf", name]
    assert {look.title for look in held} == {"柳溪县人民政府2022年政府信息公开工作年度报告"}


# ------------------------------------------------------------------ discovery


def linked(*links: tuple[str, str]) -> str:
    anchors = "".join(f'<li><a href="{href}">{text}</a></li>' for href, text in links)
    return f"<html><head><title>柳溪县</title></head><body><ul>{anchors}</ul>{'欢迎访问本网站。' * 60}</body></html>"


def found_from_home(tmp_path: Path, site: Site) -> tuple[str, str, list[str]]:
    with serving(site):
        portal = replace(portal_at("p", site.base), column_url=None)
        column = crawl(order_for(tmp_path, portal)).columns[0]
        return column.outcome, column.column_url.removeprefix(site.base), site.paths


def test_the_column_is_found_from_the_home_page(tmp_path: Path) -> None:
    site = trs_site()
    site.actions["/"] = give(200, linked(("/yw/", "要闻"), ("/zwgk/", "政务公开"), ("/js/", "部门决算")))
    site.actions["/zwgk/"] = give(
        200, linked(("/zwgk/zn/", "政府信息公开指南"), (COLUMN, "政府信息公开年报"))
    )
    outcome, url, paths = found_from_home(tmp_path, site)
    assert (outcome, url) == ("complete", COLUMN)
    assert not {"/yw/", "/js/", "/zwgk/zn/"} & set(paths)


def test_a_portal_without_a_report_column_says_so_within_its_budget(tmp_path: Path) -> None:
    site = Site(actions={"*": give(200, linked(*((f"/gk{n}/", "信息公开") for n in range(40))))})
    outcome, _, paths = found_from_home(tmp_path, site)
    assert outcome == "no_column"
    assert len(paths) <= 21


def test_a_home_page_that_cannot_be_read_is_not_a_missing_column(tmp_path: Path) -> None:
    outcome, _, _ = found_from_home(tmp_path, Site(actions={"/": give(403, "no")}))
    assert outcome == "forbidden"


def test_a_units_own_column_is_walked_for_that_unit(tmp_path: Path) -> None:
    site = trs_site(range(2021, 2023))
    with serving(site):
        portal = replace(portal_at("p", site.base), column_url=None)
        unit = replace(unit_of(portal), column_url=site.base + COLUMN)
        order = replace(order_for(tmp_path, portal), units=(unit,))
        (column,) = crawl(order).columns
    assert (column.unit_id, column.outcome, column.new) == (unit.id, "complete", 2)
    with Store(tmp_path) as store:
        assert {look.unit_id for look in store.rows(Look, "purpose = 'report'")} == {unit.id}
        assert [walk.unit_id for walk in store.rows(Walk)] == [unit.id]


# ------------------------------------------------------------------ politeness, budget, several at once


def test_requests_to_one_address_keep_the_delay(tmp_path: Path) -> None:
    site = trs_site(range(2021, 2023))
    with serving(site):
        portal = replace(portal_at("p", site.base), delay_seconds=0.15)
        crawl(order_for(tmp_path, portal))
    times = [at for _, at in site.asked]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.15


def test_robots_txt_may_ask_for_a_longer_delay(tmp_path: Path) -> None:
    site = trs_site(range(2021, 2022))
    site.actions["/robots.txt"] = give(200, "User-agent: *\nCrawl-delay: 0.2\n")
    with serving(site):
        crawl(order_for(tmp_path, portal_at("p", site.base)))
    times = [at for path, at in site.asked if path != "/robots.txt"]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.2


def test_a_spent_budget_names_the_reports_it_did_not_reach(tmp_path: Path) -> None:
    site = trs_site()
    with serving(site):
        order = replace(order_for(tmp_path, portal_at("p", site.base)), requests=6)
        (column,) = crawl(order).columns
    assert len(site.asked) == 6
    assert column.outcome == "complete"
    assert {each.reason for each in column.unexamined} == {"never_looked"}
    assert column.new + len(column.unexamined) == 5


def test_several_processes_share_the_portals(tmp_path: Path) -> None:
    sites = [trs_site(range(2021, 2023)) for _ in range(3)]
    with serving(*sites):
        portals = [portal_at(f"p{number}", site.base) for number, site in enumerate(sites)]
        result = crawl(order_for(tmp_path, *portals, jobs=2))
    assert [portal.portal_id for portal in result.portals] == ["p0", "p1", "p2"]
    assert {column.outcome for column in result.columns} == {"complete"}
    assert len(set(result.run_ids)) == 2


def test_a_portal_our_own_program_fails_on_does_not_stop_the_others(tmp_path: Path) -> None:
    sites = [trs_site(range(2021, 2023)) for _ in range(2)]
    with serving(*sites):
        bad = replace(portal_at("bad", sites[0].base), delay_seconds=None)  # type: ignore[arg-type]
        result = crawl(order_for(tmp_path, bad, portal_at("good", sites[1].base)))
    assert "TypeError" in (result.portals[0].failure or "")
    assert result.portals[1].columns[0].outcome == "complete"
    assert not result.lists_examined
    assert rows_of(tmp_path, OpenRequest) == []


def test_nothing_to_do_is_done_at_once(tmp_path: Path) -> None:
    assert crawl(order_for(tmp_path)).portals == ()


def test_behind_a_proxy_the_proxy_is_asked_and_no_name_resolved_here(tmp_path: Path) -> None:
    plain = trs_site(range(2021, 2023))
    proxy = Site(actions={f"http://portal.invalid{path}": action for path, action in plain.actions.items()})
    with serving(proxy):
        order = order_for(tmp_path, portal_at("p", "http://portal.invalid"))
        (column,) = crawl(replace(order, proxy=proxy.base)).columns
    assert (column.outcome, column.new) == ("complete", 2)
    assert proxy.paths[0] == "http://portal.invalid/robots.txt"


# ------------------------------------------------------------------ killed

SCRIPT = """
import pickle, sys
from crawler.crawl import crawl
if __name__ == "__main__":
    crawl(pickle.load(open(sys.argv[1], "rb")))
"""


def start(order: CrawlOrder, folder: Path) -> subprocess.Popen[bytes]:
    (folder / "order").write_bytes(pickle.dumps(order))
    (folder / "start.py").write_text(SCRIPT)
    command = [sys.executable, "-P", str(folder / "start.py"), str(folder / "order")]
    return subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(PROJECT)}, start_new_session=True)


def wait_for(condition: Iterable[bool]) -> None:
    until = time.monotonic() + 30
    for met in condition:
        if met:
            return
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


def asked_for(site: Site, requests: int) -> Iterator[bool]:
    while True:
        yield len(site.asked) >= requests


@pytest.mark.parametrize(
    ("requests", "whom"), [(2, "caller and worker"), (9, "the caller only"), (16, "caller and worker")]
)
def test_a_killed_crawl_run_again_gives_the_same_content(tmp_path: Path, whom: str, requests: int) -> None:
    site = trs_site(range(2014, 2023))
    file = '<p><a href="./P0201.docx">附件</a></p>'
    for year in range(2014, 2023):
        site.actions[report_path(year)] = give(200, report_page(year, file))
        site.actions[f"{COLUMN}{year + 1}03/P0201.docx"] = give(200, b"PK\x03\x04 %d" % year)
    calm, killed = tmp_path / "calm", tmp_path / "killed"
    with serving(site):
        crawl(order_for(calm, portal_at("p", site.base)))
        site.asked.clear()
        order = order_for(killed, replace(portal_at("p", site.base), delay_seconds=0.05))
        process = start(order, tmp_path)
        wait_for(asked_for(site, requests))
        if whom == "the caller only":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        result = crawl(replace(order, portals=(portal_at("p", site.base),)))
    assert result.unexamined == ()
    with Store(calm) as one, Store(killed) as other:
        assert content(one) == content(other)
        assert list(other.rows(OpenRequest)) == []
        assert unfinished(other) == []
        outcomes = [event.outcome for event in other.rows(RunEvent, "event = 'finished'")]
        assert outcomes == ["interrupted", "done"]
        first_run = next(event for event in other.rows(RunEvent, "event = 'finished'"))
        assert first_run.count == len(list(other.rows(Look, "run_id = ?", (first_run.run_id,))))


def test_a_crawl_stopped_from_the_keyboard_closes_its_books(tmp_path: Path) -> None:
    site = trs_site()
    with serving(site):
        slow = replace(portal_at("p", site.base), delay_seconds=0.3)
        process = start(order_for(tmp_path / "data", slow), tmp_path)
        wait_for(asked_for(site, 2))
        os.killpg(process.pid, signal.SIGINT)
        process.wait(30)
    with Store(tmp_path / "data") as store:
        assert list(store.rows(OpenRequest)) == []
        ends = [event.outcome for event in store.rows(RunEvent, "event = 'finished'")]
    assert ends == ["interrupted"]


def test_what_was_under_way_becomes_an_interrupted_look(tmp_path: Path) -> None:
    clock = Clock(AT)
    with Store(tmp_path) as store:
        run = Run.start(store, "crawl", clock)
        ledger = Ledger(store, run, clock)
        ledger.open(Errand(ask=Ask(url="http://a.example/x"), purpose="report", portal_id="p", title="题名"))
        assert close_interrupted(store, clock) == 1
        assert close_interrupted(store, clock) == 0
        (look,) = store.rows(Look)
        assert (look.reason, look.url, look.title, look.status) == (
            "interrupted",
            "http://a.example/x",
            "题名",
            None,
        )
        assert list(store.rows(OpenRequest)) == []


def test_two_crawls_of_one_folder_exclude_each_other(tmp_path: Path) -> None:
    site = trs_site()
    with serving(site):
        slow = replace(portal_at("p", site.base), delay_seconds=0.3)
        process = start(order_for(tmp_path / "data", slow), tmp_path)
        wait_for(asked_for(site, 1))
        with pytest.raises(Complaint, match="another crawl"):
            crawl(order_for(tmp_path / "data", slow))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


# ------------------------------------------------------------------ a real portal's mirror


@contextmanager
def mirror() -> Iterator[str]:
    port = unused_port()
    base = f"http://127.0.0.1:{port}"
    command = [sys.executable, str(MIRROR / "serve.py"), "--port", str(port), "--json-base", base]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        yield base
    finally:
        process.kill()
        process.communicate()


@pytest.mark.skipif(not MIRROR.exists(), reason="the mirror of a real portal is not here")
def test_the_mirror_of_a_real_portal_is_read_completely(tmp_path: Path) -> None:
    with mirror() as base:
        portal = replace(portal_at("pt", base), column_url=f"{base}/zwgk/zfxxgk/zfxxgknb/")
        result = crawl(order_for(tmp_path, portal))
    (column,) = result.columns
    assert (column.family, column.outcome, column.probe) == ("trs_fujian", "complete", "passed")
    assert (column.declared, column.seen, column.new) == (20, 20, 3)
    assert {each.reason for each in column.unexamined} == {"dead_link"}
    answers = json.loads((MIRROR / "search_data.json").read_text(encoding="utf-8"))
    listed = {answer["doctitle"] for answer in answers}
    assert {sighting.title for sighting in rows_of(tmp_path, Sighting)} == listed  # type: ignore[attr-defined]
