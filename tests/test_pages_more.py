"""Search, rules, sources, roll-up, statistics, workbooks and stored pages of the desk."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data.clock import Clock
from data.desk.outcomes import outcomes
from data.desk.workbooks import workbook
from data.records import Look, Review
from data.runs import Run
from data.store import Store
from monitor.desk import Desk
from tests.desk_site import get, read, served, words
from tests.desk_store import BUREAU, SEEN, TOWN


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with served(tmp_path_factory.mktemp("desk")) as made:
        yield made


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


def test_the_rollup_sums_the_units_and_sets_the_government_beside_it(site: Desk) -> None:
    page = read(site, "/rollup?year=2023&region=610999")
    text = words(page)
    assert "已加总 1 家；对照 渭水县人民政府" in text
    assert f"未计入（尚无可读取的年度报告）1 家：{TOWN}" in text
    received = page.xpath("//tr[th[contains(., '一、本年新收')]]/td")
    assert re.sub(r"\s+", "", received[-1].text_content()) == "总计4"
    assert re.sub(r"\s+", "", received[0].text_content()) == "自然人—空白1"
    assert "没有可对照的本级政府年度报告（请填行政区划代码）" in words(read(site, "/rollup"))
    filled = words(read(site, "/rollup?year=2024&region=610999"))
    assert "本级政府年度报告尚未见到" in filled
    assert "请填行政区划代码" not in filled


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
    cells = [row[0] for row in sheet.iter_rows(min_row=3)]
    assert all(cell.data_type in ("s", "inlineStr") for cell in cells)
    assert [cell.quotePrefix for cell in cells] == [True] * 6 + [False] * 3
    assert [cell.value for cell in cells[6:8]] == ["abc", "-3"]
    assert len(str(cells[8].value)) == 32_000


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


def test_the_rollup_is_a_workbook_too(site: Desk) -> None:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=20)
    connection.request("GET", "/rollup.xlsx?year=2024&region=610999")
    answer = connection.getresponse()
    book = load_workbook(io.BytesIO(answer.read()))
    connection.close()
    rows = list(book.active.iter_rows(values_only=True))
    assert "内部工作参考　未经复核" in rows[0][0]
    heads = ("表", "项目", "列", "加总", "是否下限", "空白家数", "存疑家数", "本级政府年度报告", "相差")
    assert rows[1] == (*heads, "差额说明")
    assert any(row[:4] == ("申请办理（表三）", "（七）总计", "总计", 0) for row in rows), rows[:40]
    assert any(row[0].startswith("未计入") and row[1] == TOWN for row in rows if row[0])


@pytest.mark.parametrize("page", ["/", "/rollup", "/matrix", "/statistics"])
def test_a_place_that_is_no_code_is_said_to_be_none(site: Desk, page: str) -> None:
    for wrong in ("abc", "61099", "６１０９９９"):
        told = read(site, f"{page}?region={wrong}").xpath("//p[@role='alert']/text()")
        assert told == ["行政区划代码应为6、9或12位数字，以下为全部地区。"], wrong
    for right in ("", "61", "6109", "610999", "610999101"):
        assert not read(site, f"{page}?region={right}").xpath("//p[@role='alert']"), right


@pytest.mark.parametrize("page", ["/", "/rollup"])
def test_a_year_nobody_knows_is_said_to_be_none(site: Desk, page: str) -> None:
    for wrong in ("1999", "abc"):
        found = read(site, f"{page}?year={wrong}")
        assert "没有所填报告年度的记录，可选年度为2023至2024" in found.xpath("string(//p[@role='alert'])")
        assert "2024年度" in found.xpath("string(//h1)")
    assert not read(site, f"{page}?year=2023").xpath("//p[@role='alert']")


def test_precision_counts_what_officers_last_said_even_when_the_finding_is_gone(tmp_path: Path) -> None:
    with served(tmp_path) as made:
        with Store(tmp_path) as store:
            for number, verdict in enumerate(("mistaken", "confirmed", "confirmed", "explained")):
                common = {"actor": "li", "reason": "核对原件", "at": SEEN}
                store.append(
                    Review(
                        id=f"r{number}", finding_id=f"unchanged/gone{number}/2020", verdict=verdict, **common
                    )
                )
            later = {"actor": "li", "reason": "再次核对", "at": SEEN.replace(year=2026)}
            store.append(Review(id="r9", finding_id="unchanged/gone0/2020", verdict="confirmed", **later))
            store.append(Review(id="r8", finding_id="unchanged/gone1/2020", verdict="mistaken", **later))
        row = next(row for row in read(made, "/rules").xpath("//tbody/tr") if row.get("id") == "unchanged")
        assert "66.7%（2／3）" in words(row)


def test_the_sources_page_tells_how_many_columns_were_read_in_full(site: Desk) -> None:
    assert "共 1 个栏目，最近一次取全 1 个，未取全 0 个" in words(read(site, "/sources"))
    assert "3条" in words(read(site, "/sources"))
    assert "没有未取全的栏目" in words(read(site, "/sources?ill=1"))
