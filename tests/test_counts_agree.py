"""The mail, the circular and the desk count one county alike, whatever it did and whatever officers decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.records import Coverage, Finding, Holiday, Recipient, Unit
from data.store import Store
from data.summaries import write_summaries
from monitor.digest.compose import scope_of
from monitor.digest.leniency import by_next_working_day, next_day
from monitor.digest.scope import Material
from monitor.letters.survey import survey
from tests.letters_store import CODE, NOW, County, covered, late, missing

COUNTED = ("on_time", "late", "late_local", "undated", "withdrawn", "unpublished", "unverifiable")


@pytest.fixture
def county(tmp_path: Path) -> County:
    return County(tmp_path)


def counts(county: County) -> tuple[dict[str, int], dict[str, int]]:
    letters = county.material()
    of = survey(letters, 2025, CODE).counted.count()
    mails = Material(
        as_of=NOW.date(),
        at=NOW,
        units=tuple(letters.units.values()),
        coverage=letters.coverage,
        findings=letters.findings,
        reviews=letters.reviews,
        next_day=next_day(letters.coverage, letters.holidays),
    )
    mail = scope_of(mails, Recipient(address="", name="", division_code=CODE), "weekly").total
    return {name: of[name] for name in COUNTED}, {name: mail[name] for name in COUNTED}


def on_the_desk(county: County) -> dict[str, int]:
    """What the desk's lists count, with reviews as the check or the review form has put them down."""
    status = {each.id: each.status for each in county.material().findings}
    with Store(county.settings.data) as store:
        store.put(*(replace(each, status=status.get(each.id, each.status)) for each in store.rows(Finding)))
        write_summaries(store)
        asked = "SELECT standing, count(*) AS n FROM standings WHERE year = 2025 GROUP BY 1"
        counted = {row["standing"]: row["n"] for row in store.db.query(asked)}
    return {name: counted.get(name, 0) for name in COUNTED}


def came_next_day(unit_id: str) -> tuple[Coverage, Finding]:
    """A Monday after the Saturday on which the day fell."""
    told, found = late(unit_id, severity="info")
    return replace(told, published_on=date(2026, 2, 2), days_late=2), found


def test_a_report_of_the_first_working_day_is_in_time_for_all(county: County) -> None:
    county.add(came_next_day("edu"), late("civil"), late("town"), missing("water"))
    county.review("late-report/civil/2025", "late-local/town/2025", "missing-report/water/2025")
    county.review("missing-report/water/2025", by="李某")
    circular, mail = counts(county)
    assert circular == mail == on_the_desk(county)
    assert (mail["on_time"], mail["late"], mail["late_local"], mail["unpublished"]) == (3, 1, 1, 1)


@pytest.mark.parametrize("verdict", ["explained", "mistaken"])
def test_whom_an_officer_acquits_is_in_time_for_all(county: County, verdict: str) -> None:
    county.add(late("civil"), late("town"))
    county.review(verdict=verdict)
    circular, mail = counts(county)
    assert circular == mail == on_the_desk(county)
    assert (mail["on_time"], mail["late"], mail["late_local"]) == (6, 0, 0)


def test_what_could_not_be_examined_is_nobodys_omission_for_all(county: County) -> None:
    county.add(covered("water", state="unverifiable", published_on=None, days_late=None, reason="dns"))
    circular, mail = counts(county)
    assert circular == mail == on_the_desk(county)
    assert (mail["unverifiable"], mail["unpublished"]) == (1, 0)


@pytest.mark.parametrize(("day", "counted"), [(date(2026, 2, 2), "on_time"), (date(2026, 2, 3), "late")])
def test_the_second_working_day_is_late_for_all(county: County, day: date, counted: str) -> None:
    """The day fell on Saturday, 31 January: Monday is still in time, Tuesday is not."""
    told, found = late("edu", severity="info" if counted == "on_time" else "warning")
    county.add((replace(told, published_on=day, days_late=day.day), found))
    county.review("late-report/edu/2025")
    circular, mail = counts(county)
    assert circular["late"] == mail["late"] == on_the_desk(county)["late"] == (counted == "late")


HOLIDAYS = (
    *(Holiday(date=date(2025, 1, 28) + timedelta(days=n), name="春节", working=False) for n in range(8)),
    Holiday(date=date(2025, 2, 8), name="春节调休上班", working=True),
)


def test_the_desk_reckons_the_first_working_day_as_the_papers_do_for_every_day_of_a_season(
    county: County,
) -> None:
    rows = [
        replace(
            covered("edu"), unit_id=f"u{due.toordinal()}-{late_by}", due_on=due, due_kind="legal", state="published",
            published_on=due + timedelta(days=late_by), days_late=late_by,
        )
        for due in (date(2025, 1, 24) + timedelta(days=n) for n in range(20))
        for late_by in range(1, 17)
    ]  # fmt: skip
    units = [Unit(id=row.unit_id, name=row.unit_id, kind="department", level="county", division_code=CODE) for row in rows]  # fmt: skip
    with Store(county.settings.data) as store:
        store.replace(Unit, units)
        store.replace(Holiday, HOLIDAYS)
        store.put(*rows)
        write_summaries(store)
        asked = "SELECT unit_id FROM standings WHERE unit_id LIKE 'u%-%' AND standing = 'on_time'"
        on_time = {row["unit_id"] for row in store.db.query(asked)}
    assert on_time == {row.unit_id for row in rows if by_next_working_day(row, HOLIDAYS)}
    assert 0 < len(on_time) < len(rows)
