"""What no single row can tell: ids used twice, references to nobody, deadlines that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from data.errors import Complaint
from data.registry.divisions import DIVISION_CODE, division_prefix
from data.registry.sheets import Line

# What makes a row unique, file by file.
KEYS = {
    "portals.csv": "id",
    "units.csv": "id",
    "holidays.csv": "date",
    "recipients.csv": "address",
    "officers.csv": "name",
    "policy.csv": "key",
}
# Column of units.csv -> the file it refers to.
REFERENCES = {"portal_id": "portals.csv", "parent_id": "units.csv", "successor_id": "units.csv"}


def link_complaints(sheets: Mapping[str, Sequence[Line]]) -> Iterator[Complaint]:
    """Check the files against each other; a file that could not be read is not in `sheets` and not asked."""
    for file, key in KEYS.items():
        yield from _repeated(sheets.get(file, ()), key)
    units = sheets.get("units.csv", ())
    for column, file in REFERENCES.items():
        if file in sheets:
            yield from _dangling(units, column, file, {line.cells.get("id") for line in sheets[file]})
    if "units.csv" in sheets:
        known = {line.cells.get("id") for line in units}
        yield from _dangling(sheets.get("contacts.csv", ()), "unit_id", "units.csv", known)
    for column in ("parent_id", "successor_id"):
        yield from _circular(units, column)
    yield from _contradicting(sheets.get("deadlines.csv", ()))


def _repeated(lines: Sequence[Line], key: str) -> Iterator[Complaint]:
    first: dict[str, int] = {}
    for line in lines:
        value = line.cells.get(key)
        if value in first:
            yield line.complaint(key, f"new (line {first[value]} has it too)", "keep one of the two rows")
        elif value is not None:
            first[value] = line.number


def _dangling(lines: Sequence[Line], column: str, file: str, ids: set[str | None]) -> Iterator[Complaint]:
    for line in lines:
        if column in line.cells and line.cells[column] not in ids:
            yield line.complaint(column, f"an id in {file}", "correct it, or add the row it names")


def _circular(units: Sequence[Line], column: str) -> Iterator[Complaint]:
    """Complain about the line whose chain of `column` comes back to itself."""
    after = {line.cells.get("id"): line.cells.get(column) for line in units}
    for line in units:
        start = line.cells.get("id")
        seen: set[str] = set()
        here = after.get(start)
        while here is not None and here != start and here not in seen:
            seen.add(here)
            here = after.get(here)
        if start is not None and here == start:
            yield line.complaint(
                column, "another unit (the chain comes back to this one)", "break the circle"
            )


def _contradicting(deadlines: Sequence[Line]) -> Iterator[Complaint]:
    """Complain about the second of two rows for the same kind, place and year: neither would win."""
    earlier: dict[tuple[str, str], list[Line]] = {}
    for line in deadlines:
        rows = earlier.setdefault(_place(line), [])
        rival = next((row for row in rows if _share_a_year(row, line)), None)
        if rival is not None:
            expected = f"the only row for its kind, place and years (line {rival.number} is for them too)"
            yield line.complaint("basis", expected, "let the years not overlap")
        rows.append(line)


def _place(line: Line) -> tuple[str, str]:
    code = line.cells.get("division_code", "")
    return line.cells.get("kind", ""), division_prefix(code) if DIVISION_CODE.fullmatch(code) else code


def _share_a_year(one: Line, other: Line) -> bool:
    first = max(row.cells.get("from_year", "0000") for row in (one, other))
    return first <= min(row.cells.get("to_year", "9999") for row in (one, other))
