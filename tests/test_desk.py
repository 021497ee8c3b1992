"""The desk as an officer meets it: every table and page of Datasette in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from data.schema import VIEWS
from data.search import INDEXES, rebuild_search
from data.store import Store
from data.tables import FIGURES, tables
from monitor.desk import Desk
from tests.desk_site import get, served
from tests.desk_store import BUREAU, COUNTY, fill

METADATA = yaml.safe_load(Path("data/metadata.yaml").read_text(encoding="utf-8"))["databases"]["nianjian"][
    "tables"
]
THERE = {table.name for table in tables("nianjian")} | {path.stem for path in VIEWS.glob("*.sql")}
THERE |= {"proactive", "applications", "disputes"}
SHOWN = [name for name, table in METADATA.items() if not table.get("hidden") and name in THERE]
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


def test_every_table_and_column_has_words(filled: Store) -> None:
    hidden_shadows = {name for name in filled.db.table_names() if "_zh_" in name}
    names = set(filled.db.table_names()) - hidden_shadows | set(filled.db.view_names())
    assert names <= set(METADATA)
    for name in SHOWN:
        columns = [row[1] for row in filled.db.execute(f'PRAGMA table_info("{name}")')]
        assert set(columns) <= set(METADATA[name]["columns"]), name


def test_what_metadata_names_is_there() -> None:
    for name in SHOWN:
        table = METADATA[name]
        known = set(table["columns"])
        assert set(table.get("facets", [])) | set(table.get("fold", [])) <= known, name
        for other, column, ours in table.get("related", []):
            assert column in METADATA[other]["columns"], (name, other)
            assert ours in known, name


def test_figures_and_work_tables_are_hidden() -> None:
    assert all(
        METADATA[name]["hidden"] for name in (FIGURES, "open_requests", *(each.name for each in INDEXES))
    )


@pytest.mark.parametrize("name", SHOWN)
def test_every_table_page_opens_in_chinese(site: Desk, name: str) -> None:
    status, _, body = get(site, f"/nianjian/{name}")
    assert status == 200
    assert f"<h1>{METADATA[name]['title']}</h1>" in body
    shown = re.sub(r"<details class=.help.*?</details>|<script>.*?</script>|<[^>]*>", " ", body, flags=re.S)
    assert not re.search(
        r"\b(rows?|where|sorted|Search|Apply|Next|export|facets?|None|undefined)\b", shown
    ), shown


def test_the_overview_lists_queries_and_tables(site: Desk) -> None:
    status, _, body = get(site, "/nianjian")
    assert status == 200
    assert all(f'href="/nianjian/{name}"' in body for name in (*QUERIES, *SHOWN))
    assert "未设复核人员，仅本机可访问" in body
    assert "open_requests" not in body
    assert "_zh" not in body


def test_a_row_page_says_everything_of_one_finding(site: Desk) -> None:
    status, _, body = get(site, "/nianjian/findings/outcome-total~2Fweishui-yj~2F2024")
    assert status == 200
    assert f"{BUREAU}2024年度：问题" in body
    assert "表三“（七）总计”总计改为4" in body
    assert "（一）予以公开＋……＝（七）总计：4 ≠ 0，相差 4" in body
    assert "问题（请整改）" in body
    assert "/nianjian/looks?sha256=" in body


def test_codes_are_said_in_words_and_kept_in_the_title(site: Desk) -> None:
    _, _, body = get(site, "/nianjian/coverage")
    assert '<span class="code state-absent" title="absent">经多次核查未检索到</span>' in body
    assert '<span class="code standing-late" title="published">逾期公布</span>' in body
    assert '<span class="code plain" title="dead_link">列表有链接但打不开</span>' in body
    assert f'href="/unit/weishui-gov" title="weishui-gov">{COUNTY}</a>' in body


def test_times_are_beijing_times(site: Desk) -> None:
    assert "2025-01-20 09:30</time>" in get(site, "/nianjian/runs")[2]


def test_long_texts_are_cut_in_the_list_and_whole_on_the_row(site: Desk) -> None:
    end = "受理公众来信并逐件答复。</span>"
    assert end not in get(site, "/nianjian/sections")[2]
    assert end in get(site, "/nianjian/sections/0000000000000001,overview")[2]


def test_filters_are_said_in_words(site: Desk) -> None:
    _, _, body = get(site, "/nianjian/coverage?state=absent&year__gte=2024")
    assert "共 1 条，状态等于“经多次核查未检索到”，报告年度不小于“2024”" in body
