"""Real reports beside the project, where there are any: every cell exactly as checked by hand."""

import json
from pathlib import Path

import pytest

from parsers.labels import SECTIONS
from parsers.read import read

SHARED = Path(__file__).resolve().parents[2] / "shared"
TRUTHS = sorted([*SHARED.glob("seeds/*.truth.json"), *SHARED.glob("corpus/*.truth.json")])
EXACT = ("seeds/*.txt", "corpus/suqian*.txt", "corpus/*.html", "corpus/*.pdf")
PROVED = 182
SECTION = 60  # letters of a section 1, whatever is left of its heading
DOCUMENTS = sorted(path for pattern in EXACT for path in SHARED.glob(pattern))


def truth(document: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(document.with_name(f"{document.stem}.truth.json").read_text())
    return found


@pytest.mark.skipif(not DOCUMENTS, reason="the shared reports are not on this machine")
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_cell_of_a_real_report_is_as_printed(document: Path) -> None:
    stated, expected = read(document.read_bytes()), truth(document)
    assert stated.outcome == "read"
    assert stated.cells == expected["cells"]
    assert not [key for key, odd in stated.odd_cells.items() if odd.state == "uncertain"]


@pytest.mark.skipif(not DOCUMENTS, reason="the shared reports are not on this machine")
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_year_form_and_unit_of_a_real_report_are_as_printed(document: Path) -> None:
    stated, expected = read(document.read_bytes()), truth(document)
    assert (stated.year, stated.form) == (expected["year"], expected["form"])
    if stated.unit_name is not None:
        assert stated.unit_name in str(expected["unit"]) or str(expected["unit"]) in stated.unit_name
    if "cropped" not in document.name:
        assert [part.key for part in stated.sections] == list(SECTIONS)
    assert stated.sections[0].key == "overview"
    assert len(stated.sections[0].text) > SECTION


@pytest.mark.skipif(not DOCUMENTS, reason="the shared reports are not on this machine")
@pytest.mark.parametrize(
    ("name", "day"),
    [("pingtan_2022", "2023-02-20"), ("pingtan_2023", "2024-03-08"), ("pingtan_2024", "2025-03-10")],
)
def test_the_day_a_portal_declares_is_the_day_of_publication(name: str, day: str) -> None:
    stated = read((SHARED / "corpus" / f"{name}.html").read_bytes())
    assert (str(stated.published_on), stated.date_source) == (day, "meta")


@pytest.mark.skipif(not DOCUMENTS, reason="the shared reports are not on this machine")
def test_cells_that_ran_together_are_right_or_openly_unsure() -> None:
    glued = SHARED / "corpus" / "pingtan_2020_glued.txt"
    stated, cells = read(glued.read_bytes()), truth(glued)["cells"]
    unsure = {key for key, odd in stated.odd_cells.items() if odd.state == "uncertain"}
    assert isinstance(cells, dict)
    assert {key: value for key, value in stated.cells.items() if key not in unsure} == {
        key: value for key, value in cells.items() if key not in unsure
    }
    # Table 2 prints no sums: of its rows with several digits only those that a sign parts can be proved.
    assert len(unsure) <= len(cells) - PROVED
    assert all(key.startswith("t2.") for key in unsure)
