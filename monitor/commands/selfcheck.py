"""`nianjian selfcheck`: For a unit before it publishes."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from data.records import Finding
from data.words import SEVERITIES, said
from monitor.batch import examine_all, write_sheets
from monitor.selfcheck import examine
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
    status = 0
    for name in files:
        body = Path(name).read_bytes()
        parsed = read_safely(body)
        found = examine(body, parsed, earlier) if parsed.outcome == "read" else ()
        click.echo(_record(name, parsed, found) if as_json else _plain(name, parsed, found))
        status = status if parsed.outcome == "read" else 1
    if earlier is not None and earlier.outcome != "read":
        click.echo(
            f"selfcheck: {previous}: {OUTCOMES[earlier.outcome]}（{said('reason', earlier.reason)}）",
            err=True,
        )
        status = 1
    return status


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


def _record(name: str, parsed: Parsed, found: tuple[Finding, ...]) -> str:
    """Write one result as the contract's JSON object (§1)."""
    record: dict[str, object] = {"file": name, "outcome": parsed.outcome}
    if parsed.outcome != "read":
        record["reason"] = parsed.reason
    record["findings"] = [
        {
            "rule_id": finding.rule_id,
            "severity": finding.severity,
            "message": finding.message,
            "cells": list(finding.cells),
            "lines": [asdict(line) for line in finding.lines],
            "repair": asdict(finding.repair) if finding.repair else None,
        }
        for finding in found
    ]
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _plain(name: str, parsed: Parsed, found: tuple[Finding, ...]) -> str:
    if parsed.outcome != "read":
        return f"{name}: {OUTCOMES[parsed.outcome]}（{said('reason', parsed.reason)}）"
    if not found:
        return f"{name}: 未发现问题"
    lines = [f"{name}:"]
    for finding in found:
        lines.append(f"  {finding.rule_id}  {SEVERITIES[finding.severity]}  {finding.message}")
        lines += [f"    {line.equation}" for line in finding.lines if line.equation not in finding.message]
    return "\n".join(lines)
