"""What a unit says to a finding is written down with its papers, and stays."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pytest

from data.desk.uploads import LIMIT
from data.evidence import damages
from data.records import Explanation
from data.runs import row_hash
from data.store import Store
from monitor.desk import Desk
from tests.desk_site import Visitor, register, served
from tests.desk_store import FINDING, XSS

ID = "outcome-total/weishui-yj/2024"
PDF, JPG = b"%PDF-1.4 a paper", b"\xff\xd8\xff\xe0 a picture"
SAID = {
    "finding": ID,
    "text": "“（七）总计”系漏填，台账为4件。" + XSS,
    "how": "函件",
    "received_on": "2025-02-10",
}


def docx(inside: str = "word/document.xml") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(inside, "<x/>")
    return written.getvalue()


@pytest.fixture
def desk_folder(tmp_path: Path) -> Iterator[tuple[Desk, Path]]:
    register(tmp_path)
    with served(tmp_path) as made:
        yield made, tmp_path


def officer(made: Desk, name: str = "li") -> Visitor:
    visitor = Visitor(made)
    assert visitor.log_in(name) == 302
    visitor.ask(FINDING)
    return visitor


def kept(folder: Path) -> list[Explanation]:
    with Store(folder) as store:
        return list(store.rows(Explanation))


def test_words_and_papers_stand_on_the_finding_and_come_back_as_downloads(
    desk_folder: tuple[Desk, Path],
) -> None:
    made, folder = desk_folder
    visitor = officer(made)
    files = {
        "file1": ("C:\\\\x\\\\情况<b>说明.pdf", PDF),
        "file2": ("台账.docx", docx()),
        "file3": ("章.JPG", JPG),
    }
    status, headers, _ = visitor.send("/explanation", SAID, **files)
    assert (status, headers["location"]) == (302, FINDING)
    text = visitor.ask(FINDING)[2]
    assert "已保存单位说明" in text
    assert "<script>alert(1)" not in text
    page = lxml.html.document_fromstring(text)
    (item,) = page.xpath("//ol[@class='notes']/li")
    assert SAID["text"] in item.text_content()
    assert "2025-02-10收到（函件）" in item.text_content()
    links = item.xpath(".//a")
    assert [link.text for link in links] == ["情况_b_说明.pdf", "台账.docx", "章.JPG"]
    status, headers, body = visitor.fetch(links[0].get("href"))
    assert (status, body) == (200, PDF)
    assert headers["content-type"] == "application/octet-stream"
    assert headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-disposition"].startswith('attachment; filename="file.pdf"')
    assert "情况_b_说明.pdf" in unquote(headers["content-disposition"])
    rows = kept(folder)
    assert [row.text for row in rows] == [SAID["text"], "", ""]
    assert all(row.id == row_hash(row) for row in rows)


def test_an_explanation_is_added_never_changed(desk_folder: tuple[Desk, Path]) -> None:
    made, folder = desk_folder
    visitor = officer(made)
    for text in ("先电话说明", "后书面说明"):
        visitor.send("/explanation", {**SAID, "text": text, "how": "电话"})
    page = lxml.html.document_fromstring(visitor.ask(FINDING)[2])
    assert [item.xpath("string(p)") for item in page.xpath("//ol[@class='notes']/li")] == [
        "先电话说明",
        "后书面说明",
    ]
    assert len(kept(folder)) == 2


@pytest.mark.parametrize(
    ("changed", "files", "said"),
    [
        ({"text": " "}, {}, "请填写说明内容"),
        ({"text": "长" * 2001}, {}, "不超过2000字"),
        ({"received_on": "2999-01-01"}, {}, "不能晚于今天"),
        ({"received_on": "昨天"}, {}, "应为年-月-日"),
        ({"how": "梦里"}, {}, "请选择收到方式"),
        ({}, {"file1": ("x.exe", b"MZ program")}, "不是可以收存的文件"),
        ({}, {"file1": ("x.html", b"<script>alert(1)</script>")}, "不是可以收存的文件"),
        ({}, {"file1": ("x.pdf", JPG)}, "扩展名不符"),
        ({}, {"file1": ("x.docx", docx("evil.exe"))}, "不是可以收存的文件"),
        ({}, {"file1": ("x.pdf", PDF + bytes(LIMIT))}, "每份附件不超过10MB"),
    ],
)
def test_what_is_missing_or_not_taken_is_said_and_what_was_typed_stays(
    desk_folder: tuple[Desk, Path], changed: dict[str, str], files: dict[str, tuple[str, bytes]], said: str
) -> None:
    made, folder = desk_folder
    status, _, body = officer(made).send("/explanation", SAID | changed, **files)
    page = lxml.html.document_fromstring(body.decode())
    assert (status, said in page.xpath("string(//p[@role='alert'])")) == (200, True)
    assert page.xpath("string(//textarea[@name='text'])").strip() == (SAID | changed)["text"].strip()
    assert kept(folder) == []


def test_other_regions_and_strangers_have_nothing_to_do_with_it(desk_folder: tuple[Desk, Path]) -> None:
    made, folder = desk_folder
    officer(made).send("/explanation", SAID, file1=("说明.pdf", PDF))
    address = f"/kept/{kept(folder)[0].attachment}"
    assert officer(made, "wang").fetch(address)[0] == 200
    zhao = officer(made, "zhao")
    assert zhao.fetch(address)[0] == 404
    assert "不在您的管辖地区" in zhao.send("/explanation", SAID)[2].decode()
    assert Visitor(made).fetch(address)[0] == 302
    assert len(kept(folder)) == 1
    # Not even an officer gets at it as if it were a page seen on the web.
    assert officer(made).fetch(address.replace("kept", "original"))[0] == 404


def test_a_form_without_its_token_is_refused(desk_folder: tuple[Desk, Path]) -> None:
    made, folder = desk_folder
    assert officer(made).send("/explanation", {**SAID, "csrftoken": "x"}, file1=("a.pdf", PDF))[0] == 403
    assert kept(folder) == []


def test_a_paper_that_is_lost_is_damage(desk_folder: tuple[Desk, Path]) -> None:
    made, folder = desk_folder
    officer(made).send("/explanation", SAID, file1=("说明.pdf", PDF))
    with Store(folder) as store:
        sha256 = kept(folder)[0].attachment or ""
        assert not any(sha256 in line for line in damages(store))
        store.snapshots.path(sha256).unlink()
        assert any(sha256 in line for line in damages(store))
    assert officer(made).fetch(f"/kept/{sha256}")[0] == 404
