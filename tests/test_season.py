"""The season's papers: the office's Excel list, the confirmed denominator, contacts and reminders."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from data.records import Contact, Reminder, RosterEvent
from data.registry import load_registry
from data.store import Store
from monitor.cli import main
from monitor.digest.compose import compose
from monitor.mail.layout import html, text
from tests.digest_examples import example
from tests.test_status import FILES, office

__all__ = ["office"]
LIST = (
    ("云溪市应公布单位名单", None, None, None, None, None, None, None),
    ("序号", "单位名称", "统一社会信用代码", "单位类别", "层级", "行政区划代码", "联系人", "联系电话"),
    (1, "云溪市教育局", None, "政府部门", "市级", 990100, "周敏", 2210001),
    (2, "云溪市水利局", None, "政府部门", "市级", 990100, None, None),
)


def excel(folder: Path, *rows: tuple[object, ...]) -> str:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = folder / "名单.xlsx"
    book.save(file)
    return str(file)


def test_a_list_is_shown_and_only_written_when_told(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = office.parent / "registry"
    before = (folder / "units.csv").read_bytes()
    file = excel(office.parent, *LIST)
    assert main(["registry", "import", file]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "联系人　云溪市教育局（edu）：周敏 2210001"
    assert shown[1].startswith("新增　云溪市水利局（u")
    assert shown[2] == "未采用的列：序号"
    assert shown[3] == "名录中有、表中没有的单位1家，保持不变：云溪市人民政府"
    assert (folder / "units.csv").read_bytes() == before
    assert not (folder / "contacts.csv").exists()
    assert main(["registry", "import", file, "--write"]) == 0
    registry = load_registry(folder)
    assert [unit.name for unit in registry.units] == ["云溪市人民政府", "云溪市教育局", "云溪市水利局"]
    assert registry.contacts == (Contact(unit_id="edu", name="周敏", phone="2210001"),)
    assert (folder / "units.csv.old").read_bytes() == before
    capsys.readouterr()
    assert main(["registry", "import", file, "--write"]) == 0
    assert "无须修改" in capsys.readouterr().out


def test_columns_may_be_named_as_in_the_csv_file_and_an_empty_cell_changes_nothing(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (("id", "name", "short_name", "valid_to"), ("edu", None, "市教育局", date(2026, 5, 1)))
    assert main(["registry", "import", excel(office.parent, *rows), "--write"]) == 0
    shown = capsys.readouterr().out
    assert "修改　云溪市教育局（edu）简称：空→市教育局" in shown
    unit = load_registry(office.parent / "registry").unit("edu")
    assert unit is not None
    assert (unit.name, unit.short_name, unit.valid_to) == ("云溪市教育局", "市教育局", date(2026, 5, 1))


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ((("单位名称", "类别", "层级"), ("云溪市水利局", "局", "市级")), "kind"),
        ((("单位名称",), ("云溪市水利局",)), "kind"),
        ((("甲", "乙"), (1, 2)), "单位名称"),
    ],
)
def test_a_list_that_cannot_be_used_changes_nothing(
    office: Path, capsys: pytest.CaptureFixture[str], rows: tuple[tuple[object, ...], ...], named: str
) -> None:
    assert main(["registry", "import", excel(office.parent, *rows), "--write"]) == 2
    assert named in capsys.readouterr().err
    assert (office.parent / "registry" / "units.csv").read_text(encoding="utf-8") == FILES["units.csv"]
    (office.parent / "no.xlsx").write_text("no workbook", encoding="utf-8")
    assert main(["registry", "import", str(office.parent / "no.xlsx")]) == 2


def test_a_confirmed_list_keeps_a_trace_of_every_later_change(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    units = office.parent / "registry" / "units.csv"
    assert main(["registry", "changes", "--year", "2025"]) == 1
    assert main(["registry", "confirm", "--year", "2025", "--by", " "]) == 2
    assert main(["registry", "confirm", "--year", "2025", "--by", "王", "--notes", "会议纪要3号"]) == 0
    whole = units.read_text(encoding="utf-8")
    units.write_text(
        whole.replace("市教育局", "市教育体育局").replace("gov,,云", "gov2,,云"), encoding="utf-8"
    )
    assert main(["check"]) == 0  # nobody says so: judging the registry leaves the trace by itself
    units.write_text(whole, encoding="utf-8")
    capsys.readouterr()
    assert main(["registry", "changes", "--year", "2025"]) == 0
    shown = capsys.readouterr().out
    assert shown.splitlines() == [
        "2026年2月16日8时（北京时间）　核定（王）：应公布2家（会议纪要3号）",
        "2026年2月16日8时（北京时间）　名录变动：应公布2家",
        "  变更　云溪市教育局→云溪市教育体育局（edu）",
        "  减少　云溪市人民政府（gov）",
        "  增加　云溪市人民政府（gov2）",
        "2026年2月16日8时（北京时间）　名录变动：应公布2家",
        "  变更　云溪市教育体育局→云溪市教育局（edu）",
        "  增加　云溪市人民政府（gov）",
        "  减少　云溪市人民政府（gov2）",
    ]
    with Store(office) as store:
        assert [event.event for event in store.rows(RosterEvent)] == ["confirmed", "changed", "changed"]


def test_a_reminder_is_kept_and_listed(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remind", "云溪市教育局", "--by", "王", "--notes", "答复本周上网"]) == 0
    assert main(["remind", "edu"]) == 0
    lines = capsys.readouterr().out.splitlines()
    said = "云溪市教育局　2025年度　2026年2月16日8时（北京时间）　电话　王　答复本周上网"
    assert lines == [said, said]
    assert main(["remind", "nobody", "--by", "王"]) == 2
    with Store(office) as store:
        assert store.db["reminders"].exists() is False  # internal: never in what the desk shows


def test_only_readers_of_their_own_region_see_whom_to_ring_up() -> None:
    given = example("daily_before_the_day")
    shown = given.digest()
    units = {unit.name: unit.id for unit in given.material.units}
    first = shown.upcoming.rows[0][0]
    at = datetime(2026, 1, 20, 2, tzinfo=UTC)
    year = shown.facts.year
    material = replace(
        given.material,
        contacts=(Contact(unit_id=units[first], name="周敏", phone="2210001"),),
        reminders=(Reminder(id="r", unit_id=units[first], year=year, at=at, actor="王", how="电话"),),
    )
    own = compose(material, given.recipient, "daily")
    assert own.upcoming.header[-2:] == ("联系人电话", "最近催报")
    assert own.upcoming.rows[0][-2:] == ("周敏 2210001", "1月20日电话")
    assert "周敏 2210001" in text(own)
    assert "周敏 2210001" in html(own)
    everywhere = compose(material, replace(given.recipient, division_code=None), "daily")
    assert "周敏" not in text(everywhere) + html(everywhere) + str(everywhere.sheets)


def test_a_contact_of_nobody_is_named(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = office.parent / "registry" / "contacts.csv"
    file.write_text("unit_id,name,phone,notes\nnobody,周敏,2210001,\n", encoding="utf-8")
    assert main(["status"]) == 2
    assert "contacts.csv:2 unit_id" in capsys.readouterr().err
