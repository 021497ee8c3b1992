"""A sign of life for a watchdog: a small file the service writes anew every minute."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from data.clock import Clock

# The service beats every minute, also while a crawl runs; this long without a beat and it is gone.
SILENCE = timedelta(minutes=15)


def beat(file: Path, clock: Clock, doing: str) -> None:
    """Write down the instant and what is being done; the file is whole at every moment."""
    new = file.with_name(f"{file.name}.new")
    new.write_text(f"{clock.now().isoformat(timespec='seconds')} {doing}\n", encoding="utf-8")
    new.replace(file)


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
