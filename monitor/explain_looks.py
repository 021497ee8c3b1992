"""What the looks at a column showed, one by one: why a report counts as not found, why nothing was judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from data.clock import OFFICE_ZONE
from data.errors import Complaint
from data.records import Coverage, Finding, Look, Sighting, Unit, Walk
from data.registry import Registry
from data.store import Store
from data.words import said
from monitor.assembly import archive, dossiers
from monitor.cases import Ruled, rule_all
from monitor.check import last_check, newest_look
from monitor.coverage import Case, Visit, weigh
from monitor.dossier import Dossier
from monitor.due import obligation
from monitor.evidence import day_words, time_words
from monitor.filing.filing import Filing, file_reports
from monitor.rules import abstentions, rules

WIDTH = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What had been seen by a day, filed and ruled."""

    as_of: date
    filing: Filing
    ruled: Ruled


def line(head: str, text: str) -> str:
    """Write one line under its heading, headings of one width."""
    return f"{head.ljust(WIDTH, '　')}{text}"


def _known(store: Store, registry: Registry) -> Known:
    """Know what the last check knew."""
    as_of = last_check(store) or newest_look(store) or date.min
    filing = file_reports(store, registry, as_of)
    return Known(as_of=as_of, filing=filing, ruled=rule_all(store, registry, filing, as_of))


def looks_at_column(store: Store, registry: Registry, finding: Finding) -> Iterator[str]:
    """Tell every visit to the unit's column and what it counts for; of an absence what was listed instead."""
    unit = registry.unit(finding.unit_id)
    if unit is None:
        return
    known = _known(store, registry)
    owed = obligation(unit, finding.year, registry.deadlines)
    visits = known.ruled.visits_of(unit)
    flaws = weigh(Case(unit_id=unit.id, year=finding.year, obligation=owed, visits=visits))
    yield line("期限", f"{day_words(owed.due_on) if owed.due_on else '不明'}（{owed.basis}）")
    told: set[str] = set()
    for visit, flaw in zip(visits, flaws, strict=True):
        after = owed.due_on is not None and visit.at.date() > owed.due_on
        yield line("核查", _visit(visit, finding, flaw, after=after))
        if finding.report_id is None:
            yield from _pages(store, visit, told)
    if finding.report_id is None:
        yield line("认定", _policy(registry, visits, flaws, owed.due_on))


def _visit(visit: Visit, finding: Finding, flaw: str | None, *, after: bool) -> str:
    shown = "列有本年度报告" if (finding.unit_id, finding.year) in visit.items else "未列本年度报告"
    canaries = sum((unit_id, year) != (finding.unit_id, finding.year) for unit_id, year in visit.items)
    counts = "到期前，不计" if not after else f"不计：{said('walk', flaw)}" if flaw else "计入"
    return (
        f"{time_words(visit.at)} {visit.url}：{said('walk', visit.outcome)}，共{visit.seen}条，{shown}，"
        f"另列其他报告{canaries}份，探测{said('walk', visit.probe)}；{counts}"
    )


def _pages(store: Store, visit: Visit, told: set[str]) -> Iterator[str]:
    """Every page of the list by its hash, the look that brought it, and once what was printed on it."""
    for walk in store.rows(Walk, "column_url = ? ORDER BY finished_at, id", (visit.url,)):
        for sha256 in walk.pages if walk.finished_at == visit.at else ():
            yield line("列表", f"SHA-256 {sha256}{'（同前）' if sha256 in told else ''}")
            yield from _brought(store, sha256, walk)
            if sha256 not in told:
                told.add(sha256)
                for item in store.rows(Sighting, "list_sha256 = ? ORDER BY position", (sha256,)):
                    yield line("", f"{item.position}. {item.title}　{item.url}")


def _brought(store: Store, sha256: str, walk: Walk) -> Iterator[str]:
    for look in store.rows(Look, "sha256 = ? ORDER BY at, rowid", (sha256,)):
        if look.walk_id in (None, walk.id) and walk.started_at <= look.at <= walk.finished_at:
            at = look.at.astimezone(OFFICE_ZONE)
            yield line("访问", f"{at:%Y-%m-%d %H:%M:%S} {look.url}（记录 {look.hash[:16]}）")


def _policy(
    registry: Registry, visits: tuple[Visit, ...], flaws: tuple[str | None, ...], due_on: date | None
) -> str:
    days = [
        visit.at.date()
        for visit, flaw in zip(visits, flaws, strict=True)
        if flaw is None and due_on is not None and visit.at.date() > due_on
    ]
    policy = registry.policy
    span = (days[-1] - days[0]).days if days else 0
    needed = f"至少{policy.absent_looks}次、{policy.absent_days}天、首末相隔{policy.absent_span_days}天"
    return f"计入{len(days)}次、{len(set(days))}天、首末相隔{span}天；认定标准为{needed}"


# ------------------------------------------------------------------ what is no finding


def unjudged(store: Store, registry: Registry, finding_id: str) -> Iterator[str]:
    """Say of a rule, unit and year without a finding whether that is in order or could not be judged."""
    rule_id, unit_id, year = _parts(finding_id)
    rule = next((each for each in rules() if rule_id == each.ID), None)
    unit = registry.unit(unit_id)
    if rule is None or unit is None or year is None:
        raise Complaint(
            "--explain",
            finding_id,
            "rule/unit/year of this registry",
            "copy an id from what `nianjian check` prints",
        )
    if next(store.rows(Coverage, "unit_id = ? AND year = ?", (unit_id, year)), None) is None:
        raise Complaint(
            "--explain", finding_id, "of a unit and year that were judged", "run `nianjian check` first"
        )
    known = _known(store, registry)
    dossier = next(_dossier(store, registry, known, unit), None)
    silent = abstentions(dossier, rule, rule.check(dossier)) if dossier else iter(())
    reason = next((each.message for each in silent if each.year == year), "未发现问题。")
    yield line("问题", f"{rule.NAME_ZH}（{finding_id}）")
    yield line("结论", reason)


def _parts(finding_id: str) -> tuple[str, str, int | None]:
    rule_id, _, rest = finding_id.partition("/")
    unit_id, _, year = rest.rpartition("/")
    return rule_id, unit_id, int(year) if year.isdecimal() else None


def _dossier(store: Store, registry: Registry, known: Known, unit: Unit) -> Iterator[Dossier]:
    shelf = archive(store, registry, known.filing, known.ruled, known.as_of)
    return (each for each in dossiers(shelf) if each.unit.id == unit.id)
