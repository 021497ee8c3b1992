"""The desk as an officer meets it: real Datasette over a filled store, asked over HTTP."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
import yaml

from data.clock import Clock
from data.schema import FIGURES, VIEWS, tables
from data.search import INDEXES, rebuild_search
from data.store import Store
from monitor.desk import HOST, OPTIONS, Desk, check_port, desk, free_port
from monitor.settings import Settings
from tests.desk_store import BUREAU, COUNTY, TOWN, XSS, fill, get, served

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


def rows(site: Desk, path: str) -> list[dict[str, object]]:
    status, _, body = get(site, path)
    assert status == 200, body
    answer: list[dict[str, object]] = json.loads(body)
    return answer


# ---------------------------------------------------------------- what is described


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


# ---------------------------------------------------------------- pages


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


# ---------------------------------------------------------------- canned queries


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


# ---------------------------------------------------------------- search


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


# ---------------------------------------------------------------- what must not be


def test_arbitrary_sql_and_download_are_refused(site: Desk) -> None:
    for path in (
        "/nianjian?sql=select+1",
        "/nianjian.json?sql=select+1",
        "/nianjian/units?_where=1",
        "/nianjian.db",
    ):
        status, _, body = get(site, path)
        assert status == 403, path
        assert "此项" in body or "\\u6b64" in body
    assert OPTIONS["default_allow_sql"] == OPTIONS["allow_download"] == "off"


@pytest.mark.parametrize(
    "name",
    [
        "metadata",
        "databases",
        "threads",
        "settings",
        "versions",
        "plugins",
        "config",
        "allow-debug",
        "patterns",
        "messages",
        "permissions",
    ],
)
def test_inner_pages_are_shut(site: Desk, name: str) -> None:
    for path in (f"/-/{name}", f"/-/{name}.json"):
        status, _, body = get(site, path)
        assert status == 403
        assert str(Path.cwd()) not in body


def test_office_is_not_served(site: Desk) -> None:
    assert list(rows(site, "/.json")) == ["nianjian"]
    assert get(site, "/office")[0] == 404
    assert get(site, "/nianjian/messages")[0] == 404


def test_text_from_outside_is_never_markup(site: Desk) -> None:
    pages = [
        "reports",
        "reports/0000000000000003",
        "findings",
        "arithmetic",
        "unit_history",
        "coverage?_all=1",
    ]
    pages += [f"reports?_zh={XSS}", f"reports?title={XSS}", f"missing?year={XSS}", "sightings"]
    for page in pages:
        _, _, body = get(site, f"/nianjian/{page}")
        assert "<script" not in body, page
        assert "<img" not in body, page
        assert "49" not in re.sub(r"0{5,}\w*", "", body) or page == "sightings", page
        assert 'href="javascript' not in body, page


def test_every_answer_carries_a_strict_policy(site: Desk) -> None:
    for path in (
        "/",
        "/nianjian/units",
        "/nianjian/missing",
        "/nope",
        "/nianjian/units.json",
        "/static/desk.css",
    ):
        _, headers, body = get(site, path)
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "<style" not in body
        assert " style=" not in body


def test_other_host_names_are_turned_away(site: Desk) -> None:
    assert get(site, "/", host="evil.example")[0] == 421
    assert get(site, "/", host=f"localhost:{site.port}")[0] == 200


def test_errors_are_told_in_chinese(site: Desk) -> None:
    for path, status, words in (
        ("/nianjian/nothing", 404, "没有找到"),
        ("/nianjian/units/nobody", 404, "没有找到"),
        ("/nianjian/sections/onlyhalf", 404, "没有找到"),
        ("/nianjian/units?_sort=nothing", 400, "网址有误"),
        ("/nianjian/units?_next=a,b,c,d&_size=x", 400, "网址有误"),
    ):
        answered, _, body = get(site, path)
        assert (answered, words in body) == (status, True), path


def test_the_log_never_holds_what_a_visitor_sent_along(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        fill(store)
    made = desk(Settings(data=tmp_path, registry=tmp_path, clock=Clock()), free_port())
    child = subprocess.Popen(
        made.command, env=dict(made.environment), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert child.stdout is not None
    for line in child.stdout:
        if b"running on" in line:
            break
    for path in (
        "/nope",
        "/unit/nobody",
        "/-/threads",
        "/nianjian/units?_sort=nothing",
        "/nianjian/units?_next=%ff",
    ):
        connection = HTTPConnection(HOST, made.port, timeout=20)
        connection.request("GET", path, headers={"Cookie": "ds_actor=hunter2"})
        connection.getresponse().read()
        connection.close()
    child.terminate()
    assert b"hunter2" not in child.communicate()[0]


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(site: Desk) -> None:
    with Store(Path(site.command[5]).parent) as store:
        store.db.execute("UPDATE units SET notes = '=HYPERLINK(\"x\")' WHERE id = 'baiyang'")
    status, headers, body = get(site, "/nianjian/units.csv?_size=max")
    assert status == 200
    assert headers["content-type"] == "text/csv; charset=utf-8"
    assert body.startswith("\ufeff")
    notes = {row["id"]: row["notes"] for row in csv.DictReader(io.StringIO(body.removeprefix("\ufeff")))}
    assert notes["baiyang"] == '\'=HYPERLINK("x")'


def test_links_stay_below_a_base_url(tmp_path: Path) -> None:
    with served(tmp_path, base_url="https://desk.example/bj/") as made:
        for path in (
            "/bj/",
            "/bj/nianjian",
            "/bj/nianjian/coverage?_size=2&_facet=year",
            "/bj/nianjian/missing",
        ):
            status, _, body = get(made, path)
            assert status == 200, path
            inner = re.findall(r'(?:href|action|src)="(/[^"]*|https?://(?:127|desk)[^"]*)"', body)
            assert inner
            assert [url for url in inner if not re.match(r"(https?://[^/]+)?/bj/", url)] == [], path


# ---------------------------------------------------------------- the command


def serve(*arguments: str, folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "monitor.cli", "--data", str(folder), "serve", *arguments]
    environment = {"PYTHONPATH": str(Path.cwd()), "PATH": "/usr/bin:/bin", **environ}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_a_taken_port_is_one_line(site: Desk, tmp_path: Path) -> None:
    done = serve("--port", str(site.port), folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1
    assert "--port" in done.stderr


def test_officers_without_a_secret_are_refused(tmp_path: Path) -> None:
    registry = tmp_path / "registry"
    registry.mkdir()
    for name in ("portals", "units", "deadlines"):
        seed = Path("data/seeds") / f"{name}.csv"
        (registry / seed.name).write_bytes(seed.read_bytes())
    (registry / "officers.csv").write_text(
        "name,password_hash,division_code\nli,pbkdf2_sha256$1$a$b,\n", "utf-8"
    )
    without = serve("--registry", str(registry), folder=tmp_path / "data")
    assert without.returncode == 2
    assert "NIANJIAN_SECRET" in without.stderr
    given = serve("--registry", str(registry), folder=tmp_path / "data", NIANJIAN_SECRET="a long secret")
    assert given.returncode == 2
    assert "officers.csv" in given.stderr
    assert not (tmp_path / "data").exists()


def test_serve_becomes_the_desk_after_a_kill_left_a_hot_journal(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        fill(store)
    cut_off = (
        "import sqlite3,os,sys; c=sqlite3.connect(sys.argv[1],isolation_level=None); "
        "c.execute('pragma cache_size=1'); c.execute('begin immediate'); "
        "c.execute('create table t(x)'); c.executemany('insert into t values(?)', [('x'*3000,)]*2000); os.kill(os.getpid(),9)"
    )
    subprocess.run([sys.executable, "-c", cut_off, str(tmp_path / "nianjian.db")], check=False)
    with pytest.raises(sqlite3.OperationalError):
        sqlite3.connect(f"file:{tmp_path}/nianjian.db?mode=ro", uri=True).execute("SELECT * FROM units")
    command = [sys.executable, "-P", "-m", "monitor.cli", "--data", str(tmp_path), "serve", "--port", "0"]
    child = subprocess.Popen(
        command,
        env={"PYTHONPATH": str(Path.cwd()), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert child.stdout is not None
        assert child.stderr is not None
        address = child.stdout.readline().decode()
        port = int(address.rstrip().rstrip("/").rsplit(":", 1)[1])
        for line in child.stderr:
            if b"running on" in line:
                break
        made = Desk(command=(), environment={}, port=port, address=address)
        assert get(made, "/nianjian/units/baiyang")[0] == 200
    finally:
        child.terminate()
        child.communicate()


def test_a_free_port_is_free() -> None:
    check_port(0)
    assert HOST == "127.0.0.1"
