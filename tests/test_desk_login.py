"""With officers the desk opens to nobody who is not logged in; without them it says so and stays local."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.registry.officers import load_officers
from monitor.desk import Desk
from tests.desk_site import PASSWORD, Visitor, get, register, served
from tests.desk_store import FINDING

PAGES = (
    "/",
    "/matrix",
    "/unit/weishui-yj",
    FINDING,
    "/receipt/baiyang/2024",
    "/search?q=解读",
    "/rules",
    "/sources",
    "/rollup",
    "/statistics",
    "/selfcheck",
    "/todo",
    "/nianjian",
    "/nianjian/units",
    "/nianjian/units/baiyang",
    "/nianjian/missing",
    "/nope",
)
FILES = ("/nianjian/units.json", "/nianjian/missing.csv", "/nianjian/units.xlsx", "/.json", "/nianjian.db")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    register(folder)
    with served(folder) as made:
        yield made


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_sent_to_the_log_in_page(site: Desk, path: str) -> None:
    for cookies in ({}, {"ds_actor": "forged"}):
        status, headers, body = Visitor(site, dict(cookies)).ask(path)
        assert (status, headers["location"], body) == (302, "/-/login", "")


@pytest.mark.parametrize("path", FILES)
def test_a_stranger_gets_no_data(site: Desk, path: str) -> None:
    status, headers, body = Visitor(site).ask(path)
    assert status == 403
    assert "渭水" not in body
    assert headers["cache-control"] == "private, no-store"


def test_the_form_is_chinese_and_says_nothing_about_names(site: Desk) -> None:
    visitor = Visitor(site)
    _, headers, page = visitor.ask("/-/login")
    assert "<h1>登录</h1>" in page
    assert headers["cache-control"] == "private, no-store"
    for name, password in (("li", "wrong"), ("nobody", PASSWORD), ("", "")):
        status, _, page = visitor.ask("/-/login", {"username": name, "password": password})
        assert (status, "用户名或密码不正确" in page) == (200, True)
        assert "ds_actor" not in visitor.cookies
    assert get(site, "/static/desk.css")[0] == 200


def test_an_officer_sees_everything_until_logging_out(site: Desk) -> None:
    visitor = Visitor(site)
    assert visitor.log_in("li") == 302
    for path in ("/", FINDING, "/nianjian/units", "/nianjian/units.json"):
        status, headers, body = visitor.ask(path)
        assert status == 200
        assert headers["cache-control"] == "private, no-store"
        assert "未设复核人员" not in body
    assert "内部工作参考　未经复核" in visitor.ask("/")[2]
    assert visitor.ask("/-/logout")[0] == 200
    assert visitor.ask("/-/logout", {})[0] == 302
    assert visitor.ask("/")[0] == 302


def test_forms_without_their_token_or_from_elsewhere_are_refused(site: Desk) -> None:
    visitor = Visitor(site)
    visitor.log_in("li")
    assert visitor.ask("/-/logout", {"csrftoken": "x"})[0] == 403
    assert visitor.ask("/-/logout", {}, {"Origin": "https://evil.example"})[0] == 403
    assert visitor.ask("/")[0] == 200


def test_hashes_are_told_nowhere_and_basic_authentication_is_off(site: Desk) -> None:
    visitor = Visitor(site)
    visitor.log_in("li")
    for path in ("/-/metadata.json", "/-/plugins.json", "/-/password-tool", "/nianjian", "/.json"):
        assert "pbkdf2" not in visitor.ask(path)[2]
    assert visitor.ask("/-/metadata.json")[0] == 403
    basic = {"Authorization": "Basic bGk6bG9uZyBlbm91Z2ggOQ=="}
    assert Visitor(site).ask("/", headers=basic)[0] == 302
    assert Visitor(site).ask("/-/login", headers={"Authorization": "Basic !"})[0] == 200


def test_the_file_counts_at_once(tmp_path: Path) -> None:
    with served(tmp_path) as made:
        assert get(made, "/")[0] == 200
        register(tmp_path, li="610999")
        assert get(made, "/")[0] == 302
        visitor = Visitor(made)
        assert visitor.log_in("li") == 302
        assert visitor.ask("/")[0] == 200
        register(tmp_path, li="610999")  # the same password with another salt: a new hash
        assert visitor.ask("/")[0] == 302
        (tmp_path / "officers.csv").write_text("name,password_hash,division_code\nli,hunter2,\n", "utf-8")
        assert get(made, "/")[0] == 500


def officers(folder: Path, *arguments: str, stdin: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "monitor.cli", "--registry", str(folder), "officer", *arguments]
    environment = {"PYTHONPATH": str(Path.cwd()), "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        command, env=environment, input=stdin, capture_output=True, text=True, timeout=60, check=False
    )


def test_officers_are_added_from_stdin_and_only_hashes_are_kept(tmp_path: Path) -> None:
    done = officers(tmp_path, "add", "王科", "--division-code", "610900", stdin=f"{PASSWORD}\n")
    assert (done.returncode, done.stdout) == (0, "officer added: 王科\n")
    (first,) = load_officers(tmp_path)
    assert re.fullmatch(r"pbkdf2_sha256\$480000\$[0-9a-f]{32}\$\S+", first.password_hash)
    assert first.division_code == "610900"
    assert (tmp_path / "officers.csv").stat().st_mode & 0o077 == 0
    assert officers(tmp_path, "password", "王科", stdin="another long one\n").returncode == 0
    (second,) = load_officers(tmp_path)
    assert second.password_hash != first.password_hash
    assert second.division_code == "610900"


@pytest.mark.parametrize(
    ("arguments", "stdin", "seen"),
    [
        (("add", "li"), "short\n", "password"),
        (("add", "a_password_hash"), f"{PASSWORD}\n", "NAME"),
        (("add", "li", "--division-code", "61"), f"{PASSWORD}\n", "division_code"),
        (("password", "nobody"), f"{PASSWORD}\n", "NAME"),
    ],
)
def test_what_cannot_be_an_officer_is_one_line(
    tmp_path: Path, arguments: tuple[str, ...], stdin: str, seen: str
) -> None:
    done = officers(tmp_path, *arguments, stdin=stdin)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert seen in done.stderr
    assert stdin.strip() not in done.stderr
    assert not (tmp_path / "officers.csv").exists()
