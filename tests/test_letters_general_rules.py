"""The twelve general rules of the office's papers, one test a rule, on all papers at once."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from data.words import PRIVATE_RULES
from monitor.digest.compose import compose
from monitor.digest.words import STANDINGS
from monitor.letters.checks import checks
from monitor.letters.circular import circular
from monitor.letters.facts import items
from monitor.letters.page import docx
from monitor.letters.paper import Paper
from monitor.letters.reminder import reminder
from monitor.letters.survey import survey
from monitor.mail.layout import text
from tests.digest_examples import example, names
from tests.letters_store import (
    CODE,
    LOCAL,
    NOW,
    REPAIR,
    County,
    copied,
    covered,
    finding,
    late,
    missing,
    wrong_total,
)
from tests.test_letters_papers import PAPERS, full, the_circular, the_notice, words


@pytest.fixture
def county(tmp_path: Path) -> County:
    return County(tmp_path)


@pytest.fixture
def papers(county: County) -> dict[str, Paper]:
    full(county)
    return {name: made(county) for name, made in PAPERS.items()}


def said(paper: Paper) -> str:
    return "".join(paragraph.text for paragraph in paper.body)


def test_1_only_what_was_reviewed_comes_in_and_what_could_not_be_examined_is_told_apart(
    county: County,
) -> None:
    county.add(copied("edu"), late("civil"))
    material = county.material()
    mine = [each for each in material.findings if each.unit_id == "edu"]
    assert items(mine, material) == ((), ())
    assert survey(material, 2025, CODE).items == ()
    county.add(covered("water", state="unverifiable", published_on=None, days_late=None, reason="timeout"))
    county.settle()
    material = county.material()
    of = survey(material, 2025, CODE)
    paper = circular(of, material)
    assert paper.warning == "尚有1家无法核查，请先人工核实。"
    total = of.counted.count()
    assert (total["unpublished"], total["unverifiable"], total.owed) == (0, 1, 6)
    assert {each.sign for each in checks(of, paper, material) if not each.passed} == {"②"}


def test_2_an_item_has_all_five_elements_or_stays_out(county: County) -> None:
    county.add(wrong_total("edu"), copied("edu"), replace(copied("civil"), message="雷同", basis=""))
    county.settle()
    material = county.material()
    good, bad = items([each for each in material.findings if each.unit_id == "edu"], material)
    assert len(good) == 2
    assert all(each.place and each.original and each.check and each.basis and each.cure for each in good)
    _, bad = items([each for each in material.findings if each.unit_id == "civil"], material)
    assert "依据" in bad[0].lacking


def test_3_one_cause_is_one_item_with_its_equations_side_by_side(county: County) -> None:
    county.add(wrong_total("edu"))
    county.settle()
    (item,) = items(county.material().findings, county.material())[0]
    assert len(item.findings) == 2
    assert item.check.count("不符") >= 3
    assert set(REPAIR.cells) <= {cell for each in item.findings for cell in each.cells}


def test_4_the_basis_follows_the_obligation_and_nobody_is_accused(
    county: County, papers: dict[str, Paper]
) -> None:
    material = county.material()
    bases = {
        unit_id: items([each for each in material.findings if each.unit_id == unit_id], material)[0][0].basis
        for unit_id in ("water", "town")
    }
    assert bases["water"].endswith("第四十九条第一款")
    assert bases["town"] == LOCAL
    for paper in papers.values():
        assert not re.search("责令|通报批评|追责|违反", words(paper))
    old = replace(copied("edu", 2020), report_id=None)
    assert "30号" not in items([old], material)[0].__repr__()


def test_4_without_a_local_notice_nobody_is_overdue(county: County) -> None:
    told, found = late("town")
    county.add((replace(told, due_on=None, due_kind=None, basis="公布时限未作规定"), found))
    county.settle()
    assert "逾期" not in "".join(
        each.name for each in items(county.material().findings, county.material())[0]
    )


def test_5_no_paper_says_that_something_was_not_handed_in(papers: dict[str, Paper]) -> None:
    assert all("未报送" not in words(paper) for paper in papers.values())


def test_6_moments_are_hours_in_beijing_and_days_are_written_out(papers: dict[str, Paper]) -> None:
    for paper in papers.values():
        assert re.search(r"截至\d{4}年\d+月\d+日\d+时（北京时间）", said(paper))
        assert not re.search(r"UTC|\d{4}-\d\d-\d\d|T\d\d:\d\d", words(paper))


def test_7_not_published_is_said_only_after_two_reviews(county: County) -> None:
    assert STANDINGS["not_seen"] == "暂未检索到"
    assert STANDINGS["absent"] == "经多次核查未检索到"
    county.add(missing("water"))
    county.review()
    assert items(county.material().findings, county.material()) == ((), ())
    county.review(by="李某")
    assert "未公布" in said(the_notice(county, "water"))
    owing = covered("works", state="not_seen", published_on=None, days_late=None, report_id=None)
    assert "暂未检索到" in reminder(owing, county.material())
    assert "未公布" not in reminder(owing, county.material())
    for name in names():  # no mail calls anybody 未公布 whom two officers have not
        given = example(name)
        if "unpublished" not in given.digest().facts.standings.values():
            told = text(given.digest()).replace("不计入未公布", "").replace("应公布", "")
            assert "未公布" not in told


def test_8_rates_have_one_decimal_and_stand_beside_their_numbers(papers: dict[str, Paper]) -> None:
    opening = said(papers["circular"])
    assert re.search(r"应公布6家，按时公布3家，.*按时公布率50\.0%", opening)
    for paper in (papers["circular"], papers["positive"]):
        assert re.search(r"应公布\d+家", said(paper))
        assert all(re.fullmatch(r"\d+\.\d%", each) for each in re.findall(r"[\d.]+%", said(paper)))


def test_9_the_issuer_is_configured_and_a_vertical_agency_gets_a_letter(county: County) -> None:
    (county.settings.registry / "letterhead.csv").write_text(
        "key,value\nissuer,渭水县人民政府办公厅\n", encoding="utf-8"
    )
    full(county)
    paper = the_notice(county, "edu")
    assert paper.issuer == "渭水县人民政府办公厅"
    assert "我厅" in said(paper)
    asked = the_notice(county, "edu", asking=True)
    assert asked.title.endswith("的函")
    assert "通知" not in said(asked).replace("格式〉的通知》", "")


def test_10_the_page_is_an_unsigned_draft_in_the_shape_of_an_official_paper(papers: dict[str, Paper]) -> None:
    for name, paper in papers.items():
        read = Document(BytesIO(docx(paper, NOW)))
        section = read.sections[0]
        assert section.header.paragraphs[0].text == "草稿·未经签发"
        lines = (section.page_height - section.top_margin - section.bottom_margin) / Pt(28.95)
        assert round(lines) == 22, "22 lines a page"
        wide = (section.page_width - section.left_margin - section.right_margin) / Pt(16 - 4 / 20)
        assert int(wide) == 28, "28 characters a line"
        faces = {
            run.font.size.pt: run._r.rPr.rFonts.get(qn("w:eastAsia"))
            for line in read.paragraphs
            for run in line.runs
            if run.text and run.font.size
        }
        assert faces[22.0] == "方正小标宋简体"
        body = [run for line in read.paragraphs for run in line.runs if run.text.startswith("截至")]
        assert all(run.font.size == Pt(16) for run in body)
        texts = [line.text for line in read.paragraphs]
        if name == "positive":
            assert not any("〔" in each and "号" in each for each in texts[:2])
        else:
            assert "〔2026〕　　号" in texts[0]
        signed = texts.index(paper.issuer)
        assert any(each.startswith("附件") for each in texts[:signed]), "the list stands above the signature"
        assert len(read.sections) == 1 + len(paper.annexes)


def test_11_private_findings_stand_in_no_paper_and_no_mail(county: County) -> None:
    for rule_id in sorted(PRIVATE_RULES):
        county.add(finding(rule_id, "edu", message="第五部分“张某130××”"))
    county.add(copied("edu"))
    county.settle()
    for paper in (the_notice(county, "edu"), the_circular(county)):
        assert "张某" not in words(paper)
    given = example("baseline_in_february")
    (unit, *_) = given.material.units
    private = [
        finding(rule_id, unit.id, given.digest().facts.year, message="张某") for rule_id in PRIVATE_RULES
    ]
    material = replace(given.material, findings=(*given.material.findings, *private))
    digest = compose(material, given.recipient, "weekly")
    assert "张某" not in text(digest) + repr(digest.sheets)


def test_12_comparisons_say_earlier_and_later_never_who_copied_whom(papers: dict[str, Paper]) -> None:
    told = words(papers["notice_figures"])
    assert "较早公布" in told
    assert re.search(r"重复率93\.2%，最长连续相同412字", told)
    assert all(not re.search("抄袭|照抄|抄自", words(paper)) for paper in papers.values())


def test_a_notice_names_the_place_whose_reports_were_examined(papers: dict[str, Paper]) -> None:
    assert "对渭水县2025年政府信息公开工作年度报告进行了核查" in said(papers["notice_figures"])
