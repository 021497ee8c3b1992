"""Drafts of many units at once (批量预审): each by every rule, against last year and the others.

Nothing is kept: bodies are read in memory and in limited children; what comes out are the sheets.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from data.errors import Complaint
from data.records import Copy, Finding
from data.words import SEVERITIES, said
from monitor.digest.values import Sheet, Value
from monitor.mail.letter import filename
from monitor.mail.workbook import workbook
from monitor.originality.copies import find_copies
from monitor.originality.corpus import Text
from monitor.selfcheck import examine, of_one_unit
from parsers.outside.child import LARGEST, read_many
from parsers.outside.wire import Job
from parsers.parsed import Parsed

MOST_FILES, LARGEST_ALL = 1000, 1024 * 2**20
OUTCOMES = {"not_a_report": "不是年度报告", "unreadable": "无法读取"}
ALIKE = "与本批其他单位雷同"
HEADER = ("规则", "性质", "问题", "算式或出处")
SUMMARY = "汇总"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One file of the ZIP: its name there, what was read from it, and its bytes while we need them."""

    name: str
    body: bytes
    parsed: Parsed

    @property
    def unit(self) -> str:
        """Whose draft it is: as the report says, else as the file is named."""
        return self.parsed.unit_name or PurePosixPath(self.name).stem


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What was found in one draft, and which other drafts share its words."""

    draft: Draft
    findings: tuple[Finding, ...] = ()
    alike: tuple[Copy, ...] = ()
    previous: bool = False


def examine_all(file: Path, previous: Path | None = None) -> tuple[Examined, ...]:
    """Examine every draft of a ZIP; raises Complaint for a file that is no ZIP or exceeds a limit."""
    drafts = _drafts(file)
    earlier = {draft.unit: draft.parsed for draft in _drafts(previous)} if previous else {}
    stems = {PurePosixPath(each.name).stem: each.parsed for each in (_drafts(previous) if previous else ())}
    shared = _shared(drafts)
    found = []
    for draft in drafts:
        before = earlier.get(draft.unit) or stems.get(PurePosixPath(draft.name).stem)
        # A file of the same name that is another unit's report is not last year's.
        before = before if before and of_one_unit(draft.parsed, before) else None
        read = draft.parsed.outcome == "read"
        found.append(
            Examined(
                draft=draft,
                findings=examine(draft.body, draft.parsed, before) if read else (),
                alike=tuple(copy for copy in shared if copy.unit_id == draft.name),
                previous=before is not None and before.outcome == "read",
            )
        )
    return tuple(found)


def _drafts(file: Path) -> tuple[Draft, ...]:
    members = list(_members(file))
    read = read_many(Job(body=body, content_type=None, url=None) for _, body in members)
    return tuple(
        Draft(name=name, body=body, parsed=parsed) for (name, body), parsed in zip(members, read, strict=True)
    )


def _members(file: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(file) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir() and not _hidden(info.filename)]
            _check_size(file, infos)
            for info in infos:
                with archive.open(info) as member:
                    yield _name(info), member.read(LARGEST + 1)[:LARGEST]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise Complaint(
            str(file), str(error), "a ZIP of drafts", "pack the files anew, no password"
        ) from error


def _check_size(file: Path, infos: Sequence[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > LARGEST_ALL:
        seen = f"{len(infos)} files, {sum(info.file_size for info in infos) // 2**20} MiB"
        expected = f"at most {MOST_FILES} files and {LARGEST_ALL // 2**20} MiB"
        raise Complaint(str(file), seen, expected, "split it")
    large = next((info for info in infos if info.file_size > LARGEST), None)
    if large is not None:
        raise Complaint(
            f"{file}: {_name(large)}", large.file_size, f"at most {LARGEST} bytes", "leave it out"
        )


def _hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith(".")


def _name(info: zipfile.ZipInfo) -> str:
    """Give a member's name; Chinese Windows writes GBK without saying so, which reads as code page 437."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _shared(drafts: Sequence[Draft]) -> tuple[Copy, ...]:
    """Compare the drafts with each other, each under the name of its file; all are of one year."""
    texts = [
        Text(
            report_id=draft.name,
            unit_id=draft.name,
            unit_name=draft.unit,
            year=draft.parsed.year or 0,
            division_code="",
            sections={part.key: part.text for part in draft.parsed.sections},
            seen_on=date.min,
            published_on=None,
            names=(*draft.parsed.own_names, draft.unit),
        )
        for draft in drafts
        if draft.parsed.outcome == "read"
    ]
    return find_copies(texts).copies


def write_sheets(found: Sequence[Examined], out: Path) -> int:
    """Write one workbook a draft and a summary into a new or empty folder; tells how many were written."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Complaint("--out", str(out), "a new or empty folder", "name another one")
    out.mkdir(parents=True, exist_ok=True)
    for number, each in enumerate(found, 1):
        name = filename(f"{number:03d}_{each.draft.unit}_自查单.xlsx")
        (out / name).write_bytes(workbook((sheet(each),)))
    (out / f"{SUMMARY}.xlsx").write_bytes(workbook((summary(found),)))
    return len(found)


def sheet(each: Examined) -> Sheet:
    """Make one draft's sheet: whose, from which file, compared with what, and every finding."""
    compared = "已与上年比对" if each.previous else "未提供上年报告"
    head: list[tuple[Value, ...]] = [
        ("单位", "", each.draft.unit, each.draft.name),
        ("说明", "", f"{compared}；预审结果供修改参考，未经复核，文件不保存", ""),
    ]
    return Sheet(title="自查单", header=HEADER, rows=(*head, *_rows(each)))


def _rows(each: Examined) -> Iterator[tuple[Value, ...]]:
    if each.draft.parsed.outcome != "read":
        yield "", "", OUTCOMES[each.draft.parsed.outcome], each.draft.parsed.reason or ""
        return
    for finding in each.findings:
        lines = "；".join(line.equation for line in finding.lines)
        yield finding.rule_id, SEVERITIES[finding.severity], finding.message, lines
    for copy in each.alike:
        part = said("section", copy.section)
        text = f"{ALIKE}：{part}与{copy.source_unit_name}相同{copy.share:.0%}"
        yield "near-copy", SEVERITIES["warning"], text, copy.source_id
    if not each.findings and not each.alike:
        yield "", "", "未发现问题", ""


def summary(found: Sequence[Examined]) -> Sheet:
    """Make the summary: one row a draft."""
    rows = tuple(
        (
            each.draft.unit,
            each.draft.name,
            OUTCOMES.get(each.draft.parsed.outcome, "已读取"),
            sum(finding.severity == "error" for finding in each.findings),
            sum(finding.severity == "warning" for finding in each.findings),
            "、".join(sorted({copy.source_unit_name for copy in each.alike})),
        )
        for each in found
    )
    return Sheet(title=SUMMARY, header=("单位", "文件", "读取", "问题", "疑点", ALIKE), rows=rows)
