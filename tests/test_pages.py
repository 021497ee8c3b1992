"""Our own pages: what an officer reads there, that numbers lead to their lists, that nothing foreign acts."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path

import lxml.html
import pytest
from openpyxl import load_workbook

from data.clock import Clock
from data.desk import charts, grids
from data.desk.passages import marked
from data.desk.workbooks import workbook
from data.pages.statistics import outcomes
from data.records import Finding, Look, Report, Section, Sighting, Unit
from data.runs import Run
from data.search import rebuild_search
from data.store import Store
from monitor.desk import Desk
from tests.desk_store import BUREAU, COUNTY, SEEN, TOWN, get, served

FINDING = "/finding/outcome-total/weishui-yj/2024"
COPY = "/finding/unchanged/weishui-yj/2024"
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
)
PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "'><details open ontoggle=alert(1)>",
    "</textarea><iframe srcdoc='<script>alert(1)</script>'>",
    "</title><script>alert(1)</script>",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{config}}{% import os %}",
    "<a href=javascript:alert(1)>x</a>",
    "<style>@import 'https://evil.example/x.css'</style>",
    '" onmouseover="alert(1)',
    "\u202ealert(1)//",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with served(tmp_path_factory.mktemp("pages")) as made:
        yield made


def read(site: Desk, path: str) -> lxml.html.HtmlElement:
    status, _, body = get(site, path)
    assert status == 200, path
    return lxml.html.document_fromstring(body)


def words(page: lxml.html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", page.text_content())


def tally(page: lxml.html.HtmlElement) -> dict[str, list[int]]:
    return {
        row.xpath("string(th)").strip(): [
            int(re.match(r"\d+", cell.text_content().strip())[0]) for cell in row.xpath("td")
        ]
        for row in page.xpath("//table[contains(@class, 'tally')]/tbody/tr")
    }


# ---------------------------------------------------------------- home


def test_home_counts_units_by_standing_and_group(site: Desk) -> None:
    page = read(site, "/")
    assert "2024年度" in page.xpath("string(//h1)")
    assert "数据截至 2025-01-20 09:30" in words(page)
    found = tally(page)
    assert found["应公布"] == [3, 1, 1, 1]
    assert found["逾期公布"] == [1, 0, 1, 0]
    assert found["经多次核查未检索到"] == [1, 1, 0, 0]
    assert found["无法核查"] == [1, 0, 0, 1]
    assert found["暂未检索到"] == [0, 0, 0, 0]
    assert found["待复核问题（条）"] == [2, 0, 2, 0]


def test_every_number_on_home_leads_to_that_many_rows(site: Desk) -> None:
    for path in ("/", "/?year=2023", "/?region=610999101"):
        links = read(site, path).xpath("//table[contains(@class, 'tally')]//a")
        for link in links:
            rows = words(read(site, link.get("href")))
            assert f"共 {link.text_content()} 条" in rows, link.get("href")


def test_home_leads_down_to_places_and_back_to_the_newest_year_with_an_end(site: Desk) -> None:
    assert "2024年度" in words(read(site, "/?year=oops&region=' OR 1"))
    only_town = tally(read(site, "/?region=610999101&year=2023"))
    assert only_town["应公布"] == [1, 0, 0, 1]
    assert only_town["暂未检索到"] == [1, 0, 0, 1]


def test_an_empty_folder_says_that_nothing_was_looked_at(tmp_path: Path) -> None:
    from monitor.desk import desk, free_port, running
    from tests.desk_store import Clock, Settings

    made = desk(Settings(data=tmp_path, registry=tmp_path, clock=Clock()), free_port())
    with running(made):
        assert "尚未核查" in words(read(made, "/"))
        assert "没有符合条件的记录" in words(read(made, "/matrix"))


# ---------------------------------------------------------------- matrix, unit, receipt


def test_the_matrix_has_one_sign_a_year_with_its_words(site: Desk) -> None:
    page = read(site, "/matrix")
    signs = {
        row.xpath("string(th)").strip(): [
            re.sub(r"\s", "", cell.xpath("string(.//a/span[1])")) for cell in row.xpath("td")
        ]
        for row in page.xpath("//tbody/tr")
    }
    assert signs == {COUNTY: ["未!", "✓"], BUREAU: ["逾", "逾"], TOWN: ["？", "未"]}
    assert "无法核查：列表有链接但打不开" in page.xpath("//a/@title")
    only = read(site, "/matrix?kind=township_gov")
    assert only.xpath("//tbody/tr/th//text()") == [TOWN]
    assert read(site, "/matrix?rule=unchanged").xpath("//tbody/tr/th//text()") == [BUREAU]


def test_the_unit_page_tells_years_figures_findings_and_its_website(site: Desk) -> None:
    page = words(read(site, "/unit/weishui-yj"))
    assert BUREAU in page
    assert "安监局" in page
    assert "逾期公布 晚4天" in page
    assert "办理结果总计与分项之和不符" in page
    assert "列表已取全，见到3条" in page
    assert get(site, "/unit/nobody")[0] == 404


def test_the_receipt_of_an_absent_report_says_where_and_when_we_looked(site: Desk) -> None:
    page = words(read(site, "/receipt/weishui-gov/2024"))
    assert (
        f"经5次核查（最近一次2025-01-20 09:30），在渭水县人民政府网站年报栏目暂未检索到{COUNTY}2024年年度报告"
        in page
    )
    assert "拟认定未公布，待人工核实" in page
    assert "列表已取全，见到3条" in page
    assert f"{COUNTY}2023年年报" in page
    assert get(site, "/receipt/weishui-gov/1999")[0] == 404


def test_what_we_could_not_check_is_never_called_unpublished(site: Desk) -> None:
    page = words(read(site, "/receipt/baiyang/2024"))
    assert "无法核查 原因：列表有链接但打不开 不计入未公布" in page.replace("\u3000", " ")
    assert "拟认定" not in page


# ---------------------------------------------------------------- finding, comparison


def test_the_finding_page_has_sentence_ledger_table_repair_and_evidence(site: Desk) -> None:
    page = read(site, FINDING)
    text = words(page)
    assert "相差4" in text
    assert "表三“（七）总计”总计改为 4" in text
    assert "国办公开办函〔2021〕30号" in text
    marked_cells = page.xpath("//td[contains(@class, 'marked')]")
    assert [re.sub(r"\s", "", cell.text_content()) for cell in marked_cells] == ["04"]
    assert page.xpath("//ins/text()") == ["4"]
    assert get(site, "/finding/late-report/weishui-yj/2024")[0] == 404


def test_blank_cells_are_shown_as_blank_not_as_zero() -> None:
    printed = grids.Printed(
        cells={"t4.review.total": 0},
        odd={"t4.review.upheld": ("", "blank")},
        repair={},
        concerned={"t4.review.total"},
    )
    review = grids.grids("fmt_2021", printed)[2].lines[0][2]
    assert [(box.text, box.odd, box.marked) for box in review[:2]] == [("", "空白", False), ("", "", False)]
    assert (review[4].text, review[4].marked) == ("0", True)


def test_shared_passages_stand_marked_beside_each_other(site: Desk) -> None:
    for path in (COPY, "/compare/unchanged/weishui-yj/2024?year=2023"):
        page = read(site, path)
        assert "较早公布" in words(page)
        assert len(page.xpath("//mark")) == 2
        assert "相同文字占 100.0%" in words(page)
    assert marked("甲", "")["share"] is None


def test_private_findings_are_shown_nowhere(tmp_path: Path) -> None:
    with served(tmp_path) as made:
        with Store(tmp_path) as store:
            finding = next(store.rows(Finding, "rule_id = 'unchanged'"))
            store.put(
                replace(finding, id="personal-data/weishui-yj/2024", rule_id="personal-data", message="")
            )
        assert get(made, "/finding/personal-data/weishui-yj/2024")[0] == 404
        assert get(made, "/nianjian/findings/personal-data~2Fweishui-yj~2F2024")[0] == 403
        assert get(made, "/nianjian/findings/~70ersonal-data~2Fweishui-yj~2F2024.json")[0] == 403
        for path in (
            "/",
            "/unit/weishui-yj",
            "/receipt/weishui-yj/2024",
            "/nianjian/findings",
            "/nianjian/findings.csv",
        ):
            assert "personal-data" not in get(made, path)[2], path
        assert tally(read(made, "/"))["待复核问题（条）"] == [2, 0, 2, 0]
        assert "共 2 条" in words(read(made, "/nianjian/findings"))


# ---------------------------------------------------------------- search, rules, sources


def test_search_finds_units_reports_narratives_and_findings_with_the_place_marked(site: Desk) -> None:
    page = read(site, "/search?q=应急")
    assert [link.text_content() for link in page.xpath("//a[starts-with(@href, '/unit/')]")] == [BUREAU]
    assert "2023年政府信息公开工作年度报告" in words(page)
    narratives = read(site, "/search?q=备案目录")
    assert narratives.xpath("//mark/text()")[0] == "备案目录"
    assert "办理结果总计与分项之和不符" in words(read(site, "/search?q=总计"))
    assert "没有符合条件的记录" in words(read(site, "/search?q=管急"))
    assert "没有符合条件的记录" not in words(read(site, "/search"))


def test_the_rules_page_counts_and_measures(site: Desk, tmp_path: Path) -> None:
    rows = {row.get("id"): words(row) for row in read(site, "/rules").xpath("//tbody/tr")}
    assert set(rows) == {"outcome-total", "unchanged"}
    assert "尚无复核" in rows["unchanged"]
    assert "国办公开办函〔2021〕30号" in rows["unchanged"]


def test_the_sources_page_tells_how_each_column_does(site: Desk) -> None:
    page = words(read(site, "/sources"))
    assert "渭水县人民政府网站" in page
    assert "列表已取全" in page
    assert "列表有链接但打不开1" in page.replace(" ", "")


# ---------------------------------------------------------------- rollup, statistics


def test_the_rollup_sums_the_units_and_sets_the_government_beside_it(site: Desk) -> None:
    page = read(site, "/rollup?year=2023&region=610999")
    text = words(page)
    assert "已加总 1 家；对照 渭水县人民政府" in text
    assert f"未计入（尚无可读取的年度报告）1 家：{TOWN}" in text
    received = page.xpath("//tr[th[contains(., '一、本年新收')]]/td")
    assert re.sub(r"\s+", "", received[-1].text_content()) == "总计4"
    assert re.sub(r"\s+", "", received[0].text_content()) == "自然人—缺1"
    assert "没有可对照的本级政府年度报告" in words(read(site, "/rollup"))


def test_statistics_define_what_they_count(site: Desk) -> None:
    page = read(site, "/statistics")
    rows = {
        row.xpath("string(td[1])"): [cell.text_content() for cell in row.xpath("td")]
        for row in page.xpath("//tbody/tr")
    }
    assert rows["2023"][:5] == ["2023", "1", "4", "0", "4 100.0%"]
    assert "复议纠错率＝" in words(page)
    assert list(outcomes()) == ["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"]
    assert sum(len(lines) for lines in outcomes().values()) == 22


# ---------------------------------------------------------------- workbooks


@pytest.mark.parametrize("name", ["findings", "coverage", "arithmetic", "missing", "looks"])
def test_lists_open_as_workbooks_in_words_without_formulas(site: Desk, name: str) -> None:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=20)
    connection.request("GET", f"/nianjian/{name}.xlsx?_size=max")
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 200
    assert "attachment" in answer.headers["content-disposition"]
    sheet = load_workbook(io.BytesIO(body)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    text = " ".join(str(cell.value) for cell in cells if cell.value is not None)
    assert "内部工作参考" in text
    assert not re.search(r"\b(unit_id|severity|error|absent|dead_link|published)\b", text)


def test_a_workbook_cell_never_acts_whatever_it_holds() -> None:
    values = [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "＝1",
        "a\x00b\u202ec",
        "-3",
        "x" * 40_000,
    ]
    sheet = load_workbook(io.BytesIO(workbook("表[1]", ["列"], [[value] for value in values]))).active
    assert sheet is not None
    found = [row[0].value for row in sheet.iter_rows(min_row=3)]
    assert all(str(value).startswith("'") for value in found[:6])
    assert found[6:8] == ["abc", "-3"]
    assert len(found[8]) == 32_000


# ---------------------------------------------------------------- stored pages


def capture(store: Store, body: bytes, content_type: str = "text/html") -> str:
    sha256 = store.keep(body)
    look = Look(
        id="", run_id="", hash="", portal_id="weishui", url="https://x.example/1", purpose="report", at=SEEN
    )
    run = Run.start(store, "crawl", Clock(SEEN))
    run.record(replace(look, status=200, sha256=sha256, content_type=content_type, size=len(body)))
    return sha256


def test_a_stored_page_is_shown_as_text_with_the_place_marked(site: Desk) -> None:
    html = "<meta charset=gb2312><p>（七）总计</p><script>alert(1)</script><tr><td>表<td>囧</table>".encode(
        "gb18030"
    )
    with Store(Path(site.command[5]).parent) as store:
        sha256 = capture(store, html)
    page = read(site, f"/capture/{sha256}?q=（七）总计")
    assert page.xpath("//div[@class='stored']//mark/text()") == ["（七）总计"]
    assert "表\u3000囧" in page.text_content()
    assert "alert" not in page.text_content()
    assert get(site, "/capture/" + "0" * 64)[0] == 404


def test_the_original_is_a_download_that_opens_as_text(site: Desk) -> None:
    with Store(Path(site.command[5]).parent) as store:
        page, file = (
            capture(store, b"<script>alert(1)</script>"),
            capture(store, b"%PDF-1.4 x", "application/pdf"),
        )
    status, headers, body = get(site, f"/original/{page}")
    assert (status, body) == (200, "<script>alert(1)</script>")
    assert headers["content-type"].startswith("application/octet-stream")
    assert headers["content-disposition"] == f'attachment; filename="{page[:12]}.txt"'
    assert headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert get(site, f"/original/{file}")[1]["content-disposition"].endswith('.pdf"')
    assert "请下载后查看" in words(read(site, f"/capture/{file}"))


def test_bytes_that_are_gone_are_said_to_be_gone(tmp_path: Path) -> None:
    with served(tmp_path) as made:
        with Store(tmp_path) as store:
            sha256 = capture(store, b"<p>x</p>")
            store.snapshots.path(sha256).write_bytes(b"damaged")
        assert "存档文件不在本机或已损坏" in words(read(made, f"/capture/{sha256}"))
        assert get(made, f"/original/{sha256}")[0] == 404


# ---------------------------------------------------------------- charts


def test_a_chart_leaves_a_gap_where_nothing_is_known() -> None:
    chart = charts.bars("件", [("2023", None, False), ("2024", 0, False), ("2025", 8, False)], step=50)
    assert [bar.height for bar in chart.bars] == [0, 1, charts.HEIGHT]


# ---------------------------------------------------------------- safety and looks


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_from_outside_acts_on_any_page(poisoned: dict[str, Desk], payload: str) -> None:
    made = poisoned[payload]
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
        assert not page.xpath("//script|//style|//iframe|//object|//embed|//img|//math|//base"), path
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
