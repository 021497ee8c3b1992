"""`nianjian notice`: a file and a row in the ledger, the reminder, and the page of evidence."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from lxml import html
from PIL import Image

from data.errors import Complaint
from data.store import Store
from monitor.cli import main
from monitor.letters import evidence
from monitor.letters.browser import find_browser
from monitor.letters.drafting import Order, draft_notice, file_name
from monitor.letters.evidence import one_page
from monitor.letters.framing import FRAME, framed
from monitor.letters.ledger import Entry, letter, note
from monitor.letters.shots import ABOVE, BELOW, crop
from tests.letters_store import NOW, PAGE, County, copied, covered, finding, missing, wrong_total

BROWSER = find_browser()


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> County:
    monkeypatch.setenv("NIANJIAN_NOW", NOW.isoformat())
    return County(tmp_path)


def run(county: County, *arguments: str) -> int:
    where = ("--data", str(county.settings.data), "--registry", str(county.settings.registry))
    return main([*where, *arguments])


def no_browser(page: bytes, kind: str) -> bytes | None:
    return None


def test_a_notice_is_written_and_registered_with_its_bytes(
    county: County, capsys: pytest.CaptureFixture[str]
) -> None:
    county.add(wrong_total("edu"), copied("edu"))
    county.settle()
    assert run(county, "notice", "edu") == 0
    shown = capsys.readouterr()
    path = Path(shown.out.strip())
    assert path.name == "整改通知_渭水县教育局_2025年度.docx"
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    letter_id = shown.err.split()[-1]
    with Store(county.settings.data) as store:
        row = letter(store, letter_id)
    assert row["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (row["kind"], row["unit_id"], row["year"]) == ("notice", "edu", 2025)
    assert row["findings"].count("/edu/2025") == 3
    assert Document(str(path)).core_properties.author == ""


def test_drafting_the_same_twice_is_one_letter(county: County) -> None:
    county.add(copied("edu"))
    county.settle()
    order = Order(unit_id="edu", year=2025)
    first = draft_notice(county.settings, order, no_browser)
    assert first.letter_id.startswith("notice/edu/2025/")
    with Store(county.settings.data) as store:
        assert len(list(store.office.query("SELECT * FROM letters"))) == 1


@pytest.mark.parametrize("unit_id", ["edu", "water", "nobody", "tax"])
def test_without_a_confirmed_finding_nothing_is_written(
    county: County, unit_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    county.add(copied("edu"), missing("water"))
    county.review(by="王某", verdict="asked")
    assert run(county, "notice", unit_id, "--year", "2025") == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.splitlines()) == 1
    assert not (county.settings.data / "letters").exists()


def test_what_stays_out_is_named(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    county.add(copied("edu"), finding("typo", "edu", severity="warning", message="有待核实。"))
    county.settle()
    assert run(county, "notice", "edu") == 0
    assert "typo/edu/2025 缺位置、原文，未列入文书" in capsys.readouterr().err


def test_the_ledger_takes_number_days_and_result(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    county.add(missing("water"))
    county.settle()
    drafted = draft_notice(county.settings, Order(unit_id="water", year=2025), no_browser)
    number = ("--doc-no", "渭府办函〔2026〕3号")
    days = ("--sent-on", "2026-04-13", "--rectify-by", "2026-04-20")
    assert run(county, "notice", "--register", drafted.letter_id, *number, *days) == 0
    assert run(county, "notice", "--register", drafted.letter_id, "--returned-on", "2026-04-17") == 0
    assert run(county, "notice", "--register", drafted.letter_id, "--result", "已整改") == 0
    with Store(county.settings.data) as store:
        row = letter(store, drafted.letter_id)
    assert row["doc_no"] == "渭府办函〔2026〕3号"
    assert (row["sent_on"], row["rectify_by"], row["returned_on"]) == (
        "2026-04-13",
        "2026-04-20",
        "2026-04-17",
    )
    assert row["result"] == "已整改"
    assert row["findings"] == '["missing-report/water/2025"]'
    capsys.readouterr()
    assert run(county, "notice", "--ledger") == 0
    assert "渭府办函〔2026〕3号" in capsys.readouterr().out


def test_impossible_days_and_unknown_letters_are_refused(county: County) -> None:
    county.add(missing("water"))
    county.settle()
    drafted = draft_notice(county.settings, Order(unit_id="water", year=2025), no_browser)
    clock = county.settings.clock
    with Store(county.settings.data) as store:
        with pytest.raises(Complaint, match="--rectify-by"):
            note(store, drafted.letter_id, Entry(rectify_by=date(2026, 4, 20)), clock)
        early = Entry(sent_on=date(2026, 4, 13), returned_on=date(2026, 4, 1))
        with pytest.raises(Complaint, match="--returned-on"):
            note(store, drafted.letter_id, early, clock)
        with pytest.raises(Complaint, match="a registered letter"):
            note(store, "notice/x", Entry(), clock)
        assert letter(store, drafted.letter_id)["sent_on"] is None


def test_a_reminder_is_printed_and_registered(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    county.add(covered("water", state="not_seen", published_on=None, days_late=None, report_id=None))
    assert run(county, "notice", "water", "--reminder") == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("渭水县水利局政府信息公开工作联络员：")
    assert "reminder/water/2025/" in shown.err


def test_a_file_name_holds_nothing_a_file_system_minds() -> None:
    assert file_name('通报_甲/乙\\丙:"丁"\n_2025年度.docx') == "通报_甲_乙_丙_丁_2025年度.docx"
    assert len(file_name("长" * 400 + ".docx")) < 100


def test_a_kept_page_is_disarmed_and_its_cells_framed() -> None:
    page, count = framed(PAGE.encode(), ["t3.total_processed.enterprise", "t3.total_processed.total"])
    tree = html.document_fromstring(page)
    assert count == 2
    marked = [each for each in tree.iter("td") if "outline" in each.get("style", "")]
    assert [each.getparent().index(each) for each in marked] == [2, 7]
    assert b"alert" not in page
    assert b"elsewhere.example" not in page
    assert b"Content-Security-Policy" in page


def test_a_page_that_is_no_html_is_no_picture() -> None:
    with pytest.raises(ValueError, match="not an HTML page"):
        framed(b"", [])


def test_a_tall_picture_is_cut_to_its_frames() -> None:
    tall = Image.new("RGB", (100, 6000), "white")
    tall.paste(FRAME, (10, 3000, 90, 3010))
    written = BytesIO()
    tall.save(written, "PNG")
    assert Image.open(BytesIO(crop(written.getvalue()))).size == (100, ABOVE + 10 + BELOW)


def test_without_a_browser_the_page_of_evidence_says_so(
    county: County, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(evidence, "find_browser", lambda: None)
    county.add(wrong_total("edu"))
    path = Path(one_page(county.settings, "outcome-total/edu/2025", tmp_path / "x.pdf"))
    said = path.read_text(encoding="utf-8")
    assert path.suffix == ".html"
    assert "本页未附截图：本机没有浏览器" in said
    assert "内部工作参考　未经复核" in said
    assert "2026年4月9日9时30分" in said


@pytest.mark.parametrize("finding_id", ["personal-data/edu/2025", "nothing/edu/2025"])
def test_private_and_unknown_findings_have_no_page(county: County, finding_id: str) -> None:
    county.add(finding("personal-data", "edu"))
    with pytest.raises(Complaint, match="--evidence"):
        one_page(county.settings, finding_id, None, no_browser)


@pytest.mark.skipif(BROWSER is None or shutil.which("pdfinfo") is None, reason="no browser or poppler here")
def test_the_page_of_evidence_is_one_page_with_a_picture(county: County, tmp_path: Path) -> None:
    county.add(wrong_total("edu"))
    county.settle()
    path = tmp_path / "取证.pdf"
    assert run(county, "notice", "--evidence", "outcome-total/edu/2025", "--out", str(path)) == 0
    told = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True).stdout.decode()
    assert "Pages:           1" in told
    images = subprocess.run(["pdfimages", "-list", str(path)], capture_output=True, check=True).stdout
    assert len(images.splitlines()) == 3


@pytest.mark.skipif(BROWSER is None, reason="no browser here")
def test_the_annex_of_a_notice_shows_the_page_with_its_frames(county: County) -> None:
    county.add(wrong_total("edu"))
    county.settle()
    drafted = draft_notice(county.settings, Order(unit_id="edu", year=2025))
    read = Document(drafted.result)
    assert len(read.inline_shapes) == 1
    assert any("红框为涉及数据项" in paragraph.text for paragraph in read.paragraphs)
