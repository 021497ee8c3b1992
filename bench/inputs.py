"""What the benches read: pages of the demo country, the same as Word and PDF files, a data folder full."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from data.records import Look
from data.store import Store
from demo.pages import article
from demo.publications import publications
from parsers.outside import office

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
AT = datetime(2026, 1, 20, tzinfo=UTC)


def pages(count: int = 60) -> list[bytes]:
    """Give report pages of the demo country, in the three ways portals write tables."""
    reports = (item for item in publications() if item.unit_id is not None)
    return [article(item).encode() for item in islice(reports, count)]


def real_pages() -> list[bytes]:
    """Give the pages of real portals, where they lie beside the project."""
    return [path.read_bytes() for path in sorted(CORPUS.glob("*.html"))]


def real_pdfs() -> list[bytes]:
    """Give the PDF reports of real portals, where they lie beside the project."""
    return [path.read_bytes() for path in sorted(CORPUS.glob("*.pdf"))]


def converted(kind: str, count: int) -> list[bytes]:
    """Give demo reports as Word (`docx`) or PDF (`pdf`) files; none where LibreOffice is not installed."""
    program = office.program()
    if program is None:
        return []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = []
        for number, page in enumerate(pages(count)):
            source = folder / f"{number}.html"
            source.write_bytes(page)
            sources.append(str(source))
        filters = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_web_pdf_Export"}
        words = ["--headless", "--convert-to", filters[kind], "--outdir", name]
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        if kind == "docx":
            words.insert(1, "--infilter=HTML (StarWriter)")
        subprocess.run([program, profile, *words, *sources], check=True, capture_output=True)
        return [path.read_bytes() for path in sorted(folder.glob(f"*.{kind}"))]


def fill(folder: Path, count: int) -> None:
    """Make a data folder with `count` different report snapshots, none of them read."""
    with Store(folder) as store:
        looks = []
        for number, body in enumerate(_different(count)):
            sha256 = hashlib.sha256(body).hexdigest()
            path = store.snapshots.path(sha256)
            path.parent.mkdir(parents=True, exist_ok=True)
            # Not through Store.keep: it syncs every file, and how fast it does is not the question here.
            path.write_bytes(zstd.compress(body, level=3))
            looks.append(look(number, sha256))
        store.append(*looks)


def _different(count: int) -> Iterator[bytes]:
    made = pages(400)
    return (made[number % len(made)] + f"<!-- {number} -->".encode() for number in range(count))


def look(number: int, sha256: str) -> Look:
    """Write down that a report was seen."""
    own = hashlib.sha256(f"{number} {sha256}".encode()).hexdigest()
    return Look(
        id=own,
        hash=own,
        run_id="bench",
        portal_id="qinghe",
        url=f"http://qinghe.example/{number}.html",
        purpose="report",
        at=AT,
        status=200,
        sha256=sha256,
        content_type="text/html; charset=utf-8",
    )
