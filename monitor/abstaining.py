"""Why a rule could not judge a year: what it would have needed and did not get, in the officer's words.

A rule names its needs as `UNJUDGED`: functions of the dossier and the year that give the reason, or None
where the need is met. A rule that has found something is never asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data.words import cell_name, said
from monitor.dossier import Dossier, Filed, Year
from monitor.evidence import years_of_change
from monitor.identities import Kind, judged
from monitor.narrative.prose import PLACES, whole

Reason = Callable[[Dossier, Year], str | None]

LOST_ROW, NO_YEAR_BEFORE = "缺行", "缺少上年报告"


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstention:
    """That one rule did not judge one year of one unit, and why."""

    rule_id: str
    unit_id: str
    year: int
    reason: str

    @property
    def message(self) -> str:
        """Say it as officers do (officer_words §8)."""
        return f"因{self.reason}，本项未作判断。"


# ------------------------------------------------------------------ what is there at all


def looked_at(dossier: Dossier, year: Year) -> str | None:
    """Our looks were sound."""
    told = year.coverage
    unsound = told.state in ("unverifiable", "defective") or (told.reason and told.state != "published")
    return (said("reason", told.reason) or said("state", told.state)) if unsound else None


def report(dossier: Dossier, year: Year) -> str | None:
    """There is a report that was read."""
    if year.filed is not None and year.filed.report.form is not None:
        return None
    return said("reason", year.coverage.reason) or ("未识别出报告格式" if year.filed else "未见可读取的报告")


def year_before(dossier: Dossier, year: Year) -> str | None:
    """There is a report on the year before; the first year has none to follow."""
    first = year.year == dossier.years[0].year
    return None if first or _before(dossier, year) or year.filed is None else NO_YEAR_BEFORE


def register(dossier: Dossier, year: Year) -> str | None:
    """The unit is in a register."""
    return None if dossier.registered else "没有单位名录可核对"


def same_makeup(dossier: Dossier, year: Year) -> str | None:
    """Neither this year nor the one before saw the unit founded, closed or joined by others."""
    return "有机构变动" if years_of_change(dossier) & {year.year, year.year - 1} else None


def _before(dossier: Dossier, year: Year) -> Filed | None:
    return next((each.filed for each in dossier.years if each.year == year.year - 1), None)


# ------------------------------------------------------------------ dates


def due_day(dossier: Dossier, year: Year) -> str | None:
    """It is known until when the report was owed."""
    return None if year.coverage.due_on else "应公布日期不明"


def dated(dossier: Dossier, year: Year) -> str | None:
    """It is known when the report was published."""
    missing = year.coverage.published_on is None and year.filed is not None
    return "公布日期不明" if missing else None


# ------------------------------------------------------------------ words


def section(*keys: str) -> Reason:
    """Build a need: these sections were found, and nothing was left out of them."""

    def lacking(dossier: Dossier, year: Year) -> str | None:
        for key in keys if year.filed else ():
            text = year.filed.sections.get(key, "") if year.filed else ""
            if not text.strip():
                return f"未识别到{PLACES[key]}"
            if not whole(text):
                return f"{PLACES[key]}内容有省略"
        return None

    return lacking


def laid_out(dossier: Dossier, year: Year) -> str | None:
    """The file is laid out as the unit made it."""
    lost = year.filed is not None and not year.filed.as_laid_out
    return "文件不是网页、PDF、DOCX原件" if lost else None


def titled(dossier: Dossier, year: Year) -> str | None:
    """The report bears a title, and the whole of it."""
    if year.filed is None or (year.filed.report.title and whole(year.filed.report.title)):
        return None
    return "标题不完整" if year.filed.report.title else "没有标题"


# ------------------------------------------------------------------ figures


def figures(*cells: str, before: bool = False) -> Reason:
    """Build a need: these cells hold numbers nobody doubts, those that the report has; last year's, too."""

    def lacking(dossier: Dossier, year: Year) -> str | None:
        asked = (year.filed, _before(dossier, year) if before else None)
        return next((why for filed in asked if filed and (why := odd(filed, cells))), None)

    return lacking


def odd(filed: Filed, prefixes: tuple[str, ...]) -> str | None:
    """Say of the first cell under these prefixes that holds no sure number what it holds."""
    for cell, found in filed.odd_cells.items():
        if cell.startswith(prefixes):
            return f"{filed.report.year}年报告{cell_name(cell)}{said('odd_cell', found.state)}"
    return None


def equations(kind: Kind) -> Reason:
    """Build a need: every equation of a kind could be decided."""

    def lacking(dossier: Dossier, year: Year) -> str | None:
        sheet = year.filed.sheet if year.filed else None
        for found in judged(sheet, kind) if sheet else ():
            if found.state == "undecided" and sheet:
                unsure = next((cell for cell in found.identity.cells if cell in sheet.odd), None)
                cell = unsure or found.unknown[0]
                return f"{cell_name(cell)}{said('odd_cell', sheet.odd[cell]) if unsure else LOST_ROW}"
        return None

    return lacking
