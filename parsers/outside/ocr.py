"""Images and scanned PDFs: characters are recognised offline, by the optional extra `ocr` (RapidOCR).

What is recognised becomes an OFD (text and lines at coordinates), which the ordinary reader reads.
Recognition errs in ways no second reading shows, so every cell of such a report is `uncertain`.
It runs in a process of its own: `python -m parsers.outside.ocr < image > text.ofd`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from html import escape
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from parsers.outside import limits
from parsers.parsed import Parsed
from parsers.pictures import KIND, kind_of_pictures

VERSION = 1
PACKAGE = "rapidocr-onnxruntime"
MISSING = f"图片和扫描件要另装文字识别组件ocr才能读取：pip install {PACKAGE}"
PROJECT = Path(__file__).resolve().parents[2]
PDF = b"%PDF-"
WANTED = (KIND, kind_of_pictures("pdf"))
MAX_PAGES = 30
MAX_PIXELS = 60_000_000
MEMORY, CPU_SECONDS, WALL_SECONDS = 6 * 2**30, 1200, 900
DOTS_PER_INCH = 200
MM = 25.4 / DOTS_PER_INCH
# A ruled line is at least this part of the page long.
SHORTEST = 1 / 60
_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def is_installed() -> bool:
    """Tell whether the extra is there."""
    return find_spec("rapidocr_onnxruntime") is not None


def is_wanted(parsed: Parsed) -> bool:
    """Tell whether a document could not be read because it is a picture, or a PDF of pictures."""
    return parsed.outcome == "unreadable" and parsed.kind in WANTED


def recognise(body: bytes) -> bytes | None:
    """Turn an image or a scanned PDF into an OFD of what is printed on it; None when that fails."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "parsers.outside.ocr"],
            input=body,
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
    """Read an image from standard input, write an OFD to standard output."""
    limits.confine(memory=MEMORY)
    limits.allow_time(CPU_SECONDS)
    engine = import_module("rapidocr_onnxruntime").RapidOCR(intra_op_num_threads=2)
    pages = [_page(engine, image) for image in _images(sys.stdin.buffer.read())]
    sys.stdout.buffer.write(_ofd(pages))


def _images(body: bytes) -> Iterator[Any]:
    """Give each page as an array of pixels."""
    numpy, images = import_module("numpy"), import_module("PIL.Image")
    if PDF not in body[:1024]:
        image = images.open(BytesIO(body))
        if image.width * image.height > MAX_PIXELS:
            raise MemoryError
        yield numpy.asarray(image.convert("RGB"))
        return
    document = import_module("pypdfium2").PdfDocument(body)
    if len(document) > MAX_PAGES:
        raise MemoryError
    for page in document:
        width, height = page.get_size()
        if width * height * (DOTS_PER_INCH / 72) ** 2 > MAX_PIXELS:
            raise MemoryError
        yield numpy.asarray(page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("RGB"))


def _page(engine: Any, image: Any) -> str:
    """Write one page's content: its ruled lines and what is recognised on it."""
    found, _ = engine(image)
    drawn = [_line(*corners) for corners in _ruled(image)]
    drawn += [_text(corners, text) for corners, text, _ in found or ()]
    height, width = image.shape[:2]
    box = f"<ofd:Area><ofd:PhysicalBox>0 0 {width * MM:.2f} {height * MM:.2f}</ofd:PhysicalBox></ofd:Area>"
    layer = f"<ofd:Content><ofd:Layer>{''.join(drawn)}</ofd:Layer></ofd:Content>"
    return f"<ofd:Page {_SPACE}>{box}{layer}</ofd:Page>"


def _ruled(image: Any) -> Iterator[tuple[int, int, int, int]]:
    """Find long level and upright dark lines: x, y, width, height."""
    cv2 = import_module("cv2")
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 10)
    length = max(int(grey.shape[1] * SHORTEST), 20)
    for size in ((length, 1), (1, length)):
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, size)
        _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(dark, cv2.MORPH_OPEN, kernel))
        yield from stats[1:, :4].tolist()


def _line(x: int, y: int, width: int, height: int) -> str:
    level = width > height
    right, down = (width * MM, 0.0) if level else (0.0, height * MM)
    left, top = (x, y + height / 2) if level else (x + width / 2, y)
    return (
        f'<ofd:PathObject Boundary="{left * MM:.2f} {top * MM:.2f} {right:.2f} {down:.2f}">'
        f"<ofd:AbbreviatedData>M 0 0 L {right:.2f} {down:.2f}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _text(corners: Any, text: str) -> str:
    """Write a recognised line, its characters spread evenly over its width."""
    xs, ys = [float(corner[0]) * MM for corner in corners], [float(corner[1]) * MM for corner in corners]
    width, size = max(xs) - min(xs), max(ys) - min(ys)
    step = f"g {max(len(text) - 1, 1)} {width / max(len(text), 1):.3f}"
    return (
        f'<ofd:TextObject Boundary="{min(xs):.2f} {min(ys):.2f} {width:.2f} {size:.2f}" Size="{size:.2f}">'
        f'<ofd:TextCode X="0" Y="{size * 0.85:.2f}" DeltaX="{step}">{escape(text)}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def _ofd(pages: list[str]) -> bytes:
    listed = "".join(f'<ofd:Page BaseLoc="{number}.xml"/>' for number in range(len(pages)))
    root = "<ofd:DocBody><ofd:DocRoot>Document.xml</ofd:DocRoot></ofd:DocBody>"
    files = {
        "OFD.xml": f"<ofd:OFD {_SPACE}>{root}</ofd:OFD>",
        "Document.xml": f"<ofd:Document {_SPACE}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        **{f"{number}.xml": page for number, page in enumerate(pages)},
    }
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


if __name__ == "__main__":
    main()
