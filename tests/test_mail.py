"""The mail as bytes: headers nobody can forge, two texts with one content, a workbook without formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from data.errors import Complaint
from monitor.digest.values import Digest, Sheet, Table
from monitor.digest.words import clean
from monitor.mail.layout import html, text
from monitor.mail.letter import address, letter, message_id
from monitor.mail.workbook import workbook
from tests.digest_examples import example, names

AT = datetime(2026, 2, 16, 0, 0, 5, tzinfo=UTC)


class Words(HTMLParser):
    """What a reader of the HTML mail sees, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.seen.append(data)


def read(page: str) -> Words:
    words = Words()
    words.feed(page)
    return words


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def strings(value: object) -> Iterator[str]:
    """Every text of a digest that a reader must find in the mail."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Table) and not value.rows:
        return
    elif isinstance(value, tuple):
        for each in value:
            yield from strings(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            if each.name not in ("sheets", "facts", "subject", "changes", "severity", "counter", "region"):
                yield from strings(getattr(value, each.name))


def letter_of(digest: Digest) -> bytes:
    return letter(
        digest,
        sender=address("年报监测 <watch@example.org>", "test"),
        recipient=address("li@example.org", "test", "李联络员"),
        identity=message_id("2026-W08", "li@example.org", "digest/"),
        at=AT,
    )


@pytest.mark.parametrize("name", names())
def test_plain_text_and_html_say_the_same(name: str) -> None:
    digest = example(name).digest()
    plain, rich = squeezed(text(digest)), squeezed("".join(read(html(digest)).seen))
    figures = {words for figure in digest.figures for words in figure}
    for words in set(strings(digest)) - figures:
        assert squeezed(clean(words)) in rich, words
        assert squeezed(clean(words)) in plain or words == digest.changes_title, words
    for change in digest.changes:
        assert (change.words in plain) == (change.words in rich)


@pytest.mark.parametrize("name", names())
def test_links_lead_to_the_configured_service_and_nowhere_else(name: str) -> None:
    page = read(html(example(name).digest()))
    assert all(link.startswith("https://nianjian.yunxi.example/") for link in page.links)
    assert not page.tags & {"script", "img", "b", "iframe", "link", "style"}


def test_text_from_outside_stays_text() -> None:
    digest = example("hostile_text").digest()
    plain, page = text(digest), html(digest)
    assert "{{7*7}}" in plain
    assert "{{7*7}}" in page
    assert "\n五、伪造的一节" not in plain
    assert "\u202e" not in plain + page
    mail = message_from_bytes(letter_of(digest), policy=policy.default)
    assert "Bcc" not in mail
    assert "X-Injected" not in mail


def test_the_mail_survives_the_journey() -> None:
    digest = example("baseline_in_february").digest()
    body = letter_of(digest)
    assert body.isascii()
    assert max(map(len, body.split(b"\r\n"))) <= 998
    mail = message_from_bytes(body, policy=policy.default)
    assert mail["Subject"] == digest.subject
    assert mail["From"] == "年报监测 <watch@example.org>"
    assert mail["To"] == "李联络员 <li@example.org>"
    assert mail["Date"] == "Mon, 16 Feb 2026 08:00:05 +0800"
    plain, rich = mail.get_body(("plain",)), mail.get_body(("html",))
    assert isinstance(plain, EmailMessage)
    assert isinstance(rich, EmailMessage)
    assert plain.get_content().replace("\r\n", "\n") == text(digest)
    assert "请您办理" in rich.get_content()
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "年报监测周报_云溪市_2026-02-16.xlsx"


def test_the_same_digest_gives_the_same_bytes() -> None:
    assert letter_of(example("baseline_in_february").digest()) == letter_of(
        example("baseline_in_february").digest()
    )


def test_the_workbook_has_the_four_sheets_with_typed_cells() -> None:
    digest = example("hostile_text").digest()
    book = load_workbook(BytesIO(workbook(digest.sheets)))
    assert book.sheetnames == ["公布情况", "问题清单", "无法核查", "本周变化"]
    heading = "序号｜地区｜单位｜类别｜报告年度｜应公布日期｜公布日期｜日期来源｜逾期天数｜状态｜链接"
    assert "｜".join(cell.value for cell in book["公布情况"][1]) == heading
    late = next(row for row in book["公布情况"].iter_rows(min_row=2) if row[8].value == 3)
    assert (late[5].value.date(), late[6].value.date()) == (date(2026, 1, 31), date(2026, 2, 3))
    assert (late[0].data_type, late[8].data_type) == ("n", "n")
    kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
    assert "f" not in kinds


def test_a_local_day_leaves_no_days_of_lateness_in_the_workbook() -> None:
    digest = example("baseline_in_february").digest()
    (town,) = [row for row in digest.sheets[0].rows if row[2] == "青石县石桥镇人民政府"]
    assert town[8] is None
    assert town[9] == "晚于本地规定时间2天公布"


@settings(deadline=None)
@given(st.text())
def test_no_text_can_break_a_header_or_become_a_formula(words: str) -> None:
    assert len(clean(words).splitlines()) <= 1
    mail = EmailMessage(policy=policy.SMTP)
    mail["Subject"] = clean(words)
    head = mail.as_bytes().split(b"\r\n\r\n")[0]
    assert all(line.startswith((b"Subject:", b" ")) for line in head.split(b"\r\n"))
    book = load_workbook(BytesIO(workbook([Sheet(title="一", header=("文字",), rows=((words,),))])))
    assert book["一"]["A2"].data_type != "f"
    assert (book["一"]["A2"].value or "") == clean(words)


@pytest.mark.parametrize(
    "given_address", ["", "nobody", "a@b\r\nBcc: c@d", "a@b,c@d", "a b@c", "李@example.org"]
)
def test_what_is_no_address_is_refused(given_address: str) -> None:
    with pytest.raises(Complaint):
        address(given_address, "--to")


def test_a_message_id_is_stable_and_tells_mails_apart() -> None:
    one = message_id("2026-W05", "a@example.org", "digest/")
    assert one == message_id("2026-W05", "A@Example.org", "digest/")
    assert (
        len(
            {
                one,
                message_id("2026-W06", "a@example.org", "digest/"),
                message_id("2026-W05", "a@example.org", "to/"),
            }
        )
        == 3
    )


def test_days_in_sheets_are_days() -> None:
    book = load_workbook(BytesIO(workbook([Sheet(title="一", header=("日",), rows=((date(2026, 1, 31),),))])))
    assert book["一"]["A2"].is_date
