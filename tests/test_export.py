"""The publishable copy: only what may leave, no text that acts, the whole of it or nothing."""

from __future__ import annotations

import csv
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from data import export as exporting
from data.desk.exports import harmless
from data.errors import Complaint
from data.export import export, fill, mask, write_csv
from data.records import Finding, PrivateText, Report
from data.sharing import SHARED
from data.store import Store
from data.summaries import write_summaries
from monitor.cli import main
from tests.letters_store import NOW, County, copied, finding, late, missing, wrong_total

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BODIES = (
    "1+1",
    'HYPERLINK("http://elsewhere.example","点")',
    "cmd|'/c calc'!A1",
    "SUM(A1:A9)",
    'IMPORTXML("http://elsewhere.example","//a")',
    'WEBSERVICE("http://elsewhere.example")',
    'DDE("cmd";"/c calc";"x")',
    "渭水县水利局",
    '"a","b"',
    "-2+3",
    "@SUM(1)",
    " =1",
    "\u200b=1",
    "1\n=2",
    "'=1",
    "%0A=1",
    "A1",
    "(1)",
    "{=1}",
)
PAYLOADS = [start + body for start in STARTS for body in BODIES]


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> County:
    monkeypatch.setenv("NIANJIAN_NOW", NOW.isoformat())
    made = County(tmp_path)
    made.add(wrong_total("edu"), copied("edu"), late("civil"), missing("water"))
    with Store(made.settings.data) as store:
        write_summaries(store)
    return made


def database(county: County) -> Path:
    return county.settings.data / "nianjian.db"


