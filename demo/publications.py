"""What stands on the portals: every report and every other list item, when and under which address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from demo.country import (
    CORRECTIONS,
    DEAD_LINKS,
    NOTICES,
    REDATED,
    TWICE,
    WITHDRAWN,
    YEARS,
    DemoPortal,
    planned_at,
    portal,
)
from demo.units import STRANGERS, UNITS
from demo.variants import variant

FIRST_DOCUMENT = 10208


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One item of a report column. `unit_id` None: no report. Not `reachable`: its page is gone."""

    portal_id: str
    title: str
    at: datetime
    document: int
    unit_id: str | None = None
    year: int = 0
    corrected: bool = False
    reachable: bool = True

    @property
    def dated(self) -> datetime:
        """Give the date and time the page itself bears."""
        return REDATED.get((self.unit_id or "", self.year), self.at)

    @property
    def says_so(self) -> bool:
        """Tell whether the page says that it puts an earlier one right."""
        return self.corrected and (self.unit_id, self.year) in dict(CORRECTIONS)

    def gone(self, now: datetime) -> bool:
        """Tell whether it has been taken away."""
        taken_at = WITHDRAWN.get((self.unit_id or "", self.year))
        return taken_at is not None and taken_at <= now

    @property
    def path(self) -> str:
        """Give the address of the page below its portal, as TRS makes it."""
        site = portal(self.portal_id)
        return f"{site.column_path}{self.relative[2:]}"

    @property
    def file_path(self) -> str:
        """Give the address of the file the page links, beside it as TRS puts it."""
        return f"{self.path.rpartition('/')[0]}/P020{self.at:%y%m%d%H%M}{self.document}.doc"

    @property
    def relative(self) -> str:
        """Give the address as the list page prints it."""
        suffix = portal(self.portal_id).extension
        return f"./{self.at:%Y%m}/t{self.at:%Y%m%d}_{self.document}.{suffix}"


@dataclass(frozen=True, slots=True)
class _Draft:
    """A publication before it has its document number."""

    at: datetime
    portal_id: str
    title: str
    unit_id: str | None = None
    year: int = 0
    corrected: bool = False


def _title(site: DemoPortal, name: str, year: int) -> str:
    word = "年" if site.family == "trs" else "年度"
    return f"{name}{year}{word}政府信息公开工作年度报告"


def _reports() -> list[_Draft]:
    drafts = []
    for unit in (*UNITS, *STRANGERS):
        for year in YEARS:
            at = planned_at(unit, year)
            if at is None:
                continue
            usual = _title(portal(unit.portal_id), unit.name_in(year), year)
            title = variant(unit.id, year).title or usual
            drafts.append(_Draft(at, unit.portal_id, title, unit.id, year))
            if (unit.id, year) in TWICE:
                drafts.append(_Draft(TWICE[unit.id, year], unit.portal_id, title, unit.id, year, True))
            again = dict(CORRECTIONS).get((unit.id, year))
            if again:
                drafts.append(_Draft(again, unit.portal_id, f"{title}（更正版）", unit.id, year, True))
    return drafts


@cache
def publications() -> tuple[Publication, ...]:
    """List everything ever published in the report columns, oldest first."""
    drafts = [*_reports(), *(_Draft(notice.at, notice.portal_id, notice.title) for notice in NOTICES)]
    ordered = sorted(drafts, key=lambda draft: (draft.at, draft.title))
    return tuple(
        Publication(
            portal_id=draft.portal_id,
            title=draft.title,
            at=draft.at,
            document=FIRST_DOCUMENT + 7 * place,
            unit_id=draft.unit_id,
            year=draft.year,
            corrected=draft.corrected,
            reachable=(draft.unit_id, draft.year) not in DEAD_LINKS,
        )
        for place, draft in enumerate(ordered)
    )


def listed(portal_id: str, now: datetime, own: str | None = None) -> tuple[Publication, ...]:
    """List what a portal's column shows at an instant, newest first; `own` asks for a unit's own column."""
    elsewhere = "central" if own else "own"
    shown = [
        each
        for each in publications()
        if each.portal_id == portal_id
        and own in (None, each.unit_id)
        and each.at <= now
        and not each.gone(now)
        and variant(each.unit_id, each.year).shown != elsewhere
    ]
    return tuple(reversed(shown))
