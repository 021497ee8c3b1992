"""Signs of life for a watchdog: a small file the service writes anew every minute, and an address it asks.

The address (NIANJIAN_HEARTBEAT_URL) is that of a monitor which raises the alarm when nobody asks for a while.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

from data.clock import Clock
from data.errors import Complaint

# The service beats every minute, also while a crawl runs; this long without a beat and it is gone.
SILENCE = timedelta(minutes=15)
ASK_EVERY = timedelta(minutes=5)
PATIENCE_SECONDS = 10


def beat(file: Path, clock: Clock, doing: str) -> None:
    """Write down the instant and what is being done; the file is whole at every moment."""
    new = file.with_name(f"{file.name}.new")
    new.write_text(f"{clock.now().isoformat(timespec='seconds')} {doing}\n", encoding="utf-8")
    new.replace(file)


@dataclass
class Pulse:
    """Both signs of life. What goes wrong with the address is told once (`tell`), and stops nothing."""

    file: Path
    clock: Clock
    tell: Callable[[str], None]
    url: str | None = None
    _asked: datetime | None = field(default=None, init=False)
    _well: bool = field(default=True, init=False)

    def beat(self, doing: str) -> None:
        """Give a sign: the file now, the address if it was not asked lately."""
        beat(self.file, self.clock, doing)
        now = self.clock.now()
        if self.url and (self._asked is None or now - self._asked >= ASK_EVERY):
            self._asked = now
            self._ask(self.url)

    def _ask(self, url: str) -> None:
        try:
            with urlopen(url, timeout=PATIENCE_SECONDS) as answer:
                answer.read(1)
        except (OSError, HTTPException, ValueError) as error:
            if self._well:
                self.tell(f"{type(error).__name__}: {error}")
            self._well = False
        else:
            self._well = True


def web_address(url: str | None) -> str | None:
    """Check the address of the monitor; raises Complaint for anything but http and https."""
    if url is not None and not url.startswith(("http://", "https://")):
        cure = "write it like https://watch.example.org/ping/nianjian"
        raise Complaint("NIANJIAN_HEARTBEAT_URL", url, "an http address", cure)
    return url


def last_beat(file: Path) -> datetime | None:
    """Read when the service was last alive; None where it never ran, or the file is no heartbeat."""
    try:
        return datetime.fromisoformat(file.read_text(encoding="utf-8").split(maxsplit=1)[0])
    except (OSError, ValueError, IndexError):
        return None


def silent(file: Path, now: datetime) -> timedelta | None:
    """Tell for how long a service that once ran has given no sign, None while it lives or never did."""
    beaten = last_beat(file)
    if beaten is None or now - beaten <= SILENCE:
        return None
    return now - beaten
