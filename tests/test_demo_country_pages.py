"""The demo portals answer over real HTTP as portals of their families do, each day with what it has."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from lxml import html

from demo.country import LOOKS, moment
from demo.figures import printed_figures
from demo.pages import article, attached, style_of
from demo.publications import Publication, listed, publications
from demo.server import Government
from demo.tables import printed
from demo.variants import variant

PROJECT = Path(__file__).parent.parent
REPORTS = tuple(item for item in publications() if item.unit_id)
COLUMN = "/zwgk/zfxxgk/zfxxgknb/"
SEARCH = {"channelid": "310220", "classsql": "chnlid=2046", "sortfield": "-docorderpri,-docreltime"}


class Day:
    """A clock the tests turn."""

    def __init__(self) -> None:
        self.instant = LOOKS[0]

    def __call__(self) -> datetime:
        return self.instant


class Country:
    """The demo government being served, and a plain HTTP client."""

    def __init__(self, government: Government, day: Day) -> None:
        self.at = dict(government.base_urls)
        self.day = day

    def get(self, portal: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        data = urlencode(form).encode() if form else None
        try:
            with urlopen(Request(self.at[portal] + path, data=data), timeout=10) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()


@pytest.fixture
def country() -> Iterator[Country]:
    day = Day()
    with Government(day) as government:
        yield Country(government, day)


def numbers(item: Publication) -> list[list[str]]:
    """Read the figures of a report's three tables from its page, row by row."""
    content = html.fromstring(attached(item) or article(item))
    within = "WordSection1" if attached(item) else "TRS_Editor"
    rows = content.xpath(f"//*[@id='zoom' or contains(@class, '{within}')]//tr")
    cells = [["".join(cell.itertext()).strip() for cell in row.xpath("./td")] for row in rows]
    return [[text.replace("\xa0", "") for text in row if not re.search(r"[一-鿿]", text)] for row in cells]


PRINTED = [item for item in REPORTS if not variant(item.unit_id, item.year).pictures]


@pytest.mark.parametrize("item", PRINTED, ids=lambda item: item.title)
def test_every_figure_stands_in_its_page(item: Publication) -> None:
    odd = variant(item.unit_id, item.year)
    gone = (*(f"{row}." for row in odd.without), *(("t4.",) if odd.instead_of_table else ()))
    cells = {cell: value for cell, value in printed_figures(item).items() if not cell.startswith(gone)}
    on_page = [text for row in numbers(item) for text in row]
    assert on_page == [
        printed(value) for value in cells.values() if not re.search(r"[一-鿿]", printed(value))
    ]


def test_table_three_has_the_spans_of_the_form() -> None:
    page = html.fromstring(article(REPORTS[0]))
    spans = [int(cell.get("rowspan")) for cell in page.xpath("//td[@rowspan]")]
    assert spans == [3, 2, 2, 22, 8, 3, 5, 3, 2, 2, 2, 2, 2]


def test_all_three_ways_of_writing_occur_on_every_portal() -> None:
    assert len({(item.portal_id, style_of(item)) for item in REPORTS}) == 9


def test_pages_are_well_formed() -> None:
    for item in publications():
        text = article(item)
        for tag in ("table", "tr", "td", "p", "span", "div", "b", "strong"):
            assert len(re.findall(rf"<{tag}[ >]", text)) == text.count(f"</{tag}>"), (item.title, tag)
        page = html.fromstring(text)
        assert page.xpath("string(//h1)") == item.title
        assert page.xpath("string(//meta[@name='ArticleTitle']/@content)") == item.title
        assert page.xpath("string(//meta[@name='PubDate']/@content)") == f"{item.dated:%Y-%m-%d %H:%M}"


def test_the_home_page_leads_to_the_column(country: Country) -> None:
    for portal in ("qinghe", "linxi", "tangxi"):
        status, text = country.get(portal, "/")
        assert status == 200
        assert COLUMN in html.fromstring(text).xpath("//a[contains(., '政府信息公开年报')]/@href")


def test_every_link_of_home_and_menu_is_answered(country: Country) -> None:
    for portal in ("qinghe", "linxi", "tangxi"):
        for path in set(html.fromstring(country.get(portal, "/")[1]).xpath("//a/@href")):
            assert country.get(portal, path)[0] == 200, path


def test_the_trs_list_is_walked_page_by_page(country: Country) -> None:
    country.day.instant = LOOKS[2]
    first = country.get("qinghe", COLUMN)[1]
    pages, total = re.findall(r'createPageHTML\((\d+), 0, "index", "html", "black2", (\d+)\)', first)[0]
    titles = []
    for number in range(int(pages)):
        text = country.get("qinghe", f"{COLUMN}index{f'_{number}' if number else ''}.html")[1]
        titles += html.fromstring(text).xpath("//ul[@class='list']/li/a/@title")
    assert titles == [item.title for item in listed("qinghe", LOOKS[2])]
    assert len(titles) == int(total)
    assert int(pages) > 2
    assert country.get("qinghe", f"{COLUMN}index_{pages}.html")[0] == 404


def test_the_fujian_list_shows_ten_rows_and_the_search_has_all(country: Country) -> None:
    country.day.instant = LOOKS[2]
    page = html.fromstring(country.get("linxi", COLUMN)[1])
    rows = page.xpath("//div[@ms-visible='showStatic']/dl/dd/a/@title")
    answers = [
        json.loads(
            country.get("linxi", "/fjdzapp/search", {**SEARCH, "page": str(number), "prepage": "10"})[1]
        )
        for number in range(1, 5)
    ]
    titles = [document["doctitle"] for answer in answers for document in answer["data"]]
    assert rows == titles[:10]
    assert titles == [item.title for item in listed("linxi", LOOKS[2])]
    assert {answer["pageCount"] for answer in answers} == {4}
    assert all(doc["chnldocurl"].startswith(country.at["linxi"]) for doc in answers[0]["data"])


