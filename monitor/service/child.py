"""One command in a process of its own: a reactor starts only once, and memory is given back.

What it says goes into the journal; while it works the service gives signs of life, and when the service is to
stop it asks the command to end, waits a minute, and ends it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic
from typing import IO

from monitor.service.heartbeat import Pulse
from monitor.service.journal import Journal, Level
from monitor.settings import Settings

BEAT_SECONDS, GRACE_SECONDS = 60.0, 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What a command is run with: where, what is told, the signs of life, and whether all is to stop."""

    settings: Settings
    journal: Journal
    pulse: Pulse
    stopping: Event


def work(service: Service, *words: str, results: bool = False) -> int:
    """Run one command to its end and give its exit status; `results`: its stdout is told, too."""
    settings = service.settings
    environment = {**os.environ, "PYTHONPATH": str(settings.project)}
    if "NIANJIAN_NOW" in environment:
        environment["NIANJIAN_NOW"] = settings.clock.now().isoformat()
    folders = ["--data", str(settings.data), "--registry", str(settings.registry)]
    command = [sys.executable, "-P", "-m", "monitor.cli", *words, *folders]
    service.journal.say("began", job=words[0])
    began = monotonic()
    out, err = (subprocess.PIPE, subprocess.STDOUT) if results else (subprocess.DEVNULL, subprocess.PIPE)
    with subprocess.Popen(
        command,
        env=environment,
        cwd=settings.project,
        stdout=out,
        stderr=err,
        encoding="utf-8",
        errors="replace",
    ) as child:
        listener = _listen(service.journal, words[0], child.stdout or child.stderr)
        status = _wait(service, child, words[0])
        listener.join()
    seconds = round(monotonic() - began, 1)
    level: Level = "warning" if status else "info"
    service.journal.say("ended", level=level, job=words[0], status=status, seconds=seconds)
    return status


def _listen(journal: Journal, job: str, said: IO[str] | None) -> Thread:
    listener = Thread(target=journal.hear, args=(job, said or ()), daemon=True)
    listener.start()
    return listener


def _wait(service: Service, child: subprocess.Popen[str], name: str) -> int:
    """Wait for a child, giving signs of life; when the service is to stop, ask it to end, then end it."""
    beaten = monotonic()
    while child.poll() is None and not service.stopping.is_set():
        try:
            return child.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            if monotonic() - beaten >= BEAT_SECONDS:
                service.pulse.beat(name)
                beaten = monotonic()
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(timeout=GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
    return child.wait()
