"""Pictures of printed pages with what is spoken of in a frame, drawn in a limited process of their own.

It runs as: `python -P -m parsers.outside.pages < request > answer`. A request is one line of JSON and
the file; to `rows` the answer is JSON, to `draw` a PNG.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from pdfplumber.utils.text import extract_text
from PIL import Image, ImageDraw

from parsers.documents.pdf import MAGIC, MAGIC_WITHIN
from parsers.drawn import Corners, tables_of
from parsers.outside import limits
from parsers.paper import Placed, media_box, sheets

PROJECT = Path(__file__).resolve().parents[2]
CPU_SECONDS, WALL_SECONDS = 30, 60
WIDTH = 1000
THICK = 3
MAX_PIXELS = 60_000_000
# Cells whose upper edges lie within so many points stand in one row.
LEVEL = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRow:
    """One row of a ruled table: its page (from 0), and of each cell its text and its corners in points."""

    page: int
    cells: tuple[tuple[str, Corners], ...]


def printed_rows(pdf: bytes) -> tuple[PrintedRow, ...]:
    """Find the rows of the ruled tables of a PDF, from the top; none where it cannot be read."""
    answer = _ask({"rows": True}, pdf)
    return tuple(
        PrintedRow(page=page, cells=tuple((text, tuple(corners)) for text, corners in cells))
        for page, cells in json.loads(answer or b"[]")
    )


def drawn_page(
    body: bytes, page: int = 0, frames: Sequence[Corners] = (), colour: str = "red"
) -> bytes | None:
    """Draw a page of a PDF, or an image, as PNG, with frames at these corners; None where that fails."""
    return _ask({"page": page, "frames": frames, "colour": colour}, body)


def _ask(facts: dict[str, Any], body: bytes) -> bytes | None:
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "parsers.outside.pages"],
            input=json.dumps(facts).encode() + b"\n" + body,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(PROJECT), "PATH": os.environ.get("PATH", "")},
            cwd=PROJECT,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout else None


# ------------------------------------------------------------------ in the process of its own


def main() -> None:
    """Answer the one request on standard input."""
    limits.confine()
    limits.allow_time(CPU_SECONDS)
    facts = json.loads(sys.stdin.buffer.readline())
    body = sys.stdin.buffer.read()
    if "rows" in facts:
        sys.stdout.buffer.write(json.dumps(list(_rows(body))).encode())
        return
    image, scale = _image(body, facts["page"], whole=bool(facts["frames"]))
    pen = ImageDraw.Draw(image)
    for corners in facts["frames"]:
        pen.rectangle([place * scale for place in corners], outline=facts["colour"], width=THICK)
    image.save(sys.stdout.buffer, "PNG", optimize=True)


def _rows(body: bytes) -> Iterator[tuple[int, list[tuple[str, Corners]]]]:
    for number, sheet in enumerate(sheets(body)):
        characters = Placed(sheet.characters)
        for table in tables_of(sheet.edges):
            for row in _levels(table):
                yield number, [(extract_text(characters.inside(cell)), cell) for cell in row]


def _levels(cells: Sequence[Corners]) -> Iterator[list[Corners]]:
    """Put cells that begin at one height into one row, from left to right."""
    row: list[Corners] = []
    for cell in sorted(cells, key=lambda each: (each[1], each[0])):
        if row and cell[1] - row[0][1] > LEVEL:
            yield sorted(row)
            row = []
        row.append(cell)
    yield sorted(row)


def _image(body: bytes, number: int, *, whole: bool) -> tuple[Image.Image, float]:
    """Draw a page as wide as WIDTH, and tell how many pixels a point became.

    `whole`: also what its crop box would leave out, for places are told from the corner of the whole sheet.
    """
    if MAGIC not in body[:MAGIC_WITHIN]:
        opened = Image.open(BytesIO(body))
        if opened.width * opened.height > MAX_PIXELS:
            raise MemoryError
        image = opened.convert("RGB")
        image.thumbnail((WIDTH, WIDTH * 10))
        return image, 1.0
    page = import_module("pypdfium2").PdfDocument(body)[number]
    if whole:
        page.set_cropbox(*media_box(body, number))
    width, height = page.get_size()
    scale = WIDTH / width
    if WIDTH * height * scale > MAX_PIXELS:
        raise MemoryError
    drawn: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    return drawn, scale


if __name__ == "__main__":
    main()
