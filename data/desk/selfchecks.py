"""A report examined before it is published: the command line does it, in a process of its own.

The files lie in a folder of their own that goes with the answer; nothing is stored, nothing is logged.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from data.desk.commands import run, workroom

UNREAD: Mapping[str, Any] = {"outcome": "unreadable", "reason": "unreadable_file", "findings": []}


def examine(report: bytes, previous: bytes | None) -> Mapping[str, Any]:
    """Give what `nianjian selfcheck --json` says of one report; raises Busy.

    A child that dies or takes too long leaves the outcome `unreadable`.
    """
    with workroom() as room:
        (room / "report").write_bytes(report)
        arguments = ["selfcheck", "--json", str(room / "report")]
        if previous is not None:
            (room / "previous").write_bytes(previous)
            arguments += ["--previous", str(room / "previous")]
        results = run(arguments, room).results
    try:
        answer: Mapping[str, Any] = json.loads(results.splitlines()[0])
    except (ValueError, IndexError):
        return UNREAD
    return answer
