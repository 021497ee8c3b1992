"""The command line, run from the desk in a process of its own: what lies above data is not imported here.

With a data folder the command works on it, under this registry and clock; without one it knows nothing of
ours, and nothing it reads is kept. Two heavy commands do not run at once: one can take all of a core.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore

from data.desk.officers import REGISTRY
from data.desk.times import now

SECONDS = 120
WITHHELD = ("NIANJIAN_", "DATASETTE_")
HANDED_ON = ("NIANJIAN_BASE_URL", "NIANJIAN_CONTACT")
WAIT = 10  # seconds for the one before
_free = BoundedSemaphore(1)
_QUOTED = re.compile("'([^']*[\u4e00-\u9fff][^']*)'")


class Busy(Exception):
    """Another command is at work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How a command ended: its status (None: it took too long), its results, what it told on the side."""

    status: int | None
    results: str
    told: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Give what an officer can read of what was told: Chinese lines, or the Chinese in a complaint."""
        lines = (line.partition(": ")[2] or line for line in self.told)
        return tuple(said for line in lines for said in _chinese(line))


def _chinese(line: str) -> Iterator[str]:
    if re.match("[\u4e00-\u9fff\u2460-\u2473“（]", line):
        yield line
    else:
        yield from _QUOTED.findall(line)


@contextmanager
def workroom() -> Iterator[Path]:
    """Give a folder that is gone afterwards, to one command at a time; raises Busy."""
    if not _free.acquire(timeout=WAIT):
        raise Busy
    try:
        with TemporaryDirectory(prefix="nianjian-") as folder:
            yield Path(folder)
    finally:
        _free.release()


def run(arguments: Sequence[str], room: Path, *, data: Path | None = None, seconds: int = SECONDS) -> Done:
    """Run `nianjian ARGUMENTS` in a workroom."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(WITHHELD)}
    command = [sys.executable, "-P", "-m", "monitor.cli"]
    if data is not None:
        environment |= {name: os.environ[name] for name in HANDED_ON if name in os.environ}
        environment["NIANJIAN_NOW"] = now().isoformat()
        command += ["--data", str(data), "--registry", os.environ.get(REGISTRY, "")]
    try:
        done = subprocess.run(
            [*command, *arguments],
            env=environment,
            cwd=room,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Done(status=None, results="", told=())
    told = done.stderr.decode("utf-8", "replace").splitlines()
    results = done.stdout.decode("utf-8", "replace")
    return Done(status=done.returncode, results=results, told=tuple(told))
