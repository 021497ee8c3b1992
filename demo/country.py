"""The demo country as data: who there is, on which portal, what is published when, and what is planted.

Province 澜川省 with two regions; names and division codes (99xxxx) exist nowhere. Everything here is a fact
of the simulation; the pages (demo/pages.py) and the answer key (demo/answers.py) are both written from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from data.records import Figure, UnitKind, UnitLevel

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

    `published` holds for each of YEARS the day and time of publication in the following year, `MM-DD HH:MM`,
    empty if there is none. `requests` are the applications received each year. `own_word` is what the unit
    calls itself, `parts` its inner divisions, `fields` three subjects it works on; `decisions` the yearly
    scale of licences, penalties and coercive measures, `documents` how many documents are in force at first.
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

    def name_in(self, year: int) -> str:
        """Give the name the unit's report on a year bears."""
        if self.former_name and self.former_until and year <= self.former_until:
            return self.former_name
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Misprint:
    """Cells one report prints wrongly; None is a blank cell. `corrected`: the copy this concerns."""

    unit_id: str
    year: int
    cells: tuple[tuple[str, Figure | None], ...]
    corrected: bool = False


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
)


def portal(portal_id: str) -> DemoPortal:
    """Give one portal by its id."""
    return next(each for each in PORTALS if each.id == portal_id)


def due_on(kind: UnitKind, year: int) -> date:
    """Tell until when a kind of unit must publish its report on a year, as demo/registry.py writes it."""
    return date(year + 1, 3, 31) if kind == "government" else date(year + 1, 1, 31)


# ------------------------------------------------------------------ what is planted

# Figures stand as they are printed; what they should have been is in demo/figures.py.
MISPRINTS = (
    Misprint(  # one application received is missing from the first row
        unit_id="qinghe-education",
        year=2023,
        cells=(("t3.new_received.natural_person", 5), ("t3.new_received.total", 5)),
    ),
    Misprint(  # one of the two answers 本机关不掌握 is missing
        unit_id="qinghe-commerce",
        year=2024,
        cells=(("t3.unable_not_held.natural_person", 1), ("t3.unable_not_held.total", 1)),
    ),
    Misprint(  # the row （七）总计 was never added up
        unit_id="linxi-gov",
        year=2023,
        cells=(
            ("t3.total_processed.natural_person", 0),
            ("t3.total_processed.enterprise", 0),
            ("t3.total_processed.public_welfare_org", 0),
            ("t3.total_processed.legal_service_org", 0),
            ("t3.total_processed.other_org", 0),
            ("t3.total_processed.total", 0),
        ),
    ),
    Misprint(  # one firm more in its column, but in no total
        unit_id="linxi-market",
        year=2024,
        cells=(
            ("t3.new_received.enterprise", 4),
            ("t3.granted.enterprise", 1),
            ("t3.total_processed.enterprise", 4),
        ),
    ),
    Misprint(unit_id="qinghe-agriculture", year=2023, cells=(("t4.review.total", 1),)),
    Misprint(  # the first copy of a report that was put right four weeks later: no finding remains
        unit_id="qinghe-data",
        year=2024,
        cells=(("t3.carried_out.natural_person", 1), ("t3.carried_out.total", 1)),
    ),
    Misprint(  # a row left blank: unknown, not wrong
        unit_id="linxi-gaoxin",
        year=2023,
        cells=(
            ("t3.carried_out.natural_person", None),
            ("t3.carried_out.enterprise", None),
            ("t3.carried_out.research_institution", None),
            ("t3.carried_out.public_welfare_org", None),
            ("t3.carried_out.legal_service_org", None),
            ("t3.carried_out.other_org", None),
            ("t3.carried_out.total", None),
        ),
    ),
)

# Listed, but the page is gone.
DEAD_LINKS = (("linxi-civil", 2024),)

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
    month, number = (int(part) for part in day.split("-"))
    return datetime.combine(date(year + 1, month, number), time.fromisoformat(clock), ZONE)
