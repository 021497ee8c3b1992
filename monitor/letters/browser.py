"""A headless browser without network or scripts, used to make pictures and PDF of stored pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

NAMES = ("chromium-headless-shell", "chromium", "google-chrome")
SECONDS = 60
WIDTH, HEIGHT = 1000, 6000
Browser = Callable[[bytes, str], bytes | None]
_CLOSED = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-extensions",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--hide-scrollbars",
    "--no-pdf-header-footer",
    f"--window-size={WIDTH},{HEIGHT}",
)


def find_browser() -> Browser | None:
    """Give the browser of this machine, None where there is none."""
    program = next((path for name in NAMES if (path := shutil.which(name))), None)
    if program is None:
        return None

    def browse(page: bytes, kind: str) -> bytes | None:
        return _browse(program, page, kind)

    return browse


def _browse(program: str, page: bytes, kind: str) -> bytes | None:
    """Turn a page into a picture (`png`) or a document (`pdf`); None when the browser could not."""
    with tempfile.TemporaryDirectory(prefix="nianjian-") as name:
        folder = Path(name)
        source, target = folder / "page.html", folder / f"page.{kind}"
        source.write_bytes(page)
        option = f"--print-to-pdf={target}" if kind == "pdf" else f"--screenshot={target}"
        # As root the browser's own sandbox cannot start; scripts and network are off either way.
        rooted = ["--no-sandbox"] if os.geteuid() == 0 else []
        arguments = [
            program,
            *_CLOSED,
            *rooted,
            f"--user-data-dir={folder / 'user'}",
            option,
            source.as_uri(),
        ]
        try:
            subprocess.run(arguments, capture_output=True, timeout=SECONDS, check=False, cwd=folder)
        except subprocess.TimeoutExpired:
            return None
        return target.read_bytes() if target.exists() else None
