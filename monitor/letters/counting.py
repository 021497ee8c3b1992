"""Who is counted in a circular, and under what: each unit of a region in one place, none left out silently.

Pure. Counted are units that owe a report already due. Not counted, and named: vertical agencies, closed
units, units founded that year, those without an obligation, those whose day has not come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.clock import office_day
from data.records import Coverage, Finding, Unit
from data.registry.divisions import covers
from monitor.digest.leniency import ACQUITTED, by_next_working_day
from monitor.digest.tally import Regions, regions
from monitor.digest.words import standing
from monitor.letters.facts import reviewers
from monitor.letters.values import Material

NAMES = {
    "on_time": "按时公布",
    "late": "逾期公布",
    "late_local": "晚于本地规定时间公布",
    "undated": "已公布，日期待核",
    "withdrawn": "公布后不再可见",
    "unpublished": "未公布",
}
ALWAYS = ("on_time", "late", "unpublished")
LATE_RULES = {"late": "late-report", "late_local": "late-local"}
DUE_RULES = {"legal": "late-report", "local": "late-local"}
LOWEST = ("township_gov", "subdistrict_office")
KINDS = {
    "政府": ("government",),
    "政府部门": ("department", "government_office"),
    "乡镇（街道）": LOWEST,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one unit's year is counted. `finding` is the one it rests on, `why` says why it is not counted.

    `standing` is a key of NAMES, or `pending` (not settled yet), `unverifiable`, `excluded`.
    """

    row: Coverage
    unit: Unit
    standing: str
    finding: Finding | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many units stand how, in one part of the region."""

    counts: Mapping[str, int]

    def __getitem__(self, place: str) -> int:
        return self.counts.get(place, 0)

    @property
    def owed(self) -> int:
        """应公布数: all that are counted at all; what could not be examined stays in."""
        return sum(number for place, number in self.counts.items() if place != "excluded")

    @property
    def rate(self) -> str:
        """按时公布率 with one decimal; — when nothing was owed."""
        return f"{self['on_time'] / self.owed:.1%}" if self.owed else "—"

    @property
    def share(self) -> float | None:
        """按时公布率 as percent, rounded as printed; None when nothing was owed."""
        return round(100 * self["on_time"] / self.owed, 1) if self.owed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A region's year, unit by unit, and its parts."""

    area: Regions
    year: int
    places: tuple[Place, ...]

    def count(self, part: str | None = None) -> Count:
        """Count all, or one part of the region."""
        return tally(each for each in self.places if part is None or self.part(each) == part)

    def part(self, place: Place) -> str:
        """Name the part of the region a unit belongs to."""
        return self.area.part(place.unit)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts in which anything is counted, in the order of their codes."""
        return tuple(dict.fromkeys(self.part(each) for each in self.places if each.standing != "excluded"))

    def of(self, *standings: str) -> tuple[Place, ...]:
        """Give the units counted under one of these."""
        return tuple(each for each in self.places if each.standing in standings)


def tally(places: Iterable[Place]) -> Count:
    """Count units by where they stand."""
    return Count(counts=Counter(each.standing for each in places))


def counted(material: Material, year: int, region: str = "") -> Counted:
    """Put every unit of a region that has a row for the year in its place."""
    units = [unit for unit in material.units.values() if covers(region, unit.division_code)]
    area = regions(region or None, units)
    rows = [row for row in material.coverage if row.year == year and row.unit_id in area.parts]
    found = {each.id: each for each in material.findings}
    places = [_place(row, material.units[row.unit_id], found, material) for row in rows]
    places.sort(key=lambda each: (each.unit.division_code, each.unit.kind != "government", each.unit.id))
    return Counted(area=area, year=year, places=tuple(places))


def _place(row: Coverage, unit: Unit, found: Mapping[str, Finding], material: Material) -> Place:
    why = excluded(row, unit, material)
    if row.state == "unverifiable":
        return Place(row=row, unit=unit, standing="unverifiable")
    if why:
        return Place(row=row, unit=unit, standing="excluded", why=why)
    stands = standing(row)
    if stands in ("absent", "not_seen"):
        return _missing(row, unit, found.get(f"missing-report/{unit.id}/{row.year}"), material)
    rule = LATE_RULES.get(stands) or (DUE_RULES.get(row.due_kind or "") if stands == "undated" else None)
    said = found.get(f"{rule}/{unit.id}/{row.year}")
    if stands in LATE_RULES or said is not None:  # an undated report can be proven late by two looks
        return _late(row, unit, said, material)
    return Place(row=row, unit=unit, standing=stands)


def excluded(row: Coverage, unit: Unit, material: Material) -> str:
    """Say why a unit is not counted; empty when it is."""
    if unit.kind == "vertical_agency":
        return "垂直管理单位，在本系统公布"
    if unit.valid_to is not None and unit.valid_to.year <= row.year + 1 and unit.valid_to <= material.today:
        return "已撤并"
    if unit.valid_from is not None and unit.valid_from.year >= row.year and _founded(unit, material):
        return "当年新设"
    if row.state == "exempt":
        return f"不负有公布义务（{row.basis or '名录载明'}）"
    if row.state == "not_due" or (row.due_on is not None and row.due_on >= office_day(material.at)):
        return "未到期限"
    return ""


def _founded(unit: Unit, material: Material) -> bool:
    """A registry may begin in one year for everybody; a unit is new where others there are older."""
    older = (each.valid_from for each in material.units.values())
    return any(start is None or (unit.valid_from is not None and start < unit.valid_from) for start in older)


def _missing(row: Coverage, unit: Unit, finding: Finding | None, material: Material) -> Place:
    if finding is None or finding.status != "confirmed":
        return Place(row=row, unit=unit, standing="pending", finding=finding, why="未检索到，尚未复核认定")
    if len(reviewers(finding.id, material)) < 2:
        return Place(row=row, unit=unit, standing="pending", finding=finding, why="未公布须两人复核")
    return Place(row=row, unit=unit, standing="unpublished", finding=finding)


def _late(row: Coverage, unit: Unit, finding: Finding | None, material: Material) -> Place:
    if finding is None:
        return Place(row=row, unit=unit, standing="pending", why="晚于应公布日期，尚无核查结论")
    if finding.status in ACQUITTED:
        return Place(row=row, unit=unit, standing="on_time", finding=finding)
    if by_next_working_day(row, material.holidays):
        return Place(row=row, unit=unit, standing="on_time", finding=finding, why="期满后首个工作日公布")
    if finding.severity == "info":
        return Place(row=row, unit=unit, standing="pending", finding=finding, why="系统启用前到期，只作提示")
    if finding.status != "confirmed":
        return Place(row=row, unit=unit, standing="pending", finding=finding, why="晚于应公布日期，尚未复核")
    stands = "late" if finding.rule_id == "late-report" else "late_local"
    return Place(row=row, unit=unit, standing=stands, finding=finding)


def by_kind(places: Iterable[Place]) -> dict[str, int]:
    """Count by the kinds the text names; what is left over is 其他."""
    named = {kind: name for name, kinds in KINDS.items() for kind in kinds}
    found = Counter(named.get(each.unit.kind, "其他单位") for each in places)
    return {name: found[name] for name in (*KINDS, "其他单位") if found[name]}
