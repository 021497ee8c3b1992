"""`nianjian read`: Parse local files and show what they state; nothing is stored."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import click

from monitor.readable import show
from parsers.outside.child import read_safely
from parsers.parsed import Parsed


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE…", type=click.Path(exists=True, dir_okay=False)
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file, one a line.")
def command(files: tuple[str, ...], as_json: bool) -> int:
    """Parse local files of any supported type; store nothing."""
    outcomes = []
    for name in files:
        body = Path(name).read_bytes()
        parsed = read_safely(body)
        outcomes.append(parsed.outcome)
        if as_json:
            line = json.dumps(as_record(name, body, parsed), ensure_ascii=False, separators=(",", ":"))
            click.echo(line)
        else:
            show(name, parsed)
    return 0 if all(outcome == "read" for outcome in outcomes) else 1


def as_record(name: str, body: bytes, parsed: Parsed) -> dict[str, object]:
    """Write one result as the contract's JSON object (§4)."""
    if parsed.outcome != "read":
        return {"file": name, "outcome": parsed.outcome, "reason": why_not(parsed)}
    return {
        "file": name,
        "sha256": hashlib.sha256(body).hexdigest(),
        "outcome": parsed.outcome,
        "title": parsed.title,
        "unit_name": parsed.unit_name,
        "year": parsed.year,
        "form": parsed.form,
        "published_on": parsed.published_on.isoformat() if parsed.published_on else None,
        "date_source": parsed.date_source,
        "dates": [[source, day.isoformat()] for source, day in parsed.dates],
        "own_names": list(parsed.own_names),
        "sections": {part.key: part.text for part in parsed.sections},
        "cells": parsed.cells,
        "odd_cells": {
            key: {"raw": odd.raw, "state": odd.state, "readings": list(odd.readings)}
            for key, odd in parsed.odd_cells.items()
        },
        "notes": list(parsed.notes),
    }


def why_not(parsed: Parsed) -> str:
    """Say why a file is no report or cannot be read, and what would help where anything would."""
    return "，".join((parsed.reason or "", *parsed.notes))
