"""Word, WPS and RTF files, which no library reads well: LibreOffice turns them into HTML, many a start.

Debian: `apt-get install libreoffice-writer-nogui`. It runs without a network where the system allows it,
with a profile of its own that forbids macros and links to the outside, and within limits.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

VERSION = 1
PACKAGE = "libreoffice-writer-nogui"
MISSING = f"Word、WPS、RTF文件要用LibreOffice读取，本机没有：apt-get install {PACKAGE}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = b"{\\rtf"
_WORD = "WordDocument".encode("utf-16-le")
START_SECONDS, FILE_SECONDS = 60, 15
MEMORY_KB = 4 * 2**20
LARGEST_PAGE = 32 * 2**20
FILTER = "html:HTML (StarWriter)"
SUFFIXES = ((RTF, "rtf"), (OLE, "doc"), (b"PK", "docx"))
_LIMITED = 'ulimit -v "$0"; ulimit -t "$1"; shift; exec "$@"'
_ALONE = ("unshare", "--map-root-user", "--net")
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def recognise(body: bytes) -> bool:
    """Tell whether these bytes are a Word, WPS or RTF file, by what they begin with and hold."""
    return body.startswith(RTF) or (body.startswith(OLE) and _WORD in body)


def program() -> str | None:
    """Find LibreOffice; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(bodies: Sequence[bytes]) -> list[bytes | None]:
    """Turn files into HTML, in their order; None for one LibreOffice could not read within its limits.

    All of them go into one start. Where that start fails, each of those it left over gets a start of its own.
    """
    found = _start(bodies) if bodies else []
    left = [number for number, page in enumerate(found) if page is None]
    if len(bodies) > 1:
        for number in left:
            found[number] = _start([bodies[number]])[0]
    return found


def as_pdf(body: bytes) -> bytes | None:
    """Print a Word, WPS or RTF file as a PDF, as LibreOffice lays it out; None where it cannot."""
    return _start([body], "pdf")[0] if program() else None


def _start(bodies: Sequence[bytes], to: str = FILTER) -> list[bytes | None]:
    with tempfile.TemporaryDirectory(prefix="nianjian-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE, encoding="utf-8")
        sources = []
        for number, body in enumerate(bodies):
            source = folder / f"{number}.{_suffix(body)}"
            source.write_bytes(body)
            sources.append(str(source))
        _run(folder, sources, to)
        made = to.partition(":")[0]
        return [_page(folder / "out" / f"{number}.{made}") for number in range(len(bodies))]


def _suffix(body: bytes) -> str:
    return next((suffix for magic, suffix in SUFFIXES if body.startswith(magic)), "doc")


def _run(folder: Path, sources: Sequence[str], to: str) -> None:
    """Run LibreOffice and all it starts, until it ends or its time is over."""
    seconds = START_SECONDS + FILE_SECONDS * len(sources)
    process = subprocess.Popen(
        [
            *("sh", "-c", _LIMITED, str(MEMORY_KB), str(seconds)),
            *_alone(),
            *(program() or "soffice", "--headless", "--norestore", "--nodefault", "--nolockcheck"),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--convert-to", to, "--outdir", str(folder / "out"), *sources),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LANG": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        pass
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@cache
def _alone() -> tuple[str, ...]:
    """Give the words before a command that take its network away; none where the system does not allow it."""
    try:
        tried = subprocess.run([*_ALONE, "true"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return _ALONE if tried.returncode == 0 else ()


def _page(path: Path) -> bytes | None:
    if not path.is_file() or path.stat().st_size > LARGEST_PAGE:
        return None
    return path.read_bytes() or None
