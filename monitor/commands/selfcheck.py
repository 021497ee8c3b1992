"""`nianjian selfcheck`: For a unit before it publishes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from data.records import Finding
from data.words import SEVERITIES, said
from monitor.abstaining import Abstention
from monitor.batch import examine_all, write_sheets
from monitor.selfcheck import examine, not_judged, of_one_unit
from parsers.outside.child import read_safely
from parsers.parsed import Parsed

OUTCOMES = {"not_a_report": "不是年度报告", "unreadable": "无法读取"}


@click.command()
@click.argument("files", nargs=-1, metavar="FILE…", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--previous",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="Last year's report, to compare with.",
)
@click.option(
    "--batch",
    metavar="ZIP",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Drafts of many units; --previous is then a ZIP of last year's reports.",
)
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), help="Where the sheets of --batch go.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file, one a line.")
def command(
    files: tuple[str, ...], previous: str | None, batch: Path | None, out: Path | None, as_json: bool
) -> int:
    """Apply every rule that one report, and last year's, allows; store nothing."""
    if batch or out:
        if not (batch and out) or files or as_json:
            raise click.UsageError("--batch ZIP goes with --out DIR, and with neither FILE nor --json")
        return _batch(batch, Path(previous) if previous else None, out)
    if not files:
        raise click.UsageError("Missing argument 'FILE…'.")
    earlier = read_safely(Path(previous).read_bytes()) if previous else None
    results = [_examined(name, earlier) for name in files]
    for each in results:
        click.echo(_record(each) if as_json else "\n".join(_plain(each)))
    if earlier is not None and earlier.outcome != "read":
        click.echo(
            f"selfcheck: {previous}: {OUTCOMES[earlier.outcome]}（{said('reason', earlier.reason)}）",
            err=True,
        )
        return 1
    return 0 if all(each.parsed.outcome == "read" and each.strangers is None for each in results) else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What is to be said of one file; `strangers` tells whose last year's report is, if not this unit's."""

    name: str
    parsed: Parsed
    found: tuple[Finding, ...] = ()
    silent: tuple[Abstention, ...] = ()
    strangers: str | None = None


def _examined(name: str, earlier: Parsed | None) -> Result:
    body = Path(name).read_bytes()
    parsed = read_safely(body)
    if parsed.outcome != "read":
        return Result(name=name, parsed=parsed)
    strangers = None
    if earlier is not None and earlier.outcome == "read" and not of_one_unit(parsed, earlier):
        strangers = earlier.unit_name or "、".join(earlier.own_names)
        earlier = None
    return Result(
        name=name,
        parsed=parsed,
        found=examine(body, parsed, earlier),
        silent=not_judged(body, parsed, earlier),
        strangers=strangers,
    )


def _batch(batch: Path, previous: Path | None, out: Path) -> int:
    found = examine_all(batch, previous)
    write_sheets(found, out)
    for each in found:
        parsed = each.draft.parsed
        count = (
            f"{len(each.findings) + len(each.alike)}条"
            if parsed.outcome == "read"
            else OUTCOMES[parsed.outcome]
        )
        click.echo(f"{each.draft.name}: {each.draft.unit}　{count}")
    return 0 if all(each.draft.parsed.outcome == "read" for each in found) else 1


def _record(result: Result) -> str:
    """Write one result as the contract's JSON object (§1); `previous_of` names another unit, not compared."""
    record: dict[str, object] = {"file": result.name, "outcome": result.parsed.outcome}
    if result.parsed.outcome != "read":
        record["reason"] = result.parsed.reason
    if result.strangers is not None:
        record["previous_of"] = result.strangers
    record["findings"] = [
        {
            "rule_id": finding.rule_id,
            "severity": finding.severity,
            "message": finding.message,
            "cells": list(finding.cells),
            "lines": [asdict(line) for line in finding.lines],
            "repair": asdict(finding.repair) if finding.repair else None,
        }
        for finding in result.found
    ]
    record["unjudged"] = [{"rule_id": each.rule_id, "reason": each.reason} for each in result.silent]
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _plain(result: Result) -> Iterator[str]:
    if result.parsed.outcome != "read":
        outcome = OUTCOMES[result.parsed.outcome]
        yield f"{result.name}: {outcome}（{said('reason', result.parsed.reason)}）"
        return
    yield f"{result.name}:{'' if result.found else ' 未发现问题'}"
    for finding in result.found:
        yield f"  {finding.rule_id}  {SEVERITIES[finding.severity]}  {finding.message}"
        yield from (f"    {line.equation}" for line in finding.lines if line.equation not in finding.message)
    if result.strangers is not None:
        whose = result.parsed.unit_name or "本单位"
        wrong = f"所给文件是“{result.strangers}”的报告，不是“{whose}”的"
        yield f"  未与上年报告比对：{wrong}，请换成本单位上年报告。"
    by_reason: dict[str, list[str]] = {}
    for each in result.silent:
        by_reason.setdefault(each.reason, []).append(each.rule_id)
    for reason, rule_ids in by_reason.items():
        yield f"  因{reason}，未作判断：{'、'.join(rule_ids)}"
