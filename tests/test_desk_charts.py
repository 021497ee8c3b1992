"""Charts: drawn once, on the server, only what a page has named, with words and a table for who does not see them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree

import pytest

from data.desk import charts
from data.desk.drawing import POLICY, Gallery
from monitor.desk import Desk
from tests.desk_site import get, read, served

SVG = "{http://www.w3.org/2000/svg}"
YEARS = charts.bars("件", [("2023", None, False), ("2024", 0, False), ("2025", 8, False)], step=56)


@pytest.fixture(scope="module")
def gallery() -> Iterator[Gallery]:
    made = Gallery()
    yield made
    made.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with served(tmp_path_factory.mktemp("desk"), base_url="https://desk.example/bj/") as made:
        yield made


def texts(svg: bytes) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_a_year_of_which_nothing_is_known_is_a_gap_not_a_zero(gallery: Gallery) -> None:
    drawn = gallery.svg(gallery.name(YEARS))
    assert drawn is not None
    assert sorted(texts(drawn)) == sorted(["2023", "2024", "2025", "—", "0", "8"])
    assert YEARS.said == "件：2025 8"
    assert [YEARS.figure(bar) for bar in YEARS.known] == ["—", "0", "8"]


def test_the_days_around_the_due_day_are_counted_and_the_due_day_is_named(gallery: Gallery) -> None:
    counts = {date(2026, 1, 3): 2, date(2026, 1, 31): 5, date(2026, 2, 4): 1, date(2025, 3, 1): 9}
    chart = charts.by_day("按日公布份数", counts, frozenset({date(2026, 1, 31)}))
    assert chart is not None
    assert [(bar.label, bar.value) for bar in chart.known] == [("1月3日", 2), ("1月31日", 5), ("2月4日", 1)]
    drawn = gallery.svg(gallery.name(chart))
    assert drawn is not None
    assert {"应公布日期", "1月3日", "1月31日", "2月4日"} <= set(texts(drawn))
    assert charts.by_day("件", {}, frozenset({date(2026, 1, 31)})) is None


def test_a_picture_holds_dark_colours_and_nothing_that_acts(gallery: Gallery) -> None:
    evil = charts.bars("<script>alert(1)</script>", [("</text><script>alert(1)</script>", 1, False)], step=56)
    drawn = gallery.svg(gallery.name(evil))
    assert drawn is not None
    tags = {each.tag.removeprefix(SVG) for each in ElementTree.fromstring(drawn).iter()}
    assert tags <= {"svg", "g", "path", "text", "line", "style"}
    assert b"prefers-color-scheme: dark" in drawn
    assert b'fill="#1a5a96"' in drawn
    assert "unsafe" not in POLICY


def test_only_what_a_page_has_named_is_drawn(gallery: Gallery, site: Desk) -> None:
    assert gallery.svg("0" * 64) is None
    assert get(site, f"/bj/chart/{'0' * 64}.svg")[0] == 404


def test_a_renderer_that_died_is_started_again(gallery: Gallery) -> None:
    assert gallery.svg(gallery.name(YEARS))
    assert gallery._child is not None
    gallery._child.kill()
    gallery._child.wait()
    assert gallery.svg(gallery.name(charts.bars("又一图", [("2025", 1, False)], step=56)))


def test_pages_show_their_charts_as_pictures_with_words_and_a_table(site: Desk) -> None:
    for path in ("/bj/", "/bj/unit/weishui-yj", "/bj/statistics"):
        for figure in read(site, path).xpath("//figure[@class='chart']"):
            (source,) = figure.xpath("img/@src")
            status, headers, body = get(site, source)
            assert (status, headers["content-type"]) == (200, "image/svg+xml")
            assert headers["content-security-policy"] == POLICY
            assert body.startswith("<svg")
            assert figure.xpath("string(figcaption)") in figure.xpath("string(img/@alt)")
            assert figure.xpath("details/table//td")
