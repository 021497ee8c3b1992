"""Whose report a document is, when its words do not say: candidates with the evidence, one officer's decision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest

from data.clock import Clock
from data.records import Finding, Look, Placement, Reading, Report, Section
from data.runs import Run, row_hash
from data.store import Store
from monitor.desk import Desk
from tests.desk_site import Visitor, register, served
from tests.desk_store import BUREAU, COUNTY, SEEN, XSS

TITLE = "2024年政府信息公开工作年度报告" + XSS


def nobodys(store: Store, name: str, *candidates: str) -> str:
    """A report that names nobody was seen on the county's portal; gives its id."""
    sha256 = store.keep(name.encode())
    url = f"https://www.weishui.example/zfxxgk/nb/{name}.html"
    run = Run.start(store, "crawl", Clock(SEEN))
    run.record(
        Look(
            id="", run_id="", hash="", portal_id="weishui", url=url, purpose="report", at=SEEN, status=200,
            sha256=sha256, content_type="text/html", size=1, title=TITLE,
        )
    )  # fmt: skip
    store.put(
        Report(
            id=sha256[:16], url=url, sha256=sha256, title=TITLE, first_seen_at=SEEN, last_seen_at=SEEN,
            doubt="no_name", candidates=candidates,
        ),
        Reading(sha256=sha256, parser_version="1", outcome="read", title=TITLE, year=2024),
        Section(report_id=sha256[:16], key="overview", heading="一、", text="本机关2024年受理申请4件。"),
    )  # fmt: skip
    return sha256[:16]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Desk, Path, str]]:
    register(tmp_path, li="610999", town="610999101", zhao="440000")
    with served(tmp_path) as made:
        with Store(tmp_path) as store:
            report = nobodys(store, "one", "weishui-gov", "weishui-yj")
        yield made, tmp_path, report


def officer(made: Desk, name: str = "li") -> Visitor:
    visitor = Visitor(made)
    assert visitor.log_in(name) == 302
    visitor.ask("/todo")
    return visitor


def decided(folder: Path) -> list[Placement]:
    with Store(folder) as store:
        return list(store.rows(Placement))


def test_the_list_leads_to_a_document_with_its_evidence_and_candidates(site: tuple[Desk, Path, str]) -> None:
    made, _, report = site
    li = officer(made)
    page = lxml.html.document_fromstring(li.ask("/attribution")[2])
    assert page.xpath("//tbody//a/@href") == [f"/attribution/{report}"]
    assert "列表和正文均未写明单位" in page.text_content()
    text = li.ask(f"/attribution/{report}")[2]
    assert "<script>alert(1)" not in text
    page = lxml.html.document_fromstring(text)
    assert [each.text_content().strip() for each in page.xpath("//fieldset//label")][:2] == [COUNTY, BUREAU]
    words = re.sub(r"\s+", " ", page.text_content())
    assert "未写明，2024年度" in words
    assert "本机关2024年受理申请4件。" in words
    assert "经多次核查未检索到" in words  # how the county's own year stands now
    assert page.xpath("//select[@name='year']/option[@selected]/text()") == ["2024"]


def test_a_decision_is_written_and_may_be_made_anew(site: tuple[Desk, Path, str]) -> None:
    made, folder, report = site
    li = officer(made)
    form = {"do": "unit", "unit": "weishui-yj", "year": "2024", "reason": "电话核实"}
    _, headers, _ = li.ask(f"/attribution/{report}", form)
    page = li.ask(headers["location"])[2]
    assert f"已判定为{BUREAU}2024年度报告，下次核查后生效" in page
    assert "没有待判定的年度报告" in page
    assert f"li：{BUREAU}2024年度（电话核实）" in page
    li.ask(f"/attribution/{report}", {"do": "none", "reason": "是工作要点"})
    first, second = decided(folder)
    assert (first.unit_id, first.year, first.actor) == ("weishui-yj", 2024, "li")
    assert (second.unit_id, second.year) == (None, None)
    assert all(each.id == row_hash(each) for each in (first, second))


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"do": "unit", "unit": "weishui-yj", "year": "2024", "reason": ""}, "请填写理由"),
        ({"do": "unit", "unit": "", "year": "2024", "reason": "x"}, "请选择名录内的一个单位"),
        ({"do": "unit", "unit": "nobody", "year": "2024", "reason": "x"}, "请选择名录内的一个单位"),
        ({"do": "unit", "unit": "weishui-yj", "year": "2999", "reason": "x"}, "报告年度应为"),
        ({"do": "maybe", "reason": "x"}, "请选择归属结论"),
    ],
)
def test_what_is_missing_is_said_and_nothing_written(
    site: tuple[Desk, Path, str], form: dict[str, str], said: str
) -> None:
    made, folder, report = site
    status, _, page = officer(made).ask(f"/attribution/{report}", form)
    assert (status, said in page) == (200, True)
    assert decided(folder) == []


def test_an_officer_decides_for_their_own_region_only(site: tuple[Desk, Path, str]) -> None:
    made, folder, report = site
    for name in ("town", "zhao"):
        visitor = officer(made, name)
        form = {"do": "unit", "unit": "weishui-yj", "year": "2024", "reason": "x"}
        assert "不在您的管辖地区" in visitor.ask(f"/attribution/{report}", form)[2]
        form = {"do": "none", "reason": "x"}
        assert "请由上级人员判定" in visitor.ask(f"/attribution/{report}", form)[2]
    assert decided(folder) == []
    assert "没有待判定" in officer(made, "zhao").ask("/attribution")[2]
    assert Visitor(made).ask("/attribution")[0] == 302


def test_without_candidates_all_units_of_the_portal_are_offered(site: tuple[Desk, Path, str]) -> None:
    made, folder, _ = site
    with Store(folder) as store:
        report = nobodys(store, "two")
        row = next(store.rows(Report, "id = ?", (report,)))
        store.put(replace(row, doubt="names_disagree"))
    page = officer(made).ask(f"/attribution/{report}")[2]
    assert "该网站的单位" in page
    assert "列表与正文所写单位不一致" in page
    _, headers, _ = officer(made).ask(
        f"/attribution/{report}",
        {"do": "unit", "unit": BUREAU, "year": "2023", "reason": "全称也可", "sure": "1"},
    )
    assert headers["location"] == "/attribution"


def test_a_year_the_title_does_not_name_is_taken_only_from_who_is_sure(site: tuple[Desk, Path, str]) -> None:
    made, folder, report = site
    said = {"do": "unit", "unit": "weishui-yj", "year": "2023", "reason": "查阅原件"}
    li = officer(made)
    text = li.ask(f"/attribution/{report}", said)[2]
    assert "题名所写的单位或年度与所选不一致" in text
    assert not decided(folder)
    li.ask(f"/attribution/{report}", {**said, "sure": "1"})
    assert [(each.unit_id, each.year) for each in decided(folder)] == [("weishui-yj", 2023)]


def test_what_officers_confirmed_to_be_missing_is_not_undone_by_the_way(site: tuple[Desk, Path, str]) -> None:
    made, folder, report = site
    with Store(folder) as store:
        finding = next(row for row in store.rows(Finding) if row.unit_id == "weishui-yj")
        gone = replace(
            finding, id="missing-report/weishui-yj/2024", rule_id="missing-report", status="confirmed"
        )
        store.put(gone)
    said = {"do": "unit", "unit": "weishui-yj", "year": "2024", "reason": "查阅原件", "sure": "1"}
    text = officer(made).ask(f"/attribution/{report}", said)[2]
    assert "请先在该项复核中改定" in text
    assert not decided(folder)
