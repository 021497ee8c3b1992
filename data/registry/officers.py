"""officers.csv: who may log in and review, read and written by the program; passwords only as hashes.

A hash is `pbkdf2_sha256$iterations$salt$base64`, as datasette-auth-passwords verifies it.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from data.errors import Complaint
from data.records import Officer
from data.registry.links import link_complaints
from data.registry.load import RegistryComplaint
from data.registry.rows import OfficerRow
from data.registry.sheets import read_sheet

FILE = "officers.csv"
ITERATIONS = 480_000
SHORTEST = 8  # characters of a password
# datasette-auth-passwords tells accounts by this ending: no name may hold it.
RESERVED = "_password_hash"


def load_officers(folder: Path) -> tuple[Officer, ...]:
    """Read officers.csv of a registry folder; without the file there are none.

    Raises:
        RegistryComplaint: a row is wrong: nobody is let in by half a list.
    """
    path = folder / FILE
    if not path.exists():
        return ()
    lines, complaints = read_sheet(path, list(OfficerRow.model_fields), ())
    complaints += link_complaints({FILE: lines})
    good = []
    for line in lines:
        try:
            good.append(Officer(**OfficerRow.model_validate(line.cells).model_dump()))
        except ValidationError as error:
            column = str(error.errors()[0]["loc"][0])
            complaints.append(line.complaint(column, "what this column holds", "correct the cell"))
    if complaints:
        raise RegistryComplaint(complaints)
    return tuple(good)


def save_officers(folder: Path, officers: Iterable[Officer]) -> None:
    """Write officers.csv whole, atomically, readable by its owner only."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(OfficerRow.model_fields)
    for each in officers:
        writer.writerow([each.name, each.password_hash, each.division_code or ""])
    path = folder / FILE
    new = path.with_suffix(".csv.new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(text.getvalue().encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def officer(name: str, password: str, division_code: str | None) -> Officer:
    """Make an officer with a freshly salted hash; raises Complaint for a bad name, code or password."""
    if len(password) < SHORTEST:
        raise Complaint("password", "(not shown)", f"at least {SHORTEST} characters long", "choose another")
    if RESERVED in name or any(sign.isspace() or sign in "=+-@,;" for sign in name[:1] + name[-1:]):
        raise Complaint("NAME", name, "a login", "use a name of letters, digits or Chinese characters")
    cells = {"name": name, "password_hash": hashed(password)}
    if division_code:
        cells["division_code"] = division_code
    try:
        return Officer(**OfficerRow.model_validate(cells).model_dump())
    except ValidationError as error:
        column = str(error.errors()[0]["loc"][0])
        raise Complaint(column, cells.get(column), "what officers.csv may hold", "correct it") from error


def hashed(password: str, salt: str | None = None) -> str:
    """Hash a password with PBKDF2; a new salt unless one is given."""
    salt = salt or secrets.token_hex(16)
    key = hashlib.pbkdf2_hmac("sha256", password.encode("utf-8"), salt.encode("ascii"), ITERATIONS)
    return f"pbkdf2_sha256${ITERATIONS}${salt}${base64.b64encode(key).decode('ascii')}"
