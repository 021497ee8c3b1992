"""Every file in examples/reports is a test: the document, and beside it what it states.

A document without its .json gets one written, and the test fails: review it, then commit it.
"""

import json
from pathlib import Path

import pytest

from monitor.commands.read import as_record
from parsers.read import read

FOLDER = Path(__file__).parent / "examples" / "reports"
DOCUMENTS = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_states_what_stands_beside_it(document: Path) -> None:
    body = document.read_bytes()
    found = as_record(document.name, body, read(body))
    found.pop("sha256", None)
    beside = document.with_name(document.name + ".json")
    if not beside.exists():
        beside.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"wrote {beside.name}: review it and commit it")
    assert found == json.loads(beside.read_text(encoding="utf-8"))


def test_every_expectation_has_its_document() -> None:
    assert {path.name.removesuffix(".json") for path in FOLDER.glob("*.json")} == {
        path.name for path in DOCUMENTS
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_reading_twice_gives_the_same(document: Path) -> None:
    assert read(document.read_bytes()) == read(document.read_bytes())
