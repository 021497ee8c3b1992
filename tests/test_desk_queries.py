"""The five questions most asked, and search by words of any length, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.search import rebuild_search
from data.store import Store
from monitor.desk import Desk
from tests.desk_site import get, rows, served
from tests.desk_store import BUREAU, COUNTY, TOWN, fill

QUERIES = ("missing", "late", "arithmetic", "copied", "unit_history")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with served(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path) as store:
        fill(store)
        rebuild_search(store)
        yield store


def test_missing_shows_the_newest_year_with_what_we_could_not_check_apart(site: Desk) -> None:
    found = rows(site, "/nianjian/missing.json?_shape=array")
    assert [(row["单位"], row["状态"], row["原因"]) for row in found] == [
        (COUNTY, "经多次核查未检索到", ""),
        (TOWN, "无法核查", "列表有链接但打不开"),
    ]
    assert [row["单位"] for row in rows(site, "/nianjian/missing.json?_shape=array&year=2023")] == [TOWN]
    assert [row["单位"] for row in rows(site, "/nianjian/missing.json?_shape=array&division=610999101")] == [
        TOWN
    ]


def test_late_gives_days_and_basis(site: Desk) -> None:
    found = rows(site, "/nianjian/late.json?_shape=array&year=2023")
    assert [(row["单位"], row["晚于期限天数"], row["期限性质"], row["公布日期依据"]) for row in found] == [
        (BUREAU, 4, "法定期限", "页面标注")
    ]


def test_arithmetic_names_cells_and_repair(site: Desk) -> None:
    found = rows(site, "/nianjian/arithmetic.json?_shape=array")
    assert [(row["问题名称"], row["涉及数据项"], row["相差"], row["改法参考"]) for row in found] == [
        ("办理结果总计与分项之和不符", "表三“（七）总计”总计", 4, "表三“（七）总计”总计改为4")
    ]


def test_copied_lists_originality_only(site: Desk) -> None:
    found = rows(site, "/nianjian/copied.json?_shape=array")
    assert [row["问题名称"] for row in found] == ["与本单位往年报告内容相同"]


def test_unit_history_finds_a_unit_by_part_of_its_name(site: Desk) -> None:
    found = rows(site, "/nianjian/unit_history.json?_shape=array&unit=应急")
    assert [(row["报告年度"], row["新收申请"], row["结转下年"], row["问题和疑点"]) for row in found] == [
        (2024, 4, None, 2),
        (2023, 4, None, 0),
    ]


@pytest.mark.parametrize("name", QUERIES)
def test_query_pages_name_their_parameters_in_chinese(site: Desk, name: str) -> None:
    status, _, body = get(site, f"/nianjian/{name}")
    assert status == 200
    assert "不填为" in body
    assert 'href="/unit/' in body


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("reports?_zh=渭", 3),
        ("reports?_zh=渭水", 3),
        ("reports?_zh=应急管理", 2),
        ("reports?_zh=应急 2023年", 1),
        ("reports?_zh=管急", 0),
        ("reports?_zh=，", 0),
        ('reports?_zh="', 0),
        ("sections?_zh=解读", 3),
        ("sections?_zh=行政规范性文件", 3),
        ("sections?_zh=规范文件", 0),
        ("units?_zh=镇", 1),
        ("units?_zh=安监", 1),
        ("coverage?_zh=白杨", 2),
        ("findings?_zh=应急", 2),
        ("findings?_zh=白杨", 0),
    ],
)
def test_words_of_any_length_are_found(site: Desk, path: str, count: int) -> None:
    table, _, query = path.partition("?")
    assert len(rows(site, f"/nianjian/{table}.json?_shape=array&{query}")) == count


def test_the_index_follows_the_texts(filled: Store) -> None:
    def found(word: str) -> list[str]:
        return [
            row[0] for row in filled.db.execute("SELECT id FROM units_zh WHERE units_zh MATCH ?", (word,))
        ]

    assert rebuild_search(filled) == 0
    filled.db.execute("UPDATE units SET name = '渭水县数据局' WHERE id = 'weishui-yj'")
    filled.db.execute("DELETE FROM units WHERE id = 'baiyang'")
    assert rebuild_search(filled) == 1
    assert found('"数 据"') == ["weishui-yj"]
    assert found('"应 急"') == []
    assert found('"白 杨"') == []
