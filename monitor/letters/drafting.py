"""From a data folder to a file and a row in the ledger: what the commands and the desk's buttons call."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from data.errors import Complaint
from data.records import Coverage, Unit
from data.registry import Registry, load_registry
from data.store import Store
from monitor.letters.browser import Browser, find_browser
from monitor.letters.checks import Check, checks
from monitor.letters.circular import circular
from monitor.letters.evidence import pictures
from monitor.letters.facts import items
from monitor.letters.ledger import About, register
from monitor.letters.material import gather, letterhead, visits
from monitor.letters.notice import Case, must_ask, notice
from monitor.letters.page import docx
from monitor.letters.positive import positive
from monitor.letters.reminder import reminder
from monitor.letters.survey import LISTED, Survey, survey
from monitor.letters.values import Incomplete, Material
from monitor.settings import Settings

_UNFIT = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
LONGEST_NAME = 80
POSITIVE = ("②",)  # what else must be settled in a circular is not told in the positive statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which paper is wanted: of whom, for which report year, written where."""

    unit_id: str
    year: int
    out: Path | None = None
    asking: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """What came out: the file's path (or the text), its id in the ledger, what had to stay out and why."""

    result: str
    letter_id: str
    left_out: tuple[str, ...] = ()


def draft_notice(settings: Settings, order: Order, browser: Browser | None = None) -> Drafted:
    """Write a unit's notice and register it. Raises Complaint when there is nothing to write about."""
    registry = load_registry(settings.registry)
    with Store(settings.data) as store:
        material = _material(store, registry, settings)
        unit, told = _whom(material, order)
        mine = [each for each in material.findings if (each.unit_id, each.year) == (unit.id, order.year)]
        good, bad = items(mine, material)
        if not good:
            raise _nothing(unit, order.year, len(mine), bad)
        case = Case(
            unit=unit,
            year=order.year,
            told=told,
            items=good,
            visits=visits(store, unit, told, material.reports.get(told.report_id or "")),
            pictures=pictures(store, good, browser or find_browser()),
            asking=order.asking or must_ask(unit),
        )
        paper = notice(case, material)
        name = f"{'函' if case.asking else '整改通知'}_{unit.name}_{order.year}年度.docx"
        body = docx(paper, settings.clock.now())
        path = write(order.out or settings.data / "letters" / file_name(name), body)
        taken = tuple(each for item in good for each in item.ids)
        about = About(kind="notice", unit_id=unit.id, year=order.year, findings=taken)
        letter_id = register(store, about, body, settings.clock)
    return Drafted(result=str(path), letter_id=letter_id, left_out=tuple(map(left_out, bad)))


def draft_reminder(settings: Settings, order: Order) -> Drafted:
    """Write a unit's reminder and register it; with `out` into a file, too."""
    registry = load_registry(settings.registry)
    with Store(settings.data) as store:
        material = _material(store, registry, settings)
        unit, told = _whom(material, order)
        text = reminder(told, material)
        if order.out:
            write(order.out, f"{text}\n".encode())
        about = About(kind="reminder", unit_id=unit.id, year=order.year)
        letter_id = register(store, about, text.encode(), settings.clock)
    return Drafted(result=text, letter_id=letter_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Which circular is wanted: of which year and region (its code, empty: everywhere), written where."""

    year: int
    region: str = ""
    out: Path | None = None
    positive: bool = False


def draft_circular(settings: Settings, wanted: Round) -> tuple[Drafted | None, tuple[Check, ...]]:
    """Write a region's circular, or the positive statement, and register it.

    A circular that fails a check is neither written nor registered: None, and the checks. The positive
    statement names nobody's faults: it only must not hide what could not be examined.
    """
    registry = load_registry(settings.registry)
    with Store(settings.data) as store:
        material = _material(store, registry, settings)
        of = survey(material, wanted.year, wanted.region)
        if not of.counted.count().owed:
            raise Complaint(
                "--year", wanted.year, "a year in which a unit of the region owes a report", "name another"
            )
        paper = circular(of, material)
        made = checks(of, paper, material)
        if wanted.positive:
            made = tuple(each for each in made if each.sign in POSITIVE)
            paper = positive(of, material)
        if not all(each.passed for each in made):
            return None, made
        kind = "公布情况" if wanted.positive else "通报"
        name = f"{kind}_{of.counted.area.name}_{of.year}年度.docx"
        body = docx(paper, settings.clock.now())
        path = write(wanted.out or settings.data / "letters" / file_name(name), body)
        taken = () if wanted.positive else _ids(of)
        about = About(kind="circular", year=of.year, region=wanted.region or "all", findings=taken)
        letter_id = register(store, about, body, settings.clock)
    told = tuple(map(left_out, of.left_out))
    return Drafted(result=str(path), letter_id=letter_id, left_out=told), made


def _ids(of: Survey) -> tuple[str, ...]:
    named = [each.finding.id for each in of.counted.of(*LISTED) if each.finding]
    return (*named, *(each for item in of.items for each in item.ids))


def _material(store: Store, registry: Registry, settings: Settings) -> Material:
    return gather(store, registry, settings.clock, letterhead(settings.registry))


def _whom(material: Material, order: Order) -> tuple[Unit, Coverage]:
    unit = material.units.get(order.unit_id)
    if unit is None:
        raise Complaint("UNIT", order.unit_id, "the id of a unit", "look it up in units.csv")
    rows = (row for row in material.coverage if (row.unit_id, row.year) == (unit.id, order.year))
    told = next(rows, None)
    if told is None:
        years = [row.year for row in material.coverage if row.unit_id == unit.id]
        expected = f"a report year judged for {unit.id} ({min(years, default=0)} to {max(years, default=0)})"
        raise Complaint("--year", order.year, expected, "name another year, or run `nianjian check`")
    return unit, told


def _nothing(unit: Unit, year: int, findings: int, bad: tuple[Incomplete, ...]) -> Complaint:
    why = "；".join(map(left_out, bad)) or f"{findings} findings, none of them confirmed"
    cure = "review them first: a notice takes findings confirmed as 属实, a missing report by two officers"
    return Complaint(f"{unit.id} {year}", why, "a confirmed finding with its five elements", cure)


def left_out(bad: Incomplete) -> str:
    """Say which findings stay out of a paper and why."""
    return f"{'、'.join(bad.findings)} 缺{'、'.join(bad.lacking)}，未列入文书"


def file_name(name: str) -> str:
    """Make a file name of a title: nothing a file system minds, not too long.

    >>> file_name('通知_a/b:"c"_2025.docx')
    '通知_a_b_c_2025.docx'
    """
    stem, _, ending = _UNFIT.sub("_", name).rpartition(".")
    return f"{stem[:LONGEST_NAME].replace('__', '_').rstrip('_')}.{ending}".replace("_.", ".")


def write(path: Path, body: bytes) -> Path:
    """Write a file whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(body)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Complaint(
            "--out", str(path), f"a place that can be written ({error})", "name another"
        ) from error
    return path
