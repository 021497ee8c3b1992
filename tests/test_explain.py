"""`check --explain`: every link from the verdict back to the bytes is told, in the officer's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.errors import Complaint
from data.forms import form
from data.records import Finding
from data.store import Store
from monitor.check import judge, write
from monitor.explain import explain
from tests.archive import SCHOOLS, WATER, Archive, registry, title
from tests.test_rules_copies import CURES, WORDS

LAST = date(2026, 2, 20)
ZEROS = dict.fromkeys(form("fmt_2021").cells(), 0)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Store(tmp_path) as store:
        yield Archive(store)


def chain(archive: Archive, finding_id: str) -> str:
    return "\n".join(explain(archive.store, registry(), finding_id))


def checked(archive: Archive) -> None:
    write(archive.store, judge(archive.store, registry(), LAST))


def test_a_broken_row_is_told_from_the_verdict_to_the_look(archive: Archive) -> None:
    cells = {**ZEROS, "t4.review.upheld": 2, "t4.review.total": 1}
    archive.document("2026-01-25", "w24", WATER, 2024, cells=cells)
    checked(archive)
    archive.review("2026-02-05", "dispute-total/water/2024", "confirmed")
    told = chain(archive, "dispute-total/water/2024")
    for link in (
        "问题　　　复议诉讼总计与分项之和不符（dispute-total/water/2024）",
        "程度　　　问题（请整改），待复核，2026年1月25日发现",
        "依据　　　《中华人民共和国政府信息公开条例》",
        "算式　　　第四部分表格“行政复议”总计：2＋0＋0＋0＝2，与“总计”填报的1不符，相差1。（2－1＝1）",
        "数据项　　表四“行政复议”总计：原件填1（t4.review.total）",
        "改法　　　表四“行政复议”总计改为2（",
        "仅供参考，原件数字不改",
        "读取　　　本报告：读取程序第test版，已读取，2021年版格式，标题《清河县水利局2024年",
        "访问　　　2026-01-25 09:00:00 GET http://qh.example/nb/w24.html 回答200（记录 ",
        "复核　　　2026年2月5日9时00分 王某：属实。查阅台账",
    ):
        assert link in told, link


def test_kept_bytes_are_checked_and_lost_ones_named(archive: Archive) -> None:
    body = "年度报告".encode()
    sha256 = archive.store.keep(body)
    archive.document("2026-01-25", "w24", WATER, 2024, cells={**ZEROS, "t4.review.total": 1})
    checked(archive)
    assert "存档缺失" in chain(archive, "dispute-total/water/2024")
    finding = next(archive.store.rows(Finding, "id = 'dispute-total/water/2024'"))
    archive.store.put(replace(finding, sha256=sha256))
    assert f"存档　　　本报告：SHA-256 {sha256}，{len(body)}字节，校验相符" in chain(archive, finding.id)


def test_an_absence_tells_every_look_what_was_listed_and_what_is_enough(archive: Archive) -> None:
    items = {"old": title(WATER, 2024), "theirs": title(SCHOOLS, 2025)}
    archive.document("2026-01-20", "old", WATER, 2024, cells=ZEROS)
    archive.walk("2026-01-20", items)
    for day in ("2026-02-02", "2026-02-06", "2026-02-12"):
        archive.walk(day, items)
    archive.walk("2026-02-14", {}, outcome="timeout")
    archive.look("2026-02-14", "old", "年度报告")
    checked(archive)
    told = chain(archive, "missing-report/water/2025")
    for link in (
        "期限　　　2026年1月31日（第四十九条）",
        "列表已取全，共2条，未列本年度报告，另列其他报告2份，探测通过；到期前，不计",
        "核查　　　2026年2月12日10时00分 http://qh.example/nb/：列表已取全",
        "探测通过；计入",
        "不计：访问超时",
        f"0. {title(WATER, 2024)}　http://qh.example/nb/old.html",
        "认定　　　计入3次、3天、首末相隔10天；认定标准为至少3次、3天、首末相隔7天",
    ):
        assert link in told, link


def test_shared_words_tell_the_bytes_of_both_reports(archive: Archive) -> None:
    words = {"overview": "".join(WORDS), "problems": "".join(CURES)}
    archive.document("2026-01-25", "w", WATER, 2025, sections=words, published_on=date(2026, 1, 10))
    archive.document("2026-01-26", "s", SCHOOLS, 2025, sections=words, published_on=date(2026, 1, 15))
    archive.walk("2026-01-26", {"w": title(WATER, 2025), "s": title(SCHOOLS, 2025)})
    checked(archive)
    told = chain(archive, "copied-from-unit/schools/2025")
    assert "比对　　　一、总体情况与清河县水利局2025年报告：重复率100.0%" in told
    assert "http://qh.example/nb/w.html" in told
    assert "http://qh.example/nb/s.html" in told
    assert told.count("存档　　　") == 2


def test_two_years_tell_the_bytes_of_both(archive: Archive) -> None:
    out = {**ZEROS, "t3.carried_out.total": 3, "t3.carried_out.natural_person": 3}
    archive.document("2026-01-25", "a", WATER, 2024, cells=out)
    archive.document("2026-01-25", "b", WATER, 2025, cells=ZEROS)
    archive.walk("2026-01-25", {"a": title(WATER, 2024), "b": title(WATER, 2025)})
    checked(archive)
    told = chain(archive, "carry-over/water/2025")
    assert "存档　　　2024年报告：SHA-256" in told
    assert "http://qh.example/nb/a.html" in told


def test_what_could_not_be_judged_says_why_and_what_is_in_order_says_so(archive: Archive) -> None:
    archive.document("2026-01-25", "a", WATER, 2025, cells=ZEROS, sections={"problems": "无"})
    archive.walk("2026-01-25", {"a": title(WATER, 2025)})
    checked(archive)
    assert "结论　　　因未识别到第一部分，本项未作判断。" in chain(archive, "missing-topic/water/2025")
    assert "结论　　　未发现问题。" in chain(archive, "outcome-total/water/2025")


def test_what_was_never_judged_is_not_said_to_be_in_order(archive: Archive) -> None:
    with pytest.raises(Complaint, match="nianjian check"):
        chain(archive, "outcome-total/water/2025")


@pytest.mark.parametrize(
    "wrong", ["nonsense", "outcome-total/nobody/2025", "no-rule/water/2025", "typo/water/x"]
)
def test_what_names_no_finding_is_a_complaint(archive: Archive, wrong: str) -> None:
    with pytest.raises(Complaint, match="Copy an id"):
        chain(archive, wrong)
