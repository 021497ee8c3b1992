"""A unit examines its report before publishing: the same rules and words as on the command line, nothing kept."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import lxml.html
import pytest

from data.desk.uploads import LIMIT
from monitor.desk import Desk
from tests.desk_site import Visitor, served

REPORT = next(iter(sorted(Path("tests/examples/reports").glob("*2021*.html"))))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with served(tmp_path_factory.mktemp("desk")) as made:
        yield made


def send(made: Desk, token: str | None = None, **files: tuple[str, bytes]) -> tuple[int, str]:
    visitor = Visitor(made)
    visitor.ask("/selfcheck")
    status, _, body = visitor.send("/selfcheck", {"csrftoken": token} if token else {}, **files)
    return status, body.decode("utf-8")


def test_the_page_says_what_the_command_says(site: Desk) -> None:
    command = [sys.executable, "-P", "-m", "monitor.cli", "selfcheck", "--json", str(REPORT)]
    environment = {"PYTHONPATH": str(Path.cwd()), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    told = json.loads(done.stdout)
    status, page = send(site, report=("年报<b>.html", REPORT.read_bytes()))
    assert status == 200
    items = lxml.html.document_fromstring(page).xpath("//ol[@class='results']/li")
    assert len(items) == len(told["findings"]) > 0
    for item, finding in zip(items, told["findings"], strict=True):
        assert finding["message"] in item.text_content()
    assert "年报&lt;b&gt;.html" in page


def test_last_years_report_is_compared(site: Desk) -> None:
    _, page = send(site, report=("a", REPORT.read_bytes()), previous=("b", REPORT.read_bytes()))
    assert "发现" in page


def test_nothing_is_kept(site: Desk) -> None:
    send(site, report=("a.html", REPORT.read_bytes()))
    assert not list(Path(tempfile.gettempdir()).glob("nianjian-*/report"))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "请选择要检查的年度报告文件"),
        ({"report": ("x.html", "<html><p>通知</p></html>".encode())}, "不是年度报告"),
        ({"report": ("x.pdf", b"%PDF-1.4 broken")}, "未能读取"),
        ({"report": ("x.bin", b"\0" * (LIMIT + 1))}, "文件超过10MB"),
    ],
)
def test_what_cannot_be_examined_is_said(site: Desk, files: dict[str, tuple[str, bytes]], said: str) -> None:
    status, page = send(site, **files)
    assert (status, said in page) == (200, True)


def test_the_token_is_asked_for_and_length_is_limited(site: Desk) -> None:
    assert send(site, token="x", report=("a.html", b"x"))[0] == 403
    connection = HTTPConnection("127.0.0.1", site.port, timeout=20)
    connection.putrequest("POST", "/selfcheck")
    connection.putheader("Content-Length", str(50 * 1024 * 1024))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()
