"""Whatever a document holds, the parser answers: mutated examples, and the seed corpus of the fuzz target."""

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings

from data.forms import all_cells
from data.records import CellState, ReadingOutcome
from parsers.outside.wire import pack, unpack
from parsers.parsed import Parsed
from parsers.read import read
from tests.fuzz import fuzz_read
from tests.fuzz.mutations import spoiled

REPORTS = Path(__file__).parents[1] / "examples" / "reports"
WHOLES = tuple(path.read_bytes() for path in sorted(REPORTS.iterdir()) if path.suffix != ".json")
CELLS = frozenset(all_cells())


def sound(parsed: Parsed) -> None:
    """What is true of every answer."""
    assert parsed.outcome in get_args(ReadingOutcome)
    assert (parsed.reason is None) == (parsed.outcome == "read")
    assert parsed.cells.keys() <= CELLS
    assert parsed.odd_cells.keys() == {cell for cell, value in parsed.cells.items() if value is None}
    assert {odd.state for odd in parsed.odd_cells.values()} <= set(get_args(CellState))
    assert parsed.year is None or 1990 < parsed.year < 2100
    assert unpack(pack(parsed)) == parsed


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(body=spoiled(WHOLES))
def test_a_spoiled_report_is_answered(body: bytes) -> None:
    sound(read(body))


@pytest.mark.parametrize("seed", sorted(fuzz_read.SEEDS.iterdir()), ids=lambda path: path.name)
def test_the_fuzz_target_runs_on_its_seeds(seed: Path) -> None:
    fuzz_read.one(seed.read_bytes())
