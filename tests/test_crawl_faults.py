"""Every way a portal can fail, over real sockets: the reason code is right, and nothing vanishes.

All misbehaving portals stand on ports of their own and are visited in one crawl.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.crawl import crawl
from crawler.orders import ColumnResult, CrawlOrder, CrawlResult, PortalResult
from data.records import Look, OpenRequest, Portal, RunEvent, Unit
from data.store import Store
from tests.crawl_server import (
    COLUMN,
    Site,
    bomb,
    cookie_first,
    cut,
    first,
    give,
    list_page,
    promise,
    report_page,
    report_path,
    report_row,
    serving,
    stall,
    to,
    trs_site,
    unused_port,
    zipped_and_cut,
)

AT = datetime(2026, 2, 2, 2, 0, tzinfo=UTC)
HEALTHY = list_page([report_row(2022), report_row(2021)], 'createPageHTML(1, 0, "index", "html", "", 2);')
CHALLENGE = '<html><script>$_ts=window["$_ts"];$_ts.cd="q";</script><body></body></html>'


def column(action: object, **others: object) -> Site:
    """A healthy portal but for what it does at its column."""
    site = trs_site(range(2021, 2023))
    site.actions[COLUMN] = action  # type: ignore[assignment]
    site.actions.update(others)  # type: ignore[arg-type]
    return site


def at(path: str, action: object, site: Site | None = None) -> Site:
    site = site or trs_site(range(2021, 2023))
    site.actions[path] = action  # type: ignore[assignment]
    return site


# portal id: (what it does, how the walk of its column must end)
SITES: dict[str, tuple[Site, str]] = {
    "healthy": (trs_site(), "complete"),
    "stalls": (column(stall), "timeout"),
    "stalls_everywhere": (Site(actions={"*": stall}), "timeout"),
    "cut_with_length": (column(cut(HEALTHY, length=True)), "truncated"),
    "cut_without_length": (column(cut(HEALTHY, length=False)), "truncated"),
    "zip_cut": (column(zipped_and_cut(HEALTHY)), "truncated"),
    "zip_bomb": (column(bomb(40 * 2**20)), "too_large"),
    "too_large": (column(promise(40 * 2**20)), "too_large"),
    "cookie_challenge": (column(cookie_first(HEALTHY)), "complete"),
    "redirects_to_itself": (column(to(COLUMN)), "redirect_loop"),
    "ping_pong": (at("/pong/", to(COLUMN), column(to("/pong/"))), "redirect_loop"),
    "redirects_abroad": (column(to("http://elsewhere.invalid/nb/")), "host_not_registered"),
    "redirects_to_a_file": (column(to("file:///etc/passwd")), "host_not_registered"),
    "challenge_202": (column(give(202, CHALLENGE)), "waf_challenge"),
    "challenge_412": (column(give(412, CHALLENGE)), "waf_challenge"),
    "challenge_521": (column(give(521, CHALLENGE)), "waf_challenge"),
    "challenge_200": (column(give(200, CHALLENGE)), "waf_challenge"),
    "forbidden": (column(give(403, "no")), "forbidden"),
    "broken": (column(give(500, "oops")), "server_error"),
    "broken_once": (column(first(1, give(500, "oops"), give(200, HEALTHY))), "complete"),
    "busy": (column(give(429, "later", ("Retry-After", "0"))), "rate_limited"),
    "shell_first": (
        at(
            "/",
            give(200, report_page(2020)),
            column(first(1, give(200, "<html></html>"), give(200, HEALTHY))),
        ),
        "complete",
    ),
    "moved_away": (column(give(404, "gone")), "site_changed"),
    "robots_broken": (at("/robots.txt", give(500, "oops")), "robots"),
    "robots_forbid": (at("/robots.txt", give(200, f"User-agent: *\nDisallow: {COLUMN}\n")), "robots"),
    "robots_allow": (at("/robots.txt", give(200, "User-agent: *\nDisallow: /oa/\n")), "complete"),
    "page_missing": (at(f"{COLUMN}index_1.html", give(404, "gone"), trs_site()), "incomplete_list"),
    "page_again": (
        at(
            f"{COLUMN}index_1.html",
            give(200, list_page([report_row(2022)], 'createPageHTML(2, 0, "index", "html");')),
            column(give(200, list_page([report_row(2022)], 'createPageHTML(2, 0, "index", "html");'))),
        ),
        "incomplete_list",
    ),
    "fewer_than_declared": (trs_site(total=9), "incomplete_list"),
    "soft_404": (at("*", give(200, report_page(2010))), "complete"),
    "dead_report": (at(report_path(2021), give(404, "gone")), "complete"),
    "report_abroad": (at(report_path(2021), to("http://elsewhere.invalid/2021.html")), "complete"),
    "report_moved": (
        at("/new/2021.html", give(200, report_page(2021)), at(report_path(2021), to("/new/2021.html"))),
        "complete",
    ),
    "unknown_list": (
        column(
            give(
                200,
                list_page(
                    [
                        f'<li><a href="show.jsp?id={n}">柳溪县{n}年政府信息公开年度报告</a></li>'
                        for n in (2021, 2022)
                    ]
                ),
            )
        ),
        "unknown_template",
    ),
    "script_list": (column(give(200, list_page([], "$.ajax({url: '/api/list'})"))), "js_required"),
}
ELSEWHERE = {
    "no_such_name": ("http://portal.invalid/", "dns"),
    "nobody_listens": (f"http://127.0.0.1:{unused_port()}/", "refused"),
}


@dataclass
class Crawled:
    result: CrawlResult
    looks: list[Look]
    left: list[OpenRequest]
    runs: list[RunEvent]

    def portal(self, name: str) -> PortalResult:
        return next(portal for portal in self.result.portals if portal.portal_id == name)

    def column(self, name: str) -> ColumnResult:
        return self.portal(name).columns[0]

    def of(self, name: str, purpose: str) -> list[Look]:
        return [look for look in self.looks if look.portal_id == name and look.purpose == purpose]


def portal_at(name: str, base: str) -> Portal:
    home = base.rstrip("/")
    return Portal(id=name, name=name, home_url=f"{home}/", column_url=home + COLUMN, delay_seconds=0.0)


def unit_of(portal: Portal) -> Unit:
    return Unit(
        id=f"unit-{portal.id}",
        name="柳溪县人民政府",
        kind="government",
        level="county",
        division_code="990122",
        portal_id=portal.id,
    )


def order_for(folder: Path, *portals: Portal, jobs: int = 1) -> CrawlOrder:
    return CrawlOrder(
        data=folder,
        portals=portals,
        units=tuple(unit_of(portal) for portal in portals),
        clock_start=AT,
        contact="office@liuxi.example",
        jobs=jobs,
        seconds=3.0,
    )


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("faults")
    safe, plain = trs_site(range(2021, 2023)), trs_site(range(2021, 2023))
    with serving(*(site for site, _ in SITES.values()), plain), serving(safe, folder=folder):
        portals = [portal_at(name, site.base) for name, (site, _) in SITES.items()]
        portals += [portal_at(name, base) for name, (base, _) in ELSEWHERE.items()]
        portals.append(portal_at("self_signed", safe.base))
        portals.append(portal_at("no_tls", plain.base.replace("http://", "https://")))
        result = crawl(order_for(folder / "data", *portals))
        with Store(folder / "data") as store:
            yield Crawled(
                result, list(store.rows(Look)), list(store.rows(OpenRequest)), list(store.rows(RunEvent))
            )


ENDS = {name: end for name, (_, end) in SITES.items()} | {name: end for name, (_, end) in ELSEWHERE.items()}
ENDS |= {"self_signed": "tls_unverified", "no_tls": "tls_unsupported"}


@pytest.mark.parametrize("name", ENDS)
def test_a_portal_ends_with_the_reason_that_is_true(crawled: Crawled, name: str) -> None:
    portal = crawled.portal(name)
    assert portal.failure is None
    assert portal.columns[0].outcome == ENDS[name]


def test_every_request_ends_in_exactly_one_look(crawled: Crawled) -> None:
    finished = [event for event in crawled.runs if event.event == "finished"]
    assert [event.outcome for event in finished] == ["done"]
    assert finished[0].count == len(crawled.looks) == sum(portal.looks for portal in crawled.result.portals)
    assert crawled.left == []


def test_what_was_asked_and_what_was_logged_agree(crawled: Crawled) -> None:
    for name, (site, _) in SITES.items():
        answered = [look for look in crawled.looks if look.portal_id == name and look.final_url]
        sent = [
            look for look in answered if look.reason != "host_not_registered" and look.method != "BROWSER"
        ]
        if ENDS[name] != "robots":
            assert len(sent) == len(site.asked), name


def test_a_failing_robots_txt_is_no_permission(crawled: Crawled) -> None:
    assert set(SITES["robots_broken"][0].paths) == {"/robots.txt"}
    assert SITES["robots_forbid"][0].paths == ["/robots.txt"]
    assert SITES["stalls_everywhere"][0].paths == ["/robots.txt"]
    (refused,) = crawled.of("robots_forbid", "column")
    assert (refused.reason, refused.status) == ("robots", None)


def test_nothing_is_sent_to_a_host_outside_the_registry(crawled: Crawled) -> None:
    (look,) = [look for look in crawled.of("redirects_abroad", "column") if look.reason]
    assert look.final_url == "http://elsewhere.invalid/nb/"
    assert look.status is None


def test_each_hop_is_a_look_of_its_own(crawled: Crawled) -> None:
    hops = crawled.of("redirects_to_itself", "nav")
    (end,) = crawled.of("redirects_to_itself", "column")
    assert [look.status for look in hops] == [302] * 5
    assert (end.status, end.reason) == (302, "redirect_loop")


def test_a_moved_report_is_held_under_the_address_the_list_prints(crawled: Crawled) -> None:
    looks = {look.url.partition("/zwgk")[2]: look for look in crawled.of("report_moved", "report")}
    moved = looks[report_path(2021).partition("/zwgk")[2]]
    assert (moved.status, moved.reason) == (200, None)
    assert (moved.final_url or "").endswith("/new/2021.html")


def test_a_cut_body_is_kept_as_evidence(crawled: Crawled) -> None:
    looks = crawled.of("cut_with_length", "column")
    assert {look.reason for look in looks} == {"truncated"}
    assert all(look.size == len(HEALTHY.encode()) // 2 for look in looks)


def test_a_site_that_never_says_not_there_fails_the_probe(crawled: Crawled) -> None:
    assert crawled.column("soft_404").probe == "soft_404"
    assert crawled.column("healthy").probe == "passed"


def test_a_listed_report_that_is_gone_is_a_dead_link(crawled: Crawled) -> None:
    (missed,) = crawled.column("dead_report").unexamined
    assert (missed.reason, missed.purpose) == ("dead_link", "report")
    assert missed.title == "柳溪县人民政府2021年政府信息公开工作年度报告"
    (abroad,) = crawled.column("report_abroad").unexamined
    assert abroad.reason == "host_not_registered"


def test_the_healthy_portal_gave_everything(crawled: Crawled) -> None:
    found = crawled.column("healthy")
    assert (found.declared, found.seen, found.new, found.family) == (5, 5, 5, "trs")
    assert found.unexamined == ()


def test_the_visitor_says_who_is_asking(crawled: Crawled) -> None:
    from crawler.settings import user_agent

    assert user_agent("office@liuxi.example").startswith("nianjian/")
    assert user_agent("office@liuxi.example").endswith("(+office@liuxi.example)")
