"""Reports on paper or by mail are entered by hand: marked as such, never taken for published ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest

from data.records import Coverage, HandReport, OddCell
from data.runs import row_hash
from data.store import Store
from data.summaries import write_summaries
from monitor.desk import Desk
from tests.desk_county import county_desk, logged_in
from tests.desk_site import Visitor
from tests.letters_store import County, missing, report_id

EXAMPLES = Path("tests/examples/reports")
ENTRY = "/entry/works/2025"
TOTAL = "t3.new_received.total"
BY_MAIL = {"source": "email", "received_on": "2026-02-03"}


@pytest.fixture
def county(tmp_path: Path) -> County:
    made = County(tmp_path)
    made.add(missing("works"))
    return made


@pytest.fixture
def made(county: County) -> Iterator[Desk]:
    with county_desk(county) as site:
        yield site


def kept(county: County) -> list[HandReport]:
    with Store(county.settings.data) as store:
        return list(store.rows(HandReport))


def words(visitor: Visitor, path: str) -> str:
    return re.sub(r"\s+", " ", lxml.html.document_fromstring(visitor.ask(path)[2]).text_content())


def cell(visitor: Visitor, line: str, column: str) -> str:
    page = lxml.html.document_fromstring(visitor.ask("/rollup?year=2025&region=610999")[2])
    boxes = page.xpath(f"//tr[th[contains(., '{line}')]]/td")
    texts = [re.sub(r"\s+", "", box.text_content()) for box in boxes]
    return next(text for text in texts if text.startswith(column))


def test_typed_figures_count_in_the_sum_and_say_where_they_come_from(made: Desk, county: County) -> None:
    li = logged_in(made)
    assert cell(li, "一、本年新收", "总计").startswith("总计16")
    status, headers, _ = li.send(
        ENTRY, {**BY_MAIL, f"cell:{TOTAL}": "7", "cell:t2.admin_fees.amount_wan": "1.5"}
    )
    assert (status, headers["location"]) == (302, ENTRY)
    assert "人工录入（电子邮件，2026-02-03收到）" in words(li, ENTRY)
    assert cell(li, "一、本年新收", "总计").startswith("总计23")
    rollup = words(li, "/rollup?year=2025&region=610999")
    assert "其中人工录入 1 家" in rollup
    assert "渭水县住房和城乡建设局，人工录入（电子邮件，2026-02-03收到）" in rollup
    assert "人工录入（电子邮件，2026-02-03收到）" in words(li, "/unit/works")
    assert "只证明已报送，不作为已公布" in words(li, "/receipt/works/2025")


def test_coverage_and_the_missing_report_know_nothing_of_it(made: Desk, county: County) -> None:
    li = logged_in(made)
    li.send(ENTRY, {**BY_MAIL, f"cell:{TOTAL}": "7"})
    with Store(county.settings.data) as store:
        (row,) = store.rows(Coverage, "unit_id = 'works' AND year = 2025")
    assert (row.state, row.published_on, row.report_id) == ("absent", None, None)
    assert "经多次核查未检索到" in words(li, "/receipt/works/2025")
    finding = words(li, "/finding/missing-report/works/2025")
    assert "有人工录入（电子邮件，2026-02-03收到），只证明已报送" in finding
    assert "人工录入" not in words(logged_in(made, "zhao"), "/finding/missing-report/works/2025")


def test_a_file_is_kept_and_its_figures_are_read(made: Desk, county: County) -> None:
    li = logged_in(made)
    body = (EXAMPLES / "one_sheet_2021.xlsx").read_bytes()
    path = "/entry/works/2023"
    _, headers, answer = li.send(path, BY_MAIL, file=("年报.xlsx", body))
    assert headers.get("location") == path, lxml.html.document_fromstring(answer).xpath(
        "string(//*[@role='alert'])"
    )
    (entry,) = kept(county)
    assert entry.id == row_hash(entry)
    assert (entry.file_name, entry.form, entry.actor) == ("年报.xlsx", "fmt_2021", "li")
    assert len(entry.cells) > 20
    page = words(li, path)
    assert f"已录入{len(entry.cells)}项数据" in page
    assert "文件自称的单位为" in page
    assert li.fetch(f"/kept/{entry.sha256}")[2] == body
    # What is corrected afterwards stays with its file.
    li.send(path, {**BY_MAIL, f"cell:{TOTAL}": "9"})
    assert kept(county)[-1].sha256 == entry.sha256
    _, _, answer = li.send("/entry/works/2024", BY_MAIL, file=("年报.xlsx", body))
    assert "与所选的2024年度不符" in answer.decode()


def test_an_entry_is_taken_back_with_a_reason_and_stays_in_the_record(made: Desk, county: County) -> None:
    li = logged_in(made)
    li.send(ENTRY, {**BY_MAIL, f"cell:{TOTAL}": "7"})
    assert "请填写撤销理由" in li.send(ENTRY, {"do": "withdraw", "notes": " "})[2].decode()
    li.send(ENTRY, {"do": "withdraw", "notes": "录错单位"})
    assert cell(li, "一、本年新收", "总计").startswith("总计16")
    assert "撤销：录错单位" in words(li, ENTRY)
    assert [each.withdrawn for each in kept(county)] == [False, True]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "请选择年度报告文件，或填写数据"),
        ({f"cell:{TOTAL}": "七"}, "不是可以填报的数字"),
        ({f"cell:{TOTAL}": "1.5"}, "不是可以填报的数字"),
        ({f"cell:{TOTAL}": "-1"}, "不是可以填报的数字"),
        ({f"cell:{TOTAL}": "1", "source": "鸽子"}, "请选择报送方式"),
        ({f"cell:{TOTAL}": "1", "received_on": "2027-01-01"}, "收到日期不能晚于今天"),
    ],
)
def test_what_cannot_be_entered_is_said(made: Desk, county: County, sent: dict[str, str], said: str) -> None:
    status, _, body = logged_in(made).send(ENTRY, BY_MAIL | sent)
    assert (status, said in body.decode()) == (200, True)
    assert kept(county) == []


def test_other_regions_neither_see_nor_enter(made: Desk, county: County) -> None:
    logged_in(made).send(ENTRY, {**BY_MAIL, f"cell:{TOTAL}": "7"})
    zhao = logged_in(made, "zhao")
    assert "不在您的管辖地区" in words(zhao, ENTRY)
    assert "电子邮件，2026-02-03" not in words(zhao, ENTRY) + words(zhao, "/unit/works")
    assert "不在您的管辖地区" in zhao.send(ENTRY, {**BY_MAIL, f"cell:{TOTAL}": "1"})[2].decode()
    assert len(kept(county)) == 1


def test_a_sum_that_leaves_out_doubtful_cells_says_it_is_a_lower_bound(made: Desk, county: County) -> None:
    with Store(county.settings.data) as store:
        store.put_cells(report_id("edu", 2025), {TOTAL: None})
        odd = OddCell(
            report_id=report_id("edu", 2025), cell=TOTAL, raw="4?", state="uncertain", readings=(4, 1)
        )
        store.put(odd)
        write_summaries(store)
    li = logged_in(made)
    assert cell(li, "一、本年新收", "总计").startswith("总计≥12")
    assert "存疑1" in cell(li, "一、本年新收", "总计")
    assert "个数据项读取存疑，未计入加总" in words(li, "/rollup?year=2025&region=610999")
