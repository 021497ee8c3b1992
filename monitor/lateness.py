"""When a report came too late, how sure that is, and in which words; shared by the two rules about due
days.

Graded by evidence, not by days (contract §5): a healthy look after the due day without the report and a
later one with it prove lateness; the page's own date alone is a doubt; what came by the first working day
after, or was due before we first looked, is only mentioned (but for the very season of our first looks,
where our own two looks stand). First sight alone never makes a report late.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from data.records import Coverage, Finding, Severity
from monitor.dossier import Dossier, Year
from monitor.due import is_working_day
from monitor.evidence import day_words, on_year, time_words


def late(rule_id: str, kind: Literal["legal", "local"], basis: str, dossier: Dossier) -> Iterator[Finding]:
    """Give a finding for every year whose report came after a due day of this kind."""
    for year in dossier.years:
        told = year.coverage
        published = told.state in ("published", "defective", "withdrawn") and told.due_kind == kind
        if published and year.decided_on is not None and _is_late(year):
            yield on_year(rule_id, year, grade(dossier, year), message(dossier, year), basis)


def _is_late(year: Year) -> bool:
    """Late by its dates, or undated and proven by two looks; any date on time acquits (migrated pages)."""
    told = year.coverage
    if told.days_late is not None:
        return told.days_late > 0
    return told.published_on is None and _proven(year)


def _proven(year: Year) -> bool:
    return year.unseen_at is not None and year.seen_at is not None


def grade(dossier: Dossier, year: Year) -> Severity:
    """Tell how sure the lateness is."""
    told = year.coverage
    if _next_working_day(dossier, told):
        return "info"
    if _proven(year) and _in_a_season_we_watched(dossier, told):
        return "error"
    return "info" if _before_our_time(dossier, told) else "warning"


def _before_our_time(dossier: Dossier, told: Coverage) -> bool:
    first = dossier.first_complete_on
    return told.due_on is None or first is None or told.due_on < first


def _in_a_season_we_watched(dossier: Dossier, told: Coverage) -> bool:
    """An old year put online again years later is history, whatever our looks showed."""
    first = dossier.first_complete_on
    return told.due_on is not None and first is not None and told.due_on.year >= first.year


def _next_working_day(dossier: Dossier, told: Coverage) -> bool:
    if told.due_on is None or told.published_on is None:
        return False
    return told.published_on <= dossier.first_working_day_after(told.due_on)


def message(dossier: Dossier, year: Year) -> str:
    """Say the dates, days off and, where we have them, the two looks between which it appeared."""
    told, parts = year.coverage, []
    if told.published_on is not None and told.due_on is not None:
        parts.append(
            f"{_whose_day(year)}{day_words(told.published_on)}，应公布日期{day_words(told.due_on)}，"
            f"相差{told.days_late}天。"
        )
    elif told.due_on is not None:
        parts.append(f"页面未标注公布日期，应公布日期{day_words(told.due_on)}。")
    if told.due_on is not None and not is_working_day(told.due_on, dossier.holidays):
        parts.append(_day_off(dossier, told.due_on))
    if year.unseen_at is not None and year.seen_at is not None:
        parts.append(
            f"在{time_words(year.unseen_at)}核查尚未见到，{time_words(year.seen_at)}核查已见到，"
            "据此公布时间在二者之间。"
        )
    return "".join(parts)


def _whose_day(year: Year) -> str:
    """A day no page and no list names is the one on which we first saw the report."""
    day, filed = year.coverage.published_on, year.filed
    printed = filed is None or day == filed.report.published_on or day in {each for _, each in filed.dates}
    return "页面标注公布日期" if printed else "核查首次见到日期"


def _day_off(dossier: Dossier, due_on: date) -> str:
    """Show that a due day was no working day; the law moves it no further."""
    named = (each.name for each in dossier.holidays if each.date == due_on and not each.working)
    name = next(filter(None, named), f"星期{'一二三四五六日'[due_on.weekday()]}")
    working = day_words(dossier.first_working_day_after(due_on))
    return f"应公布日期当日为{name}，其后首个工作日为{working}。"
