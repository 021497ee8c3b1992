"""The same archive gives the same answer: twice, in any order of units, in any process, for any past day."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from data.forms import form
from data.records import Coverage, Finding, Report
from data.store import Store
from monitor.check import judge, write
from tests.archive import SCHOOLS, WATER, Archive, registry, title

LAST = date(2026, 2, 25)
ZEROS = dict.fromkeys(form("fmt_2021").cells(), 0)
TIE = {"t4.review.upheld": 1, "t4.review.total": 2}
SLIP = {f"t3.{row}.{who}": 3 for row in ("new_received", "granted") for who in ("natural_person", "total")}
TEXT = "（二）依申请公开。全年未收到政府信息公开申请。共公开信息9条，其中网站5条、公众号3条。"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two units, three years, ties in the repairs, a report put right, decisions before and after."""
    path = tmp_path_factory.mktemp("archive")
    with Store(path) as store:
        archive = Archive(store)
        items = {f"{unit.id}{year}": title(unit, year) for unit in (WATER, SCHOOLS) for year in (2024, 2025)}
        archive.walk("2026-02-01", items)
        for unit in (WATER, SCHOOLS):
            for year, cells in ((2024, TIE), (2025, SLIP)):
                archive.document(
                    "2026-02-01",
                    f"{unit.id}{year}",
                    unit,
                    year,
                    cells={**ZEROS, **cells, "t3.carried_in.total": 1},
                    sections={"overview": f"{year}年，{TEXT}", "problems": "更新不够及时。"},
                )
        archive.review("2026-02-05", "dispute-total/water/2024", "confirmed")
        archive.walk("2026-02-10", {**items, "again": title(WATER, 2024)})
        archive.document("2026-02-10", "again", WATER, 2024, cells=ZEROS, published_on=date(2026, 2, 9))
    return path


def test_twice_is_the_same(folder: Path) -> None:
    with Store(folder) as store:
        tables = []
        for _ in range(2):
            write(store, judge(store, registry(), LAST))
            tables.append([list(store.rows(kind)) for kind in (Report, Coverage, Finding)])
    assert tables[0] == tables[1]
    found = {each.id: each for each in tables[0][2] if isinstance(each, Finding)}
    assert found["dispute-total/water/2024"].status == "fixed"
    assert found["dispute-total/schools/2024"].repair is not None
    assert found["text-table/schools/2025"].severity == "error"


def test_the_order_of_units_and_the_hour_change_nothing(folder: Path) -> None:
    with Store(folder) as store:
        assert judge(store, registry(WATER, SCHOOLS), LAST) == judge(store, registry(SCHOOLS, WATER), LAST)


def test_a_past_day_knows_what_it_knew(folder: Path) -> None:
    with Store(folder) as store:
        then = {each.id: each for each in judge(store, registry(), date(2026, 2, 9)).findings}
        before = {each.id: each for each in judge(store, registry(), date(2026, 2, 4)).findings}
    assert then["dispute-total/water/2024"].status == "confirmed"
    assert before["dispute-total/water/2024"].status == "open"
    assert then.keys() == before.keys()


SAY = """
import hashlib, sys
from datetime import date
from pathlib import Path
from data.store import Store
from monitor.check import judge
from tests.archive import registry
with Store(Path(sys.argv[1])) as store:
    print(hashlib.sha256(repr(judge(store, registry(), date(2026, 2, 25))).encode()).hexdigest())
"""


def test_hash_seeds_change_nothing(folder: Path) -> None:
    answers = set()
    for seed in ("0", "1", "20260225"):
        run = subprocess.run(
            [sys.executable, "-c", SAY, str(folder)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[1])},
            capture_output=True,
            text=True,
            check=True,
        )
        answers.add(run.stdout)
    assert len(answers) == 1