def test_the_search_knows_no_other_column(country: Country) -> None:
    answer = json.loads(country.get("linxi", "/fjdzapp/search", {**SEARCH, "classsql": "chnlid=1"})[1])
    assert (answer["data"], answer["recordCount"]) == ([], 0)
    assert country.get("qinghe", "/fjdzapp/search", SEARCH)[0] == 404


def test_what_is_not_published_yet_is_nowhere(country: Country) -> None:
    (late,) = (item for item in REPORTS if (item.unit_id, item.year) == ("qinghe-transport", 2025))
    seen = []
    for look in LOOKS:
        country.day.instant = look
        seen.append((late.title in country.get("qinghe", COLUMN)[1], country.get("qinghe", late.path)[0]))
    assert seen == [(False, 404), (True, 200), (True, 200)]


def test_a_report_is_published_at_its_minute(country: Country) -> None:
    (item,) = (item for item in REPORTS if (item.unit_id, item.year) == ("qinghe-office", 2025))
    for text, status in (("2026-01-31 23:39", 404), ("2026-01-31 23:40", 200)):
        country.day.instant = moment(text)
        assert country.get("qinghe", item.path)[0] == status


def test_the_dead_link_is_listed_and_gone(country: Country) -> None:
    country.day.instant = LOOKS[2]
    (item,) = (item for item in publications() if not item.reachable)
    assert item in listed("linxi", LOOKS[2])
    assert country.get("linxi", item.path)[0] == 404


def test_every_other_listed_address_is_answered(country: Country) -> None:
    country.day.instant = LOOKS[2]
    for portal in ("qinghe", "linxi", "tangxi"):
        for item in listed(portal, LOOKS[2]):
            assert country.get(portal, item.path)[0] == (200 if item.reachable else 404)


def test_the_guarded_column_answers_with_a_challenge(country: Country) -> None:
    status, text = country.get("linxi", "/swj/zfxxgknb/")
    assert status == 202
    assert "$_ts" in text
    assert "年度报告" not in text


def test_an_address_that_cannot_exist_is_a_real_404(country: Country) -> None:
    for portal in ("qinghe", "linxi", "tangxi"):
        assert country.get(portal, f"{COLUMN}202601/t20260101_999999.html")[0] == 404
        assert country.get(portal, f"{COLUMN}index_x.html")[0] == 404
        assert country.get(portal, "/nowhere/")[0] == 404


def test_robots_txt_leaves_the_reports_open(country: Country) -> None:
    for portal in ("qinghe", "linxi", "tangxi"):
        status, text = country.get(portal, "/robots.txt")
        assert status == 200
        assert "Disallow: /zwgk" not in text


def test_the_server_tells_the_simulated_day(country: Country) -> None:
    with urlopen(country.at["qinghe"] + "/", timeout=10) as answer:
        assert answer.headers["Date"] == "Mon, 02 Feb 2026 02:00:00 GMT"


def test_it_listens_on_the_loopback_address_only_and_stops() -> None:
    government = Government(Day())
    addresses = [url for _, url in government.start().base_urls]
    assert all(url.startswith("http://127.0.0.1:") for url in addresses)
    government.stop()
    assert government.base_urls == ()
    for url in addresses:
        with pytest.raises(OSError, match="refused"):
            urlopen(url, timeout=2)


def test_two_builds_are_equal() -> None:
    script = (
        "from hashlib import sha256; from demo.pages import article; from demo.publications import publications;"
        "print(sha256(''.join(map(article, publications())).encode()).hexdigest())"
    )
    here = sha256("".join(map(article, publications())).encode()).hexdigest()
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-P", "-c", script]
    other = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    assert other.stdout.strip() == here


def test_a_units_own_column_shows_its_own_reports_but_what_stands_in_the_common_list_only(
    country: Country,
) -> None:
    def titles(path: str) -> list[str]:
        return list(html.fromstring(country.get("tangxi", path)[1]).xpath("//ul[@class='list']/li/a/@title"))

    own, common = titles("/wjj/zfxxgknb/"), titles(COLUMN)
    years = {year: f"棠溪区卫生健康局{year}年政府信息公开工作年度报告" for year in (2023, 2024, 2025)}
    assert own == [years[2025], years[2023]]
    assert [title for title in common if title in years.values()] == [years[2025], years[2024]]


def test_a_page_changes_on_its_day_without_a_word(country: Country) -> None:
    (item,) = (item for item in REPORTS if variant(item.unit_id, item.year).changed)
    before = country.get("tangxi", item.path)[1]
    country.day.instant = LOOKS[1]
    after = country.get("tangxi", item.path)[1]
    assert before == article(item)
    assert after == article(item, later=True) != before


def test_a_report_that_is_a_file_only_is_linked_and_served(country: Country) -> None:
    (item,) = (item for item in REPORTS if variant(item.unit_id, item.year).as_file)
    status, text = country.get("tangxi", item.file_path)
    assert status == 200
    assert text == attached(item)
    assert item.file_path.rpartition("/")[2] in country.get("tangxi", item.path)[1]


def test_a_report_in_pictures_has_no_word_of_its_text_on_the_page() -> None:
    (item,) = (item for item in REPORTS if item not in PRINTED)
    page = html.fromstring(article(item))
    assert len(page.xpath("//*[@id='zoom']//img")) == variant(item.unit_id, item.year).pictures
    assert page.xpath("string(//*[@id='zoom'])").strip() == ""
