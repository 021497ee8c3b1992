"""A county nobody has described: every report is found from the home page alone, and goes to the right unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from crawler.crawl import crawl
from crawler.orders import CrawlOrder, CrawlResult
from data.records import Deadline, Look, Portal, Report, Unit
from data.registry import Registry
from data.store import Store
from monitor.check import judge
from monitor.reading import read_snapshots
from tests.crawl_server import WORDS, Site, give, row, serving
from tests.fault_server import NAME, report

# What is played once for all tests here is played by one worker.
pytestmark = pytest.mark.xdist_group("discovery")

AT = datetime(2025, 4, 7, 2, 0, tzinfo=UTC)
DUE = Deadline(
    kind=None,
    from_year=2019,
    to_year=None,
    legal_due="03-31",
    local_due=None,
    division_code=None,
    basis="第四十九条",
)
YEARS = (2022, 2023, 2024)
OFFICES = ("财政局", "水利局", "民政局", "教育局", "林业局")
TOWNS = ("白石镇人民政府", "青川乡人民政府", "城关街道办事处")


def sheet(title: str, main: str) -> str:
    return f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{main}<p>{WORDS}</p></body></html>'


def links(*pairs: tuple[str, str]) -> str:
    return "<ul>" + "".join(f'<li><a href="{url}">{said}</a></li>' for said, url in pairs) + "</ul>"


@dataclass
class County:
    """A portal being built: pages, and the reports that are there to be found."""

    name: str
    site: Site
    truth: dict[str, tuple[str, int]]
    anonymous: str = ""

    def put(self, path: str, page: str) -> None:
        self.site.actions[path] = give(200, page)

    def publish(self, folder: str, unit: str, years: tuple[int, ...] = YEARS, *, short: bool = False) -> str:
        """Publish a unit's reports below a folder; gives the rows of its list."""
        rows = []
        for year in sorted(years, reverse=True):
            path = f"{folder}{year + 1}01/t{year + 1}0120_{len(self.truth)}.html"
            title = f"{year}年{NAME}" if short else f"{unit}{year}年{NAME}"
            page = report(unit, year)
            if short:  # only the line below the title says whose it is
                source = f"<p>信息来源：{unit} 发布时间：{year + 1}-01-20</p>"
                page = page.replace(f"<h1>{unit}{title}</h1>", f"<h1>{title}</h1>{source}")
            self.put(path, page)
            self.truth[path] = (unit, year)
            rows.append(row(path, title, f"{year + 1}-01-20"))
        return "".join(rows)

    def trs_list(self, path: str, rows: str, head: str = "", title: str = "政府信息公开年报") -> None:
        count = rows.count("<li>")
        script = f'<script>createPageHTML(1, 0, "index", "html", "", {count});</script>'
        self.put(path, sheet(title, f"{head}<ul>{rows}</ul>{script}"))


def county() -> County:
    """A government column with tabs, small sites of the departments, year folders of the towns."""
    made = County("柳溪县", Site(), {})
    made.put(
        "/",
        sheet(
            "柳溪县人民政府",
            links(("要闻", "/yw/"), ("政务公开", "/zwgk/"), ("办事", "/bs/"), ("图解", "/tj/")),
        ),
    )
    made.put("/yw/", sheet("要闻", links(("今日要闻一则", "/yw/1.html"))))
    made.put(
        "/zwgk/",
        sheet(
            "政务公开",
            links(
                ("政府信息公开指南", "/zwgk/zn/"),
                ("政府信息公开年报", "/zwgk/zfxxgknb/"),
                ("部门信息公开", "/zwgk/bm/"),
                ("部门预算", "/zwgk/ys/"),
                ("决算公开", "/zwgk/js/"),
            ),
        ),
    )
    tabs = links(("县政府", "/zwgk/zfxxgknb/"), ("乡镇街道", "/zwgk/zfxxgknb/xz/"))
    decoy = row(
        "/zwgk/zfxxgknb/202501/t20250122_99.html", f"一图读懂：柳溪县人民政府2024年{NAME}", "2025-01-22"
    )
    made.trs_list("/zwgk/zfxxgknb/", made.publish("/zwgk/zfxxgknb/", "柳溪县人民政府") + decoy, tabs)
    for number, town in enumerate(TOWNS):
        folder = f"/zwgk/zfxxgknb/xz/{number}/"
        made.trs_list(folder, made.publish(folder, f"柳溪县{town}"))
    made.put(
        "/zwgk/zfxxgknb/xz/",
        sheet("乡镇街道", links(*((town, f"/zwgk/zfxxgknb/xz/{n}/") for n, town in enumerate(TOWNS)))),
    )
    made.put(
        "/zwgk/bm/", sheet("部门信息公开", links(*((each, f"/bm{n}/") for n, each in enumerate(OFFICES))))
    )
    path = "/bm0/nb/202501/t20250120_77.html"
    made.put(path, sheet(f"2024年{NAME}", f"<h1>2024年{NAME}</h1><p>一、总体情况</p><p>{WORDS}</p>"))
    nobodys = row(path, f"2024年{NAME}", "2025-01-20")
    for number, office in enumerate(OFFICES):
        home = f"/bm{number}/"
        made.put(
            home, sheet(f"柳溪县{office}", links(("工作动态", f"{home}dt/"), ("信息公开", f"{home}xxgk/")))
        )
        made.put(
            f"{home}xxgk/",
            sheet("信息公开", links(("机构职能", f"{home}jg/"), ("信息公开年报", f"{home}nb/"))),
        )
        if number == len(OFFICES) - 1:  # a folder a year
            years = links(*((f"{year}年", f"{home}nb/{year}n/") for year in YEARS))
            made.put(f"{home}nb/", sheet("信息公开年报", years))
            for year in YEARS:
                rows = made.publish(f"{home}nb/{year}n/", f"柳溪县{office}", (year,))
                made.trs_list(f"{home}nb/{year}n/", rows, years)
        else:
            rows = made.publish(f"{home}nb/", f"柳溪县{office}", short=number % 2 == 1)
            made.trs_list(f"{home}nb/", rows + ("" if number else nobodys))
    made.anonymous = path
    return made


