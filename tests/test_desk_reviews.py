"""Officers decide on the desk: reviews, bulk, regions, hand-over, two reviewers, private words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import lxml.html
import pytest

from data.clock import Clock
from data.records import Assignment, Finding, PrivateText, Review
from data.runs import row_hash
from data.store import Store
from monitor.desk import Desk
from tests.desk_site import Visitor, register, served
from tests.desk_store import COPY, FINDING

ARITHMETIC = "outcome-total/weishui-yj/2024"
UNCHANGED = "unchanged/weishui-yj/2024"
MISSING = "missing-report/weishui-gov/2024"
PRIVATE = "personal-data/weishui-yj/2024"


@pytest.fixture
def desk_folder(tmp_path: Path) -> Iterator[tuple[Desk, Path]]:
    register(tmp_path)
    with served(tmp_path) as made:
        with Store(tmp_path) as store:
            first = next(store.rows(Finding))
            common = {"cells": (), "lines": (), "repair": None, "report_id": None}
            store.put(
                replace(first, id=MISSING, rule_id="missing-report", unit_id="weishui-gov", **common),
                replace(first, id=PRIVATE, rule_id="personal-data", message="", **common),
                PrivateText(finding_id=PRIVATE, message="正文有身份证号610102********12"),
            )
        yield made, tmp_path


def officer(made: Desk, name: str) -> Visitor:
    visitor = Visitor(made)
    assert visitor.log_in(name) == 302
    return visitor


def status(folder: Path, finding: str) -> str:
    with Store(folder) as store:
        return next(store.rows(Finding, "id = ?", (finding,))).status


def decide(visitor: Visitor, *ids: str, **form: str) -> str:
    """Send the review form; gives what the next page says."""
    answered, headers, _ = visitor.ask("/review", {**{f"pick:{each}": "1" for each in ids}, **form})
    assert answered == 302
    page = lxml.html.document_fromstring(visitor.ask(headers["location"])[2])
    return str(page.xpath("string(//p[contains(@class, 'message')])"))


def test_from_home_to_a_decision_and_gone_from_the_open_list(desk_folder: tuple[Desk, Path]) -> None:
    made, folder = desk_folder
    visitor = officer(made, "li")
    # Every step is a link of the page before it.
    for start, link in (
        ("/", "/?year=2024&region=61"),
        ("/?year=2024&region=61", "/?year=2024&region=610999"),
    ):
        page = visitor.ask(start)[2]
        if link.replace("&", "&amp;") not in page:
            continue
        assert visitor.ask(link)[0] == 200
    assert f'href="{FINDING}"' in visitor.ask("/unit/weishui-yj")[2]
    assert FINDING in visitor.ask("/todo")[2]
    page = lxml.html.document_fromstring(visitor.ask(FINDING)[2])
    (form,) = page.xpath("//form[@action='/review']")
    fields = dict(form.form_values())
    fields |= {"verdict": "confirmed", "reason": "与台账核对属实", "do": "review"}
    answered, headers, _ = visitor.ask(form.action, fields)
    assert (answered, headers["location"]) == (302, FINDING)
    after = visitor.ask(FINDING)[2]
    assert "已记录1条复核结论" in after
    assert "li：属实　与台账核对属实" in after
    assert 'status-confirmed">属实' in after
    assert FINDING not in visitor.ask("/todo")[2]
    assert status(folder, ARITHMETIC) == "confirmed"
    with Store(folder) as store:
        (kept,) = store.rows(Review)
        assert kept.id == row_hash(kept)
        assert (kept.actor, kept.verdict, kept.reason) == ("li", "confirmed", "与台账核对属实")


def test_a_decision_needs_a_verdict_a_reason_and_for_a_waiver_its_end(
    desk_folder: tuple[Desk, Path],
) -> None:
    made, folder = desk_folder
    visitor = officer(made, "li")
    today = Clock().today()
    for form, said in (
        ({"reason": "x"}, "请选择复核结论"),
        ({"verdict": "confirmed"}, "请填写理由"),
        ({"verdict": "confirmed", "reason": "  "}, "请填写理由"),
        ({"verdict": "hacked", "reason": "x"}, "请选择复核结论"),
        ({"verdict": "waived", "reason": "x"}, "有效期"),
        ({"verdict": "waived", "reason": "x", "until": str(today - timedelta(days=2))}, "不能早于今天"),
    ):
        assert said in decide(visitor, ARITHMETIC, **form)
    assert "请先选择问题" in decide(visitor, verdict="confirmed", reason="x")
    assert status(folder, ARITHMETIC) == "open"
    until = str(today + timedelta(days=30))
    assert "已记录" in decide(visitor, ARITHMETIC, verdict="waived", reason="机构改革", until=until)
    assert status(folder, ARITHMETIC) == "waived"
    assert f"暂不提示（至{until}）" in visitor.ask(FINDING)[2]


def test_a_waiver_that_has_ended_waits_again(desk_folder: tuple[Desk, Path]) -> None:
    made, folder = desk_folder
    with Store(folder) as store:
        draft = Review(
            id="",
            finding_id=ARITHMETIC,
            actor="li",
            at=Clock().now() - timedelta(days=9),
            verdict="waived",
            reason="x",
            until=date(2025, 1, 1),
        )
        store.append(replace(draft, id=row_hash(draft)))
        store.put(replace(next(store.rows(Finding, "id = ?", (ARITHMETIC,))), status="waived"))
    assert FINDING in officer(made, "li").ask("/todo")[2]


def test_nobody_decides_outside_their_region(desk_folder: tuple[Desk, Path]) -> None:
    made, folder = desk_folder
    visitor = officer(made, "zhao")
    assert "不在您的管辖地区" in visitor.ask(FINDING)[2]
    assert 'action="/review"' not in visitor.ask(FINDING)[2]
    assert "没有待办问题" in visitor.ask("/todo")[2]
    assert "管辖地区" in decide(visitor, ARITHMETIC, verdict="confirmed", reason="x")
    assert status(folder, ARITHMETIC) == "open"
    li = officer(made, "li")
    assert "管辖地区之外" in decide(li, ARITHMETIC, do="assign", assignee="zhao")


def test_several_findings_are_decided_at_once_or_none(desk_folder: tuple[Desk, Path]) -> None:
    made, folder = desk_folder
    visitor = officer(made, "li")
    assert "已不在列" in decide(visitor, ARITHMETIC, "nonsense/x/2024", verdict="mistaken", reason="x")
    assert status(folder, ARITHMETIC) == "open"
    assert "已记录2条" in decide(visitor, ARITHMETIC, UNCHANGED, verdict="asked", reason="已电话联系")
    assert {status(folder, ARITHMETIC), status(folder, UNCHANGED)} == {"asked"}
    assert COPY not in visitor.ask("/todo")[2]
    assert COPY in visitor.ask("/todo?status=asked")[2]


def test_the_list_keeps_its_filters(desk_folder: tuple[Desk, Path]) -> None:
    made, _ = desk_folder
    visitor = officer(made, "li")
    form = {f"pick:{UNCHANGED}": "1", "verdict": "asked", "reason": "x"}
    for given, led in (
        ("?year=2024&start=0", "/todo?year=2024&start=0"),
        ("//evil.example", f"/finding/{UNCHANGED}"),
    ):
        assert visitor.ask("/review", {**form, "list": given})[1]["location"] == led


def test_findings_are_handed_over(desk_folder: tuple[Desk, Path]) -> None:
    made, folder = desk_folder
    li, wang = officer(made, "li"), officer(made, "wang")
    assert FINDING not in wang.ask("/todo?mine=1")[2]
    assert "移交wang" in decide(li, ARITHMETIC, do="assign", assignee="wang", note="请核台账")
    assert FINDING in wang.ask("/todo?mine=1")[2]
    assert "li移交wang：请核台账" in wang.ask(FINDING)[2]
    assert "移交li" in decide(wang, ARITHMETIC, do="assign", assignee="li")
    assert FINDING not in wang.ask("/todo?mine=1")[2]
    with Store(folder) as store:
        assert [each.assignee for each in store.rows(Assignment)] == ["wang", "li"]


def test_a_missing_report_is_unpublished_only_for_two_officers(desk_folder: tuple[Desk, Path]) -> None:
    made, folder = desk_folder

    def standing() -> str:
        with Store(folder) as store:
            where = "unit_id = 'weishui-gov' AND year = 2024"
            return str(store.db.execute(f"SELECT standing FROM standings WHERE {where}").fetchone()[0])

    li = officer(made, "li")
    for _ in range(2):
        decide(li, MISSING, verdict="confirmed", reason="逐页查找未见")
        assert (standing(), status(folder, MISSING)) == ("absent", "confirmed")
    assert "待第二人复核" in li.ask("/todo")[2]
    decide(officer(made, "wang"), MISSING, verdict="confirmed", reason="电话核实")
    assert standing() == "unpublished"
    assert "missing-report" not in li.ask("/todo?year=2024")[2].split("<tbody>")[-1].split("</tbody>")[0]
    decide(li, MISSING, verdict="mistaken", reason="另有栏目")
    assert standing() == "absent"


def test_private_words_are_for_officers_only(desk_folder: tuple[Desk, Path], tmp_path: Path) -> None:
    made, folder = desk_folder
    visitor = officer(made, "li")
    assert "610102********12" in visitor.ask(f"/finding/{PRIVATE}")[2]
    assert "610102********12" in visitor.ask("/todo")[2]
    for path in ("/nianjian/findings.json?_size=max", "/nianjian/findings.csv", "/nianjian/findings"):
        assert "610102" not in visitor.ask(path)[2]
    (folder / "officers.csv").unlink()
    for path in (f"/finding/{PRIVATE}", "/todo"):
        status, _, body = visitor.ask(path)
        assert status in (403, 404)
        assert "610102" not in body
    assert "personal-data" not in visitor.ask("/unit/weishui-yj")[2]


def test_a_review_needs_a_log_in_and_the_token(desk_folder: tuple[Desk, Path]) -> None:
    made, folder = desk_folder
    form = {f"pick:{ARITHMETIC}": "1", "verdict": "confirmed", "reason": "x"}
    assert Visitor(made).ask("/review", form)[0] == 403
    visitor = officer(made, "li")
    assert visitor.ask("/review", {**form, "csrftoken": "x"})[0] == 403
    assert visitor.ask("/review")[0] == 302
    assert status(folder, ARITHMETIC) == "open"
