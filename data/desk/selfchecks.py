"""A report examined before it is published: the command line does it, in a process of its own.

The files lie in a folder of their own that goes with the answer; nothing is stored, nothing is logged.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import Any

SECONDS = 120
# One at a time: a report can take all of a core.
_free = BoundedSemaphore(1)
WITHHELD = ("NIANJIAN_", "DATASETTE_")


class Busy(Exception):
    """Another report is being examined."""


def examine(report: bytes, previous: bytes | None) -> Mapping[str, Any]:
    """Give what `nianjian selfcheck --json` says of one report; raises Busy.

    A child that dies or takes too long leaves the outcome `unreadable`.
    """
    if not _free.acquire(timeout=10):
        raise Busy
    try:
        with TemporaryDirectory(prefix="nianjian-") as folder:
            return _asked(Path(folder), report, previous)
    finally:
        _free.release()


def _asked(folder: Path, report: bytes, previous: bytes | None) -> Mapping[str, Any]:
    paths = [folder / "report"]
    paths[0].write_bytes(report)
    command = [sys.executable, "-P", "-m", "monitor.cli", "selfcheck", "--json", str(paths[0])]
    if previous is not None:
        (folder / "previous").write_bytes(previous)
        command += ["--previous", str(folder / "previous")]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(WITHHELD)}
    unread = {"outcome": "unreadable", "reason": "unreadable_file", "findings": []}
    try:
        done = subprocess.run(
            command,
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        answer: Mapping[str, Any] = json.loads(done.stdout.decode("utf-8").splitlines()[0])
    except (subprocess.TimeoutExpired, ValueError, IndexError):
        return unread
    return answer