@dataclass
class Found:
    county: County
    result: CrawlResult
    again: CrawlResult
    looks: list[Look]
    reports: list[Report]
    asked: list[int]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    folder, made = tmp_path_factory.mktemp("county"), county()
    names = [f"柳溪县{each}" for each in ("人民政府", *OFFICES, *TOWNS)]
    with serving(made.site):
        portal = Portal(id="liuxi", name="柳溪县", home_url=f"{made.site.base}/", delay_seconds=0.0)
        units = tuple(
            Unit(
                id=f"u{number}",
                name=name,
                kind="government"
                if not number
                else "township_gov"
                if "镇" in name or "乡" in name
                else "department",
                level="township" if number > len(OFFICES) else "county",
                division_code="990122",
                portal_id="liuxi",
                valid_from=date(2022, 1, 1),
            )
            for number, name in enumerate(names)
        )
        order = CrawlOrder(data=folder, portals=(portal,), units=units, clock_start=AT, seconds=5.0)
        result = crawl(order)
        asked = [len(made.site.asked)]
        made.site.asked.clear()
        again = crawl(replace(order))
        asked.append(len(made.site.asked))
    with Store(folder) as store:
        read_snapshots(store)
        judgement = judge(store, Registry(portals=(portal,), units=units, deadlines=(DUE,)), date(2025, 4, 8))
        yield Found(made, result, again, list(store.rows(Look)), list(judgement.reports), asked)


def test_every_report_of_the_county_is_found_from_its_home_page(found: Found) -> None:
    fetched = {
        look.url.removeprefix(found.county.site.base) for look in found.looks if look.purpose == "report"
    }
    missed = set(found.county.truth) - fetched
    assert missed == set()
    (column,) = found.result.columns
    assert (column.outcome, column.unexamined) == ("complete", ())


def test_it_costs_a_handful_of_requests_a_report(found: Found) -> None:
    assert found.asked[0] <= 4 * len(found.county.truth)
    assert found.asked[1] <= found.asked[0] / 3, "the second time only lists are asked for"
    assert found.again.columns[0].outcome == "complete"


def test_every_report_goes_to_its_unit_and_year(found: Found) -> None:
    names = {f"u{number}": f"柳溪县{each}" for number, each in enumerate(("人民政府", *OFFICES, *TOWNS))}
    filed = {
        report.url.removeprefix(found.county.site.base): (names.get(report.unit_id or ""), report.year)
        for report in found.reports
    }
    assert {path: filed.get(path) for path in found.county.truth} == found.county.truth


def test_a_report_that_names_nobody_is_nobodys(found: Found) -> None:
    url = found.county.site.base + found.county.anonymous
    assert [report.unit_id for report in found.reports if report.url == url] in ([], [None])


def test_decoys_and_other_columns_are_left_alone(found: Found) -> None:
    asked = {(look.final_url or "").removeprefix(found.county.site.base) for look in found.looks}
    assert not asked & {"/yw/1.html", "/zwgk/ys/", "/zwgk/js/", "/zwgk/zfxxgknb/202501/t20250122_99.html"}
