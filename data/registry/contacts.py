"""contacts.csv alone: whom to ring up at each unit. Internal: in no database and in no export."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from data.records import Contact
from data.registry.load import RegistryComplaint
from data.registry.rows import ContactRow
from data.registry.sheets import read_sheet

FILE = "contacts.csv"


def load_contacts(folder: Path) -> tuple[Contact, ...]:
    """Read contacts.csv of a registry folder; without the file there are none.

    Raises RegistryComplaint for a file that cannot be read; a bad row is passed over: `check` names it.
    """
    path = folder / FILE
    if not path.exists():
        return ()
    lines, complaints = read_sheet(path, list(ContactRow.model_fields), ())
    if complaints:
        raise RegistryComplaint(complaints)
    found = []
    for line in lines:
        try:
            found.append(Contact(**ContactRow.model_validate(line.cells).model_dump()))
        except ValidationError:
            continue
    return tuple(found)
