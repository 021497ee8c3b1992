"""The yearly round: its days as data, who is to be reminded, and that nobody is told more than was seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from data.clock import Clock
from data.errors import Complaint
from data.records import Contact, Coverage, Reminder, RosterEvent
from data.registry import load_registry
from data.store import Store
from monitor.cli import main
from monitor.digest.compose import compose
from monitor.season.calendar import Roster, Season, items
from monitor.season.load import load_season
from monitor.season.owing import owing
from monitor.season.prompts import prompts
from monitor.season.roster import Confirmation, confirm, rosters
from tests.digest_examples import example
from tests.test_status import MONDAY, office, walk

__all__ = ["office"]
JANUARY = date(2026, 1, 26)


def owed(unit_id: str, state: str = "not_due", due_on: date = date(2026, 1, 31)) -> Coverage:
    return Coverage(unit_id=unit_id, year=2025, state=state, due_on=due_on, due_kind="legal", basis="依据")  # type: ignore[arg-type]


def test_without_a_file_the_season_is_january_to_april_and_the_list_is_confirmed_in_december(
    tmp_path: Path,
) -> None:
    season = load_season(tmp_path)
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    assert [day for day in days if season.daily(day)] == [day for day in days if day.month <= 4]
    assert [day for day in days if season.roster_year(day)] == [day for day in days if day.month == 12]


def test_what_the_seeds_say_is_what_holds_without_them(tmp_path: Path) -> None:
    rows = [f"{key},{value}" for key, value in items(Season())]
    (tmp_path / "season.csv").write_text("\n".join(["key,value", *rows]), encoding="utf-8")
    assert load_season(tmp_path) == Season()


def test_the_office_sets_its_own_days(tmp_path: Path) -> None:
    file = tmp_path / "season.csv"
    file.write_text("key,value\ndaily_from,12-20\ndaily_to,02-29\nremind_days,3;15\n", encoding="utf-8")
    season = load_season(tmp_path)
    assert season.daily(date(2026, 12, 31))
    assert season.daily(date(2026, 2, 28))
    assert not season.daily(date(2026, 3, 1))
    assert season.remind_days == (15, 3)
    assert season.roster_from == (12, 1)


def test_weeks_that_reach_over_new_year_are_about_the_year_in_which_they_began() -> None:
    season = Season(roster_from=(12, 15), roster_to=(1, 15))
    asked = [season.roster_year(day) for day in (date(2026, 12, 20), date(2027, 1, 10), date(2027, 1, 20))]
    assert asked == [2026, 2026, None]


@pytest.mark.parametrize(
    "row", ["daily_from,13-01", "daily_to,tomorrow", "remind_days,soon", "dayly_to,04-30", "roster_to,"]
)
def test_a_bad_row_is_named(tmp_path: Path, row: str) -> None:
    (tmp_path / "season.csv").write_text(f"key,value\n{row}\n", encoding="utf-8")
    with pytest.raises(Complaint, match=r"season\.csv:2"):
        load_season(tmp_path)


def test_who_owes_is_listed_with_how_it_was_looked_for_and_whom_to_ring(office: Path) -> None:
    registry = load_registry(office.parent / "registry")
    registry = replace(registry, contacts=(Contact(unit_id="edu", name="周敏", phone="2210001"),))
    reminder = Reminder(id="r", unit_id="edu", year=2025, at=MONDAY, actor="王", how="电话")
    with Store(office) as store:
        store.replace(Coverage, [owed("edu"), owed("gov", due_on=date(2026, 3, 31)), owed("gone")])
        store.append(reminder)
        (only,) = owing(store, registry, JANUARY)
        assert (only.unit.id, only.days_left, only.seen_missing, only.looked) == ("edu", 5, False, "尚未核查")
        assert (only.contact, only.reminded) == (registry.contacts[0], reminder)
        store.append(walk("1", "timeout", MONDAY))
        assert owing(store, registry, JANUARY)[0].looked == "网站暂时无法核查：访问超时"
        store.append(walk("2", "complete", MONDAY + timedelta(hours=1)))
        (only,) = owing(store, registry, JANUARY)
        assert (only.seen_missing, only.looked) == (True, "最近一次核查2026年2月16日9时")
        assert {each.unit.id for each in owing(store, registry, date(2026, 3, 1))} == {"edu", "gov"}
        store.replace(Coverage, [replace(owed("edu"), reason="dead_link")])
        (only,) = owing(
            store, registry, JANUARY
        )  # the list shows something of it: nobody may say it is missing
        assert (only.seen_missing, only.looked) == (False, "栏目中有待核对的条目：列表有链接但打不开")
        store.replace(Coverage, [owed("edu", "published"), owed("gov", "unverifiable")])
        assert owing(store, registry, JANUARY) == ()


def test_the_season_asks_for_the_list_in_december_until_it_is_confirmed(office: Path) -> None:
    registry, season = load_registry(office.parent / "registry"), Season()
    with Store(office) as store:
        assert list(prompts(store, registry, season, date(2026, 11, 30))) == []
        (asked,) = prompts(store, registry, season, date(2026, 12, 1))
        assert asked == "名录核定：请于12月31日前核定2026年度应公布单位名录"
        confirm(store, registry, 2026, Clock(MONDAY), Confirmation(actor="王"))
        assert list(prompts(store, registry, season, date(2026, 12, 1))) == []


@pytest.mark.parametrize(
    ("day", "outcome", "said"),
    [
        (date(2026, 1, 20), "complete", []),
        (date(2026, 1, 21), "complete", ["催报名单：应于1月31日前公布（还有10天），尚未检索到1家"]),
        (date(2026, 1, 31), "complete", ["催报名单：应于1月31日前公布（今日到期），尚未检索到1家"]),
        (date(2026, 1, 30), "dns", ["催报名单：应于1月31日前公布（还有1天），尚未检索到0家，无法核查1家"]),
        (date(2026, 2, 1), "complete", []),
    ],
)
def test_before_a_due_day_the_season_names_how_many_are_to_be_reminded(
    office: Path, day: date, outcome: str, said: list[str]
) -> None:
    registry = load_registry(office.parent / "registry")
    with Store(office) as store:
        store.replace(Coverage, [owed("edu")])
        store.append(walk("1", outcome, MONDAY))
        assert list(prompts(store, registry, Season(), day)) == said


def test_changes_are_counted_from_the_latest_confirmation(office: Path) -> None:
    def event(name: str, kind: str, at: datetime) -> RosterEvent:
        return RosterEvent(id=name, year=2025, at=at, event=kind, entries=("a\tb\t",))  # type: ignore[arg-type]

    with Store(office) as store:
        store.append(event("1", "confirmed", MONDAY), event("2", "changed", MONDAY))
        assert rosters(store) == {2025: Roster(confirmed_on=date(2026, 2, 16), changes=1)}
        store.append(event("3", "confirmed", MONDAY + timedelta(days=1)))
        assert rosters(store) == {2025: Roster(confirmed_on=date(2026, 2, 17))}


def test_the_mail_asks_for_the_list_in_december_and_says_later_when_it_was_confirmed() -> None:
    given = example("quiet_week_in_july")
    december = replace(given.material, as_of=date(2026, 12, 7))
    asked = compose(december, given.recipient, "weekly", given.before)
    assert "请于12月31日前核定2026年度应公布单位名录；核定后的变动将留痕。" in asked.tasks
    year = asked.facts.year
    roster = Roster(confirmed_on=date(2025, 12, 3), changes=2)
    settled = replace(december, rosters={2026: roster, year: roster})
    quiet = compose(settled, given.recipient, "weekly", given.before)
    assert not any("名录" in task for task in quiet.tasks)
    assert f"{year}年度名录已于12月3日核定，核定后变动2次。" in quiet.notes


def test_the_list_for_reminders_is_printed_with_a_text_to_copy(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NIANJIAN_NOW", "2026-01-26T09:00:00+08:00")
    assert main(["check"]) == 0
    capsys.readouterr()
    assert main(["remind"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "应于1月31日前公布（还有5天）：",
        "  云溪市人民政府　人民政府　尚未核查",
        "  云溪市教育局　政府部门　尚未核查",
    ]
    assert main(["remind", "--text"]) == 0
    text = capsys.readouterr().out.splitlines()[2]
    assert text.startswith(
        "    云溪市人民政府政府信息公开工作联络员：2025年政府信息公开工作年度报告应于1月31日前公布。"
    )
    assert "暂未检索到" not in text, "nobody has looked yet"
    monkeypatch.setenv("NIANJIAN_NOW", "2026-06-01T09:00:00+08:00")
    assert main(["remind", "--by", "王"]) == 2


def test_who_gets_it_daily_is_told_of_the_week_outside_the_season() -> None:
    given = example("quiet_week_in_july")
    summer = compose(given.material, given.recipient, "daily", given.before)
    assert summer.changes_title == "本周变化"
    assert summer.subject.startswith("【年报监测周报】")
    january = replace(given.material, as_of=date(2026, 1, 26))
    assert compose(january, given.recipient, "daily", given.before).changes_title == "今日变化"
