"""The demo country as data: who there is, on which portal, what is published when, and what is planted.

Province 澜川省 with three regions; names and division codes (99xxxx) exist nowhere. Everything here is a fact
of the simulation; the pages (demo/pages.py) and the answer key (demo/answers.py) are both written from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from data.records import UnitKind, UnitLevel

ZONE = ZoneInfo("Asia/Shanghai")
YEARS = (2021, 2022, 2023, 2024, 2025)
PROVINCE_CODE = "990000"

# The three simulated looks. The first lies after 31 January, so that what comes later is seen to be late.
LOOKS = tuple(datetime(2026, 2, day, 10, 0, tzinfo=ZONE) for day in (2, 6, 10))


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPortal:
    """A website of the demo country. `column_given`: the registry names the report column, too."""

    id: str
    name: str
    place: str
    family: str
    extension: str
    per_page: int
    column_given: bool
    column_path: str = "/zwgk/zfxxgk/zfxxgknb/"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoUnit:
    """A body of the demo country and how it behaves.

    `published` holds for each of YEARS the day and time of publication in the following year, `MM-DD HH:MM`
    (another year's with the year before it), empty if there is none. `requests` are the applications received
    each year. `own_word` is what the unit calls itself, `parts` its inner divisions, `fields` three subjects
    it works on; `decisions` the yearly scale of licences, penalties and coercive measures, `documents` how
    many documents are in force at first. `guarded`: its own column answers with a challenge.
    """

    id: str
    name: str
    short_name: str
    kind: UnitKind
    level: UnitLevel
    division_code: str
    portal_id: str
    own_word: str
    parts: str
    fields: tuple[str, str, str]
    published: tuple[str, str, str, str, str]
    requests: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)
    decisions: tuple[int, int, int] = (0, 0, 0)
    documents: int = 0
    disputes: bool = False
    parent_id: str | None = None
    former_name: str | None = None
    former_until: int | None = None
    valid_from: date = date(2021, 1, 1)
    valid_to: date | None = None
    successor_id: str | None = None
    owes: bool | None = None
    column_path: str | None = None
    guarded: bool = False

    def name_in(self, year: int) -> str:
        """Give the name the unit's report on a year bears."""
        if self.former_name and self.former_until and year <= self.former_until:
            return self.former_name
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A list item that is no report."""

    portal_id: str
    title: str
    at: datetime


def moment(text: str) -> datetime:
    """Read `YYYY-MM-DD HH:MM` as an instant in the demo country."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


PORTALS = (
    DemoPortal(
        id="qinghe",
        name="青禾县人民政府门户网站",
        place="青禾县",
        family="trs",
        extension="html",
        per_page=15,
        column_given=False,
    ),
    DemoPortal(
        id="linxi",
        name="临汐市人民政府门户网站",
        place="临汐市",
        family="trs_fujian",
        extension="htm",
        per_page=10,
        column_given=True,
    ),
    DemoPortal(
        id="tangxi",
        name="棠溪区人民政府门户网站",
        place="棠溪区",
        family="trs",
        extension="html",
        per_page=15,
        column_given=True,
    ),
)


def portal(portal_id: str) -> DemoPortal:
    """Give one portal by its id."""
    return next(each for each in PORTALS if each.id == portal_id)


def due_on(kind: UnitKind, year: int) -> date:
    """Tell until when a kind of unit must publish its report on a year, as demo/registry.py writes it."""
    return date(year + 1, 3, 31) if kind == "government" else date(year + 1, 1, 31)


# ------------------------------------------------------------------ what is planted

# Listed, but the page is gone.
DEAD_LINKS = (("linxi-civil", 2024),)

# Pages that bear another date than the list: dated anew when the site moved, and dated back.
REDATED = {
    ("qinghe-rural", 2022): moment("2025-06-18 10:00"),
    ("qinghe-agriculture", 2025): moment("2026-01-29 11:31"),
}

# Taken off the list and the server.
WITHDRAWN = {("linxi-gaoxin", 2021): moment("2026-02-04 09:00")}

# Published a second time under the same title, with another figure; both stay in the list.
TWICE = {("linxi-civil", 2022): moment("2023-03-01 10:20")}

# Published once more, with the figures put right: (unit, year) and when.
CORRECTIONS = ((("qinghe-data", 2024), moment("2025-02-18 16:05")),)

NOTICES = (
    Notice(
        portal_id="qinghe",
        title="一图读懂：青禾县人民政府2024年政府信息公开工作年度报告",
        at=moment("2025-04-02 09:30"),
    ),
    Notice(
        portal_id="qinghe",
        title="【解读】青禾县教育局2023年政府信息公开工作年度报告",
        at=moment("2024-01-22 10:10"),
    ),
    Notice(
        portal_id="qinghe",
        title="关于转发政府信息公开工作年度报告格式的通知",
        at=moment("2021-11-08 15:00"),
    ),
    Notice(
        portal_id="qinghe", title="青禾县水利局2025年度政府信息公开工作总结", at=moment("2026-01-28 11:20")
    ),
    Notice(
        portal_id="linxi",
        title="文字解读：临汐市人民政府2024年度政府信息公开工作年度报告",
        at=moment("2025-03-28 09:00"),
    ),
    Notice(portal_id="linxi", title="转发关于编制年度报告格式要求的通知", at=moment("2021-12-14 16:40")),
    Notice(portal_id="linxi", title="临汐市2023年度政务公开工作总结", at=moment("2024-01-10 08:45")),
    Notice(portal_id="linxi", title="临汐市政府信息公开指南", at=moment("2022-06-15 10:00")),
)


def planned_at(unit: DemoUnit, year: int) -> datetime | None:
    """Tell when a unit publishes its report on a year; None: never."""
    text = unit.published[YEARS.index(year)]
    if not text:
        return None
    day, clock = text.split()
    whole = day if day.count("-") == 2 else f"{year + 1}-{day}"
    return datetime.combine(date.fromisoformat(whole), time.fromisoformat(clock), ZONE)
