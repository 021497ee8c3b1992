"""Drafts of many units are examined at once on the desk: a sheet each comes out, nothing stays."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pytest

from data.desk.uploads import PACKED
from monitor.desk import Desk
from tests.desk_site import Visitor, served

REPORTS = sorted(Path("tests/examples/reports").glob("*_2021.html"))[:2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with served(tmp_path_factory.mktemp("desk")) as made:
        yield made


def packed(**files: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return written.getvalue()


def send(made: Desk, **files: tuple[str, bytes]) -> tuple[int, dict[str, str], bytes]:
    visitor = Visitor(made)
    visitor.ask("/preview")
    return visitor.send("/preview", {}, **files)


def test_a_sheet_a_draft_and_a_summary_come_back(site: Desk) -> None:
    drafts = packed(
        **{path.name: path.read_bytes() for path in REPORTS}, **{"通知.html": "<p>无</p>".encode()}
    )
    status, headers, body = send(site, drafts=("送审稿.zip", drafts), previous=("上年.zip", drafts))
    assert status == 200
    assert unquote(headers["content-disposition"]).endswith("_3份.zip")
    assert headers["cache-control"] == "private, no-store"
    names = zipfile.ZipFile(io.BytesIO(body)).namelist()
    assert "汇总.xlsx" in names
    assert sum(name.endswith("_自查单.xlsx") for name in names) == 3
    assert not list(Path(tempfile.gettempdir()).glob("nianjian-*/drafts.zip"))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "请选择送审稿压缩包"),
        ({"drafts": ("x.zip", b"PK\x03\x04 no")}, "送审稿请打成一个ZIP压缩包"),
        ({"drafts": ("x.zip", packed())}, "送审稿的压缩包是空的"),
        ({"drafts": ("x.zip", packed(a=b"1")), "previous": ("y.zip", b"no")}, "上年报告请打成一个ZIP压缩包"),
        ({"drafts": ("x.zip", packed(**{f"{n}": b"" for n in range(201)}))}, "一次不超过200份"),
        ({"drafts": ("x.zip", b"\0" * (PACKED + 1))}, "压缩包不超过32MB"),
    ],
)
def test_what_cannot_be_examined_is_said(site: Desk, files: dict[str, tuple[str, bytes]], said: str) -> None:
    status, _, body = send(site, **files)
    told = lxml.html.document_fromstring(body.decode()).xpath("string(//p[@role='alert'])")
    assert (status, said in told) == (200, True)
