"""What papers are made of, read from the tables as the last check left them, with the latest reviews."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from data.clock import Clock, office_day
from data.codec import instant_text
from data.errors import Complaint
from data.records import (
    Coverage,
    Finding,
    FindingStatus,
    Look,
    OddCell,
    Report,
    Review,
    Rule,
    RunEvent,
    Section,
    Unit,
    Walk,
)
from data.registry import Registry
from data.registry.sheets import read_sheet
from data.reviewing import status_after
from data.store import Store
from data.words import ODD_CELLS, said
from monitor.letters.values import LastWalk, Letterhead, Material, Visit
from monitor.letters.words import share_in

FILE = "letterhead.csv"
KEYS = ("issuer", "code", "addressees", "copies", "contact", "phone", "rectify_days")
EXCERPT = 60
VISITS = 8
Column = tuple[str, str | None]

_NEWEST = "SELECT portal_id, unit_id, outcome, max(finished_at) FROM walks GROUP BY portal_id, unit_id"


def letterhead(folder: Path) -> Letterhead:
    """Read who writes from letterhead.csv (`key,value`); raises Complaint for a row that cannot be used."""
    path = folder / FILE
    if not path.exists():
        return Letterhead()
    lines, complaints = read_sheet(path, ("key", "value"), ())
    if complaints:
        raise complaints[0]
    given: dict[str, str] = {}
    for line in lines:
        key = line.cells.get("key", "")
        if key not in KEYS:
            raise line.complaint("key", f"one of {' '.join(KEYS)}", "correct the key")
        if key == "rectify_days" and not line.cells.get("value", "").isdecimal():
            raise line.complaint("value", "a number of working days", "write it like 5")
        given[key] = line.cells.get("value", "")
    days = int(given.pop("rectify_days", "5"))
    return Letterhead(**{key: value for key, value in given.items() if value}, rectify_days=days)


def gather(store: Store, registry: Registry, clock: Clock, head: Letterhead) -> Material:
    """Read all that papers may need.

    Raises Complaint when nothing was judged yet: papers rest on what the last check wrote.
    """
    judged_at = _judged(store)
    if judged_at is None:
        raise Complaint("check", "never run", "a judgement to write about", "run `nianjian check` first")
    reviews = tuple(store.rows(Review, "1 ORDER BY at, id"))
    reports = {report.id: report for report in store.rows(Report)}
    statuses = latest_reviews(store, clock.today())
    findings = tuple(reviewed(each, statuses) for each in store.rows(Finding))
    confirmed = [each for each in findings if each.status == "confirmed"]
    units = {unit.id: unit for unit in store.rows(Unit)}
    return Material(
        at=_looked_until(store, judged_at),
        today=clock.today(),
        units=units,
        portals=registry.portals,
        coverage=tuple(store.rows(Coverage)),
        findings=findings,
        rules={rule.id: rule for rule in store.rows(Rule)},
        reports=reports,
        reviews=reviews,
        holidays=registry.holidays,
        printed={each.report_id: _printed(store, each) for each in confirmed if each.report_id},
        excerpts={each.id: text for each in confirmed if (text := _excerpt(store, each))},
        columns=_columns(store, registry),
        first_complete=_first_complete(store),
        walks=_walks(store, units.values()),
        head=head,
    )


def _judged(store: Store) -> datetime | None:
    runs = store.rows(RunEvent, "event = 'finished' AND outcome = 'done' AND command = 'check' ORDER BY at")
    ended = list(runs)
    return ended[-1].at if ended else None


def _looked_until(store: Store, judged_at: datetime) -> datetime:
    """The newest look the judgement can know of."""
    known = store.rows(Look, "at <= ? ORDER BY at DESC LIMIT 1", (instant_text(judged_at),))
    return next((look.at for look in known), judged_at)


def latest_reviews(store: Store, today: date) -> dict[str, FindingStatus]:
    """Give the status the latest review gives each reviewed finding."""
    return {each.finding_id: status_after(each, today) for each in store.rows(Review, "1 ORDER BY at, id")}


def reviewed(finding: Finding, latest: dict[str, FindingStatus]) -> Finding:
    """Lay the latest review over the table; what the check saw cured or changed stays so."""
    if finding.status in ("reopened", "fixed"):
        return finding
    return replace(finding, status=latest.get(finding.id, "open"))


def _printed(store: Store, finding: Finding) -> dict[str, str]:
    report_id = finding.report_id or ""
    figures = {cell: str(value) for cell, value in store.cells(report_id).items()}
    for odd in store.rows(OddCell, "report_id = ?", (report_id,)):
        figures[odd.cell] = f"“{odd.raw}”" if odd.raw.strip() else f"（{ODD_CELLS['blank']}）"
    return figures


def _excerpt(store: Store, finding: Finding) -> str:
    """The beginning of the section a finding speaks of; empty when it names none of the report."""
    share = share_in(finding.message)
    named = share.place if share else finding.message
    for section in store.rows(Section, "report_id = ?", (finding.report_id or "",)):
        number = said("section", section.key)[0]
        if f"第{number}部分" in named or f"第{number}、" in named or f"、{number}部分" in named:
            text = " ".join(section.text.split())
            return text if len(text) <= EXCERPT else text[:EXCERPT] + "……"
    return ""


def _columns(store: Store, registry: Registry) -> dict[str, tuple[str, str]]:
    """The report column of every unit: its own, the portal's, or the one last read to its end."""
    newest = (
        "SELECT portal_id, column_url, max(finished_at) FROM walks WHERE unit_id IS NULL GROUP BY portal_id"
    )
    read = {portal_id: url for portal_id, url, _ in store.db.conn.execute(newest)}
    portals = {portal.id: portal for portal in registry.portals}
    columns = {}
    for unit in store.rows(Unit):
        portal = portals.get(unit.portal_id or "")
        if portal is None:
            continue
        url = unit.column_url or portal.column_url or read.get(portal.id) or portal.home_url
        columns[unit.id] = (f"{portal.name}政府信息公开年报栏目", url)
    return columns


