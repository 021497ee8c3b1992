"""Reading, against its floors: `python -m bench.parse [--quick]`. Exit status 1 when a goal is missed.

Goals are those of issue 3. `--quick` uses fewer snapshots and is good for a look, not for a claim.
"""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
from lxml import etree, html

from bench.inputs import converted, fill, look, pages, real_pages, real_pdfs
from bench.timing import ROUNDS, Goal, compare, seconds
from data.records import Reading
from data.store import Store
from monitor.reading import read_snapshots
from parsers.outside.versions import version_of
from parsers.parsed import Parsed
from parsers.read import read

HTML = Goal(name="HTML to full record / bare lxml parse", bound=2.5)
REAL_HTML = Goal(name="HTML of real portals to full record / bare lxml parse", bound=2.5)
DOCX = Goal(name="DOCX to full record / its XML parse", bound=8)
PDF = Goal(name="PDF to full record / pypdfium2 text", bound=35)
REAL_PDF = Goal(name="PDF of real portals to full record / pypdfium2 text", bound=35)
CORES = Goal(name="parse on 2 cores, speed against 1 core", bound=1.8, at_least=True)
MEMORY = Goal(name="parse, memory of the parent at most", bound=300)
AGAIN = Goal(name="re-run that finds nothing new in 100,000 snapshots", bound=1)
# Real pages and PDFs are few: each is read so often that a round is long enough to time.
REPEATED = 3


def main(arguments: list[str]) -> int:
    """Measure everything; tell by the exit status whether every goal is met."""
    if arguments[:1] == ["parse"]:
        return _parse(Path(arguments[1]), int(arguments[2]))
    quick = "--quick" in arguments
    return 0 if all([*_files(), _cores(400 if quick else 2000), *_volume(2000 if quick else 20_000)]) else 1


# ------------------------------------------------------------------ one file


def _files() -> list[bool]:
    docx, pdf = converted("docx", 20), converted("pdf", 6)
    if not docx:
        _say("no LibreOffice here: DOCX and PDF of our own are left out")
    measured = (
        (HTML, pages(), _lxml),
        (REAL_HTML, real_pages() * REPEATED, _lxml),
        (DOCX, docx, _document_xml),
        (PDF, pdf, _pdfium),
        (REAL_PDF, real_pdfs(), _pdfium),
    )
    return [_against(goal, bodies, floor) for goal, bodies, floor in measured if bodies]


def _against(goal: Goal, bodies: list[bytes], floor: Callable[[bytes], object]) -> bool:
    return compare(goal, lambda: [floor(body) for body in bodies], lambda: _readable(bodies))


def _readable(bodies: list[bytes]) -> None:
    for body in bodies:
        parsed = read(body)
        if parsed.outcome != "read":
            raise SystemExit(f"an input of the bench is not read: {parsed.reason}")


def _lxml(body: bytes) -> object:
    return html.document_fromstring(body)


def _document_xml(body: bytes) -> object:
    with ZipFile(BytesIO(body)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def _pdfium(body: bytes) -> object:
    document = pypdfium2.PdfDocument(body)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


# ------------------------------------------------------------------ many files


def _cores(count: int) -> bool:
    available = sorted(os.sched_getaffinity(0))
    if len(available) < len(("one", "two")):
        _say("only one core here: the gain of a second one is left out")
        return True
    with tempfile.TemporaryDirectory() as name:
        fill(Path(name), count)
        return compare(CORES, lambda: _on(name, 1), lambda: _on(name, 2), many_cores=True)


def _on(folder: str, cores: int) -> str:
    """Read a data folder anew in a process of its own on some cores; gives what that process says."""
    command = [sys.executable, "-P", "-m", "bench.parse", "parse", folder, str(cores)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return done.stdout


def _parse(folder: Path, cores: int) -> int:
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    with Store(folder) as store:
        read_snapshots(store, everything=True)
    _say(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
    return 0


def _volume(count: int) -> list[bool]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder, count)
        grown = MEMORY.judge([float(_on(name, 2))], " MiB")
        _pretend(folder, 100_000 - count)
        with Store(folder) as store:
            again = [seconds(lambda: read_snapshots(store)) for _ in range(ROUNDS)]
        return [grown, AGAIN.judge(again, " s")]


def _pretend(folder: Path, count: int) -> None:
    """Add snapshots that were seen and read, to the database only."""
    version = version_of(Parsed(outcome="read", kind="html", form="fmt_2021"))
    with Store(folder) as store, store.atomic():
        hashes = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(count)]
        store.append(*(look(number, sha256) for number, sha256 in enumerate(hashes)))
        store.put(*(Reading(sha256=sha256, parser_version=version, outcome="read") for sha256 in hashes))


def _say(line: str) -> None:
    print(line)  # noqa: T201 - a bench prints


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
