"""A CSV file as lines of named cells, before anybody asks what the cells mean."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from data.errors import Complaint

_SECRET = "password_hash"  # a complaint must not print what may be a password


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a file: its line number there, and its cells by column, the empty ones left out."""

    path: Path
    number: int
    cells: Mapping[str, str]

    def complaint(self, column: str, expected: str, cure: str) -> Complaint:
        """Say what is wrong with one cell of this line."""
        seen = "(not shown)" if column == _SECRET else self.cells.get(column, "")
        return Complaint(f"{self.path}:{self.number} {column}", seen, expected, cure)


def read_sheet(
    path: Path, columns: Collection[str], optional: Collection[str]
) -> tuple[list[Line], list[Complaint]]:
    """Read a CSV file, UTF-8 with or without BOM; cells are trimmed, rows without any text are passed over.

    Args:
        path: the file.
        columns: the columns it may have; those not in `optional` it must have.

    Returns:
        the lines, and a complaint for each row that has not as many cells as the heading.

    Raises:
        Complaint: the file as a whole cannot be used (not UTF-8, wrong heading, broken quotes).
    """
    rows = _rows(path, _text(path))
    _, heading = next(rows, (1, []))
    _check_heading(path, heading, columns, optional)
    lines, complaints = [], []
    for number, cells in rows:
        if not any(cells):
            continue  # spreadsheets leave empty rows at the end
        if len(cells) < len(heading) or any(cells[len(heading) :]):
            complaints.append(_ragged(path, number, cells, len(heading)))
        else:
            named = zip(heading, cells, strict=False)
            lines.append(Line(path=path, number=number, cells={name: cell for name, cell in named if cell}))
    return lines, complaints


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        return raw.decode("utf-8-sig")
    except FileNotFoundError:
        raise Complaint(str(path), "no such file", "a registry file", "put the file there") from None
    except UnicodeDecodeError as error:
        raise _not_utf8(path, raw, error.start) from None
    except OSError as error:
        raise Complaint(
            str(path), error.strerror, "a file that can be read", "check the file and its rights"
        ) from None


def _not_utf8(path: Path, raw: bytes, at: int) -> Complaint:
    """Point at the first cell that is not UTF-8; most often a spreadsheet saved it as GBK."""
    cure = "save it as 'CSV UTF-8' (in Excel or WPS: 另存为 → CSV UTF-8)"
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        first = raw.decode("utf-16", "replace").splitlines()[0]
        return Complaint(f"{path}:1 heading", first, "UTF-8 (the file is UTF-16)", cure)
    start = raw.rfind(b"\n", 0, at) + 1
    end = raw.find(b"\n", at)
    cells = raw[start : end if end >= 0 else len(raw)].split(b",")
    number, index = raw.count(b"\n", 0, at) + 1, raw.count(b",", start, at)
    heading = raw.split(b"\n", 1)[0].decode("ascii", "replace").split(",")
    column = heading[index].strip() if index < len(heading) else "(beyond the heading)"
    return Complaint(
        f"{path}:{number} {column}",
        cells[index].decode("gb18030", "replace").strip(),
        "UTF-8 (the file is probably GBK)",
        cure,
    )


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Give every row with the number of its first line (a quoted cell may hold line breaks)."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 1
    try:
        for cells in reader:
            yield number, [cell.strip() for cell in cells]
            number = reader.line_num + 1
    except csv.Error as error:
        seen = io.StringIO(text, newline="").readlines()[number - 1].strip()
        cure = f'correct the quotes: a cell with a comma or a quote in it is written "…" ({error})'
        raise Complaint(f"{path}:{number}", seen, "a row of CSV", cure) from None


def _check_heading(
    path: Path, heading: list[str], columns: Collection[str], optional: Collection[str]
) -> None:
    while heading and not heading[-1]:
        heading.pop()  # spreadsheets add empty columns at the right
    where, seen = f"{path}:1 heading", ",".join(heading)
    missing = [column for column in columns if column not in heading and column not in optional]
    unknown = [column for column in heading if column not in columns]
    cure = f"the first line is {','.join(columns)}"
    if unknown:
        raise Complaint(where, ", ".join(unknown), "a column of this file", cure)
    if missing:
        raise Complaint(where, seen, f"a heading that names {', '.join(missing)}, too", cure)
    if len(set(heading)) < len(heading):
        raise Complaint(where, seen, "a heading that names each column once", cure)


def _ragged(path: Path, number: int, cells: list[str], width: int) -> Complaint:
    cure = 'check the commas; a cell with a comma in it is written "…"'
    return Complaint(f"{path}:{number}", ",".join(cells), f"a row of {width} cells ({len(cells)} seen)", cure)