def _first_complete(store: Store) -> dict[str, date]:
    first = "SELECT portal_id, min(finished_at) FROM walks WHERE outcome = 'complete' GROUP BY portal_id"
    rows = store.db.conn.execute(first)
    return {portal_id: office_day(datetime.fromisoformat(at)) for portal_id, at in rows}


def visits(store: Store, unit: Unit, told: Coverage, report: Report | None) -> tuple[Visit, ...]:
    """List the looks a notice rests on, the newest first: those at the report, else those at the column.

    Of many the newest and the first are listed; looks at the column count from the day after the due day.
    """
    if report is not None:
        seen = list(store.rows(Look, "sha256 = ? AND reason IS NULL ORDER BY at DESC", (report.sha256,)))
        return _ends([_visit(look, f"正常打开，《{report.title}》") for look in seen], 2)
    where = (
        "portal_id = ? AND outcome = 'complete' AND (unit_id IS NULL OR unit_id = ?) "
        "AND (unit_id IS NULL) = ? ORDER BY finished_at DESC"
    )
    walks = store.rows(Walk, where, (unit.portal_id, unit.id, unit.column_url is None))
    after = [walk for walk in walks if told.due_on is None or office_day(walk.finished_at) > told.due_on]
    return _ends([_reading(walk) for walk in after], VISITS)


def _ends(found: list[Visit], most: int) -> tuple[Visit, ...]:
    return tuple(found if len(found) <= most else [*found[: most - 1], found[-1]])


def _reading(walk: Walk) -> Visit:
    words = f"列表已取全（{walk.seen}条），未见该单位年度报告"
    kept = walk.pages[0] if walk.pages else None
    return Visit(at=walk.finished_at, url=walk.column_url, words=words, sha256=kept)


def _visit(look: Look, words: str) -> Visit:
    return Visit(at=look.at, url=look.url, words=words, sha256=look.sha256)


def _walks(store: Store, units: Iterable[Unit]) -> dict[str, LastWalk]:
    read = last_walks(store)
    return {unit.id: walk for unit in units if (walk := walk_of(read, unit)) is not None}


def last_walks(store: Store) -> Mapping[Column, LastWalk]:
    """Give how each column was last read."""
    return {
        (portal_id, unit_id): LastWalk(outcome=outcome, at=datetime.fromisoformat(at))
        for portal_id, unit_id, outcome, at in store.db.conn.execute(_NEWEST)
    }


def walk_of(walks: Mapping[Column, LastWalk], unit: Unit) -> LastWalk | None:
    """Find how the column a unit publishes in was last read: its own, else its portal's."""
    return walks.get((unit.portal_id or "", unit.id if unit.column_url else None))
