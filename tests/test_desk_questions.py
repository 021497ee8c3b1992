"""Each of the fifteen questions of the trade is answered by a page within two clicks from home."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import lxml.html
import pytest
from openpyxl import load_workbook

from data.records import Copy
from data.store import Store
from data.summaries import write_summaries
from monitor.desk import Desk
from tests.desk_county import county_desk, logged_in
from tests.desk_site import Visitor, get, read, served
from tests.letters_store import County, copied, late, missing, report_id, unit, wrong_total


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    made = County(tmp_path_factory.mktemp("county"))
    made.add(wrong_total("water"), copied("civil"), late("edu"), missing("works"))
    made.add(replace(copied("edu"), id="near-copy/edu/2024", year=2024, report_id=report_id("edu", 2024)))
    with Store(made.settings.data) as store:
        common = {
            "section": "problems",
            "same": False,
            "same_figures": False,
            "counts": True,
            "related": False,
        }
        store.replace(
            Copy,
            [
                Copy(
                    report_id=report_id("civil", 2025), source_id=report_id("civil", 2024), unit_id="civil", year=2025,
                    source_unit_id="civil", source_unit_name=unit("civil").name, source_year=2024, share=0.932, run=412,
                    earlier=True, detected_on=date(2026, 4, 9), **common,
                )
            ],
        )  # fmt: skip
        write_summaries(store)
    return made


@pytest.fixture(scope="module")
def made(county: County) -> Iterator[Desk]:
    with county_desk(county) as site:
        with Store(county.settings.data) as store:
            write_summaries(store)
        yield site


def words(visitor: Visitor, path: str) -> str:
    status, _, body = visitor.ask(path)
    assert status == 200, path
    return re.sub(r"\s+", " ", lxml.html.document_fromstring(body).text_content())


def test_every_question_has_a_link_that_answers(made: Desk) -> None:
    li = logged_in(made)
    home = lxml.html.document_fromstring(li.ask("/")[2])
    assert "/questions" in home.xpath("//a/@href")
    page = lxml.html.document_fromstring(li.ask("/questions")[2])
    items = page.xpath("//div[@class='ask']//li")
    assert len(items) == 15
    for item in items:
        links = item.xpath(".//a/@href")
        assert links
        for link in links:
            assert li.ask(link)[0] == 200, link


def test_without_officers_the_questions_are_there_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    with served(tmp_path_factory.mktemp("open")) as site:
        assert len(read(site, "/questions").xpath("//div[@class='ask']//li")) == 15
        for path in ("/regions", "/alike", "/changes", "/preview"):
            assert get(site, path)[0] == 200
        for path in ("/season", "/letters", "/attribution", "/roster", "/kept/" + "0" * 64):
            assert get(site, path)[0] == 403


def test_copies_stand_by_their_share_with_their_comparison(made: Desk) -> None:
    li = logged_in(made)
    page = lxml.html.document_fromstring(li.ask("/alike?year=2025")[2])
    (row,) = page.xpath("//tbody/tr")
    assert "93.2%" in row.text_content()
    assert "412字" in row.text_content()
    assert "/compare/near-copy/civil/2025" in row.xpath(".//a/@href")
    body = li.fetch("/alike.xlsx?year=2025")[2]
    rows = list(load_workbook(io.BytesIO(body)).active.iter_rows(values_only=True))
    assert "未经复核" in rows[0][0]
    assert (rows[2][0], rows[2][9], rows[2][10]) == (unit("civil").name, 93.2, 412)


def test_problems_are_compared_with_the_year_before(made: Desk) -> None:
    page = words(logged_in(made), "/regions?year=2025&region=610999")
    assert "与本单位往年报告高度雷同问题110" in page
    assert "超过法定期限公布问题10＋1" in page


def test_what_is_new_stands_day_by_day(made: Desk) -> None:
    li = logged_in(made)
    page = words(li, "/changes?since=7")
    assert "2026-04-09 以来" not in page
    assert re.search(r"2026-04-09 新公布", page)
    assert "新发现：渭水县水利局2025年度，办理结果总计与分项之和不符" in page
    assert "这一期间无变化" in words(li, "/changes?since=1&region=440000")


def test_the_list_of_work_says_how_much_is_left(made: Desk) -> None:
    li = logged_in(made)
    assert "共 6 条，其中移交给我的 0 条" in words(li, "/todo")
    li.ask("/review", {"pick:near-copy/civil/2025": "1", "do": "assign", "assignee": "li"})
    assert "其中移交给我的 1 条" in words(li, "/todo")
    assert "共 1 条" in words(li, "/todo?mine=1")
