"""Where things lie and who we are on this machine: from options and the environment, nothing else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data.clock import Clock
from data.errors import Complaint

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a command needs to know besides its own options. Secrets come from the environment only."""

    data: Path
    registry: Path
    clock: Clock
    project: Path = PROJECT
    smtp: str | None = None
    mail_from: str | None = None
    base_url: str | None = None
    contact: str | None = None
    secret: str | None = None
    proxy: str | None = None
    heartbeat: str | None = None
    heartbeat_url: str | None = None

    @property
    def heartbeat_file(self) -> Path:
        """Where the service gives its sign of life."""
        return Path(self.heartbeat).absolute() if self.heartbeat else self.data / "heartbeat"


def settings(data: str | None, registry: str | None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Put options before the environment before the defaults; raises Complaint for an unreadable clock."""
    data = data or environ.get("NIANJIAN_DATA")
    registry = registry or environ.get("NIANJIAN_REGISTRY")

    def given(name: str) -> str | None:
        return environ.get(f"NIANJIAN_{name}") or None

    return Settings(
        data=Path(data).absolute() if data else PROJECT / "data" / "local",
        registry=Path(registry).absolute() if registry else PROJECT / "data" / "seeds",
        clock=Clock(_instant(given("NOW"))),
        smtp=given("SMTP"),
        mail_from=given("MAIL_FROM"),
        base_url=given("BASE_URL"),
        contact=given("CONTACT"),
        secret=given("SECRET"),
        proxy=given("PROXY"),
        heartbeat=given("HEARTBEAT"),
        heartbeat_url=given("HEARTBEAT_URL"),
    )


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise Complaint(
            "NIANJIAN_NOW", text, "an instant with its zone", "write it like 2026-02-02T10:00:00+08:00"
        )
    return instant
