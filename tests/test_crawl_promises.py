"""What a letter asked to be put right is looked at again as soon as its day is over, before its turn."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from crawler.crawl import crawl
from data.records import Finding, LetterEvent
from data.store import Store
from tests.crawl_server import report_path, serving, trs_site
from tests.test_crawl_again import later
from tests.test_crawl_faults import AT, order_for, portal_at

CONCERNED = 2021


def write_letter(folder: Path, url: str, rectify_by: date) -> None:
    finding = Finding(
        id="outcome-total/water/2021",
        rule_id="outcome-total",
        unit_id="water",
        year=CONCERNED,
        severity="error",
        message="各分项之和与总计不符。",
        basis="格式",
        url=url,
        detected_on=AT.date(),
    )
    drafted = LetterEvent(
        id="1", letter_id="n", at=AT, kind="notice", unit_id="water", findings=(finding.id,), drafted_at=AT
    )
    sent = LetterEvent(
        id="2", letter_id="n", at=AT + timedelta(hours=1), kind="notice", rectify_by=rectify_by
    )
    with Store(folder) as store:
        store.put(finding)
        store.append(drafted, sent)


def test_a_page_is_asked_for_once_after_the_day_of_its_letter(tmp_path: Path) -> None:
    site = trs_site()
    path = report_path(CONCERNED)
    with serving(site):
        order = order_for(tmp_path, portal_at("p", site.base))
        crawl(order)
        write_letter(tmp_path, f"{site.base}{path}", (AT + timedelta(days=4)).date())
        seen = []
        for day in (1, 4, 5, 6):
            site.asked.clear()
            crawl(later(order, day))
            seen += [day] * site.paths.count(path)
    assert seen == [5]
