"""A ZIP of drafts: one sheet a unit, compared with last year and with the others; limits; nothing kept."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from demo.pages import article
from demo.publications import publications
from monitor.batch import MOST_FILES, examine_all
from monitor.cli import main

THIS = {item.unit_id: article(item) for item in publications() if item.year == 2023 and item.unit_id}
LAST = {item.unit_id: article(item) for item in publications() if item.year == 2022 and item.unit_id}
UNIT = next(unit for unit in sorted(THIS) if unit in LAST)


def packed(file: Path, **texts: str) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in texts.items():
            archive.writestr(f"{name}.html", text)
    return file


def test_every_draft_gets_a_sheet_and_all_a_summary(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drafts = packed(tmp_path / "drafts.zip", **{UNIT: THIS[UNIT], "letter": "关于召开会议的函"})
    earlier = packed(tmp_path / "earlier.zip", **{UNIT: LAST[UNIT]})
    out = tmp_path / "out"
    command = ["selfcheck", "--batch", str(drafts), "--out", str(out), "--previous", str(earlier)]
    assert main(command) == 1  # the letter is no report
    names = sorted(path.name for path in out.iterdir())
    assert len(names) == 3
    assert names[-1] == "汇总.xlsx"
    rows = list(load_workbook(out / names[0]).active.iter_rows(values_only=True))
    assert any("已与上年比对" in str(row) for row in rows)
    assert "不是年度报告" in str(list(load_workbook(out / names[-1]).active.iter_rows(values_only=True)))
    capsys.readouterr()
    assert main(command) == 2
    assert "a new or empty folder" in capsys.readouterr().err


def test_drafts_that_share_their_words_name_each_other(tmp_path: Path) -> None:
    found = examine_all(packed(tmp_path / "drafts.zip", one=THIS[UNIT], two=THIS[UNIT]))
    assert [{copy.source_id for copy in each.alike} for each in found] == [{"two.html"}, {"one.html"}]


def test_last_years_file_of_the_same_name_but_of_another_unit_is_not_compared(tmp_path: Path) -> None:
    other = next(unit for unit in sorted(LAST) if unit != UNIT)
    drafts = packed(tmp_path / "drafts.zip", first=THIS[UNIT])
    (each,) = examine_all(drafts, packed(tmp_path / "earlier.zip", first=LAST[other]))
    assert not each.previous
    (each,) = examine_all(drafts, packed(tmp_path / "own.zip", first=LAST[UNIT]))
    assert each.previous


def test_names_written_by_a_chinese_windows_are_read(tmp_path: Path) -> None:
    file = tmp_path / "drafts.zip"
    name = "水利局.txt".encode("gb18030")
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("y" * len(name), "no report")
    file.write_bytes(file.read_bytes().replace(b"y" * len(name), name))
    (each,) = examine_all(file)
    assert each.draft.unit == "水利局"


def test_what_is_no_zip_or_too_much_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK no zip")
    many = packed(tmp_path / "many.zip", **{f"f{number}": "" for number in range(MOST_FILES + 1)})
    large = tmp_path / "large.zip"
    with zipfile.ZipFile(large, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"0" * (33 * 2**20))
    for file in (broken, many, large):
        assert main(["selfcheck", "--batch", str(file), "--out", str(tmp_path / "out")]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_batch_and_single_files_do_not_mix(tmp_path: Path) -> None:
    drafts = packed(tmp_path / "drafts.zip", a="x")
    assert main(["selfcheck", "--batch", str(drafts)]) == 2
    assert main(["selfcheck", "--batch", str(drafts), "--out", str(tmp_path / "o"), str(drafts)]) == 2
    assert main(["selfcheck"]) == 2
