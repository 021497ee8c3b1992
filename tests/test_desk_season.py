"""Before the due days: who owes, whom to ring, who was reminded; in December the list is confirmed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import lxml.html
import pytest
from openpyxl import load_workbook

from data.records import Reminder, RosterEvent
from data.runs import row_hash
from data.store import Store
from monitor.desk import Desk
from tests.desk_county import contacts, county_desk, logged_in
from tests.desk_site import Visitor
from tests.letters_store import County, covered, missing

JANUARY, DECEMBER = datetime(2026, 1, 21, 2, tzinfo=UTC), datetime(2026, 12, 7, 2, tzinfo=UTC)
UNSEEN = {"published_on": None, "days_late": None, "report_id": None}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    made = County(tmp_path_factory.mktemp("county"))
    made.add(
        covered("civil", state="not_due", **UNSEEN),
        covered("gov", state="not_due", **UNSEEN),
        covered("edu", state="unverifiable", reason="waf_challenge", **UNSEEN),
        missing("works"),
    )
    contacts(made.settings.registry, "civil,钱某,0917-555,上午在", "civil,孙某,0917-556,")
    return made


@pytest.fixture(scope="module")
def made(county: County) -> Iterator[Desk]:
    with county_desk(county, JANUARY) as site:
        yield site


def listed(visitor: Visitor, query: str = "") -> list[str]:
    page = lxml.html.document_fromstring(visitor.ask(f"/season{query}")[2])
    return [re.sub(r"\s+", " ", row.text_content()) for row in page.xpath("//form[@class='bulk']//tbody/tr")]


def test_home_counts_the_days_down_and_leads_to_the_list(made: Desk) -> None:
    text = logged_in(made).ask("/")[2]
    page = lxml.html.document_fromstring(text)
    days = [re.sub(r"\s+", "", item.text_content()) for item in page.xpath("//ul[@class='countdown']/li")]
    assert [day.split("天")[0] for day in days] == ["距1月31日还有10", "距3月31日还有69"]
    assert "催报名单" in days[0]


def test_the_list_tells_what_is_known_of_each_and_whom_to_ring(made: Desk) -> None:
    rows = listed(logged_in(made))
    assert [row.split()[0] for row in rows] == [
        "渭水县住房和城乡建设局",
        "渭水县教育局",
        "渭水县民政局",
        "渭水县人民政府",
    ]
    works, schools, civil, government = rows
    assert "经多次核查未检索到" in works
    assert "无法核查" in schools
    assert "网站安全验证拦截" in schools
    assert "未检索到" not in schools
    assert "钱某 0917-555" in civil
    assert "孙某 0917-556" in civil
    assert "还有10天" in civil
    assert "名录未登记" in government
    assert "还有69天" in government
    assert [row.split()[0] for row in listed(logged_in(made), "?group=政府")] == ["渭水县人民政府"]


def test_a_reminder_is_noted_for_several_at_once_and_kept(made: Desk, county: County) -> None:
    li = logged_in(made)
    form = {"pick:civil": "1", "pick:works": "1", "year": "2025", "list": "?year=2025"}
    _, headers, _ = li.ask("/reminder", {**form, "how": "电话", "notes": "答复1月28日前公布<b>"})
    assert headers["location"] == "/season?year=2025"
    assert "已登记2家的催报" in li.ask("/season?year=2025")[2]
    civil = next(row for row in listed(li) if "民政局" in row)
    assert "2026-01-21 10:00电话，li：答复1月28日前公布<b>（共1次）" in civil
    assert "答复1月28日前公布&lt;b&gt;" in li.ask("/receipt/civil/2025")[2]
    with Store(county.settings.data) as store:
        kept = list(store.rows(Reminder))
    assert [each.unit_id for each in kept] == ["civil", "works"]
    assert all(each.id == row_hash(each) and each.actor == "li" for each in kept)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"year": "2025", "how": "电话"}, "请先选择单位"),
        ({"year": "2025", "how": "飞鸽", "pick:civil": "1"}, "请选择催报方式"),
        ({"year": "", "how": "电话", "pick:civil": "1"}, "请填写报告年度"),
        ({"year": "2025", "how": "电话", "pick:nobody": "1"}, "不在您的管辖地区"),
        ({"year": "2025", "how": "电话", "pick:civil": "1", "notes": "长" * 201}, "备注不超过200字"),
    ],
)
def test_what_cannot_be_noted_is_said(made: Desk, form: dict[str, str], said: str) -> None:
    li = logged_in(made)
    _, headers, _ = li.ask("/reminder", form)
    assert said in li.ask(headers["location"])[2]


def test_contacts_and_reminders_are_the_regions_own(made: Desk) -> None:
    zhao = logged_in(made, "zhao")
    for query in ("", "?region=610999", "?region=61"):
        assert listed(zhao, query) == []
    assert "0917" not in zhao.ask("/receipt/civil/2025")[2]
    _, headers, _ = zhao.ask("/reminder", {"year": "2025", "how": "电话", "pick:civil": "1"})
    assert "不在您的管辖地区" in zhao.ask(headers["location"])[2]
    assert Visitor(made).ask("/season")[0] == 302


def test_the_list_is_a_workbook_too(made: Desk) -> None:
    body = logged_in(made).fetch("/season.xlsx?year=2025")[2]
    rows = list(load_workbook(io.BytesIO(body)).active.iter_rows(values_only=True))
    assert "内部工作参考　未经复核" in rows[0][0]
    assert rows[1][:3] == ("单位", "类别", "报告年度")
    assert any(row[0] == "渭水县民政局" and row[8] == "0917-555；0917-556" for row in rows)


def test_in_december_the_list_is_confirmed_once_and_changes_leave_a_trace(county: County) -> None:
    with county_desk(county, DECEMBER) as site:
        li, he = logged_in(site), logged_in(site, "he")
        assert "2026年度应公布单位名录尚未核定" in li.ask("/")[2]
        assert "2026年度应公布单位名录尚未核定" in he.ask("/roster")[2]
        zhao = logged_in(site, "zhao")
        assert "须由管辖全部单位的人员办理" in zhao.ask("/roster")[2]
        _, headers, _ = zhao.ask("/roster", {"year": "2026"})
        assert "未核定" in zhao.ask(headers["location"])[2]
        _, headers, _ = he.ask("/roster", {"year": "2026", "notes": "县府办第12次会议"})
        assert "2026年度名录已核定" in he.ask(headers["location"])[2]
        page = he.ask("/roster")[2]
        assert "<b>he 核定</b>：应公布" in page
        assert "县府办第12次会议" in page
        assert "尚未核定" not in li.ask("/")[2]
        with Store(county.settings.data) as store:
            (event,) = store.rows(RosterEvent)
            changed = RosterEvent(id="c", year=2026, at=DECEMBER, event="changed", entries=event.entries[1:])
            store.append(changed)
        assert f"减少　{event.entries[0].split(chr(9))[1]}" in he.ask("/roster")[2]
