"""The five questions most asked, and search by words of any length, over HTTP."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.search import phrases, rebuild_search
from data.store import Store
from monitor.desk import Desk
from tests.desk_site import get, read, rows, served
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
        ("sections?_zh=规", 3),
        ("sections?_zh=读，制发", 3),
        ("reports?_zh=2023年政", 2),
        ("reports?_zh=2023 局", 1),
        ("findings?_zh=重复率", 1),
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
    assert found(phrases("数据")) == ["weishui-yj"]
    assert found(phrases("应急")) == []
    assert found(phrases("白杨")) == []


def test_a_word_broken_by_a_line_end_is_found(filled: Store) -> None:
    filled.db.execute("UPDATE units SET name = '渭水县数\n据局' WHERE id = 'weishui-yj'")
    rebuild_search(filled)
    matching = "SELECT id FROM units_zh WHERE units_zh MATCH ?"
    assert filled.db.execute(matching, (phrases("数据局"),)).fetchone() == ("weishui-yj",)


def test_an_index_of_another_version_is_made_anew(filled: Store) -> None:
    filled.db.execute("UPDATE units_zh SET mark = 'old', body = '渭 水'")
    assert rebuild_search(filled) == 3
    assert rebuild_search(filled) == 0


@pytest.mark.parametrize(
    "path",
    [
        "findings?_facet=status&year=2024&severity=error",
        "findings?_facet=rule_id&rule_id__not=unchanged",
        "findings?_facet=severity&_zh=渭水",
        "findings?_facet=severity&unit_id=weishui-yj",
        "standings?_facet=year",
        "standings?_facet=standing&year=2024&kind__in=government,township_gov",
        "standings?_facet=standing&division_code__startswith=6109",
        "standings?_facet=standing&division_code__startswith=610999101",
        "standings?_facet=kind&standing__notin=not_due,exempt&division_code__startswith=61",
        "standings?_facet=standing&division_code__startswith=61%25",
        "standings?_facet=standing&division_code__exact=610999",
    ],
)
def test_facets_from_the_counts_are_those_of_the_rows(site: Desk, path: str) -> None:
    table, _, query = path.partition("?")
    answer: Any = rows(site, f"/nianjian/{table}.json?_shape=objects&{query}")
    for facet in answer["facet_results"].values():
        name = facet["name"]
        shown = {each["value"]: each["count"] for each in facet["results"]}
        assert shown == Counter(row[name] for row in answer["rows"] if row[name] is not None), name


def test_a_question_leaves_out_of_its_page_what_its_files_hold(site: Desk) -> None:
    heads = read(site, "/nianjian/arithmetic").xpath("//thead//th/text()")
    assert "情况说明" in heads
    assert not {"涉及数据项", "等式左边", "单位编号"} & set(heads)
    assert {"涉及数据项", "等式左边", "单位编号"} <= set(
        rows(site, "/nianjian/arithmetic.json?_shape=array")[0]
    )
