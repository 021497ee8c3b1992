"""An identity number printed on a page goes no further than to officers who are logged in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.clock import Clock
from data.records import Look
from data.runs import Run
from data.store import Store
from monitor.desk import Desk
from tests.desk_site import Visitor, get, register, served
from tests.desk_store import SEEN

NUMBER = "11010519491231002X"
PAGE = f"<html><body><p>申请人身份证号{NUMBER}的申请已答复。</p></body></html>".encode()


def keep(folder: Path) -> str:
    """A page with a number was seen; gives its SHA-256."""
    with Store(folder) as store:
        sha256 = store.keep(PAGE)
        run = Run.start(store, "crawl", Clock(SEEN))
        run.record(
            Look(
                id="", run_id="", hash="", portal_id="weishui", url="https://www.weishui.example/a.html",
                purpose="report", at=SEEN, status=200, sha256=sha256, content_type="text/html", size=len(PAGE),
            )
        )  # fmt: skip
    return sha256


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Desk, str]]:
    with served(tmp_path) as made:
        yield made, keep(tmp_path)


def test_who_is_nobody_gets_neither_text_nor_bytes_with_the_number(site: tuple[Desk, str]) -> None:
    made, sha256 = site
    for page in ("capture", "original"):
        status, _, body = get(made, f"/{page}/{sha256}")
        text = body.decode() if isinstance(body, bytes) else body
        assert status == 200
        assert NUMBER not in text
        assert "申请人身份证号110105**********2X的申请已答复" in text


def test_an_officer_gets_the_bytes_as_they_are(tmp_path: Path) -> None:
    register(tmp_path, li="610999")
    with served(tmp_path) as made:
        sha256 = keep(tmp_path)
        li = Visitor(made)
        li.log_in("li")
        assert NUMBER not in li.ask(f"/capture/{sha256}")[2]
        assert NUMBER in li.ask(f"/original/{sha256}")[2]