def texts(folder: Path) -> Iterator[str]:
    """Everything a reader of the copy could find in it, packed or not."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.read_bytes().decode("utf-8", "replace")
        if path.suffix == ".xlsx":
            with ZipFile(path) as book:
                yield from (book.read(name).decode("utf-8", "replace") for name in book.namelist())


def test_two_hundred_payloads_and_more_are_tried() -> None:
    assert len(set(PAYLOADS)) >= 200


def test_no_payload_acts_in_csv_or_xlsx(tmp_path: Path) -> None:
    write_csv(tmp_path / "x.csv", ["a", "b"], [(each, "ok") for each in PAYLOADS])
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert len(rows) == len(PAYLOADS)
    for (cell, ok), payload in zip(rows, PAYLOADS, strict=True):
        assert ok == "ok"
        assert cell == f"'{payload}", payload
    book = Workbook(write_only=True)
    fill(book.create_sheet("x"), ["a"], [(each,) for each in PAYLOADS])
    book.save(tmp_path / "x.xlsx")
    cells = [row[0] for row in load_workbook(tmp_path / "x.xlsx").active.iter_rows(min_row=3)]
    assert len(cells) == len(PAYLOADS)
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    with ZipFile(tmp_path / "x.xlsx") as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=40), start=st.sampled_from(["", *STARTS]))
def test_any_text_survives_and_none_begins_like_a_formula(text: str, start: str) -> None:
    written = StringIO()
    csv.writer(written).writerow([harmless(exporting.plain(start + text)), "x"])
    ((cell, last),) = csv.reader(StringIO(written.getvalue(), newline=""))
    assert last == "x"
    number = cell.lstrip("+-").replace(".", "", 1)
    assert not cell.lstrip(" \u3000").startswith(STARTS) or (number.isdecimal() and cell[0] in "+-")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_a_spreadsheet_program_finds_no_formula(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    fill(book.create_sheet("x"), ["a"], [(each,) for each in PAYLOADS])
    book.save(tmp_path / "x.xlsx")
    write_csv(tmp_path / "y.csv", ["a"], [(each,) for each in PAYLOADS])
    user = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    for source in ("x.xlsx", "y.csv"):
        command = ["soffice", "--headless", user, "--convert-to", "fods", "--outdir", str(tmp_path), source]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=180, check=False)
        made = tmp_path / f"{source[0]}.fods"
        if not made.exists():
            pytest.skip(f"no spreadsheet part of LibreOffice here: {done.stderr[-80:]!r}")
        assert "table:formula" not in made.read_text(encoding="utf-8")


def test_only_chosen_tables_leave_and_nothing_private(county: County, tmp_path: Path) -> None:
    private = finding("personal-data", "edu", message="秘密甲", cells=("x",))
    sensitive = finding("sensitive-wording", "civil", message="秘密乙")
    typo = finding("typo", "works", message="第五部分“联系人身份证110101199003070011、手机13800138000”待核。")
    county.add(private, sensitive, typo)
    county.review(by="复核员张三")
    with Store(county.settings.data) as store:
        store.replace(PrivateText, [PrivateText(finding_id=private.id, message="秘密丙")])
    counts = export(database(county), tmp_path / "out", NOW)
    assert counts["findings"] == 6
    everything = "".join(texts(tmp_path / "out"))
    for secret in (
        "秘密",
        "复核员",
        "personal-data",
        "sensitive-wording",
        "110101199003070011",
        "13800138000",
    ):
        assert secret not in everything, secret
    assert "110101**********11" in everything
    assert "公开意识有待增强" not in everything
    with sqlite3.connect(tmp_path / "out" / "nianjian.db") as copy:
        tables = {row[0] for row in copy.execute("SELECT name FROM sqlite_master")}
    assert tables == {table.name for table in SHARED}


def test_the_copy_agrees_with_itself_and_says_what_it_is(county: County, tmp_path: Path) -> None:
    out = tmp_path / "out"
    counts = export(database(county), out, NOW)
    for name, number in counts.items():
        with (out / "csv" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.reader(file))) == number + 1
    book = load_workbook(out / "nianjian.xlsx", read_only=True)
    assert book.sheetnames == [table.title for table in SHARED if table.in_workbook]
    for sheet in book:
        assert next(sheet.iter_rows(max_row=1, values_only=True))[0] == "内部工作参考　未经复核"
    shown = "".join(str(cell) for row in book["公布情况"].iter_rows(values_only=True) for cell in row)
    assert "逾期公布" in shown
    assert "经多次核查未检索到" in shown
    readme = (out / "README.md").read_text(encoding="utf-8")
    assert "内部工作参考　未经复核" in readme
    assert "2026年4月10日10时（北京时间）" in readme


def test_blank_is_not_zero_in_the_copy(county: County, tmp_path: Path) -> None:
    export(database(county), tmp_path / "out", NOW)
    with sqlite3.connect(tmp_path / "out" / "nianjian.db") as copy:
        value = copy.execute(
            "SELECT research_institution, total FROM applications WHERE outcome = 'total_processed'"
        ).fetchone()
    assert value == (None, 0)


def test_a_formula_in_a_title_stays_a_text(county: County, tmp_path: Path) -> None:
    with Store(county.settings.data) as store:
        store.replace(Report, [replace(each, title="=1+1", url="＝2") for each in store.rows(Report)])
        store.replace(Finding, [replace(each, message="@SUM(1)") for each in store.rows(Finding)])
    export(database(county), tmp_path / "out", NOW)
    with (tmp_path / "out" / "csv" / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["title"] for row in rows} == {"'=1+1"}
    assert {row["url"] for row in rows} == {"'＝2"}
    for sheet in load_workbook(tmp_path / "out" / "nianjian.xlsx"):
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


def test_an_earlier_export_is_replaced_and_anything_else_is_left_alone(
    county: County, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    export(database(county), out, NOW)
    (out / "csv" / "stale.csv").write_text("x", encoding="utf-8")
    export(database(county), out, NOW)
    assert not (out / "csv" / "stale.csv").exists()
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "keep.txt").write_text("x", encoding="utf-8")
    with pytest.raises(Complaint, match="an empty folder or an earlier export"):
        export(database(county), mine, NOW)
    assert [each.name for each in mine.iterdir()] == ["keep.txt"]


@pytest.mark.parametrize("step", ["_database", "_tables", "readme", "_put_in_place"])
def test_an_interrupted_export_leaves_the_earlier_one_whole(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    out = tmp_path / "out"
    export(database(county), out, NOW)
    before = {path: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(exporting, step, cut_off)
        with pytest.raises(KeyboardInterrupt):
            export(database(county), out, NOW)
    assert {path: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()} == before
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []
    export(database(county), out, NOW)


@pytest.mark.parametrize(
    ("given_text", "said"),
    [
        ("身份证110101199003070011。", "身份证110101**********11。"),
        ("电话13800138000转", "电话138001***00转"),
        ("http://x.example/13800138000", "http://x.example/13800138000"),
        ("共12345678901234567890件", "共12345678901234567890件"),
    ],
)
def test_numbers_of_people_are_masked(given_text: str, said: str) -> None:
    assert mask(given_text) == said


def test_without_warcio_one_line_says_how_to_get_it(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "warcio", None)
    where = ("--data", str(county.settings.data), "--registry", str(county.settings.registry))
    arguments = ("export", str(tmp_path / "out"), "--warc", str(tmp_path / "x.warc.gz"))
    assert main([*where, *arguments]) == 2
    shown = capsys.readouterr()
    assert len(shown.err.splitlines()) == 1
    assert "warcio" in shown.err
    assert not (tmp_path / "out").exists()


def test_the_command_prints_how_many_rows_left(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--data", str(county.settings.data), "--registry", str(county.settings.registry))
    assert main([*where, "export", str(tmp_path / "out")]) == 0
    assert "units: 8" in capsys.readouterr().out
