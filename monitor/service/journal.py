"""What the service says of itself: one event a line on stderr, `key=value` (logfmt), for journald or a file.

Secrets are struck out wherever they turn up; a traceback becomes one line that names the error and its place.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from threading import Lock
from typing import Literal
from urllib.parse import unquote, urlsplit

from data.clock import OFFICE_ZONE, Clock
from monitor.settings import Settings

Level = Literal["info", "warning", "error"]
LONGEST = 600
STRUCK = "…"
_PLAIN = re.compile(r"[\w.:/+@%-]+")
_FRAME = re.compile(r'\s+File "(?P<file>[^"]+)", line (?P<line>\d+)')
_TRACEBACK = "Traceback (most recent call last):"


class Journal:
    """Writes events; several threads may use it. `hidden` are texts that never appear in a line."""

    def __init__(
        self, clock: Clock, hidden: Iterable[str] = (), write: Callable[[str], object] | None = None
    ):
        self._clock = clock
        self._hidden = sorted((each for each in hidden if each), key=len, reverse=True)
        self._write = write or sys.stderr.write
        self._lock = Lock()

    def say(self, event: str, *, level: Level = "info", **facts: object) -> None:
        """Write one event with its facts; one that is None is left out."""
        at = self._clock.now().astimezone(OFFICE_ZONE).isoformat(timespec="seconds")
        told = {"at": at, "level": level, "event": event, **facts}
        line = " ".join(f"{key}={self._value(value)}" for key, value in told.items() if value is not None)
        with self._lock:
            self._write(f"{line}\n")

    def hear(self, job: str, lines: Iterable[str]) -> None:
        """Write down what a command said, line by line; a traceback is one event."""
        for line in folded(lines):
            if line.startswith(CRASHED):
                self.say("crashed", level="error", job=job, error=line.removeprefix(CRASHED))
            elif line.strip():
                self.say("said", job=job, text=line)

    def _value(self, value: object) -> str:
        text = " ".join(str(value).split())
        for secret in self._hidden:
            text = text.replace(secret, STRUCK)
        text = text if len(text) <= LONGEST else text[: LONGEST - 1] + STRUCK
        return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


CRASHED = "crashed: "


def folded(lines: Iterable[str]) -> Iterator[str]:
    """Make one line of every traceback: the error, and the last place of it.

    >>> list(folded(["Traceback (most recent call last):", '  File "a.py", line 3, in f', "    x", "E: no"]))
    ['crashed: E: no (a.py:3)']
    """
    place: str | None = None
    for each in lines:
        line = each.rstrip("\n")
        if line.startswith(_TRACEBACK):
            place = ""
        elif place is None:
            yield line
        elif frame := _FRAME.match(line):
            place = f" ({frame['file']}:{frame['line']})"
        elif line and not line[0].isspace():
            yield f"{CRASHED}{line}{place}"
            place = None


def secrets(settings: Settings) -> Iterator[str]:
    """Give what no line may show: the desk's secret, and the passwords within addresses."""
    if settings.secret:
        yield settings.secret
    for address in (settings.smtp, settings.proxy, settings.heartbeat_url):
        password = urlsplit(address).password if address else None
        if password:
            yield from {password, unquote(password)}


class Handler(logging.Handler):
    """Takes what libraries log (warnings and worse) into the journal."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(logging.WARNING)
        self._journal = journal

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record; of an exception its last line."""
        level: Level = "error" if record.levelno >= logging.ERROR else "warning"
        said = record.getMessage()
        error = repr(record.exc_info[1]) if record.exc_info and record.exc_info[1] else None
        self._journal.say("log", level=level, by=record.name, text=said, error=error)
