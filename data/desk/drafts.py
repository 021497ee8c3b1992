"""Papers drafted from the desk: the command line writes them, the desk checks who asks and hands them over.

Every draft is registered in the ledger by the command; its bytes are kept, so that the ledger can give the
very paper again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from data.desk.commands import Done, run, workroom
from data.desk.files import plain_name
from data.desk.officers import may_decide
from data.desk.refusals import Refused
from data.records import Finding, Officer, Unit
from data.registry.divisions import DIVISION_CODE
from data.store import Store
from data.words import PRIVATE_RULES

NOTICE, ASKING, REMINDER = "notice", "asking", "reminder"
CIRCULAR, POSITIVE, EVIDENCE = "circular", "positive", "evidence"
TITLES = {
    NOTICE: "整改通知（草稿）",
    ASKING: "函（草稿）",
    REMINDER: "催报提醒",
    CIRCULAR: "通报（草稿）",
    POSITIVE: "公布情况（草稿）",
    EVIDENCE: "取证件",
}
# What is said when the command gives no reason of its own in words an officer reads.
INCOMPLETE = "没有要素齐全（位置、原文、算式或比对、依据、改法）的属实问题，未生成。"
NOT_OWED = "已见到年度报告、不计入应公布范围或网站无法核查的，不出催报提醒。"
FAILED = "系统未能生成，请稍后再试；仍不成的，请联系管理员查看日志。"
WHY_NOT = {NOTICE: INCOMPLETE, ASKING: INCOMPLETE, REMINDER: NOT_OWED}
TOO_LONG = "生成用时过长，已停止，请稍后再试。"


class Declined(Exception):
    """A paper that did not come out; `reasons` say in Chinese why, one line each."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which paper is wanted, about whom."""

    kind: str
    unit_id: str = ""
    year: int = 0
    region: str = ""
    finding_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A paper: its file name, its bytes, what had to stay out of it and why."""

    name: str
    body: bytes
    left_out: tuple[str, ...] = ()


def read(form: Mapping[str, str]) -> Wanted:
    """Read which paper a form asks for; raises Refused."""
    kind, year, region = form.get("kind", ""), form.get("year", ""), form.get("region", "").strip()
    if kind not in TITLES:
        raise Refused("请选择文书种类。")
    if kind != EVIDENCE and not (year.isdecimal() and len(year) == 4):
        raise Refused("请填写报告年度，如2025。")
    if region and not DIVISION_CODE.fullmatch(region):
        raise Refused("行政区划代码应为6、9或12位数字。")
    return Wanted(
        kind=kind,
        unit_id=form.get("unit", ""),
        year=int(year or 0),
        region=region,
        finding_id=form.get("finding", ""),
    )


def draft(folder: Path, officer: Officer, wanted: Wanted) -> Draft:
    """Let the paper be written.

    Raises Refused for what this officer may not ask, Declined with the reasons why nothing came out.
    """
    name = _checked(folder, officer, wanted)
    with workroom() as room:
        path = room / ("page.pdf" if wanted.kind == EVIDENCE else "draft.docx")
        done = run(_arguments(wanted, path), room, data=folder)
        body = _body(done, wanted, path)
    if wanted.kind != EVIDENCE:
        with Store(folder) as store:
            store.keep(body)
    return Draft(name=f"{name}{_ending(done, wanted)}", body=body, left_out=done.words)


def _checked(folder: Path, officer: Officer, wanted: Wanted) -> str:
    """Make sure the officer may ask for this; gives what the file is called."""
    title = TITLES[wanted.kind].replace("（草稿）", "")
    if wanted.kind in (CIRCULAR, POSITIVE):
        if not may_decide(officer, wanted.region):
            raise Refused("所选地区不在您的管辖地区，请填写行政区划代码。")
        return f"{title}_{wanted.region or '全部地区'}_{wanted.year}年度"
    with Store(folder) as store:
        unit_id, year = _about(store, wanted)
        unit = next(store.rows(Unit, "id = ?", (unit_id,)), None)
        if unit is None or not may_decide(officer, unit.division_code or ""):
            raise Refused("所选单位不在您的管辖地区。")
        if wanted.kind in (NOTICE, ASKING) and not _confirmed(store, wanted):
            raise Refused("没有复核结论为“属实”的问题，不能生成整改通知；请先复核。")
    return plain_name(f"{title}_{unit.name}_{year}年度")


def _about(store: Store, wanted: Wanted) -> tuple[str, int]:
    """Tell whose paper it is and of which year; raises Refused for a finding that is told in person."""
    if wanted.kind != EVIDENCE:
        return wanted.unit_id, wanted.year
    finding = next(store.rows(Finding, "id = ?", (wanted.finding_id,)), None)
    if finding is None or finding.rule_id in PRIVATE_RULES:
        raise Refused("此问题不出取证件。")
    return finding.unit_id, finding.year


def _confirmed(store: Store, wanted: Wanted) -> bool:
    private = ", ".join("?" * len(PRIVATE_RULES))
    where = f"unit_id = ? AND year = ? AND status = 'confirmed' AND rule_id NOT IN ({private})"
    return any(store.rows(Finding, where, (wanted.unit_id, wanted.year, *PRIVATE_RULES)))


def _arguments(wanted: Wanted, path: Path) -> list[str]:
    """Write the command line; what came from a form stands behind `=` or `--`, never as an option."""
    if wanted.kind == EVIDENCE:
        return ["notice", f"--evidence={wanted.finding_id}", f"--out={path}"]
    year = f"--year={wanted.year}"
    if wanted.kind in (CIRCULAR, POSITIVE):
        positive = ["--positive"] if wanted.kind == POSITIVE else []
        return ["circular", year, f"--region={wanted.region}", f"--out={path}", *positive]
    extra = {ASKING: ["--ask", f"--out={path}"], REMINDER: ["--reminder"]}
    return ["notice", year, *extra.get(wanted.kind, [f"--out={path}"]), "--", wanted.unit_id]


def _body(done: Done, wanted: Wanted, path: Path) -> bytes:
    if done.status is None:
        raise Declined((TOO_LONG,))
    if done.status != 0:
        raise Declined(done.words or (WHY_NOT.get(wanted.kind, FAILED),))
    if wanted.kind == REMINDER:
        return done.results.strip().encode("utf-8")
    written = path if path.exists() else path.with_suffix(".html")
    return written.read_bytes()


def _ending(done: Done, wanted: Wanted) -> str:
    if wanted.kind == EVIDENCE:
        return ".html" if done.results.strip().endswith(".html") else ".pdf"
    return ".txt" if wanted.kind == REMINDER else ".docx"
