"""Our own pages: what an officer reads there, and that numbers lead to their lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest

from data.clock import Clock
from data.desk import grids
from data.desk.passages import marked
from data.records import Finding
from data.store import Store
from monitor.desk import Desk, desk, free_port, running
from monitor.settings import Settings
from tests.desk_site import get, read, served, words
from tests.desk_store import BUREAU, COPY, COUNTY, FINDING, TOWN


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with served(tmp_path_factory.mktemp("desk")) as made:
        yield made


def tally(page: lxml.html.HtmlElement) -> dict[str, list[int]]:
    return {
        row.xpath("string(th)").strip(): [
            int(re.match(r"\d+", cell.text_content().strip())[0]) for cell in row.xpath("td")
        ]
        for row in page.xpath("//table[contains(@class, 'tally')]/tbody/tr")
    }


def test_home_counts_units_by_standing_and_group(site: Desk) -> None:
    page = read(site, "/")
    assert "2024年度" in page.xpath("string(//h1)")
    assert "数据截至 2025-01-20 09:30" in words(page)
    assert "到期前已公布的，计入应公布和已公布" in words(page)
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

    made = desk(Settings(data=tmp_path, registry=tmp_path, clock=Clock()), free_port())
    with running(made):
        assert "尚未核查" in words(read(made, "/"))
        assert "没有符合条件的记录" in words(read(made, "/matrix"))


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


def test_a_long_sum_frames_what_counts_and_tints_its_zeros() -> None:
    addends = {f"t3.granted.{kind}": 0 for kind in ("enterprise", "legal_service_org", "other_org")}
    cells = {"t3.granted.natural_person": 6, **addends, "t3.granted.total": 0}
    printed = grids.Printed(cells=cells, odd={}, repair={}, concerned=frozenset(cells))
    boxes = [box for _, _, line in grids.grids("fmt_2021", printed)[1].lines for box in line]
    assert [box.text for box in boxes if box.marked] == ["6", "0"]
    assert len([box for box in boxes if box.tinted]) == 3


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
        card = read(made, "/nianjian").xpath(
            "//li[a[@href='/nianjian/findings']]//span[@class='count']/text()"
        )
        assert card == ["2条"]
