"""The whole chain of one finding, from the verdict back to the bytes: as an officer would have it told.

Verdict, equation, figures as printed, reading, kept bytes, every look at them with time and hash; for what
was not found every look at the column, and why they are enough; for shared words the bytes of both reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from data.clock import OFFICE_ZONE
from data.errors import Complaint
from data.records import Copy, Finding, Look, OddCell, Reading, Report, Review, Rule
from data.registry import Registry
from data.snapshots import DamagedSnapshot, MissingSnapshot
from data.store import Store
from data.words import PRIVATE_RULES, cell_name, said
from monitor.evidence import day_words, time_words
from monitor.explain_looks import line, looks_at_column, unjudged

# Rules that hold a report against that of the year before.
OF_TWO_YEARS = ("carry-over", "valid-stock", "outlier", "same-figures", "same-count", "amount-unit")
# Rules that hold a report against what our looks at its column showed.
OF_TIME = ("missing-report", "late-report", "late-local", "backdated", "withdrawn-report")


def explain(store: Store, registry: Registry, finding_id: str) -> Iterator[str]:
    """Say line by line what a stored finding rests on; of one that is none, why that is so.

    Raises Complaint when it names no rule, unit and year, or one that only officers may see (on the desk).
    """
    if finding_id.partition("/")[0] in PRIVATE_RULES:
        raise Complaint(
            "--explain", finding_id, "a finding for the command line", "look at it on the desk, logged in"
        )
    finding = next(store.rows(Finding, "id = ?", (finding_id,)), None)
    if finding is None:
        yield from unjudged(store, registry, finding_id)
        return
    yield from _verdict(store, finding)
    yield from _figures(store, finding)
    if finding.report_id is None or finding.rule_id in OF_TIME:
        yield from looks_at_column(store, registry, finding)
    yield from _bytes(store, "本报告" if finding.report_id else "栏目列表", finding.sha256)
    yield from _last_year(store, finding)
    yield from _shared(store, finding)
    yield from _reviews(store, finding)


def _verdict(store: Store, finding: Finding) -> Iterator[str]:
    rule = next(store.rows(Rule, "id = ?", (finding.rule_id,)), None)
    yield line("问题", f"{rule.name_zh if rule else finding.rule_id}（{finding.id}）")
    state = f"{said('severity', finding.severity)}，{said('status', finding.status)}"
    yield line("程度", f"{state}，{day_words(finding.detected_on)}发现")
    yield line("情况", finding.message)
    yield line("依据", finding.basis)
    if finding.same_cause_as is not None:
        yield line("同一原因", f"与 {finding.same_cause_as} 属同一原因，文书中只写该条")


def _figures(store: Store, finding: Finding) -> Iterator[str]:
    for each in finding.lines:
        yield line("算式", f"{each.equation}（{each.left}－{each.right}＝{each.delta}）")
    if finding.report_id is not None:
        numbers = store.cells(finding.report_id)
        odd = {each.cell: each for each in store.rows(OddCell, "report_id = ?", (finding.report_id,))}
        for cell in finding.cells:
            if cell in odd:
                state = said("odd_cell", odd[cell].state)
                yield line("数据项", f"{cell_name(cell)}：{state}，原件为“{odd[cell].raw}”（{cell}）")
            elif cell in numbers:
                yield line("数据项", f"{cell_name(cell)}：原件填{numbers[cell]}（{cell}）")
    if finding.repair is not None:
        changes = "；".join(f"{cell_name(cell)}改为{value}" for cell, value in finding.repair.cells.items())
        only = "改动格数最少的仅此一种" if finding.repair.unique else "另有改法改动格数同样最少"
        yield line("改法", f"{changes}（{only}；仅供参考，原件数字不改）")


def _bytes(store: Store, whose: str, sha256: str | None) -> Iterator[str]:
    """Tell how bytes were read, that they are kept, and every look that brought them."""
    if sha256 is None:
        return
    for reading in store.rows(Reading, "sha256 = ?", (sha256,)):
        codes = (("reading", reading.outcome), ("form", reading.form), ("reason", reading.reason))
        told = "，".join(said(kind, code) for kind, code in codes if code)
        title = f"，标题《{reading.title}》" if reading.title else ""
        yield line("读取", f"{whose}：读取程序第{reading.parser_version}版，{told}{title}")
    yield line("存档", f"{whose}：SHA-256 {sha256}，{_kept(store, sha256)}")
    for look in store.rows(Look, "sha256 = ? ORDER BY at, rowid", (sha256,)):
        yield line("访问", look_told(look))


def look_told(look: Look) -> str:
    """Write one look: when, what was asked, what came back, and its place in the log's chain of hashes."""
    at = f"{look.at.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M:%S}"
    answer = said("reason", look.reason) if look.reason else f"回答{look.status}"
    before = f"，前一条 {look.previous_hash[:16]}" if look.previous_hash else ""
    return f"{at} {look.method} {look.url} {answer}（记录 {look.hash[:16]}{before}）"


def _kept(store: Store, sha256: str) -> str:
    try:
        return f"{len(store.body(sha256))}字节，校验相符"
    except MissingSnapshot:
        return "存档缺失，请运行 nianjian verify"
    except DamagedSnapshot:
        return "存档损坏，请运行 nianjian verify"


def _last_year(store: Store, finding: Finding) -> Iterator[str]:
    if finding.rule_id in OF_TWO_YEARS:
        where = "unit_id = ? AND year = ? AND superseded_by IS NULL ORDER BY id"
        for report in store.rows(Report, where, (finding.unit_id, finding.year - 1)):
            yield from _bytes(store, f"{report.year}年报告", report.sha256)


def _shared(store: Store, finding: Finding) -> Iterator[str]:
    """Tell what the report shares, and the bytes it shares it with, of a finding about its words."""
    if finding.rule_id not in ("unchanged", "numbers-only", "near-copy", "copied-from-unit", "same-problems"):
        return
    other = finding.rule_id == "copied-from-unit"
    sources: dict[str, str] = {}
    for copy in store.rows(Copy, "report_id = ? ORDER BY source_id, section", (finding.report_id,)):
        if (copy.source_unit_id != finding.unit_id) == other:
            whose = f"{copy.source_unit_name}{copy.source_year}年报告"
            sources[copy.source_id] = whose
            yield line(
                "比对",
                f"{said('section', copy.section)}与{whose}：重复率{copy.share:.1%}，"
                f"最长连续相同{copy.run}字，相同{len(copy.passages)}处",
            )
    for report in store.rows(Report):
        if report.id in sources:
            yield from _bytes(store, sources[report.id], report.sha256)


def _reviews(store: Store, finding: Finding) -> Iterator[str]:
    for review in store.rows(Review, "finding_id = ? ORDER BY at, id", (finding.id,)):
        at = time_words(review.at.astimezone(OFFICE_ZONE))
        until = f"，至{day_words(review.until)}" if review.until else ""
        yield line("复核", f"{at} {review.actor}：{said('verdict', review.verdict)}{until}。{review.reason}")
