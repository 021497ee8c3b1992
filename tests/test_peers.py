"""Shares are ranked among comparable reports only: same year, kind and level, complete and adding up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.forms import form
from data.records import Unit
from data.store import Store
from monitor.arithmetic.balance import balanced
from monitor.check import judge
from monitor.exhibits import Rank
from monitor.filing.filing import file_reports
from monitor.peers import ranks, shares
from tests.archive import Archive, registry, title, unit

ZEROS = dict.fromkeys(form("fmt_2021").cells(), 0)
LAST = date(2026, 2, 10)


def bodies(count: int, **more: object) -> list[Unit]:
    return [unit(f"u{at:02}{more.get('kind', '')}", f"清河县第{at:02}局", **more) for at in range(count)]


def lost(part: int, of: int) -> dict[str, int]:
    return {**ZEROS, "t4.review.upheld": of - part, "t4.review.corrected": part, "t4.review.total": of}


def fill(store: Store, cells: dict[Unit, dict[str, int]]) -> None:
    archive = Archive(store)
    archive.walk("2026-02-01", {body.id: title(body, 2025) for body in cells})
    for body, numbers in cells.items():
        archive.document("2026-02-01", body.id, body, 2025, cells=numbers)


def test_a_share_is_ranked_among_those_of_enough_cases(tmp_path: Path) -> None:
    units = bodies(4)
    with Store(tmp_path) as store:
        fill(store, dict(zip(units, (lost(1, 10), lost(2, 10), lost(6, 10), lost(2, 4)), strict=True)))
        filing = file_reports(store, registry(*units), LAST)
        found = ranks(store, registry(*units), filing.versions, balanced(store))
    assert found[units[2].id, 2025] == (Rank(share="corrected", part=6, whole=10, below=2, peers=2),)
    assert (units[3].id, 2025) not in found


def test_a_report_that_does_not_add_up_is_compared_with_nobody(tmp_path: Path) -> None:
    units = bodies(3)
    broken = {**lost(6, 10), "t4.review.total": 11}
    with Store(tmp_path) as store:
        fill(store, dict(zip(units, (broken, lost(1, 10), lost(2, 10)), strict=True)))
        filing = file_reports(store, registry(*units), LAST)
        found = ranks(store, registry(*units), filing.versions, balanced(store))
    assert (units[0].id, 2025) not in found
    assert {each.peers for every in found.values() for each in every} == {1}


def test_other_kinds_of_units_are_not_comparable(tmp_path: Path) -> None:
    bureau, town = unit("bureau", "清河县水利局"), unit("town", "清河县白水镇", kind="township_gov")
    with Store(tmp_path) as store:
        fill(store, {bureau: lost(6, 10), town: lost(1, 10)})
        filing = file_reports(store, registry(bureau, town), LAST)
        found = ranks(store, registry(bureau, town), filing.versions, balanced(store))
    assert {each.peers for every in found.values() for each in every} == {0}


def test_who_loses_more_than_nine_tenths_of_the_others_is_named_once(tmp_path: Path) -> None:
    units = bodies(12)
    with Store(tmp_path) as store:
        fill(store, {body: lost(5 if at == 0 else 1, 11) for at, body in enumerate(units)})
        found = [each for each in judge(store, registry(*units), LAST).findings if each.rule_id == "outlier"]
    assert [each.unit_id for each in found] == [units[0].id]
    assert "占45%，高于90%的同类单位（可比11家）" in found[0].message


def test_every_share_is_made_of_cells_both_forms_have() -> None:
    for share in shares():
        for used in ("fmt_2019", "fmt_2021"):
            assert set(share.part + share.whole) <= set(form(used).cells()), share.name
