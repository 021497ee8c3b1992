"""The papers themselves: their words as examples, their pages read back, their figures the same everywhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from data.records import Coverage, Finding
from data.store import Store
from monitor.letters.checks import checks, disagreements
from monitor.letters.circular import circular
from monitor.letters.facts import items
from monitor.letters.fonts import FACES
from monitor.letters.material import visits
from monitor.letters.notice import Case, must_ask, notice
from monitor.letters.page import docx, title_lines
from monitor.letters.paper import Paper
from monitor.letters.positive import positive
from monitor.letters.survey import survey
from monitor.letters.values import Material
from monitor.letters.words import numeral
from tests.letters_store import CODE, KINDS, NOW, County, copied, covered, late, missing, wrong_total

EXAMPLES = Path(__file__).parent / "examples" / "letters"
NEVER = (
    *("责令", "通报批评", "追责", "违反", "未报送", "抄袭", "照抄", "造假", "倒签", "屡犯", "UTC", "发布"),
    *("凭空", "越权", "None", "unverifiable"),
)


@pytest.fixture
def county(tmp_path: Path) -> County:
    return County(tmp_path)


def the_notice(county: County, unit_id: str, *, asking: bool = False) -> Paper:
    material = county.material()
    mine = [each for each in material.findings if (each.unit_id, each.year) == (unit_id, 2025)]
    told = next(row for row in material.coverage if (row.unit_id, row.year) == (unit_id, 2025))
    unit = material.units[unit_id]
    with Store(county.settings.data) as store:
        seen = visits(store, unit, told, material.reports.get(told.report_id or ""))
    good, _ = items(mine, material)
    case = Case(unit=unit, year=2025, told=told, items=good, visits=seen, asking=asking or must_ask(unit))
    return notice(case, material)


def the_circular(county: County) -> Paper:
    material = county.material()
    return circular(survey(material, 2025, CODE), material)


def the_positive(county: County) -> Paper:
    material = county.material()
    return positive(survey(material, 2025, CODE), material)


def full(county: County) -> County:
    """A county with a bit of everything, confirmed by two officers."""
    county.add(
        wrong_total("edu"), copied("edu"), copied("civil"), late("civil"), late("town"), missing("water")
    )
    county.settle()
    return county


PAPERS: dict[str, Callable[[County], Paper]] = {
    "notice_figures": lambda county: the_notice(county, "edu"),
    "notice_missing": lambda county: the_notice(county, "water"),
    "notice_asking": lambda county: the_notice(county, "edu", asking=True),
    "circular": the_circular,
    "positive": the_positive,
}


def words(paper: Paper) -> str:
    return "\n".join(paper.texts()) + "\n"


def test_every_example_has_its_paper() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.txt")} == set(PAPERS)


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_says_what_its_example_says(name: str, county: County) -> None:
    path = EXAMPLES / f"{name}.txt"
    said = words(PAPERS[name](full(county)))
    if os.environ.get("WRITE_EXAMPLES"):
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_never_uses_words_it_must_not(name: str, county: County) -> None:
    said = words(PAPERS[name](full(county)))
    assert [word for word in NEVER if word in said] == []
    assert not re.search(r"\d{4}-\d{2}-\d{2}", said)
    assert not ("渭水县白杨镇" in said and "法定" in said)


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_read_back_is_an_unsigned_draft_in_the_official_shape(name: str, county: County) -> None:
    paper = PAPERS[name](full(county))
    body = docx(paper, NOW)
    assert body == docx(paper, NOW)
    read = Document(BytesIO(body))
    first = read.sections[0]
    size = (first.page_width, first.page_height, first.top_margin, first.left_margin)
    assert [round(each.mm) for each in size if each is not None] == [210, 297, 37, 28]
    assert first._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch")) == "579"
    for section in read.sections:
        assert section.header.paragraphs[0].text == "草稿·未经签发"
        assert "PAGE" in section.footer._element.xml
    texts = [paragraph.text for paragraph in read.paragraphs]
    assert any("".join(title_lines(paper.title)) == text.replace("\n", "") for text in texts)
    assert len(read.sections) == 1 + len(paper.annexes)
    grids = [grid for annex in paper.annexes for grid in annex.grids]
    for grid, table in zip(grids, read.tables, strict=True):
        shown = [tuple(cell.text for cell in row.cells) for row in table.rows]
        assert shown == [grid.header, *grid.rows]
        assert "tblHeader" in table.rows[0]._tr.xml


def test_the_titles_of_the_positive_statement_lead_to_the_reports(county: County) -> None:
    paper = PAPERS["positive"](full(county))
    (grid,) = paper.annexes[0].grids
    assert grid.header == ("序号", "单位", "报告标题", "公布日期")
    read = Document(BytesIO(docx(paper, NOW)))
    found = [link.address for row in read.tables[0].rows for link in row.cells[2].paragraphs[0].hyperlinks]
    assert found == list(grid.links)
    hostile = replace(grid, links=tuple("javascript:alert(1)" for _ in grid.links))
    annex = replace(paper.annexes[0], grids=(hostile,))
    package = ZipFile(BytesIO(docx(replace(paper, annexes=(annex,)), NOW)))
    assert not any(b"javascript" in package.read(name) for name in package.namelist())


def test_every_font_of_a_paper_has_names_to_fall_back_on(county: County) -> None:
    package = ZipFile(BytesIO(docx(PAPERS["circular"](full(county)), NOW)))
    table = etree.fromstring(package.read("word/fontTable.xml"))
    instead = {font.get(qn("w:name")): font.find(qn("w:altName")) for font in table}
    pages = package.read("word/document.xml").decode()
    used = set(re.findall(r'w:eastAsia="([^"]+)"', pages)) - {"zh-CN"}
    assert set(FACES.values()) - {FACES["number"]} <= used
    for name in used:
        assert instead[name] is not None, f"{name} has no other name"
        assert {"宋体", "SimSun", "SimHei"} & set(instead[name].get(qn("w:val")).split(","))


def test_hostile_words_are_only_words(county: County) -> None:
    county.rename_report("edu", "年报\x00\x0b\u202e<w:p/>&lt;\r\nBcc: x=cmd|'/c calc'!A1" + "长" * 3000)
    county.add(wrong_total("edu"))
    county.settle()
    read = Document(BytesIO(docx(the_notice(county, "edu"), NOW)))
    assert any("<w:p/>&lt; Bcc: x=cmd|" in paragraph.text for paragraph in read.paragraphs)


def test_a_vertical_agency_is_asked_and_never_ordered(county: County) -> None:
    county.add(covered("tax", state="published", published_on=None), replace(copied("tax"), report_id=None))
    material = county.material()
    assert must_ask(material.units["tax"])
    paper = the_notice(full(county), "edu", asking=True)
    assert paper.title == "关于商请核实2025年政府信息公开工作年度报告有关问题的函"
    said = "".join(paragraph.text for paragraph in paper.body)
    assert "本函" in said
    assert "整改要求" not in said


def test_headings_are_numbered_past_ten() -> None:
    assert [numeral(number) for number in (1, 9, 10, 11, 19, 20, 21, 99)] == [
        *("一", "九", "十", "十一", "十九", "二十", "二十一", "九十九")
    ]


ROWS = {
    "on_time": covered,
    "late": lambda unit_id: late(unit_id),
    "missing": lambda unit_id: missing(unit_id),
    "undated": lambda unit_id: covered(unit_id, published_on=None, days_late=None),
    "withdrawn": lambda unit_id: covered(unit_id, state="withdrawn"),
    "not_due": lambda unit_id: covered(unit_id, state="not_due", published_on=None, report_id=None),
}


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """Everybody late and missing at once, all confirmed: the test below chooses what counts."""
    made = County(tmp_path_factory.mktemp("county"))
    for unit_id in KINDS:
        made.add(late(unit_id), missing(unit_id))
    made.settle()
    return made.material()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(st.sampled_from(sorted(ROWS)), min_size=6, max_size=6))
def test_text_and_annexes_agree_whatever_the_county_did(settled: Material, chosen: list[str]) -> None:
    owing = [unit_id for unit_id in KINDS if unit_id not in ("tax", "old")]
    rows: list[Coverage] = [
        row for row in settled.coverage if row.year == 2024 or row.unit_id in ("tax", "old")
    ]
    kept: list[Finding] = []
    confirmed = {each.id: each for each in settled.findings}
    for unit_id, how in zip(owing, chosen, strict=True):
        made = ROWS[how](unit_id)
        rows.append(made[0] if isinstance(made, tuple) else made)
        kept += [confirmed[made[1].id]] if isinstance(made, tuple) else []
    material = replace(settled, coverage=tuple(rows), findings=tuple(kept))
    of = survey(material, 2025, CODE)
    paper = circular(of, material)
    assert list(disagreements(of, paper)) == []
    total = of.counted.count()
    assert total.owed == 6 - chosen.count("not_due")
    assert total.owed == sum(
        total[each] for each in ("on_time", "late", "late_local", "undated", "withdrawn", "unpublished")
    )
    assert all(each.passed for each in checks(of, paper, material))


def test_a_figure_that_differs_is_found(county: County) -> None:
    material = full(county).material()
    of = survey(material, 2025, CODE)
    paper = circular(of, material)
    annex = paper.annexes[0]
    grid = annex.grids[0]
    wrong = ("合计", "99", *grid.rows[-1][2:])
    changed = replace(grid, rows=(*grid.rows[:-1], wrong))
    bad = replace(paper, annexes=(replace(annex, grids=(changed,)), *paper.annexes[1:]))
    assert any("应公布" in each for each in disagreements(of, bad))
    (failed,) = [each for each in checks(of, bad, material) if not each.passed]
    assert failed.sign == "⑤"


SOFFICE, PDFTOTEXT = shutil.which("soffice"), shutil.which("pdftotext")


@pytest.mark.skipif(SOFFICE is None or PDFTOTEXT is None, reason="no LibreOffice or poppler here")
def test_pages_are_laid_out_as_an_office_would_sign_them(county: County, tmp_path: Path) -> None:
    full(county)
    for name, paper in PAPERS.items():
        (tmp_path / f"{name}.docx").write_bytes(docx(paper(county), NOW))
    sources = [str(tmp_path / f"{name}.docx") for name in PAPERS]
    user = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [str(SOFFICE), "--headless", user, "--convert-to", "pdf", "--outdir", str(tmp_path), *sources]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    for name, paper in PAPERS.items():
        pages = _pages(tmp_path / f"{name}.pdf")
        signed = next(
            page for page in pages if re.search(r"\d年(×月×日|4月10日)", "".join(page.split())[-60:])
        )
        assert len(signed.split()) > 5, f"{name}: the signature stands alone on its page"
        for number, page in enumerate(pages, 1):
            assert re.search(rf"—\s*{number}\s*—", page), f"{name}: page {number} is not numbered"
        assert sum("附件" in page.strip()[:20] for page in pages) >= len(paper(county).annexes)


def _pages(path: Path) -> list[str]:
    done = subprocess.run([str(PDFTOTEXT), "-layout", str(path), "-"], capture_output=True, check=True)
    return [page for page in done.stdout.decode("utf-8").split("\f") if page.strip()]
