"""The registry: every example of a bad file has its complaint beside it, and nothing is half loaded."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import Complaint
from data.records import Deadline, Holiday, Officer, Portal, Recipient, Unit
from data.registry import Policy, Registry, RegistryComplaint, load_registry
from data.registry import rows as row_models

EXAMPLES = Path(__file__).parent / "examples" / "registry"
GOOD = EXAMPLES / "good"
BAD = sorted(folder.name for folder in (EXAMPLES / "bad").iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the good example, to be spoilt."""
    return Path(shutil.copytree(GOOD, tmp_path / "registry"))


@pytest.mark.parametrize("case", BAD)
def test_every_bad_file_has_its_complaint_beside_it(case: str, folder: Path) -> None:
    example = EXAMPLES / "bad" / case
    for file in example.glob("*.csv"):
        shutil.copyfile(file, folder / file.name)
    with pytest.raises(RegistryComplaint) as caught:
        load_registry(folder)
    said = str(caught.value).replace(f"{folder}/", "") + "\n"
    assert said == (example / "complaint.txt").read_text(encoding="utf-8")


def test_a_complaint_names_file_line_column_value_and_cure(folder: Path) -> None:
    shutil.copyfile(EXAMPLES / "bad" / "unknown_kind" / "units.csv", folder / "units.csv")
    with pytest.raises(Complaint) as caught:
        load_registry(folder)
    complaint = caught.value
    assert complaint.where == f"{folder / 'units.csv'}:2 kind"
    assert (complaint.seen, complaint.cure) == ("departmnet", "did you mean department?")
    assert complaint.expected.startswith("one of government government_office department")


def test_the_good_example_comes_back_as_records() -> None:
    registry = load_registry(GOOD)
    assert registry.portals[0] == Portal(
        id="qinghe",
        name="清河县人民政府网",
        home_url="https://www.qinghe.example/",
        column_url="https://www.qinghe.example/zfxxgk/nb/",
        family="trs",
    )
    assert [portal.delay_seconds for portal in registry.portals] == [2.0, 0.5]
    assert registry.holidays[1] == Holiday(date=date(2024, 2, 18), name="春节", working=True)
    assert [(who.frequency, who.active) for who in registry.recipients] == [
        ("weekly", True),
        ("daily", False),
    ]
    assert registry.officers[0].division_code == "990101"
    assert registry.deadlines[3].legal_due is None
    assert registry.policy == Policy(
        absent_looks=4, night_from=time(21, 30), night_to=time(6), portal_requests=500
    )


def test_units_are_found_by_id_with_all_their_names() -> None:
    registry = load_registry(GOOD)
    unit = registry.unit("qinghe")
    assert unit is not None
    assert unit.names == ("清河县人民政府", "清河县", "清河县政府", "清河县人民政府（本级）")
    assert (unit.owes, unit.due, unit.valid_from) == (None, None, None)
    assert registry.portal("shahe") is registry.portals[1]
    assert registry.unit("nobody") is None
    assert registry.portal("nobody") is None


@pytest.mark.parametrize("lead", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
def test_bom_and_line_endings_make_no_difference(lead: bytes, ending: bytes, folder: Path) -> None:
    for file in folder.glob("*.csv"):
        lines = file.read_bytes().replace(b"\r\n", b"\n")
        file.write_bytes(lead + lines.replace(b"\n", ending))
    assert load_registry(folder) == load_registry(GOOD)


def test_spaces_around_cells_and_empty_columns_at_the_right_do_not_count(folder: Path) -> None:
    lines = (folder / "deadlines.csv").read_text(encoding="utf-8").splitlines()
    spaced = [",".join(f" \u3000{cell} " for cell in line.split(",")) + ",," for line in lines]
    (folder / "deadlines.csv").write_text("\n".join([*spaced, ",,,,,,,,", ""]), encoding="utf-8")
    assert load_registry(folder) == load_registry(GOOD)


def test_a_quoted_cell_may_hold_a_line_break_and_lines_are_still_counted(folder: Path) -> None:
    text = (folder / "portals.csv").read_text(encoding="utf-8").replace("首页改版，", "首页改版\n")
    (folder / "portals.csv").write_text(text + "c,丙,nowhere,,,,\n", encoding="utf-8")
    with pytest.raises(Complaint, match=r"portals\.csv:5 home_url: seen 'nowhere'"):
        load_registry(folder)


def test_optional_columns_and_files_may_be_absent(folder: Path) -> None:
    for file in ("holidays", "recipients", "officers", "policy"):
        (folder / f"{file}.csv").unlink()
    lines = (folder / "units.csv").read_text(encoding="utf-8").split()
    (folder / "units.csv").write_text("\n".join(line.rsplit(",", 2)[0] for line in lines), encoding="utf-8")
    registry = load_registry(folder)
    assert [unit.owes for unit in registry.units] == [None] * 5
    assert (registry.holidays, registry.recipients, registry.officers) == ((), (), ())
    assert registry.policy == Policy()


@pytest.mark.parametrize("file", ["portals.csv", "units.csv", "deadlines.csv"])
def test_the_three_needed_files_must_be_there(file: str, folder: Path) -> None:
    (folder / file).unlink()
    with pytest.raises(Complaint, match=rf"{file}: seen 'no such file', should be a registry file"):
        load_registry(folder)


def test_a_folder_that_is_not_there_is_named_once(tmp_path: Path) -> None:
    with pytest.raises(Complaint, match="no such folder") as caught:
        load_registry(tmp_path / "nowhere")
    assert "\n" not in str(caught.value)


def test_a_folder_in_place_of_a_file_is_a_complaint(folder: Path) -> None:
    (folder / "holidays.csv").unlink()
    (folder / "holidays.csv").mkdir()
    with pytest.raises(Complaint, match=r"holidays\.csv"):
        load_registry(folder)


@pytest.mark.parametrize(
    ("row", "record"),
    [
        (row_models.PortalRow, Portal),
        (row_models.UnitRow, Unit),
        (row_models.DeadlineRow, Deadline),
        (row_models.HolidayRow, Holiday),
        (row_models.RecipientRow, Recipient),
        (row_models.OfficerRow, Officer),
        (row_models.PolicyRow, Policy),
    ],
)
def test_rows_and_records_have_the_same_fields(row: type, record: type) -> None:
    assert set(row.model_fields) == set(record.__dataclass_fields__)


HEADING = b"id,name,home_url,column_url,family,delay_seconds,notes\n"
CELLS = st.text(st.sampled_from(',"\n\r\0\t ;é京0-:/.\u2028'), max_size=30).map(str.encode)


@given(st.binary(max_size=40) | CELLS | (st.binary(max_size=40) | CELLS).map(HEADING.__add__))
def test_whatever_a_file_holds_it_loads_or_is_complained_about(raw: bytes) -> None:
    with TemporaryDirectory() as name:
        folder = Path(shutil.copytree(GOOD, Path(name) / "registry"))
        (folder / "portals.csv").write_bytes(raw)
        with suppress(RegistryComplaint):  # anything else that is raised is a fault of ours
            load_registry(folder)


def test_an_empty_registry_can_be_made_by_hand() -> None:
    assert Registry(units=()).policy.absent_looks == 3
