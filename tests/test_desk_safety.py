"""What the desk must never do: foreign markup, open doors, English errors, acting cells."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from data.clock import Clock
from data.store import Store
from monitor.desk import HOST, OPTIONS, Desk, desk, free_port
from monitor.settings import Settings
from tests.desk_site import get, rows, served
from tests.desk_store import XSS, fill


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with served(tmp_path_factory.mktemp("desk")) as made:
        yield made


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
    try:
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
    finally:
        child.terminate()
        log = child.communicate()[0]
    assert b"hunter2" not in log


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
