"""From a folder of CSV files to one checked Registry, or to one complaint that lists everything wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError

from data.errors import Complaint
from data.records import Contact, Deadline, Holiday, Officer, Portal, Recipient, Unit
from data.registry.links import link_complaints
from data.registry.office import Policy, Registry
from data.registry.rows import (
    ContactRow,
    DeadlineRow,
    HolidayRow,
    OfficerRow,
    PolicyRow,
    PortalRow,
    RecipientRow,
    SettingRow,
    UnitRow,
)
from data.registry.sheets import Line, read_sheet

NEEDED = ("portals.csv", "units.csv", "deadlines.csv")
# Columns a file may do without; every other column of the contract stands in its heading.
OPTIONAL = {"portals.csv": ("js",), "units.csv": ("owes", "due")}

T = TypeVar("T")


class RegistryComplaint(Complaint):
    """Everything that is wrong with the registry, one line each; nothing of it was loaded."""

    def __init__(self, complaints: Sequence[Complaint]) -> None:
        first = complaints[0]
        super().__init__(first.where, first.seen, first.expected, first.cure)
        self.complaints = tuple(complaints)

    def __str__(self) -> str:
        return "\n".join(str(complaint) for complaint in self.complaints)


def load_registry(folder: Path) -> Registry:
    """Read and check every registry file in a folder.

    Raises:
        RegistryComplaint: anything is wrong; it names every bad row, and nothing is half loaded.
    """
    desk = _Desk(folder)
    registry = Registry(
        portals=desk.records("portals.csv", PortalRow, Portal),
        units=desk.records("units.csv", UnitRow, Unit),
        deadlines=desk.records("deadlines.csv", DeadlineRow, Deadline),
        holidays=desk.records("holidays.csv", HolidayRow, Holiday),
        recipients=desk.records("recipients.csv", RecipientRow, Recipient),
        officers=desk.records("officers.csv", OfficerRow, Officer),
        policy=desk.policy(),
        contacts=desk.records("contacts.csv", ContactRow, Contact),
    )
    complaints = [*desk.complaints, *link_complaints(desk.sheets)]
    if complaints:
        raise RegistryComplaint(complaints)
    return registry


class _Desk:
    """Where the files of one folder are opened, and where complaints about them pile up."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            cure = f"name a folder with {', '.join(NEEDED)} (--registry or NIANJIAN_REGISTRY)"
            raise RegistryComplaint([Complaint(str(folder), "no such folder", "a registry folder", cure)])
        self.folder = folder
        self.sheets: dict[str, Sequence[Line]] = {}
        self.complaints: list[Complaint] = []

    def records(self, file: str, row: type[BaseModel], record: Callable[..., T]) -> tuple[T, ...]:
        """Read a file into records; bad rows are left out and complained about."""
        good = []
        for line in self._lines(file, row):
            try:
                good.append(record(**row.model_validate(line.cells).model_dump()))
            except ValidationError as error:
                self.complaints.extend(line.complaint(*fault) for fault in _faults(row, error))
        return tuple(good)

    def policy(self) -> Policy:
        """Read policy.csv, one field a row; a key without a value keeps its default."""
        lines: dict[str, Line] = {}
        for line in self._lines("policy.csv", SettingRow):
            lines.setdefault(
                line.cells.get("key", ""), line
            )  # a second row for a key is complained about elsewhere
        known = list(PolicyRow.model_fields)
        for key, line in lines.items():
            if key not in known:
                self.complaints.append(
                    line.complaint("key", f"one of {' '.join(known)}", _advice(key, known))
                )
        values = {key: line.cells["value"] for key, line in lines.items() if "value" in line.cells}
        try:
            return Policy(**PolicyRow.model_validate(values).model_dump())
        except ValidationError as error:
            faults = _faults(PolicyRow, error)
            self.complaints.extend(lines[key].complaint("value", *rest) for key, *rest in faults)
            return Policy()

    def _lines(self, file: str, row: type[BaseModel]) -> Sequence[Line]:
        path = self.folder / file
        if file not in NEEDED and not path.exists():
            return ()
        try:
            lines, complaints = read_sheet(path, list(row.model_fields), OPTIONAL.get(file, ()))
        except Complaint as complaint:
            self.complaints.append(complaint)
            return ()
        self.complaints.extend(complaints)
        if not complaints:  # else other files would be told that the ids of the lost rows do not exist
            self.sheets[file] = lines
        return lines


def _faults(row: type[BaseModel], error: ValidationError) -> Iterator[tuple[str, str, str]]:
    """Translate what pydantic found into column, expectation and cure."""
    for detail in error.errors(include_url=False):
        context, column = detail.get("ctx", {}), str(detail["loc"][0]) if detail["loc"] else ""
        if detail["type"] == "missing":
            yield column, "filled in", "fill in the cell"
        elif detail["type"] == "literal_error":
            choices = _choices(row.model_fields[column].annotation)
            yield column, f"one of {' '.join(choices)}", _advice(str(detail["input"]), choices)
        else:
            yield column or context["column"], context["expected"], context["cure"]


def _choices(annotation: object) -> list[str]:
    """List the words a Literal, or a Literal or nothing, allows."""
    found = [_choices(part) if get_args(part) else [part] for part in get_args(annotation)]
    return [word for words in found for word in words if isinstance(word, str)]


def _advice(seen: str, choices: Sequence[str]) -> str:
    near = get_close_matches(seen, choices, n=1)
    return f"did you mean {near[0]}?" if near else "write one of these words exactly"
