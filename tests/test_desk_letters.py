"""Papers are drafted by buttons of the desk, registered in the ledger, and only where the office may."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pytest
from docx import Document

from data.records import LetterEvent
from data.store import Store
from monitor.desk import Desk
from tests.desk_county import county_desk, logged_in
from tests.desk_site import Visitor
from tests.letters_store import County, finding, missing, wrong_total

WRONG = "outcome-total/water/2025"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    made = County(tmp_path_factory.mktemp("county"))
    made.add(wrong_total("water"), wrong_total("civil"), missing("works"))
    made.add(finding("personal-data", "water", message=""))
    return made


@pytest.fixture(scope="module")
def made(county: County) -> Iterator[Desk]:
    with county_desk(county) as site:
        li = logged_in(site)
        picked = {f"pick:{rule}/water/2025": "1" for rule in ("outcome-total", "intake-balance")}
        li.ask("/review", {**picked, "verdict": "confirmed", "reason": "与台账核对"})
        yield site


def draft(visitor: Visitor, **form: str) -> tuple[int, dict[str, str], bytes]:
    status, headers, body = visitor.post("/draft", form)
    return status, headers, body


def told(body: bytes) -> str:
    page = lxml.html.document_fromstring(body.decode())
    return re.sub(r"\s+", " ", str(page.xpath("string(//*[@role='alert'])")))


def rows(visitor: Visitor, query: str = "") -> list[str]:
    page = lxml.html.document_fromstring(visitor.ask(f"/letters{query}")[2])
    return [re.sub(r"\s+", " ", row.text_content()) for row in page.xpath("//tbody/tr")]


def test_a_notice_comes_as_a_document_and_stands_in_the_ledger(made: Desk, county: County) -> None:
    li = logged_in(made)
    assert "生成整改通知（草稿）" in li.ask("/receipt/water/2025")[2]
    assert "不能生成整改通知" in li.ask("/receipt/civil/2025")[2]
    status, headers, body = draft(li, kind="notice", unit="water", year="2025")
    assert status == 200, told(body)
    assert "整改通知_渭水县水利局_2025年度.docx" in unquote(headers["content-disposition"])
    assert headers["x-content-type-options"] == "nosniff"
    text = "".join(paragraph.text for paragraph in Document(io.BytesIO(body)).paragraphs)
    assert "渭水县水利局" in text
    (row,) = [row for row in rows(li, "?kind=notice") if "渭水县水利局" in row]
    assert "未发出" in row
    page = lxml.html.document_fromstring(li.ask("/letters?kind=notice")[2])
    address = page.xpath("//tbody//a[text()='下载']/@href")[0]
    assert li.fetch(address)[2] == body
    assert logged_in(made, "zhao").fetch(address)[0] == 404


def test_number_days_and_result_are_registered_and_tell_where_a_letter_stands(
    made: Desk, county: County
) -> None:
    li = logged_in(made)
    draft(li, kind="asking", unit="water", year="2025")
    page = lxml.html.document_fromstring(li.ask("/letters")[2])
    form = page.xpath("//tbody//a[text()='登记']/@href")[0].partition("#")[0]
    letter = lxml.html.document_fromstring(li.ask(form)[2]).xpath("//input[@name='letter']/@value")[0]

    def note(**form: str) -> str:
        _, headers, _ = li.ask("/letters", {"letter": letter, **form})
        after = lxml.html.document_fromstring(li.ask(headers["location"])[2])
        return str(after.xpath("string(//p[contains(@class, 'message')])"))

    assert note() == "未登记：请填写要登记的内容。"
    assert "请先登记发出日期" in note(returned_on="2026-04-02")
    assert note(doc_no="渭政办函〔2026〕3号", sent_on="2026-04-01", rectify_by="2026-04-08") == "已登记。"
    assert "不能早于发出日期（2026-04-01）" in note(rectify_by="2026-03-01")
    (row,) = rows(li, "?state=overdue")
    assert "到期未回" in row
    assert "渭政办函〔2026〕3号" in row
    assert note(returned_on="2026-04-09", result="已更正") == "已登记。"
    assert rows(li, "?state=overdue") == []
    assert "2条（0条）" in rows(li, "?state=returned")[0]
    with Store(county.settings.data) as store:
        events = [each for each in store.rows(LetterEvent) if each.letter_id == letter]
    assert [each.doc_no for each in events] == [None, "渭政办函〔2026〕3号", None]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"kind": "notice", "unit": "civil", "year": "2025"}, "没有复核结论为“属实”的问题"),
        ({"kind": "notice", "unit": "nobody", "year": "2025"}, "不在您的管辖地区"),
        ({"kind": "notice", "unit": "--help", "year": "2025"}, "不在您的管辖地区"),
        ({"kind": "notice", "unit": "water", "year": "--out=x"}, "请填写报告年度"),
        ({"kind": "circular", "year": "2025"}, "所选地区不在您的管辖地区"),
        ({"kind": "circular", "year": "2025", "region": "--out=/x"}, "行政区划代码应为"),
        ({"kind": "circular", "year": "2025", "region": "610999"}, "①问题全部复核属实"),
        ({"kind": "evidence", "finding": "personal-data/water/2025"}, "此问题不出取证件"),
        ({"kind": "nonsense"}, "请选择文书种类"),
    ],
)
def test_what_may_not_come_out_does_not_and_says_why(made: Desk, form: dict[str, str], said: str) -> None:
    status, headers, body = draft(logged_in(made), **form)
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert said in told(body)


def test_a_reminder_is_text_to_copy_and_only_for_what_is_owed(made: Desk) -> None:
    li = logged_in(made)
    body = draft(li, kind="reminder", unit="works", year="2025")[2]
    text = lxml.html.document_fromstring(body.decode()).xpath("string(//textarea)")
    assert text.startswith("渭水县住房和城乡建设局政府信息公开工作联络员：2025年")
    assert "不出催报提醒" in told(draft(li, kind="reminder", unit="edu", year="2025")[2])
    assert any("催报提醒" in row for row in rows(li, "?kind=reminder"))


def test_the_page_of_evidence_is_a_file_and_marks_what_is_not_reviewed(made: Desk) -> None:
    _, headers, body = draft(logged_in(made), kind="evidence", finding="outcome-total/civil/2025")
    name = unquote(headers["content-disposition"])
    assert "取证件_渭水县民政局_2025年度" in name
    assert body.startswith(b"%PDF-") or "未经复核" in body.decode()


def test_others_regions_and_strangers_draft_and_see_nothing(made: Desk) -> None:
    zhao = logged_in(made, "zhao")
    assert "不在您的管辖地区" in told(draft(zhao, kind="notice", unit="water", year="2025")[2])
    assert rows(zhao) == []
    assert "生成整改通知" not in zhao.ask("/receipt/water/2025")[2]
    assert Visitor(made).ask("/letters")[0] == 302
    assert logged_in(made).post("/draft", {"kind": "notice", "csrftoken": "x"})[0] == 403


def test_the_desk_keeps_no_working_files(made: Desk) -> None:
    assert not list(Path(tempfile.gettempdir()).glob("nianjian-*/draft.docx"))
